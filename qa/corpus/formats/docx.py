"""Word documents (.docx): headings, lists and tables by their styles, and what stands around."""

from __future__ import annotations

import io
import re
from datetime import datetime
from typing import Any

from qa.corpus.composer import Composer
from qa.corpus.extract import Extract
from qa.corpus.formats import package
from qa.locale import gettext

_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_HEADING = re.compile(r"heading (\d)")
# What the document that python-docx begins with says of itself: nothing of those made of it.
_TEMPLATE_AUTHOR = "python-docx"
_TEMPLATE_MADE = datetime(2013, 12, 23, 23, 15)


def extract(name: str, content: bytes) -> Extract:
    """The text of the document: its body and text boxes, then notes, headers and footers.

    Raises:
        ValueError: It is no such document.
    """
    import docx
    from docx.opc.exceptions import OpcError

    package.checked(content)
    try:
        document = docx.Document(io.BytesIO(content))
    except (OpcError, KeyError, ValueError, AttributeError) as error:
        raise ValueError(gettext("a broken Word document")) from error
    about = document.core_properties
    title, author = (about.title or "").strip(), (about.author or "").strip()
    if author == _TEMPLATE_AUTHOR:
        author = ""
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
        for text in _boxed(block):
            _flush(composer, items)
            composer.paragraph(text)
    _flush(composer, items)
    for where, texts in _around(document).items():
        composer.mark(where)
        for text in texts:
            composer.paragraph(text)
    found = composer.extract()
    heading = next((b for b in found.blocks if b.kind == "heading"), None)
    named = title or (found.text[heading.start : heading.end] if heading else None)
    made = _made(about.created)
    told = {"title": named, "date": made, "authors": (author,) if author else ()}
    return Extract(**{**vars(found), **told})


def _made(created: datetime | None) -> str | None:
    """The day on which a document was made, where it says so itself."""
    if created is None or created.replace(tzinfo=None) == _TEMPLATE_MADE:
        return None
    return created.date().isoformat()


def _paragraph(composer: Composer, block: Any) -> None:
    style = _style(block)
    match = _HEADING.match(style)
    if match or style == "title":
        composer.heading(int(match[1]) + 1 if match else 1, block.text)
    else:
        composer.paragraph(block.text)


def _boxed(block: Any) -> list[str]:
    """The texts of the boxes at a paragraph or in a table; each is stored twice."""
    boxes = [box for box in block._element.iter(f"{_WORD}txbxContent") if not _is_fallback(box)]
    return [text for box in boxes for text in _paragraphs(box)]


def _is_fallback(element: Any) -> bool:
    return any(above.tag.endswith("}Fallback") for above in element.iterancestors())


def _around(document: Any) -> dict[str, list[str]]:
    """What stands outside of the body, by where it does: each text once."""
    found: dict[str, dict[str, None]] = {}
    for kind in ("footnote", "endnote"):
        for number, note in enumerate(_notes(document, kind), 1):
            found[f"{kind} {number}"] = dict.fromkeys([" ".join(_paragraphs(note))])
    for section in document.sections:
        for name in ("header", "footer"):
            for kind in ("", "first_page_", "even_page_"):
                part = getattr(section, f"{kind}{name}")
                if not part.is_linked_to_previous:
                    texts = found.setdefault(f"page {name}", {})
                    texts.update(dict.fromkeys(_paragraphs(part._element)))
    return {where: [text for text in texts if text] for where, texts in found.items()}


def _notes(document: Any, kind: str) -> list[Any]:
    """The notes of a kind; lines that part them from the text are none."""
    for related in document.part.rels.values():
        if related.reltype.endswith(f"/{kind}s"):
            root = package.xml(related.target_part.blob)
            notes = root.iter(f"{_WORD}{kind}")
            return [note for note in notes if not note.get(f"{_WORD}type")]
    return []


def _paragraphs(element: Any) -> list[str]:
    """The texts of the paragraphs within an element, without those of boxes in them."""
    paragraphs = element.iter(f"{_WORD}p")
    return ["".join(part.text or "" for part in p.iter(f"{_WORD}t")) for p in paragraphs]


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
