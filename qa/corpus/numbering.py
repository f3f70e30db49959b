"""Numbered headings, which look like the items of a list: "1. Water" above what was said of it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from qa.corpus import lines
from qa.corpus.lines import Line

_WORDS = 8  # of a heading, at most
_MOSTLY = 0.5  # of them are followed by a text, and count on


def sections(found: Sequence[Line]) -> frozenset[int]:
    """Where the numbered headings of a text begin; none, where its numbers are those of a list.

    They stand below an empty line and count on, and other lines stand between them: minutes, rules.
    """
    headings = [
        index
        for index, line in enumerate(found)
        if (index == 0 or found[index - 1].blank) and _is_title(line.text)
    ]
    numbers = [lines.number(found[index].text) or 0 for index in headings]
    counting = sum(second - first == 1 for first, second in pairwise(numbers))
    followed = sum(_is_followed(found, index) for index in headings)
    if not counting or min(counting + 1, followed) < _MOSTLY * len(headings) or followed == 1:
        return frozenset()
    return frozenset(found[index].start for index in headings)


def _is_title(line: str) -> bool:
    """Whether a line is a number and a few words without an end."""
    if lines.number(line) is None:
        return False
    said = line[lines.bullet(line) :]
    return (
        lines.is_heading(said)
        and len(said.split()) <= _WORDS
        and said[:1].isupper()
        and not said.endswith((":", "?"))
    )


def _is_followed(found: Sequence[Line], index: int) -> bool:
    """Whether the next line is one of a text, and no item of the same list."""
    after = next((line.text for line in found[index + 1 :] if not line.blank), "")
    return bool(after) and lines.number(after) is None and not after[0].islower()
