"""A real language model beside the two by script: very small, and so neither true nor false.

It shows that the whole way works with a server that is none of ours, and what the checks make of a
model that writes fluently and understands little. A few questions: it is no measure of a model.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path

from eval.errors import RunError
from eval.gold.questions import Question
from eval.metrics import answer as answers
from eval.running import llama
from eval.suites.writers import JSON, WAYS, answered
from qa.assistant import Assistant
from qa.errors import QAError
from qa.settings import Settings
from qa.types import Answer

_TOKENS = 80  # of an answer
_TIMEOUT = 180.0  # seconds
FILE = "llama.json"
QUESTIONS = len(WAYS)  # one for each way; each may take a minute on a core that others use too


@dataclass(frozen=True)
class Asked:
    """A question, how its answer was asked for, and the answer; None where the model failed."""

    question: Question
    how: str
    answer: Answer | None


@dataclass(frozen=True)
class Small:
    """What came of the questions.

    Attributes:
        skipped: Why it was not asked; empty where it was.
        right, refused, failed: Answers by how they ended; of those that are left some may be right
            as well, in words that the gold set does not know.
        supported, statements: Statements that are shown as supported, of all that are shown.
        forbidden: Of those that are supported, how many say what only a wrong answer says.
        ways: How many are supported, of how many, by the way in which they were asked for.
    """

    skipped: str = ""
    asked: int = 0
    right: int = 0
    refused: int = 0
    failed: int = 0
    supported: int = 0
    statements: int = 0
    forbidden: int = 0
    ways: dict[str, tuple[int, int]] = field(default_factory=dict)

    def as_json(self) -> dict[str, object]:
        """All of it."""
        return asdict(self)


def read(folder: Path) -> Small | None:
    """What a run keeps of it, if it was to be asked.

    Raises:
        RunError: The file cannot be read.
    """
    path = folder / FILE
    if not path.exists():
        return None
    try:
        told = json.loads(path.read_text("utf-8"))
        ways = {name: (good, of) for name, (good, of) in told.pop("ways", {}).items()}
        return Small(ways=ways, **told)
    except (OSError, ValueError, TypeError, AttributeError) as error:
        raise RunError(f"'{path}' cannot be read: {error}") from error


def ask(settings: Settings, questions: Sequence[Question]) -> Small:
    """Have llama.cpp answer a few of the questions; what keeps it from that is told."""
    if why := llama.missing():
        return Small(skipped=why)
    chosen = [q for q in questions if q.type == "single_file" and q.split == "dev"][:QUESTIONS]
    with llama.serving() as url:
        found = {
            "llm": "auto", "openai_base_url": url, "openai_api_key": None, "verifier": "local",
            "llm_answer_tokens": _TOKENS, "llm_timeout": _TIMEOUT, "llm_cache": None,
        }  # fmt: skip
        ended = []
        for question, how in zip(chosen, WAYS, strict=False):
            form = {"llm_format": "json" if how == JSON else "text"}
            assistant = Assistant(settings.model_copy(update=found | form))
            ended.append(Asked(question, how, _answer(assistant, question, how)))
    return counted(ended)


def _answer(assistant: Assistant, question: Question, how: str) -> Answer | None:
    """The answer; None where the model failed and it was quoted, or nothing came."""
    try:
        answer = answered(assistant, question.question, how)
    except QAError:
        return None
    return answer if answer.mode == "generative" else None


def counted(ended: Sequence[Asked]) -> Small:
    """What came of questions, by their answers."""
    given = [(one.question, one.answer) for one in ended if one.answer is not None]
    said = [(q, s) for q, answer in given for s in answer.statements]
    proved = [(question, s) for question, s in said if s.supported]
    return Small(
        asked=len(ended),
        right=sum(answers.is_right(a.text, q.required, q.forbidden) for q, a in given),
        refused=sum(answer.refused for _, answer in given),
        failed=len(ended) - len(given),
        supported=len(proved),
        statements=len(said),
        forbidden=sum(bool(answers.said_forbidden(s.text, q.forbidden)) for q, s in proved),
        ways={how: _supported([one for one in ended if one.how == how]) for how in WAYS},
    )


def _supported(ended: Sequence[Asked]) -> tuple[int, int]:
    said = [s for one in ended if one.answer is not None for s in one.answer.statements]
    return sum(statement.supported for statement in said), len(said)
