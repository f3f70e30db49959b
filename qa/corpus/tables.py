"""Rows of tables that are written as text: pipes, tabs, or columns held apart by spaces."""

from __future__ import annotations

import re
from collections.abc import Sequence

_GAP = re.compile(r"\t+| {2,}")
_PIPE = re.compile(r"(?<!\\)\|")
_RULE = re.compile(r"[\s|:+=_—-]*[-=—_]{2,}[\s|:+=_—-]*")
_NUMBER = re.compile(r"^[^\w]*[-+($€£]*\d")
_YEAR = re.compile(r"(?:19|20)\d\d")
_CELL = 60


def is_rule(line: str) -> bool:
    """Whether a line only draws a border: `|---|---|`, `=====  ====`."""
    return bool(_RULE.fullmatch(line))


def cells(line: str) -> list[str]:
    """The cells of a line that reads as a row of a table; none where it does not."""
    inner = line.strip()
    if len(_PIPE.findall(inner)) >= (2 if inner.startswith("|") else 1):
        return [cell.strip() for cell in _PIPE.split(inner.strip("|"))]
    by_tab = "\t" in inner
    parts = inner.split("\t") if by_tab else [part for part in _GAP.split(inner) if part]
    return [part.strip() for part in parts] if len(parts) > 1 else []


def is_table(rows: Sequence[Sequence[str]]) -> bool:
    """Whether rows of cells, lines that follow each other, are a table."""
    if len(rows) < 2 or min(len(row) for row in rows) < 2:
        return False
    widths = [len(row) for row in rows]
    even = sum(width == max(set(widths), key=widths.count) for width in widths)
    short = sum(len(cell) <= _CELL for row in rows for cell in row)
    return even >= 0.6 * len(rows) and short >= 0.8 * sum(widths)


def has_header(rows: Sequence[Sequence[str]]) -> bool:
    """Whether the first row names the columns: words or years, above other rows of values."""
    head, body = rows[0], rows[1:]
    years = [column for column, cell in enumerate(head) if _YEAR.fullmatch(cell)]
    numbers = [column for column, cell in enumerate(head) if _NUMBER.match(cell)]
    if numbers != years or not body or _have_years(body, years):
        return False
    return len([cell for cell in head if cell]) >= len(head) - 1 and len(set(head)) == len(head)


def _have_years(rows: Sequence[Sequence[str]], columns: Sequence[int]) -> bool:
    """Whether some column is of years, or is the first one: then a row of values has them too."""
    return any(
        column == 0 or all(_YEAR.fullmatch(row[column]) for row in rows if column < len(row))
        for column in columns
    )


def reading(names: Sequence[str], row: Sequence[str]) -> str:
    """A row as it reads: each cell after the name of its column."""
    told = []
    if len(row) == len(names) + 1:  # the column of the rows' own names has none
        names = ["", *names]
    for index, cell in enumerate(row):
        name = names[index].strip() if index < len(names) else ""
        if cell.strip():
            told.append(f"{name}: {cell.strip()}" if name else cell.strip())
    return "; ".join(told)
