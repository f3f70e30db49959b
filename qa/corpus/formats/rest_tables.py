"""Tables of reStructuredText that are written as directives: a list of lists, or as CSV."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from qa.corpus.lines import Line
from qa.types import Span

DIRECTIVES = frozenset(("list-table", "csv-table"))
_OPTION = re.compile(r":(?P<name>[a-z-]+):\s*(?P<value>.*)$")
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
