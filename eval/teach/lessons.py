"""The lessons of `eval/lessons/`: passages, and questions that they answer or only seem to."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from eval.paths import LESSONS

_ASKED = LESSONS / "asked"
HELD_OUT = "held-out.jsonl"  # lessons that are not learnt from


@dataclass(frozen=True)
class Exercise:
    """A question to a passage.

    Attributes:
        question: The question.
        sentences: The passage.
        answers: The numbers of the sentences that answer it; none when nothing does.
        short: What the answer is, in the words of one of these sentences.
        tempting: Where nothing does, the number of the sentence that comes nearest.
    """

    question: str
    sentences: tuple[str, ...]
    answers: tuple[int, ...]
    short: str = ""
    tempting: int | None = None


def exercises(lessons: Sequence[dict[str, Any]]) -> Iterator[Exercise]:
    """The questions of lessons."""
    for lesson in lessons:
        sentences = tuple(lesson["sentences"])
        for question, answers, short in lesson["answered"]:
            yield Exercise(question, sentences, tuple(sorted(set(answers))), short)
        for question, tempting in lesson["unanswered"]:
            yield Exercise(question, sentences, (), tempting=tempting)


def asked(*, held_out: bool) -> list[list[Exercise]]:
    """The questions of `eval/lessons/asked`, a list for each passage."""
    paths = [p for p in sorted(_ASKED.glob("*.jsonl")) if (p.name == HELD_OUT) == held_out]
    lines = [line for path in paths for line in path.read_text(encoding="utf-8").splitlines()]
    return [list(exercises([json.loads(line)])) for line in lines]


def lessons(*, held_out: bool) -> list[dict[str, Any]]:
    """The lessons to learn from, by file, or those to be examined on."""
    return [
        json.loads(line)
        for path in sorted(LESSONS.glob("*.jsonl"))
        if (path.name == HELD_OUT) == held_out
        for line in path.read_text(encoding="utf-8").splitlines()
    ]
