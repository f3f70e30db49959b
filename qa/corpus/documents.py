"""Files of a corpus folder → `Document`s.

A file is read once, as bytes. The text of a file that is text keeps every character where it is
(line ends too), so that an offset into `Document.text` is an offset into what the reader of the
file sees; of other files it is the text that their format extracts.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

from qa.corpus import fields, formats
from qa.corpus.decoding import decode
from qa.corpus.extract import settled
from qa.corpus.fields import Fields
from qa.corpus.formats import plain
from qa.corpus.listing import Listing, check, listing
from qa.locale import gettext
from qa.types import Document

__all__ = [
    "COMMON",
    "SUFFIXES",
    "check",
    "decode",
    "digest",
    "files",
    "listed",
    "of_text",
    "parse",
    "text_of",
]

SUFFIXES = formats.SUFFIXES
COMMON = (".txt", ".md", ".html", ".pdf", ".docx")  # named in messages, for an example


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
    return listing(corpus, (*SUFFIXES, ""))


def digest(content: bytes) -> str:
    """The identity of a content: SHA-256 in hex."""
    return hashlib.sha256(content).hexdigest()


def parse(file: str, content: bytes, named: Fields = fields.COMMON) -> Document:
    """Make a `Document` of a file's bytes, where the fields of records are called as `named`.

    Raises:
        ValueError: It cannot be read; the message is a reason to skip the file.
    """
    found = formats.extract(file, content, named)
    if not found.text.strip():
        raise ValueError(gettext("empty"))
    return Document(file=file, digest=digest(content), **vars(found))


def of_text(file: str, text: str) -> Document:
    """Make a `Document` of a plain text that is in no file."""
    found = settled(plain.structured(text))
    return Document(file=file, digest=digest(text.encode("utf-8", "replace")), **vars(found))


def text_of(file: str, content: bytes, named: Fields = fields.COMMON) -> str:
    """The text of a file: what every offset of a citation of it refers to.

    Raises:
        ValueError: It cannot be read.
    """
    return formats.text_of(file, content, named)
