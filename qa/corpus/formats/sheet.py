"""Workbooks (.xlsx, .xls, .ods): the rows of each sheet, read with the names of their columns."""

from __future__ import annotations

import io
from datetime import date, datetime
from typing import Any

from qa.corpus import fields, tables
from qa.corpus.composer import Composer
from qa.corpus.extract import Extract
from qa.corpus.fields import Fields
from qa.corpus.formats import package, row_articles
from qa.locale import gettext

MAX_ROWS = 100_000


def extract(name: str, content: bytes, named: Fields = fields.COMMON) -> Extract:
    """All sheets; a row with a title and a date or a text is an article.

    Raises:
        ValueError: It is no workbook, or too large.
    """
    import python_calamine as calamine

    if content.startswith(b"PK"):
        package.checked(content)
    try:
        book = calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
        sheets = [(sheet, book.get_sheet_by_name(sheet).to_python()) for sheet in book.sheet_names]
    except (calamine.CalamineError, OSError, ValueError, KeyError) as error:
        raise ValueError(gettext("a broken workbook")) from error
    if sum(len(rows) for _, rows in sheets) > MAX_ROWS:
        raise ValueError(gettext("more than {most:,} rows: split it", most=MAX_ROWS))
    composer = Composer()
    for sheet, rows in sheets:
        composer.heading(1, sheet)
        for region in tables.regions([_shown(cell) for cell in row] for row in rows):
            for said in region.above:
                composer.paragraph(said)
            _table(composer, region, named)
            for said in region.below:
                composer.paragraph(said)
    return composer.extract()


def _table(composer: Composer, region: tables.Region, named: Fields) -> None:
    head = region.rows and tables.has_header(region.rows)
    starts = composer.table(region.rows, titled=", ".join(region.above))
    known = row_articles.columns(region.rows[0], named) if head else {}
    if known:
        placed = zip(starts, region.rows[1:], strict=True)
        composer.builder.records += [row_articles.record(at, known, row) for at, row in placed]


def _shown(cell: Any) -> str:
    """A value as people write it: no time where there is none, no point after whole numbers."""
    if isinstance(cell, datetime) and not (cell.hour or cell.minute or cell.second):
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return " ".join(str(cell).split())
