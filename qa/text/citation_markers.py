"""Markers of citations: `[1]` in an answer, and all the ways in which models write it."""

from __future__ import annotations

import re
from collections.abc import Iterable

# As `qa` writes it: the number of a citation.
MARKER = re.compile(r"\[(\d+)\]")

# As models write it: "[1, 2]", "[3-5]", "[Passage 2]", "[^3]", "【4†source】".
# Repetitions have bounds or cannot overlap, so that no text makes a search slow.
_NUMBER = r"\d{1,6}"
_WRITTEN = re.compile(
    r"[\[【]\s{0,3}\^?(?:passages?|sources?|nos?\.?)?\s{0,3}#?"
    rf"({_NUMBER}(?:\s{{0,3}}(?:,|;|&|-|–|and)\s{{0,3}}(?:passage\s)?#?{_NUMBER}){{0,20}})"
    r"\s{0,3}(?:†[^\]】\n]{0,80})?[\]】]",
    re.IGNORECASE,
)
LEADING = re.compile(rf"(?:\s{{0,5}}{_WRITTEN.pattern}){{1,20}}[.,;]?", re.IGNORECASE)
_RANGE = re.compile(rf"({_NUMBER})\s{{0,3}}[-–]\s{{0,3}}({_NUMBER})")
_BLANK = re.compile(r"[\[【][\s,;^–-]*[\]】]")
_ROUND = str.maketrans("[]【】", "()()")  # only markers have square brackets
_SPACED = re.compile(rf"\s*{MARKER.pattern}")
# Passages that "[2-9]" may mean; of a wider range only the ends are taken. More than a prompt has.
_WIDEST_RANGE = 20


def mark(number: int) -> str:
    """The marker of a citation."""
    return f"[{number}]"


def removed(text: str) -> str:
    """The text without the markers that `qa` wrote, and without the space before each."""
    return _SPACED.sub("", text)


def plain(text: str) -> str:
    """What a model wrote, without its markers and without brackets that could be taken for one."""
    return _BLANK.sub("", _WRITTEN.sub("", text)).translate(_ROUND)


def written(text: str) -> list[tuple[int, int]]:
    """Where markers stand in a text, in any of the ways in which models write them."""
    return [marker.span() for marker in _WRITTEN.finditer(text)]


def numbers(text: str) -> tuple[int, ...]:
    """The numbers of all markers that a model wrote in a text, each once, in order."""
    found: list[int] = []
    for marker in _WRITTEN.finditer(text):
        inside = marker[1]
        for low, high in _RANGE.findall(inside):
            span = range(int(low), int(high) + 1)
            found.extend(span if len(span) <= _WIDEST_RANGE else (int(low), int(high)))
        found.extend(int(number) for number in re.findall(_NUMBER, _RANGE.sub(" ", inside)))
    return unique(found)


def unique(numbers: Iterable[int]) -> tuple[int, ...]:
    """Numbers, each once, in order of first use."""
    return tuple(dict.fromkeys(numbers))
