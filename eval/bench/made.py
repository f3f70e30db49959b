"""Texts made over into what people have: in small letters, wrapped at a width, as HTML, as PDF."""

from __future__ import annotations

import html
import re
import textwrap
from collections.abc import Callable, Mapping, Sequence

WIDTH = 72  # characters that a line is wrapped at
_LINES = 42  # on a page of a PDF
_PARAGRAPH = re.compile(r"\n\s*\n")


def lowered(text: str) -> str:
    """In small letters, character for character."""
    return "".join(small if len(small := c.lower()) == 1 else c for c in text)


def wrapped(text: str) -> str:
    """With lines of at most `WIDTH` characters, space for space: offsets stay as they are."""
    found: list[str] = []
    width = 0
    for word in re.split(r"(?<=\s)", text):
        if width + len(word.rstrip()) > WIDTH and found and found[-1].endswith(" "):
            found[-1] = found[-1][:-1] + "\n"
            width = 0
        found.append(word)
        width = 0 if word.endswith("\n") else width + len(word)
    return "".join(found)


def as_html(text: str) -> str:
    """A web page with a paragraph for each of the text's."""
    body = "".join(f"<p>{html.escape(part)}</p>\n" for part in _PARAGRAPH.split(text.strip()))
    return (
        '<!DOCTYPE html><html><head><meta charset="utf-8"><title>Page</title></head>'
        f"<body><article>{body}</article></body></html>"
    )


def as_pdf(text: str) -> bytes:
    """A PDF of the text's lines, wrapped, a page after the other; Latin letters only."""
    lines = [
        line
        for part in _PARAGRAPH.split(text.strip())
        for line in (*textwrap.wrap(part, WIDTH), "")
    ]
    return _pdf([lines[at : at + _LINES] for at in range(0, len(lines), _LINES)])


def _pdf(pages: Sequence[Sequence[str]]) -> bytes:
    """The objects of a PDF: its catalogue, its pages, a font, and two for each page."""
    kids = " ".join(f"{4 + 2 * i} 0 R" for i in range(len(pages)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    for number, rows in enumerate(pages):
        shown = "".join(
            f"1 0 0 1 72 {780 - 17 * i} Tm ({_escaped(row)}) Tj " for i, row in enumerate(rows)
        )
        stream = f"BT /F1 10 Tf {shown}ET".encode("cp1252", "replace")
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 842] /Contents %d 0 R "
            b"/Resources << /Font << /F1 3 0 R >> >> >>" % (5 + 2 * number)
        )
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream))
    written, offsets = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        offsets.append(len(written))
        written += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = "".join(f"{offset:010} 00000 n \n" for offset in offsets)
    size = len(objects) + 1
    trailer = f"xref\n0 {size}\n0000000000 65535 f \n{table}trailer\n"
    trailer += f"<< /Size {size} /Root 1 0 R >>\nstartxref\n{len(written)}\n%%EOF\n"
    return written + trailer.encode()


def _escaped(text: str) -> str:
    return text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")


# How a text is made over, by name, with what the file's name ends in then.
VERSIONS: Mapping[str, tuple[str, Callable[[str], str | bytes]]] = {
    "as it is": (".md", str),
    "in small letters": (".txt", lowered),
    "wrapped": (".txt", wrapped),
    "html": (".html", as_html),
    "pdf": (".pdf", as_pdf),
}
