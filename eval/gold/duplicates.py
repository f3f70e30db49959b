"""Whether two questions are one: their words, earlier turns included, are nearly the same."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from rapidfuzz import fuzz

from qa.text import words

# Percent of `likeness` from which on two questions count as one; chosen by hand.
NEARLY_THE_SAME = 90


class HasContent(Protocol):
    """A turn of a conversation."""

    @property
    def content(self) -> str:
        """What was said."""
        ...


def wording(history: Sequence[HasContent], question: str) -> str:
    """The normalised words of a question after its conversation."""
    return " ".join(words.split(" ".join([*(turn.content for turn in history), question])))


def likeness(one: str, other: str) -> float:
    """How alike two wordings are in percent, the order of words left aside; 100 is the same."""
    return fuzz.token_sort_ratio(one, other)
