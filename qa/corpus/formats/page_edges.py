"""Headers and footers of pages: lines at their edges that are the same, but for a page's number."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from qa.corpus import lines

_EDGE = 2  # lines at the top and at the foot of a page may be its header and footer
_REPEATED = 3  # pages with the same line there
_LINE = 8  # words of a line that is full of prose
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
    pages. What only looks alike ("Closing balance: 120", "Closing balance: 95") is text, and so are
    words with such a number above pages of which none runs on from the last one ("Day 2").
    """
    found = [[row.strip() for row in page.split("\n") if row.strip()] for page in pages]
    counted = Counter(
        key
        for number, page in enumerate(found)
        for key in {key for row in (*page[:_EDGE], *page[-_EDGE:]) for key in _keys(row, number)}
    )
    repeated = {key for key, pages in counted.items() if pages >= _REPEATED}
    repeated -= _headings(found, repeated)
    rows: list[list[str]] = []
    edges: dict[str, tuple[int, str]] = {}
    for number, page in enumerate(found):
        text = _text(page, number, repeated)
        for index, row in enumerate(page):
            copied = [key for key in _keys(row, number) if key in repeated]
            if index not in text and any(character.isalpha() for character in row):
                edges.setdefault(copied[-1], (number + 1, row))
        rows.append(list(text.values()))
    return Pages(rows, list(edges.values()))


def _text(page: Sequence[str], number: int, repeated: AbstractSet[str]) -> dict[int, str]:
    """The lines of a page that are no copies at its edges, by where they stand."""
    inner = range(_EDGE, len(page) - _EDGE)
    return {
        index: row
        for index, row in enumerate(page)
        if index in inner or repeated.isdisjoint(_keys(row, number))
    }


def _headings(pages: Sequence[Sequence[str]], repeated: AbstractSet[str]) -> set[str]:
    """Of what is repeated what may be headings: words above a page, with a number that counts them.

    Whatever stands between the two halves of a sentence is none, nor is what tells of how many
    pages it is one.
    """
    found: set[str] = set()
    headers: set[str] = set()
    before = ""
    for number, page in enumerate(pages):
        text = list(_text(page, number, repeated).values())
        runs_on = bool(before and text) and (text[0][0].islower() or _is_unfinished(before))
        for row in page[:_EDGE]:
            counting = {key for key in _keys(row, number) if "\0" in key and key in repeated}
            told = str(len(pages)) in _NUMBER.findall(row)[1:]
            is_header = runs_on or told or not any(character.isalpha() for character in row)
            (headers if is_header else found).update(counting)
        before = text[-1] if text else before
    return found - headers


def _is_unfinished(row: str) -> bool:
    return len(row.split()) >= _LINE and not lines.ENDS.search(row)


def _keys(row: str, page: int) -> Iterator[str]:
    """What a line is the same by: its words, and each number as it stands or from the page on."""
    yield row
    for match in _NUMBER.finditer(row):
        if not _YEAR.fullmatch(match[0]) and len(match[0]) < 6:
            count = int(match[0]) - page
            yield f"{row[: match.start()]}\0{count}\0{row[match.end() :]}"
