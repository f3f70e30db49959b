"""Reads one PDF in a process of its own: `python pdf_worker.py SECONDS BYTES [PAGE] < a.pdf`.

A damaged PDF may crash the library, or keep it busy for ever: it must not take the program along.
What is written is JSON: the texts of the pages and what the file says of itself, or why not. With
the number of a page it is that page as a picture, after a line of JSON.
Started by its path (with `-P`): nothing of `qa` has to be imported.
"""

from __future__ import annotations

import io
import json
import sys
from typing import Any, NamedTuple

MAX_PAGES = 3000
MAX_PIECES = 5000  # of a page, of which it is seen whether they stand in columns
WIDTH, HEIGHT = 1000, 3000  # pixels of a picture, at most
_QUALITY = 80  # of a picture, of 100: letters are as sharp as on the page
_ALIGNED = 12.0  # points: pieces that begin so near to each other stand below each other
_LINES = 4  # of two pieces, one below the other, at least, are two columns
_LONG = 18  # characters of a line of prose, in the mean
_RUNS_ON = 0.4  # share of lines that begin with a small letter


class Piece(NamedTuple):
    """A stretch of a line that is drawn in one: its edges, in points, and its text."""

    left: float
    right: float
    bottom: float
    text: str


def read(content: bytes) -> dict[str, Any]:
    """The pages and the metadata of a PDF; `error` is why it cannot be read.

    `locked`, `broken`, or `long` with how many `pages` it has, and how many are the `most`.
    """
    import pypdfium2 as pdfium

    try:
        document = pdfium.PdfDocument(content)
    except pdfium.PdfiumError as error:
        locked = "password" in str(error).lower()
        return {"error": "locked" if locked else "broken"}
    if len(document) > MAX_PAGES:
        return {"error": "long", "pages": len(document), "most": MAX_PAGES}
    about = document.get_metadata_dict()
    return {"pages": [_page(document, i) for i in range(len(document))], "about": about}


def draw(content: bytes, number: int) -> tuple[dict[str, Any], bytes]:
    """A page as a picture (WebP), with its size and how many `pages` there are.

    Args:
        content: The PDF.
        number: Which page, from 1; where there is none such, there is no picture.
    """
    import pypdfium2 as pdfium

    document = pdfium.PdfDocument(content)
    about: dict[str, Any] = {"pages": len(document)}
    if not 1 <= number <= len(document):
        return about, b""
    page = document[number - 1]
    width, height = (max(1.0, side) for side in page.get_size())
    picture = page.render(scale=min(WIDTH / width, HEIGHT / height)).to_pil().convert("RGB")
    written = io.BytesIO()
    picture.save(written, "WEBP", quality=_QUALITY)
    return {**about, "width": picture.width, "height": picture.height}, written.getvalue()


def _page(document: Any, number: int) -> str:
    import pypdfium2 as pdfium

    try:
        shown = document[number].get_textpage()
        text: str = _by_column(_rows(shown)) or shown.get_text_bounded()
    except pdfium.PdfiumError:
        return ""
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")


def _rows(shown: Any) -> list[list[Piece]]:
    """The pieces of a page's lines, in the order in which they are drawn."""
    rows: list[list[Piece]] = []
    for number in range(min(shown.count_rects(), MAX_PIECES)):
        left, bottom, right, top = shown.get_rect(number)
        text = shown.get_text_bounded(left, bottom, right, top).strip()
        if not text:
            continue
        last = rows[-1][-1] if rows else None
        height = max(1.0, top - bottom)
        if last and abs(last.bottom - bottom) < height / 2 and left > last.right:
            rows[-1].append(Piece(left, right, bottom, text))
        else:
            rows.append([Piece(left, right, bottom, text)])
    return rows


def _by_column(rows: list[list[Piece]]) -> str:
    """The text of a page with columns, drawn line by line; empty where there are none."""
    lines: list[str] = []
    at, found = 0, False
    while at < len(rows):
        stop = _end_of_columns(rows, at)
        columns = [[piece.text for piece in column] for column in zip(*rows[at:stop], strict=True)]
        if columns and all(map(_is_prose, columns)):
            while stop < len(rows) and (sides := _sides(rows[stop], rows[at])):
                for side, piece in zip(sides, rows[stop], strict=True):
                    columns[side].append(piece.text)
                stop += 1
            lines += [line for column in columns for line in column]
            at, found = stop, True
        else:
            lines.append(" ".join(piece.text for piece in rows[at]))
            at += 1
    return "\n".join(lines) if found else ""


def _end_of_columns(rows: list[list[Piece]], at: int) -> int:
    """The row after those which have pieces below each other; `at` for one piece, or too few."""
    every = list(range(len(rows[at])))
    stop = at
    while len(every) > 1 and stop < len(rows) and _sides(rows[stop], rows[at]) == every:
        stop += 1
    return stop if stop - at >= _LINES else at


def _sides(row: list[Piece], first: list[Piece]) -> list[int]:
    """Of which columns the pieces of a row are; none where one is of no column.

    Below the end of a shorter column a row has fewer pieces.
    """
    found = [
        side
        for piece in row
        for side, top in enumerate(first)
        if abs(piece.left - top.left) < _ALIGNED
    ]
    return found if len(found) == len(row) else []


def _is_prose(lines: list[str]) -> bool:
    """Whether lines run on, as those of a column do and the cells of a table do not."""
    long = sum(map(len, lines)) >= _LONG * len(lines)
    return long and sum(line[0].islower() for line in lines[1:]) >= _RUNS_ON * (len(lines) - 1)


def limit(seconds: int, memory: int) -> None:
    """Limits that hold even where nobody waits for this process; not on Windows."""
    try:
        import resource
    except ImportError:
        return
    for kind, wanted in ((resource.RLIMIT_CPU, seconds), (resource.RLIMIT_AS, memory)):
        hard = resource.getrlimit(kind)[1]  # a lower one that holds already cannot be raised
        most = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
        resource.setrlimit(kind, (most, most))


if __name__ == "__main__":
    limit(int(sys.argv[1]), int(sys.argv[2]))
    content = sys.stdin.buffer.read()
    if len(sys.argv) > 3:
        about, picture = draw(content, int(sys.argv[3]))
        sys.stdout.buffer.write(json.dumps(about).encode() + b"\n" + picture)
    else:
        sys.stdout.buffer.write(json.dumps(read(content)).encode("utf-8", "replace"))
