"""Lines that tell of a picture alone: credits, and captions that are no sentence.

They answer a question on the picture, and no other: who took it says nothing of what is told.
"""

from __future__ import annotations

from collections.abc import Set as AbstractSet

from qa.corpus import furniture
from qa.index.rows import Row
from qa.text import words
from qa.text.language import ENGLISH

_LOOSE = ("prose", "line", "pair")  # kinds of rows that may be one
_ASKING = frozenset(map(words.stem, ENGLISH.pages.picturing))


def is_of_picture(row: Row) -> bool:
    """Whether a sentence is but a credit, or a caption that is none, outside lists and tables."""
    if row.kind == "pair" and (row.reading or not furniture.labels_picture(row.key)):
        return False
    return row.kind in _LOOSE and (furniture.is_credit(row.text) or furniture.is_caption(row.text))


def asks_of_picture(terms: AbstractSet[str]) -> bool:
    """Whether a question with these terms is on a picture."""
    return not _ASKING.isdisjoint(terms)
