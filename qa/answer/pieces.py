"""The pieces of an answer as they come, and what the answer that ends them carries besides."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping

from qa.answer import citations
from qa.answer.answerer import Rewritten
from qa.types import Answer, Pending


def of(answer: Answer) -> Iterator[str]:
    """The text of a whole answer, statement by statement."""
    if answer.refused:
        yield answer.text
        return
    for number, statement in enumerate(answer.statements):
        yield (" " if number else "") + citations.marked([statement])


def last(pieces: Iterator[str | Pending | Answer]) -> Answer:
    """The answer that a stream of pieces ends with."""
    *_, answer = pieces
    assert isinstance(answer, Answer), "an answerer yields its answer last"
    return answer


def noted(answer: Answer, note: str) -> Answer:
    """An answer with one note more, unless that is empty."""
    return answer.model_copy(update={"notes": (*answer.notes, note)}) if note else answer


def of_some(answer: Answer, note: str, reason: str) -> Answer:
    """An answer of articles that are not all, with a note of that.

    Args:
        answer: The answer.
        note: What it says of them.
        reason: Why it is refused, where it is: what all articles have is not known.
    """
    told = answer.model_copy(update={"reason": reason}) if answer.refused else answer
    return noted(told, note)


def timed(answer: Answer, steps: Mapping[str, float], rewritten: Rewritten) -> Answer:
    """An answer with the seconds that each step took, and what rewriting the question took.

    Args:
        answer: The answer.
        steps: When the first step began and each ended, by name: seconds of `time.perf_counter`.
        rewritten: The question, if it was made to stand alone.
    """
    ended = time.perf_counter()
    names, moments = list(steps), list(steps.values())
    spent = {name: moments[i] - moments[i - 1] for i, name in enumerate(names) if i}
    timings = {
        **spent,
        "answer": ended - moments[-1],
        **answer.timings,
        "total": ended - moments[0],
    }
    return answer.model_copy(
        update={
            "usage": answer.usage + rewritten.usage,
            "notes": (*rewritten.notes, *answer.notes),
            "timings": timings,
        }
    )
