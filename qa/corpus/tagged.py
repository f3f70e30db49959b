"""Tables and lists of terms in raw HTML within a text that is shown as it is: their rows and pairs.

A row, or a term with what is told of it, is a slice of the text, read without the tags in it.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass

from qa.corpus import tables
from qa.corpus.lines import trimmed
from qa.types import Span

# A list or a table, up to its end; the rows that a parser took for the next element, after a gap.
_WHOLE = re.compile(
    r"<(?P<kind>table|dl)\b[^<>]*>.*?(?:</(?P=kind)\s*>|\Z)"
    r"|\A\s*<(?P<rest>t(?:r|body|head|foot)|d[td])\b.*?(?:</(?:table|dl)\s*>|\Z)",
    re.DOTALL | re.IGNORECASE,
)
_PART = re.compile(
    r"<(?P<tag>tr|th|td|dt|dd)\b[^<>]*>|</(?:tr|th|td|dt|dd|table|tbody|thead|tfoot|dl)\s*>",
    re.IGNORECASE,
)
_TAG = re.compile(r"<!--.*?(?:-->|\Z)|</?[A-Za-z][^<>]*>", re.DOTALL)


@dataclass(frozen=True)
class Cell:
    """One cell, term, or what is told of a term: its tag, its place, and its words."""

    tag: str
    span: Span
    text: str


@dataclass(frozen=True)
class Group:
    """A table or a list of terms, or a part of it.

    Attributes:
        span: Where it stands, with its tags.
        rows: The cells of each row of a table; of a list one, of all terms and what is told.
        is_list: Whether it is a list of terms.
        goes_on: Whether it is the rest of one that began before.
    """

    span: Span
    rows: tuple[tuple[Cell, ...], ...]
    is_list: bool
    goes_on: bool


def groups(text: str, span: Span) -> Iterator[Group]:
    """The tables and lists of a stretch of HTML, in order.

    What holds tables or texts is a layout, and none.
    """
    stretch = text[span.start : span.end]
    for match in _WHOLE.finditer(stretch):
        kind = (match["kind"] or match["rest"]).lower()
        if re.search(r"<table\b", match.group()[1:], re.IGNORECASE):
            continue
        start, end = span.start + match.start(), span.start + match.end()
        rows = tuple(row for row in _rows(text, start, end) if row)
        if rows and not any(tables.is_text(cell.text) for row in rows for cell in row):
            is_list = kind in ("dl", "dt", "dd")
            yield Group(Span(start=start, end=end), rows, is_list, bool(match["rest"]))


def _rows(text: str, start: int, end: int) -> Iterator[tuple[Cell, ...]]:
    cells: list[Cell] = []
    tag, began = "", start
    for match in _PART.finditer(text, start, end):
        if tag and (cell := _cell(tag, text, began, match.start())):
            cells.append(cell)
        tag, began = (match["tag"] or "").lower(), match.end()
        if tag == "tr":
            yield tuple(cells)
            tag, cells = "", []
    if tag and (cell := _cell(tag, text, began, end)):
        cells.append(cell)
    yield tuple(cells)


def _cell(tag: str, text: str, start: int, end: int) -> Cell | None:
    """A cell without the tags around its words; None where there are none."""
    said = " ".join(html.unescape(_TAG.sub(" ", text[start:end])).split())
    span = trimmed(text, start, end)
    while match := _TAG.match(text, span.start, span.end):
        span = trimmed(text, match.end(), span.end)
    tags = list(_TAG.finditer(text, span.start, span.end))
    while tags and tags[-1].end() == span.end:
        span = trimmed(text, span.start, tags.pop().start())
    return Cell(tag, span, said) if said or tag in ("td", "th") else None
