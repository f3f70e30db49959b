"""Reads one PDF in a process of its own: `python pdf_worker.py SECONDS BYTES < a.pdf`.

A damaged PDF may crash the library, or keep it busy for ever: it must not take the program along.
What is written is JSON: the texts of the pages and what the file says of itself, or why not.
Started by its path (with `-P`): nothing of `qa` has to be imported.
"""

from __future__ import annotations

import json
import sys
from typing import Any

MAX_PAGES = 3000


def read(content: bytes) -> dict[str, Any]:
    """The pages and the metadata of a PDF; `error` is why it cannot be read."""
    import pypdfium2 as pdfium

    try:
        document = pdfium.PdfDocument(content)
    except pdfium.PdfiumError as error:
        locked = "password" in str(error).lower()
        return {"error": "it is locked with a password" if locked else "a broken PDF"}
    if len(document) > MAX_PAGES:
        return {"error": f"{len(document):,} pages, {MAX_PAGES:,} are the most: split it"}
    about = document.get_metadata_dict()
    return {"pages": [_page(document, i) for i in range(len(document))], "about": about}


def _page(document: Any, number: int) -> str:
    import pypdfium2 as pdfium

    try:
        text: str = document[number].get_textpage().get_text_bounded()
    except pdfium.PdfiumError:
        return ""
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")


def _limit(seconds: int, memory: int) -> None:
    """Limits that hold even where nobody waits for this process; not on Windows."""
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))


if __name__ == "__main__":
    _limit(int(sys.argv[1]), int(sys.argv[2]))
    found = read(sys.stdin.buffer.read())
    sys.stdout.buffer.write(json.dumps(found).encode("utf-8", "replace"))
