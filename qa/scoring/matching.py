"""Whether a text holds a phrase: whole normalised words, in order, side by side.

The words are those of `qa.text.words.split`: case, accents, typographic marks and the points of
acronyms do not count, and "United States" is "US". Spelling does count: "Zelensky" does not hold
"Zelenskyy". No part of a word matches: "10" is not in "2010", nor "UK" in "Ukraine".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from qa.text import words

_MARKER = re.compile(r"\s*\[\d+(?:\s*,\s*\d+)*\]")


def unmarked(text: str) -> str:
    """An answer's text without its citation markers, so that `[1]` is no number said."""
    return _MARKER.sub("", text)


def holds(text: str, phrase: str) -> bool:
    """Whether `text` holds the words of `phrase`, in order and side by side."""
    return _stands_in(_split(text), _split(phrase))


def holds_any(text: str, phrases: Iterable[str]) -> bool:
    """Whether `text` holds one of the phrases."""
    said = _split(text)
    return any(_stands_in(said, _split(phrase)) for phrase in phrases)


def groups_held(text: str, groups: Sequence[Iterable[str]]) -> list[bool]:
    """For each group of aliases, whether `text` holds one of them."""
    said = _split(text)
    return [any(_stands_in(said, _split(alias)) for alias in group) for group in groups]


@lru_cache(maxsize=8192)
def _split(text: str) -> tuple[str, ...]:
    return tuple(words.split(text))


def _stands_in(said: Sequence[str], phrase: Sequence[str]) -> bool:
    size = len(phrase)
    return size > 0 and any(said[at : at + size] == phrase for at in range(len(said) - size + 1))
