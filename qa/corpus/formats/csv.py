"""Tables of values (.csv, .tsv): a line is a row, read with the names of its columns."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence

from qa.corpus import decoding, fields, frontmatter, tables
from qa.corpus.extract import Extract
from qa.corpus.fields import Fields
from qa.corpus.formats import plain
from qa.corpus.lines import trimmed
from qa.corpus.outline import Outline
from qa.locale import gettext, ngettext
from qa.types import Block, Record, Span

MAX_ROWS = 100_000  # as many as of a workbook, or records of a dump
_DELIMITERS = ",;\t|"
_SAMPLE = 20_000


def extract(name: str, content: bytes, named: Fields = fields.COMMON) -> Extract:
    """The decoded text, its rows as blocks; plain text where it is no table.

    Raises:
        ValueError: It has too many rows.
    """
    text, warnings = decoding.decode(content)
    rows, left = _rows(text, _delimiter(name, text))
    if left:
        told = ngettext(
            "{count} row not read: a cell of over {most:,} characters",
            "{count} rows not read: a cell of over {most:,} characters",
            left,
            most=csv.field_size_limit(),
        )
        warnings = [*warnings, told]
    if not rows or max(len(row) for _, row in rows) < 2:
        return plain.structured(text).warned(*warnings)
    top = tables.titles([row for _, row in rows])
    cells = [row for _, row in rows[top:]]
    names = cells[0] if tables.has_header(cells) else []
    columns = _columns(names, named)
    outline = Outline()
    blocks = [Block(kind="line", start=span.start, end=span.end) for span, _ in rows[:top]]
    titled = ", ".join(text[span.start : span.end].lstrip("# ") for span, _ in rows[:top])
    records = []
    for number, (span, row) in enumerate(rows[top:]):
        if names and number == 0:
            blocks.append(Block(kind="heading", start=span.start, end=span.end))
            continue
        reading = tables.reading(names, row)
        if reading and columns:
            records.append(_record(span.start, columns, row))
        if reading:
            blocks.append(
                Block(
                    kind="row",
                    start=span.start,
                    end=span.end,
                    context=outline.context(titled),
                    reading=reading,
                    where=outline.row(),
                )
            )
    several = tuple(records) if len(records) > 1 else ()
    return Extract(text, tuple(blocks), records=several, warnings=tuple(warnings))


def _columns(names: Sequence[str], named: Fields) -> dict[str, int]:
    """The columns of the title and the date of a table of articles; none of another table's."""
    places = {name.lower(): i for i, name in reversed([*enumerate(names)])}
    if "name" not in named.own("title"):
        places.pop("name", None)  # that of people, as a rule
    title, day, text = (
        next((places[name] for name in named.names(kind) if name in places), None)
        for kind in ("title", "date", "text")
    )
    if title is None or (day is None and text is None):
        return {}
    return {"title": title} | ({} if day is None else {"date": day})


def _record(start: int, columns: Mapping[str, int], row: Sequence[str]) -> Record:
    told = {name: row[column] for name, column in columns.items() if column < len(row)}
    return Record(start=start, title=told.get("title", ""), date=frontmatter.iso(told.get("date")))


def _delimiter(name: str, text: str) -> str:
    if name.lower().endswith((".tsv", ".tab")):
        return "\t"
    sample = text[:_SAMPLE].rpartition("\n")[0] or text[:_SAMPLE]
    try:
        return csv.Sniffer().sniff(sample, _DELIMITERS).delimiter
    except csv.Error:
        return max(_DELIMITERS, key=sample.count)


def _rows(text: str, delimiter: str) -> tuple[list[tuple[Span, list[str]]], int]:
    """Each record with its place, a quoted cell may hold line ends; and how many were left out."""
    lines = io.StringIO(text, newline="").readlines()
    reader = csv.reader(lines, delimiter=delimiter)
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line))
    found: list[tuple[Span, list[str]]] = []
    before = left = 0
    while True:
        try:
            row = next(reader)
        except StopIteration:
            return found, left
        except csv.Error:  # a cell beyond the module's limit
            before = reader.line_num
            left += 1
            continue
        span = trimmed(text, starts[before], starts[min(reader.line_num, len(lines))])
        before = reader.line_num
        if len(found) > MAX_ROWS:
            raise ValueError(gettext("more than {most:,} rows: split it", most=MAX_ROWS))
        if span.end > span.start and any(cell.strip() for cell in row):
            found.append((span, [" ".join(cell.split()) for cell in row]))
