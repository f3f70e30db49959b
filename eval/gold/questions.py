"""The gold set: questions about the seed articles, each with what a right answer says and cites."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict

from eval.errors import GoldError
from eval.paths import GOLD
from qa.types import Turn

# Questions of each type that a gold set must hold, at least: enough for a type's share to be
# read, as far as the articles yield them.
MINIMUMS = {
    "single_file": 40,
    "agreement": 15,
    "list": 12,
    "numeric": 15,
    "temporal": 10,
    "who_said": 15,
    "paraphrase": 15,
    "typo": 8,
    "two_hop": 8,
    "comparison": 6,
    "follow_up": 10,
    "unanswerable": 20,
}

Split = Literal["dev", "test"]


class GoldSentence(BaseModel):
    """A sentence of an article that proves an answer: `text[start:end] == quote`."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    file: str
    quote: str
    start: int
    end: int

    def overlaps(self, file: str, start: int, end: int) -> bool:
        """Whether a stretch of a file holds half of this sentence, or half of it lies in this."""
        shared = min(self.end, end) - max(self.start, start)
        return self.file == file and shared * 2 >= max(1, min(self.end - self.start, end - start))


class PastTurn(BaseModel):
    """An earlier turn of a conversation."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    role: Literal["user", "assistant"]
    content: str


class Question(BaseModel):
    """A question, and what counts as a right answer to it.

    Attributes:
        id: A name that stays the same when the set grows.
        type: One of `MINIMUMS`.
        split: `dev` may be looked at while the program is improved, `test` may not.
        parent: The question that this one puts in other words, or with slips of the keyboard.
        history: Earlier turns, oldest first.
        question: As a reader would ask it.
        answer: A short reference answer.
        required: Groups of aliases; a right answer holds one alias of each group.
        forbidden: Words that only a wrong answer holds.
        support: The sentences that prove the answer.
        also: Other sentences that say the same.
        should_refuse: True when the articles do not say it.
        must_pass: True when a wrong answer fails the gate by itself.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    type: str
    split: Split
    parent: str | None
    history: tuple[PastTurn, ...]
    question: str
    answer: str
    required: tuple[tuple[str, ...], ...]
    forbidden: tuple[str, ...]
    support: tuple[GoldSentence, ...]
    also: tuple[GoldSentence, ...]
    should_refuse: bool
    must_pass: bool

    @property
    def gold_sentences(self) -> tuple[GoldSentence, ...]:
        """Every sentence that says it, those of the reference answer first."""
        return self.support + self.also

    @property
    def turns(self) -> list[Turn]:
        """The history as `qa` takes it."""
        return [{"role": turn.role, "content": turn.content} for turn in self.history]

    @property
    def family(self) -> str:
        """The id of the original: a question and its variants stand and fall together."""
        return self.parent or self.id

    @property
    def digest(self) -> str:
        """Changes when anything about the question does."""
        return hashlib.sha256(self.model_dump_json().encode()).hexdigest()[:12]


def load(path: Path = GOLD) -> list[Question]:
    """Read a gold set, one JSON object a line.

    Raises:
        GoldError: A line is no question; the message names it.
    """
    questions = []
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise GoldError(f"the gold set '{path}' cannot be read: {error.strerror}") from error
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            questions.append(Question.model_validate_json(line))
        except ValueError as error:
            reason = str(error).replace("\n", " ")[:200]
            raise GoldError(f"{path.name}:{number} is no gold question: {reason}") from error
    if not questions:
        raise GoldError(f"the gold set '{path}' is empty")
    return questions


def select(
    questions: Sequence[Question],
    *,
    types: Iterable[str] = (),
    ids: Iterable[str] = (),
    split: str | None = None,
) -> list[Question]:
    """The questions of these types, of these ids and of this split; all where nothing is given.

    Raises:
        GoldError: A type or an id does not exist, or nothing is left.
    """
    types, ids = set(types), set(ids)
    _known(types, {question.type for question in questions}, "type")
    _known(ids, {question.id for question in questions}, "id")
    chosen = [
        question
        for question in questions
        if (not types or question.type in types)
        and (not ids or question.id in ids)
        and split in (None, question.split)
    ]
    if not chosen:
        raise GoldError("no gold question is left: ask for fewer conditions at once")
    return chosen


def digest(questions: Iterable[Question]) -> str:
    """Names a set of questions by its content."""
    return hashlib.sha256("".join(q.digest for q in questions).encode()).hexdigest()[:12]


def dumps(question: Question) -> str:
    """A question as one line of a gold set."""
    return json.dumps(question.model_dump(mode="json"), ensure_ascii=False)


def _known(asked: set[str], known: set[str], what: str) -> None:
    if unknown := sorted(asked - known):
        some = ", ".join(sorted(known)[:12])
        raise GoldError(f"no gold question has the {what} '{unknown[0]}': there are {some}")
