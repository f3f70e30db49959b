"""Tables of values (.csv, .tsv): a line is a row, read with the names of its columns."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from qa.corpus import decoding, fields, tables
from qa.corpus.extract import Extract, moved
from qa.corpus.fields import Fields
from qa.corpus.formats import plain, row_articles
from qa.corpus.lines import trimmed
from qa.corpus.outline import Outline
from qa.locale import gettext, ngettext
from qa.types import Block, Record, Span

MAX_ROWS = 100_000  # as many as of a workbook, or records of a dump
_DELIMITERS = ",;\t|"
_SAMPLE = 20_000
_DOUBLED = re.compile('""')


def extract(name: str, content: bytes, named: Fields = fields.COMMON) -> Extract:
    """The decoded text, its rows as blocks; plain text where it is no table.

    Raises:
        ValueError: It has too many rows.
    """
    text, warnings = decoding.decode(content)
    delimiter = _delimiter(name, text)
    rows, left = _rows(text, delimiter)
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
    columns = row_articles.columns(names, named)
    outline = Outline()
    blocks = [Block(kind="line", start=span.start, end=span.end) for span, _ in rows[:top]]
    titled = ", ".join(text[span.start : span.end].lstrip("# ") for span, _ in rows[:top])
    records: list[Record] = []
    hidden: list[Span] = []
    for number, (span, row) in enumerate(rows[top:]):
        if names and number == 0:
            blocks.append(Block(kind="heading", start=span.start, end=span.end))
            continue
        if columns:
            records.append(row_articles.record(span.start, columns, row))
        placed = _Row(text, span, row, delimiter)
        blocks += placed.blocks(names, outline.context(titled), outline.row())
        hidden += placed.doubled()
    several = tuple(records) if len(records) > 1 else ()
    return Extract(
        text, tuple(blocks), records=several, hidden=tuple(hidden), warnings=tuple(warnings)
    )


class _Row:
    """A row of a table, and where its cells stand."""

    def __init__(self, text: str, span: Span, cells: Sequence[str], delimiter: str) -> None:
        self._text = text
        places = list(_places(text, span, delimiter))
        known = len(places) == len(cells)
        self._long = [i for i, cell in enumerate(cells) if known and tables.is_text(cell)]
        self._places = places if self._long else [span]
        self._cells = cells

    def blocks(self, names: Sequence[str], context: str, where: str) -> Iterator[Block]:
        """Its values as rows, and each text as what it is."""
        borders = [-1, *self._long, len(self._cells)]
        for before, after in pairwise(borders):
            cells = [c if before < i < after else "" for i, c in enumerate(self._cells)]
            reading = tables.reading(names, cells)
            if reading:
                places = self._places[before + 1 : after]
                span = Span(start=places[0].start, end=places[-1].end)
                yield Block(kind="row", **vars(span), context=context, reading=reading, where=where)
            if after in self._long:
                yield from self._said(self._places[after], where)

    def _said(self, place: Span, where: str) -> Iterator[Block]:
        """The blocks of a text, read after the first value of its row: its name, as a rule."""
        short = (cell for i, cell in enumerate(self._cells) if cell and i not in self._long)
        name = Outline().context(next(short, ""))
        for block in plain.structured(self._text[place.start : place.end]).blocks:
            led = " ".join(part for part in (name, block.context) if part)
            context = led if block.kind not in ("heading", "aside") else ""
            there = ", ".join(part for part in (where, block.where) if part)
            told = {"where": there, "context": context}
            yield moved(block, place.start).model_copy(update=told)

    def doubled(self) -> Iterator[Span]:
        """The marks of quotation within its texts that are there but to say that no cell ends."""
        for column in self._long:
            place = self._places[column]
            for match in _DOUBLED.finditer(self._text, place.start, place.end):
                yield Span(start=match.start(), end=match.start() + 1)


def _places(text: str, span: Span, delimiter: str) -> Iterator[Span]:
    """Where the cells of a row stand, without the marks around them."""
    cell = re.compile(rf'[ \t]*"((?:[^"]|"")*)"[ \t]*|([^{re.escape(delimiter)}]*)')
    at = span.start
    while at <= span.end and (match := cell.match(text, at, span.end)):
        start, end = match.span(1 if match[1] is not None else 2)
        yield trimmed(text, start, end)
        at = match.end() + 1


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
