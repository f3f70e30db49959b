"""PDF: the text of its pages (pdfium), with page numbers; pages without text are told."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from qa.corpus import headlines
from qa.corpus.extract import Extract
from qa.corpus.formats import plain
from qa.locale import gettext
from qa.types import Mark

_WORKER = Path(__file__).with_name("pdf_worker.py")
_SECONDS = 120
_MEMORY = 2 << 30  # bytes
_EDGE = 2  # lines at the top and at the foot of a page may be its header and footer
_REPEATED = 3  # pages with the same line there
# pdfium writes U+0002 or U+FFFE for the hyphen of a word that a line's end breaks.
_HYPHEN = re.compile(r"(?<=[^\W\d_])(?:[\u00ad\ufffe\x02]\n?|[-\u2010]\n)(?=[^\W\d_])")


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
    text, marks = _joined(_without_edges(pages))
    found = plain.structured(text)
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
    told = {
        "marks": tuple(marks),
        "title": title or found.title,
        "date": date,
        "authors": (author,) if author else (),
    }
    return Extract(**{**vars(found), **told}).warned(*warnings)


def _read(content: bytes) -> tuple[list[str], str, str | None, str]:
    """Pages, title, date and author, read in a process of its own."""
    command = [sys.executable, "-P", str(_WORKER), str(_SECONDS), str(_MEMORY)]
    try:
        run = subprocess.run(  # noqa: S603
            command, input=content, capture_output=True, timeout=_SECONDS, check=True
        )
        found = json.loads(run.stdout)
    except subprocess.TimeoutExpired as error:
        raise ValueError(
            gettext("a broken PDF: it takes more than {seconds} seconds", seconds=_SECONDS)
        ) from error
    except (subprocess.CalledProcessError, ValueError) as error:
        raise ValueError(gettext("a broken PDF: reading it fails")) from error
    if "error" in found:
        raise ValueError(_refused(found))
    about = {str(key): str(value).strip() for key, value in found["about"].items()}
    made = headlines.pdf_date(about.get("CreationDate", ""))
    return found["pages"], about.get("Title", ""), made, about.get("Author", "")


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


def _without_edges(pages: Sequence[str]) -> Iterator[list[str]]:
    """The lines of pages, without the headers and footers that they repeat."""
    rows = [[row.strip() for row in page.split("\n") if row.strip()] for page in pages]
    counted = Counter(_shape(row) for page in rows for row in {*page[:_EDGE], *page[-_EDGE:]})
    for page in rows:
        middle = range(_EDGE, len(page) - _EDGE)
        yield [
            row
            for index, row in enumerate(page)
            if index in middle or counted[_shape(row)] < _REPEATED
        ]


def _shape(row: str) -> str:
    return re.sub(r"\d+", "0", row)


def _joined(pages: Iterator[list[str]]) -> tuple[str, list[Mark]]:
    """One text, and where each page begins in it."""
    parts: list[str] = []
    marks: list[Mark] = []
    length = 0
    for number, rows in enumerate(pages, 1):
        text = _HYPHEN.sub("", "\n".join(rows))
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
