"""Files of a corpus folder → `Document`s: decoding, title and date, and what is no article text.

A file is read once, as bytes. The decoded text keeps every character where it is (line ends too),
so that an offset into `Document.text` is an offset into what the reader of the file sees; a byte
order mark is no character of the text.
"""

from __future__ import annotations

import codecs
import hashlib
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from qa.corpus.listing import Listing, listing
from qa.text import dates
from qa.text.language import ENGLISH, alternatives
from qa.types import Document, Span

SUFFIXES = (".txt", ".md", ".markdown", ".text")

_TITLE_CHARACTERS = 160
_DATE_LINES = 5  # a date of publication stands in the first or last lines of an article

# Page furniture: lines that a web page adds around an article. Matched against whole lines.
_FURNITURE = re.compile(alternatives(ENGLISH.pages.furniture), re.IGNORECASE)
# "date 2025-02-18 A headline", "Published: Feb. 18, 2025", or a date alone on its line.
_DATED_LINE = re.compile(
    rf"^\s*(?P<label>(?:{alternatives(ENGLISH.pages.date_labels)})\s*:?\s*)?"
    rf"(?:{dates.ISO}|{dates.LONG})\s*(?P<rest>.*)$",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"[.!:;,]['\"”’)\]]*\s*$")


def files(corpus: Path) -> list[str]:
    """The article files below `corpus`, relative and `/`-separated, in a stable order.

    Raises:
        CorpusError: The folder does not exist, is not a folder, or cannot be listed.
    """
    return list(listed(corpus).files)


def listed(corpus: Path) -> Listing:
    """The article files below `corpus`, and what of it is no file to read or could not be seen.

    Raises:
        CorpusError: The folder does not exist, is not a folder, or cannot be listed.
    """
    return listing(corpus, SUFFIXES)


def digest(content: bytes) -> str:
    """The identity of a content: SHA-256 in hex."""
    return hashlib.sha256(content).hexdigest()


def parse(file: str, content: bytes) -> Document:
    """Make a `Document` of a file's bytes.

    Raises:
        ValueError: The content is no text; the message is a reason to skip the file.
    """
    text, warnings = decode(content)
    if not text.strip():
        raise ValueError("empty")
    title, date = _title_and_date(text)
    return Document(
        file=file,
        text=text,
        digest=digest(content),
        title=title,
        date=date,
        boilerplate=tuple(_boilerplate(text)),
        warnings=tuple(warnings),
    )


def decode(content: bytes) -> tuple[str, list[str]]:
    """Decode as well as possible; the second value says what was not plain UTF-8.

    Raises:
        ValueError: The bytes look like a binary file.
    """
    for mark, encoding in (
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
    ):
        if content.startswith(mark):
            return _replacing(content[len(mark) :], encoding)
    if _looks_binary(content):
        raise ValueError("binary, not text")
    try:
        return content.decode("utf-8"), []
    except UnicodeDecodeError:
        pass
    text, warnings = _replacing(content, "utf-8")
    good = sum(ord(character) > 127 for character in text) - text.count("\ufffd")
    if good >= text.count("\ufffd"):
        return text, warnings
    return _guess(content)


def _replacing(content: bytes, encoding: str) -> tuple[str, list[str]]:
    text = content.decode(encoding, errors="replace")
    bad = text.count("\ufffd")
    return text, [f"{bad} bad bytes in {encoding} text were replaced"] if bad else []


def _guess(content: bytes) -> tuple[str, list[str]]:
    from charset_normalizer import from_bytes

    best = from_bytes(content).best()
    encoding = best.encoding if best else "cp1252"
    text = content.decode(encoding, errors="replace")
    return text, [f"not UTF-8: decoded as {encoding}"]


def _looks_binary(content: bytes) -> bool:
    sample = content[:65536]
    if b"\x00" in sample:
        return True
    controls = sum(byte < 32 and byte not in b"\t\n\r\f\x1b" for byte in sample)
    return controls > len(sample) * 0.02


def lines(text: str) -> Iterator[Span]:
    """The spans of a text's lines, without their ends."""
    for match in re.finditer(r"[^\n]+", text):
        yield Span(start=match.start(), end=match.end())


def _boilerplate(text: str) -> Iterator[Span]:
    """Furniture lines, and the lines that a page repeats (headlines, credits): all copies."""
    spans = [(span, text[span.start : span.end].strip()) for span in lines(text)]
    copies = Counter(line for _, line in spans)
    for span, line in spans:
        repeated = copies[line] > 1 and not _SENTENCE_END.search(line) and len(line.split()) > 1
        if line and (repeated or _FURNITURE.fullmatch(line) or not any(c.isalnum() for c in line)):
            yield span


def _title_and_date(text: str) -> tuple[str | None, str | None]:
    heads = [text[span.start : span.end].strip() for span in lines(text)]
    heads = [line for line in heads if line]
    title: str | None = None
    date: str | None = None
    for index, head in enumerate(heads):
        line = head
        near_an_end = index < _DATE_LINES or index >= len(heads) - 2
        match = _DATED_LINE.match(line) if near_an_end else None
        if match and (match["label"] or not match["rest"]):
            date = date or dates.iso(match["iso"] or match["long"])
            line = match["rest"].strip()
        if index == 0 or (date and title is None and index < 2):
            title = title or _as_title(line)
    return title, date


def _as_title(line: str) -> str | None:
    """The line as a headline, or None when it reads as a sentence, a credit or a paragraph."""
    line = re.sub(r"^#+\s*", "", line).strip()
    if not line or len(line) > _TITLE_CHARACTERS or _SENTENCE_END.search(line):
        return None
    return line
