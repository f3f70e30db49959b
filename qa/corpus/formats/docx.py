"""Word documents (.docx): headings, lists and tables by their styles."""

from __future__ import annotations

import io
import re
from typing import Any

from qa.corpus.composer import Composer
from qa.corpus.extract import Extract
from qa.corpus.formats import package

_HEADING = re.compile(r"heading (\d)")


def extract(name: str, content: bytes) -> Extract:
    """The text of the document's body.

    Raises:
        ValueError: It is no such document.
    """
    import docx
    from docx.opc.exceptions import OpcError

    package.checked(content)
    try:
        document = docx.Document(io.BytesIO(content))
    except (OpcError, KeyError, ValueError, AttributeError) as error:
        raise ValueError("a broken Word document") from error
    about = document.core_properties
    title, author = (about.title or "").strip(), (about.author or "").strip()
    composer = Composer(title)
    composer.front()
    items: list[str] = []
    for block in document.iter_inner_content():
        if hasattr(block, "rows"):
            _flush(composer, items)
            composer.table(_rows(block))
        elif _is_item(block):
            items.append(block.text)
        else:
            _flush(composer, items)
            _paragraph(composer, block)
    _flush(composer, items)
    found = composer.extract()
    heading = next((b for b in found.blocks if b.kind == "heading"), None)
    named = title or (found.text[heading.start : heading.end] if heading else None)
    made = about.created.date().isoformat() if about.created else None
    told = {"title": named, "date": made, "authors": (author,) if author else ()}
    return Extract(**{**vars(found), **told})


def _paragraph(composer: Composer, block: Any) -> None:
    style = _style(block)
    match = _HEADING.match(style)
    if match or style == "title":
        composer.heading(int(match[1]) + 1 if match else 1, block.text)
    else:
        composer.paragraph(block.text)


def _style(block: Any) -> str:
    return str(getattr(block.style, "name", "") or "").lower()


def _is_item(block: Any) -> bool:
    properties = block._p.pPr
    numbered = properties is not None and properties.numPr is not None
    heading = _HEADING.match(_style(block))
    return (numbered or _style(block).startswith("list")) and not heading and bool(block.text)


def _flush(composer: Composer, items: list[str]) -> None:
    if items:
        composer.items(items)
        items.clear()


def _rows(table: Any) -> list[list[str]]:
    """The cells of each row; one that spans columns counts once."""
    rows = []
    for row in table.rows:
        seen: dict[Any, str] = {}
        for cell in row.cells:
            seen.setdefault(cell._tc, cell.text)
        rows.append(list(seen.values()))
    return rows
