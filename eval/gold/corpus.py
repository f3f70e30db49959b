"""The articles that the gold set is about, read with the program's own eyes."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path

from eval.errors import RunError
from qa.corpus import documents


def texts(folder: Path) -> dict[str, str]:
    """File → its text, to which offsets refer, of every file of a folder.

    Raises:
        RunError: The folder is missing or empty.
    """
    if not folder.is_dir():
        raise RunError(f"there is no folder of articles '{folder}'")
    found = {
        path.relative_to(folder).as_posix(): documents.text_of(path.name, path.read_bytes())
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
    if not found:
        raise RunError(f"the folder of articles '{folder}' is empty")
    return found


def digest(articles: Mapping[str, str]) -> str:
    """Names a corpus by its content."""
    hashed = hashlib.sha256()
    for file, text in sorted(articles.items()):
        hashed.update(f"{file}\0{text}\0".encode())
    return hashed.hexdigest()[:12]
