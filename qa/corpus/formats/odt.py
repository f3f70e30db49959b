"""OpenDocument text (.odt): headings, lists and tables as the file marks them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from qa.corpus import frontmatter
from qa.corpus.composer import Composer
from qa.corpus.extract import Extract
from qa.corpus.formats import package
from qa.corpus.formats.package import local

_OUTLINE = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}outline-level"


def extract(name: str, content: bytes) -> Extract:
    """The text of the document's body.

    Raises:
        ValueError: It is no such document.
    """
    if content.startswith(b"PK"):
        with package.opened(content) as archive:
            body = package.xml(package.member(archive, "content.xml"))
            meta = package.member(archive, "meta.xml")
        about = package.xml(meta) if meta else None
    else:
        body = about = package.xml(content)
    told = {local(e): (e.text or "").strip() for e in about.iter()} if about is not None else {}
    title, author = told.get("title", ""), told.get("creator") or told.get("initial-creator", "")
    composer = Composer(title)
    composer.front()
    root = next((e for e in body.iter() if local(e) == "text" and len(e)), body)
    _walk(root, composer)
    found = composer.extract()
    heading = next((b for b in found.blocks if b.kind == "heading"), None)
    known = {
        "title": title or (found.text[heading.start : heading.end] if heading else None),
        "date": frontmatter.iso(told.get("creation-date") or told.get("date")),
        "authors": (author,) if author else (),
    }
    return Extract(**{**vars(found), **known})


def _walk(element: Any, composer: Composer) -> None:
    for child in element:
        kind = local(child)
        if kind == "h":
            composer.heading(int(child.get(_OUTLINE) or 1), _text(child))
        elif kind == "p":
            composer.paragraph(_text(child))
        elif kind == "list":
            composer.items([_text(item) for item in child.iter() if local(item) in ("p", "h")])
        elif kind == "table":
            rows = [row for row in child.iter() if local(row) == "table-row"]
            composer.table([[_text(c) for c in row if local(c) == "table-cell"] for row in rows])
        elif kind in ("section", "index-body", "frame", "text-box"):
            _walk(child, composer)


def _text(element: Any) -> str:
    return "".join(_pieces(element)).strip()


def _pieces(element: Any) -> Iterator[str]:
    for event in element.iter():
        kind = local(event)
        if kind in ("s", "tab"):
            yield " "
        elif kind == "line-break":
            yield "\n"
        elif kind == "p" and event is not element:
            yield " "
        if kind not in ("annotation", "note-citation"):
            yield event.text or ""
        if event is not element:
            yield event.tail or ""
