"""Headers and footers of pages: lines at their edges that are the same, but for a page's number."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_EDGE = 2  # lines at the top and at the foot of a page may be its header and footer
_REPEATED = 3  # pages with the same line there
_NUMBER = re.compile(r"\d+")
_YEAR = re.compile(r"(?:19|20)\d\d")


@dataclass(frozen=True)
class Pages:
    """The lines of pages without their headers and footers.

    Attributes:
        rows: The lines of each page.
        edges: Each header and footer once, with the number of its first page; page numbers that
            stand alone say nothing, and are not among them.
    """

    rows: list[list[str]]
    edges: list[tuple[int, str]]


def without_edges(pages: Sequence[str]) -> Pages:
    """Take headers and footers off pages.

    One is a line that stands at the edge of three pages as it is, or with a number that counts the
    pages. What only looks alike ("Closing balance: 120", "Closing balance: 95") is text.
    """
    found = [[row.strip() for row in page.split("\n") if row.strip()] for page in pages]
    counted = Counter(
        key
        for number, page in enumerate(found)
        for key in {key for row in (*page[:_EDGE], *page[-_EDGE:]) for key in _keys(row, number)}
    )
    rows: list[list[str]] = []
    edges: dict[str, tuple[int, str]] = {}
    for number, page in enumerate(found):
        kept: list[str] = []
        for index, row in enumerate(page):
            at_edge = index < _EDGE or index >= len(page) - _EDGE
            copied = [key for key in _keys(row, number) if at_edge and counted[key] >= _REPEATED]
            if not copied:
                kept.append(row)
            elif any(character.isalpha() for character in row):
                edges.setdefault(copied[-1], (number + 1, row))
        rows.append(kept)
    return Pages(rows, list(edges.values()))


def _keys(row: str, page: int) -> Iterator[str]:
    """What a line is the same by: its words, and each number as it stands or from the page on."""
    yield row
    for match in _NUMBER.finditer(row):
        if not _YEAR.fullmatch(match[0]) and len(match[0]) < 6:
            count = int(match[0]) - page
            yield f"{row[: match.start()]}\0{count}\0{row[match.end() :]}"
