"""Tables of values (.csv, .tsv): a line is a row, read with the names of its columns."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from qa.corpus import decoding, tables
from qa.corpus.extract import Extract
from qa.corpus.formats import plain
from qa.corpus.lines import trimmed
from qa.corpus.outline import Outline
from qa.types import Block, Span

_DELIMITERS = ",;\t|"
_SAMPLE = 20_000


def extract(name: str, content: bytes) -> Extract:
    """The decoded text, its rows as blocks; plain text where it is no table."""
    text, warnings = decoding.decode(content)
    rows = list(_rows(text, _delimiter(name, text)))
    if not rows or max(len(row) for _, row in rows) < 2:
        return plain.structured(text).warned(*warnings)
    cells = [row for _, row in rows]
    names = cells[0] if tables.has_header(cells) else []
    outline = Outline()
    blocks = []
    for number, (span, row) in enumerate(rows):
        if names and number == 0:
            blocks.append(Block(kind="heading", start=span.start, end=span.end))
            continue
        reading = tables.reading(names, row)
        if reading:
            blocks.append(
                Block(
                    kind="row", start=span.start, end=span.end, reading=reading, where=outline.row()
                )
            )
    return Extract(text, tuple(blocks), warnings=tuple(warnings))


def _delimiter(name: str, text: str) -> str:
    if name.lower().endswith((".tsv", ".tab")):
        return "\t"
    sample = text[:_SAMPLE].rpartition("\n")[0] or text[:_SAMPLE]
    try:
        return csv.Sniffer().sniff(sample, _DELIMITERS).delimiter
    except csv.Error:
        return max(_DELIMITERS, key=sample.count)


def _rows(text: str, delimiter: str) -> Iterator[tuple[Span, list[str]]]:
    """Each record with its place: a quoted cell may hold line ends."""
    lines = io.StringIO(text, newline="").readlines()
    reader = csv.reader(lines, delimiter=delimiter)
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line))
    before = 0
    while True:
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error:  # a cell beyond the module's limit: the record is left out
            before = reader.line_num
            continue
        span = trimmed(text, starts[before], starts[min(reader.line_num, len(lines))])
        before = reader.line_num
        if span.end > span.start and any(cell.strip() for cell in row):
            yield span, [" ".join(cell.split()) for cell in row]
