"""Workbooks (.xlsx, .xls, .ods): the rows of each sheet, read with the names of their columns."""

from __future__ import annotations

import io
from datetime import date, datetime
from typing import Any

from qa.corpus import tables
from qa.corpus.composer import Composer
from qa.corpus.extract import Extract
from qa.corpus.formats import package
from qa.locale import gettext

MAX_ROWS = 100_000


def extract(name: str, content: bytes) -> Extract:
    """All sheets.

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
            composer.table(region.rows, titled=", ".join(region.above))
            for said in region.below:
                composer.paragraph(said)
    return composer.extract()


def _shown(cell: Any) -> str:
    """A value as people write it: no time where there is none, no point after whole numbers."""
    if isinstance(cell, datetime) and not (cell.hour or cell.minute or cell.second):
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return " ".join(str(cell).split())
