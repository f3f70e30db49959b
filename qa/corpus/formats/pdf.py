"""PDF: the text of its pages (pdfium), with page numbers; pages without text are told.

A page can be drawn as well, for whoever wants to see it as it is.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from qa.corpus import headlines
from qa.corpus.extract import Builder, Extract
from qa.corpus.formats import apart, page_edges, plain
from qa.locale import gettext
from qa.types import Block, Mark

_DRAWING = 20  # seconds for one page, for which somebody waits
# pdfium writes U+0002 or U+FFFE for the hyphen at a line's end.
_BROKEN = re.compile(r"(?P<left>[^\W\d_]+)(?:\u00ad\n?|[\ufffe\x02]\n?|[-\u2010]\n)(?P<right>\w*)")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_WHOLE = 4  # letters of a word that may be a part of another: "well-known", and not "in-form"


def extract(name: str, content: bytes) -> Extract:
    """The text of all pages, paragraphs that run over a page's end joined.

    Raises:
        ValueError: It is broken, encrypted, or its pages are pictures.
    """
    pages, title, date, author = _read(content)
    if not any(page.strip() for page in pages):
        raise ValueError(
            gettext("no text in it: its pages are pictures (scanned?), which are not read")
        )
    whole = page_edges.without_edges(pages)
    text, marks = _joined(whole.rows)
    found = plain.structured(text)
    read = _with_edges(replace(found, marks=tuple(marks)), whole.edges)
    empty = [number for number, page in enumerate(pages, 1) if not page.strip()]
    warnings = []
    if empty:
        shown = ", ".join(map(str, empty[:5])) + (", …" if len(empty) > 5 else "")
        warnings = [
            gettext(
                "{empty} of {pages} pages hold no text (scanned?): {numbers}",
                empty=len(empty),
                pages=len(pages),
                numbers=shown,
            )
        ]
    authors = (author,) if author else ()
    about = replace(read, title=title or found.title, date=date, authors=authors)
    return about.warned(*warnings)


def _read(content: bytes) -> tuple[list[str], str, str | None, str]:
    """Pages, title, date and author, read in a process of its own."""
    try:
        found = apart.read("pdf_worker.py", content, wait=apart.SECONDS)
    except TimeoutError as error:
        raise ValueError(
            gettext("a broken PDF: it takes more than {seconds} seconds", seconds=apart.SECONDS)
        ) from error
    except ChildProcessError as error:
        raise ValueError(gettext("a broken PDF: reading it fails")) from error
    if "error" in found:
        raise ValueError(_refused(found))
    about = {str(key): str(value).strip() for key, value in found["about"].items()}
    made = headlines.pdf_date(about.get("CreationDate", ""))
    return found["pages"], about.get("Title", ""), made, about.get("Author", "")


@dataclass(frozen=True)
class Drawn:
    """A page as a picture.

    Attributes:
        image: The picture, as WebP.
        width: Pixels.
        height: Pixels.
        pages: How many pages there are.
    """

    image: bytes
    width: int
    height: int
    pages: int


def drawn(content: bytes, number: int) -> Drawn | None:
    """A page, drawn in a process of its own; None where there is no such page.

    Args:
        content: The PDF.
        number: Which page, from 1.

    Raises:
        ValueError: It cannot be drawn.
    """
    try:
        worked = apart.run("pdf_worker.py", content, str(number), wait=_DRAWING)
    except (TimeoutError, ChildProcessError) as error:
        raise ValueError(gettext("a broken PDF: reading it fails")) from error
    said, _, image = worked.partition(b"\n")
    about = json.loads(said)
    return Drawn(image, about["width"], about["height"], about["pages"]) if image else None


def _refused(found: Mapping[str, Any]) -> str:
    """Why a document was not read, by what the process says of it."""
    if found["error"] == "locked":
        return gettext("it is locked with a password")
    if found["error"] == "long":
        return gettext(
            "{count:,} pages, {most:,} are the most: split it",
            count=found["pages"],
            most=found["most"],
        )
    return gettext("a broken PDF")


def _with_edges(found: Extract, edges: Sequence[tuple[int, str]]) -> Extract:
    """A text with what its pages repeat below it, once."""
    builder = Builder()
    builder.include(found)
    for number, row in edges:
        builder.mark(f"page {number}")
        builder.add(Block(kind="line", start=0, end=0), row)
    whole = builder.extract()
    return replace(
        found,
        text=whole.text,
        blocks=whole.blocks,
        marks=whole.marks,
        boilerplate=whole.boilerplate,
    )


def _joined(pages: Sequence[Sequence[str]]) -> tuple[str, list[Mark]]:
    """One text, and where each page begins in it."""
    texts = ["\n".join(rows) for rows in pages]
    known = frozenset(word for text in texts for word in _WORD.findall(_BROKEN.sub(" ", text)))
    parts: list[str] = []
    marks: list[Mark] = []
    length = 0
    for number, broken in enumerate(texts, 1):
        text = _BROKEN.sub(lambda match: _mended(match, known), broken)
        if not text:
            continue
        if parts:
            runs_on = text[0].islower()
            parts.append("\n" if runs_on else "\n\n")
            length += len(parts[-1])
        marks.append(Mark(start=length, where=f"page {number}"))
        parts.append(text)
        length += len(text)
    return "".join(parts), marks


def _mended(match: re.Match[str], known: frozenset[str]) -> str:
    """A word that a line's end breaks: whole, or with the hyphen that it has of its own.

    That shows in what it is made of ("Franco-German", "COVID-19"), and in the rest of the text:
    which of the two stands there, or both its parts as words.
    """
    left, right = match["left"], match["right"]
    if "\u00ad" in match[0] or f"{left}{right}" in known:
        return f"{left}{right}"
    named = not right[:1].islower() and not (right.isupper() and left.isupper())
    parts = {left, right} <= known and min(len(left), len(right)) >= _WHOLE
    own = named or f"{left}-{right}" in known or parts
    return f"{left}-{right}" if own else f"{left}{right}"
