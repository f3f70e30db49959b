"""Rows of tables that are written as text: pipes, tabs, or columns held apart by spaces."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

_GAP = re.compile(r"\t+| {2,}")
_PIPE = re.compile(r"(?<!\\)\|")
_RULE = re.compile(r"[\s|:+=_—-]*[-=—_]{2,}[\s|:+=_—-]*")
_NUMBER = re.compile(r"^[^\w]*[-+($€£]*\d")
_YEAR = re.compile(r"(?:19|20)\d\d")
_CELL = 60
_SAYING = 4  # words of a cell that is a value, and no name of a column
_TEXT = 300  # characters: a longer cell is a text, not a value


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


def is_text(cell: str) -> bool:
    """Whether a cell is a text of its own, with sentences in it, and no value."""
    return len(cell) > _TEXT


def are_pairs(rows: Sequence[Sequence[str]]) -> bool:
    """Whether rows of two cells are keys and their values, of several kinds, below no names."""
    if not rows or any(len(row) != 2 or not all(row) for row in rows):
        return False
    if all(row[0].endswith((":", "：")) for row in rows):
        return True
    kinds = {bool(_NUMBER.match(row[1])) for row in rows[1:]}
    words = rows[0][1].split()
    named = len(words) > 1 and all(word[0].isupper() for word in words)
    return len(kinds) > 1 and (named or len(words) >= _SAYING)


def has_header(rows: Sequence[Sequence[str]]) -> bool:
    """Whether the first row names the columns: words or years, above other rows of values."""
    head, body = rows[0], rows[1:]
    if are_pairs(rows):
        return False
    years = [column for column, cell in enumerate(head) if _YEAR.fullmatch(cell)]
    numbers = [column for column, cell in enumerate(head) if _NUMBER.match(cell)]
    if numbers != years or not body or _have_years(body, years):
        return False
    if len(body) == 1 and not any(_NUMBER.match(cell) for cell in body[0]):
        return False  # two rows of words may be two of a kind
    return len([cell for cell in head if cell]) >= len(head) - 1 and len(set(head)) == len(head)


def titles(rows: Sequence[Sequence[str]]) -> int:
    """How many rows stand above a table: its title, its unit, who made it, each in one cell."""
    for number, row in enumerate(rows):
        if sum(bool(cell) for cell in row) > 1:
            return number
    return 0


@dataclass
class Region:
    """A table of a sheet: the rows above it, its own, and the notes below it.

    `above` and `below` are rows of one cell each.
    """

    above: list[str]
    rows: list[list[str]]
    below: list[str]


def regions(rows: Iterable[Sequence[str]]) -> list[Region]:
    """The tables of a sheet, held apart by empty rows.

    What has no names of columns of its own goes on with the table before: an empty row may set its
    totals apart.
    """
    found: list[Region] = []
    for filled, stretch in groupby(map(list, rows), key=any):
        if not filled:
            continue
        own = list(stretch)
        top = titles(own) if any(sum(map(bool, row)) > 1 for row in own) else len(own)
        last = len(own)
        while last > top and sum(map(bool, own[last - 1])) == 1:
            last -= 1
        region = Region(_alone(own[:top]), own[top:last], _alone(own[last:]))
        goes_on = found and found[-1].rows and not region.above
        if goes_on and region.rows and not has_header(region.rows):
            found[-1].rows += region.rows
            found[-1].below += region.below
        elif found and not found[-1].rows:  # the title stood alone
            found[-1].above += region.above
            found[-1].rows, found[-1].below = region.rows, region.below
        else:
            found.append(region)
    return found


def _alone(rows: Iterable[Sequence[str]]) -> list[str]:
    return [next(cell for cell in row if cell) for row in rows]


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
