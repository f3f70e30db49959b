"""Tables of reStructuredText: drawn with lines of "=", written as lists of lists, or as CSV."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from qa.corpus.lines import Line
from qa.types import Span

DIRECTIVES = frozenset(("list-table", "csv-table"))
_OPTION = re.compile(r":(?P<name>[a-z-]+):\s*(?P<value>.*)$")
_BORDER = re.compile(r"=+(?: +=+)+")
_CELL = re.compile(r"(?P<row>\*\s+)?-(?:\s+(?P<said>.*))?$")


@dataclass(frozen=True)
class Table:
    """A table: the names of its columns, if it has any, and each row with its place."""

    names: Sequence[str]
    head: Span | None
    rows: Sequence[tuple[Span, Sequence[str]]]


def read(directive: str, body: Sequence[Line]) -> Table:
    """The table in the lines of a directive's body."""
    options = {
        found["name"]: found["value"] for line in body if (found := _OPTION.match(line.text))
    }
    lines = [line for line in body if not _OPTION.match(line.text)]
    rows = list(_listed(lines) if directive == "list-table" else _separated(lines))
    if "header" in options:
        return Table(_values(options["header"]), None, rows)
    if rows and options.get("header-rows", "0").strip() not in ("", "0"):
        return Table(rows[0][1], rows[0][0], rows[1:])
    return Table((), None, rows)


def is_border(line: str) -> bool:
    """Whether a line is the border of a drawn table with more than one column."""
    return bool(_BORDER.fullmatch(line))


def simple(text: str, rows: Sequence[Line]) -> Table | None:
    """The table whose top border is the first of some lines; None where nothing is within.

    Args:
        text: The text that they are of.
        rows: The lines up to the next empty one.
    """
    left = rows[0].start
    margin = left - text.rfind("\n", 0, left) - 1
    starts = [match.start() + margin for match in re.finditer(r"=+", rows[0].text)]
    borders = [at for at, row in enumerate(rows) if is_border(row.text)]
    if len(borders) < 2:
        return None
    head = rows[1 : borders[1]] if len(borders) > 2 else []
    body = rows[borders[-2] + 1 : borders[-1]]
    found: list[tuple[Span, list[str]]] = []
    for row in body:
        cells = _columns(text, row, starts)
        if found and not cells[0]:  # the row before goes on
            before, said = found[-1]
            joined = [" ".join(filter(None, pair)) for pair in zip(said, cells, strict=True)]
            found[-1] = (Span(start=before.start, end=row.end), joined)
        else:
            found.append((Span(start=row.start, end=row.end), cells))
    names = [
        " ".join(filter(None, c))
        for c in zip(*(_columns(text, row, starts) for row in head), strict=True)
    ]
    place = Span(start=head[0].start, end=head[-1].end) if head else None
    return Table(names, place, found) if found else None


def _columns(text: str, row: Line, starts: Sequence[int]) -> list[str]:
    first = text.rfind("\n", 0, row.start) + 1
    ends = [*starts[1:], row.end - first]
    return [text[first + s : first + max(s, e)].strip() for s, e in zip(starts, ends, strict=True)]


def _listed(lines: Iterable[Line]) -> Iterable[tuple[Span, Sequence[str]]]:
    """Rows that open with "* -", each cell with "-"; a cell may go on below."""
    found: list[tuple[int, int, list[str]]] = []
    for line in lines:
        match = _CELL.match(line.text)
        if match and match["row"]:
            found.append((line.start + match.end("row"), line.end, [match["said"] or ""]))
        elif found:
            start, _, cells = found[-1]
            if match:
                cells.append(match["said"] or "")
            else:
                cells[-1] = f"{cells[-1]} {line.text}".strip()
            found[-1] = (start, line.end, cells)
    return [(Span(start=start, end=end), cells) for start, end, cells in found]


def _separated(lines: Iterable[Line]) -> Iterable[tuple[Span, Sequence[str]]]:
    return [(Span(start=line.start, end=line.end), _values(line.text)) for line in lines]


def _values(line: str) -> list[str]:
    try:
        return [cell.strip() for row in csv.reader([line], skipinitialspace=True) for cell in row]
    except csv.Error:
        return [line]
