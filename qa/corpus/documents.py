"""Files of a corpus folder → `Document`s.

A file is read once, as bytes. The text of a file that is text keeps every character where it is
(line ends too), so that an offset into `Document.text` is an offset into what the reader of the
file sees; of other files it is the text that their format extracts.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from pathlib import Path

from qa.corpus import formats
from qa.corpus.decoding import decode
from qa.errors import CorpusError
from qa.types import Document

__all__ = ["SUFFIXES", "decode", "digest", "files", "parse", "text_of"]

SUFFIXES = formats.SUFFIXES


def files(corpus: Path) -> list[str]:
    """The article files below `corpus`, relative and `/`-separated, in a stable order.

    Hidden files and folders are left out, and so is whatever a link leads to outside the corpus:
    only files of the corpus are ever read.

    Raises:
        CorpusError: The folder does not exist, is not a folder, or cannot be listed.
    """
    if not corpus.exists():
        raise CorpusError(f"no folder '{corpus}': create it with articles in it, or set QA_CORPUS")
    if not corpus.is_dir():
        raise CorpusError(f"'{corpus}' is not a folder: set QA_CORPUS to the folder of articles")
    root = corpus.resolve()
    try:
        next(root.iterdir(), None)
    except OSError as error:
        raise CorpusError(f"cannot list '{corpus}': {error.strerror}") from error
    return sorted(path.relative_to(root).as_posix() for path in _walk(root))


def _walk(root: Path) -> Iterator[Path]:
    for folder, folders, names in os.walk(root):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in names:
            path = Path(folder) / name
            if name.startswith(".") or path.suffix.lower() not in SUFFIXES:
                continue
            if path.is_symlink() and not path.resolve().is_relative_to(root):
                continue
            yield path


def digest(content: bytes) -> str:
    """The identity of a content: SHA-256 in hex."""
    return hashlib.sha256(content).hexdigest()


def parse(file: str, content: bytes) -> Document:
    """Make a `Document` of a file's bytes.

    Raises:
        ValueError: It cannot be read; the message is a reason to skip the file.
    """
    found = formats.extract(file, content)
    if not found.text.strip():
        raise ValueError("empty")
    return Document(file=file, digest=digest(content), **vars(found))


def text_of(file: str, content: bytes) -> str:
    """The text of a file: what every offset of a citation of it refers to.

    Raises:
        ValueError: It cannot be read.
    """
    return formats.text_of(file, content)
