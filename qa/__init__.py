"""Ask questions about a folder of articles, and get answers with checked citations.

    import qa

    answer = qa.ask("Who led the US delegation?")
    print(answer.text)
    for citation in answer.citations:
        print(citation.number, citation.file, citation.line, citation.quote)

Importing this does nothing: models, the index and the network are touched when they are used.
"""

from __future__ import annotations

import importlib
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from qa.assistant import Assistant
    from qa.errors import (
        CorpusError,
        EmbeddingError,
        ModelError,
        PromptError,
        QAError,
        QuestionError,
        StoreAway,
        StoreBusy,
        StoreError,
        StoreMismatch,
        UsageError,
    )
    from qa.settings import Settings
    from qa.types import (
        Answer,
        Article,
        CheckedPart,
        CheckedStatement,
        CheckReport,
        Citation,
        Claim,
        Document,
        LeftOut,
        Part,
        Passage,
        Pending,
        Skipped,
        Statement,
        SyncReport,
        Turn,
        Usage,
        Within,
    )

__version__ = "0.1.0"

_HOMES = {
    "qa.assistant": ("Assistant",),
    "qa.errors": (
        "CorpusError",
        "EmbeddingError",
        "ModelError",
        "PromptError",
        "QAError",
        "QuestionError",
        "StoreAway",
        "StoreBusy",
        "StoreError",
        "StoreMismatch",
        "UsageError",
    ),
    "qa.settings": ("Settings",),
    "qa.types": (
        "Answer",
        "Article",
        "CheckReport",
        "CheckedPart",
        "CheckedStatement",
        "Citation",
        "Claim",
        "Document",
        "LeftOut",
        "Part",
        "Passage",
        "Pending",
        "Skipped",
        "Statement",
        "SyncReport",
        "Turn",
        "Usage",
        "Within",
    ),
}
_HOME = {name: module for module, names in _HOMES.items() for name in names}

__all__ = [
    "Answer",
    "Article",
    "Assistant",
    "CheckReport",
    "CheckedPart",
    "CheckedStatement",
    "Citation",
    "Claim",
    "CorpusError",
    "Document",
    "EmbeddingError",
    "LeftOut",
    "ModelError",
    "Part",
    "Passage",
    "Pending",
    "PromptError",
    "QAError",
    "QuestionError",
    "Settings",
    "Skipped",
    "Statement",
    "StoreAway",
    "StoreBusy",
    "StoreError",
    "StoreMismatch",
    "SyncReport",
    "Turn",
    "Usage",
    "UsageError",
    "Within",
    "ask",
]


def ask(
    question: str, history: Sequence[Turn] | None = None, *, within: Within | None = None
) -> Answer:
    """Answer a question with the settings of the environment; the index is built on first use.

    See `Assistant.ask`. One assistant is kept for each set of settings, so that models and index
    are loaded once.
    """
    from qa import shared

    return shared.assistant().ask(question, history, within=within)


def __getattr__(name: str) -> Any:
    if name in _HOME:
        return getattr(importlib.import_module(_HOME[name]), name)
    raise AttributeError(f"module 'qa' has no attribute '{name}'")


def __dir__() -> list[str]:
    return sorted([*globals(), *__all__])
