"""A confidence in words, for people to read."""

from __future__ import annotations

from typing import Literal

from qa.types import Answer

Certainty = Literal["sure", "likely", "unsure"]

_SURE, _LIKELY = 0.85, 0.6  # confidences; of dev answers about 9 in 10 and 3 in 4 are right there


def in_words(confidence: float) -> Certainty:
    """How sure an answer is."""
    if confidence >= _SURE:
        return "sure"
    return "likely" if confidence >= _LIKELY else "unsure"


def short_span(answer: Answer, text: str) -> tuple[int, int] | None:
    """Where the short answer stands in a text that is shown; None where it does not."""
    short = " ".join(answer.short.split())
    start = text.find(short) if short else -1
    return (start, start + len(short)) if start >= 0 else None
