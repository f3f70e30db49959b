"""Two language models by script: one that writes what is true, and one that lies.

What they write are the statements of the suite `statements`, each cited to the passage that holds
its evidence. It goes the whole way of a language model's answer: search, prompt, reading, checks,
verdicts. Of the first as much as can be should be shown as supported, of the second nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from eval.suites.figures import Share
from eval.suites.items import Evidence, JudgedStatement, WrittenStatement
from eval.suites.statements import LET_THROUGH
from qa.assistant import Assistant
from qa.model.chats import Message
from qa.model.client import LanguageModel
from qa.model.forms import Form
from qa.model.replies import Reply
from qa.settings import Settings
from qa.types import Answer
from qa.write.writer import Writer

NOTHING_THROUGH = "lying: nothing through"

_PASSAGE = re.compile(r'<passage number="(\d+)".*?</passage>', re.DOTALL)
_WINDOW = 32_000  # tokens, as models of today have at least


class Scripted(LanguageModel):
    """Writes one sentence, whatever it is asked, cited to the passages that hold its evidence."""

    name = "scripted"
    window = _WINDOW

    def __init__(self, settings: Settings) -> None:
        super().__init__(settings)
        self.forms.give_up()
        self.sentence = ""
        self.evidence: tuple[Evidence, ...] = ()

    def reply(  # noqa: D102
        self,
        messages: Sequence[Message],
        tokens: int,
        form: Form | None = None,
        *,
        auxiliary: bool = False,
    ) -> Reply:
        prompt = messages[-1].content
        numbers = [
            passage[1]
            for passage in _PASSAGE.finditer(prompt)
            if any(one.quote in passage.group() for one in self.evidence)
        ]
        markers = "".join(f"[{number}]" for number in numbers)
        return Reply(text=f"{self.sentence} {markers}".strip())

    def stream(  # noqa: D102
        self, messages: Sequence[Message], tokens: int, form: Form | None = None
    ) -> Iterator[str | Reply]:
        reply = self.reply(messages, tokens)
        yield reply.text
        yield reply


def written(assistant: Assistant, item: WrittenStatement) -> Answer:
    """The answer that the statement comes to where a language model writes it."""
    model, writing = _writing(assistant)
    model.sentence, model.evidence = item.question, item.evidence
    return writing.ask(" ".join(one.quote for one in item.evidence))


@lru_cache(maxsize=1)
def _writing(assistant: Assistant) -> tuple[Scripted, Assistant]:
    """The scripted model, and what answers with it over the same articles."""
    model = Scripted(assistant.settings)
    return model, Assistant(assistant.settings, answerer=Writer(assistant.settings, model))


def shares(item: JudgedStatement, answer: Answer | None) -> dict[str, Share]:
    """What came of a sentence: of the true ones what is supported, of the lies what is not."""
    if item.is_true:
        return {"perfect: supported": Share(answer is not None and _is_supported(item, answer))}
    return {NOTHING_THROUGH: Share(answer is None or not _is_supported(item, answer))}


def outcome(item: JudgedStatement, answer: Answer) -> tuple[bool, str]:
    """Whether what is shown of the sentence is right, and what that is."""
    supported = _is_supported(item, answer)
    if supported and not item.is_true:
        return False, LET_THROUGH
    return supported == item.is_true, "supported" if supported else "not supported"


def _is_supported(item: JudgedStatement, answer: Answer) -> bool:
    """Whether the whole sentence is shown as supported; one may be cut to what is proved."""
    shown = [statement.text for statement in answer.statements if statement.supported]
    return any(_plain(text) == _plain(item.question) for text in shown)


def _plain(text: str) -> str:
    return " ".join(text.split()).rstrip(".")
