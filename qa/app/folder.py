"""The folder of articles: files are added to it and removed from it, where the page may do that."""

from __future__ import annotations

import re
import threading
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from qa.corpus import chunking, documents, files
from qa.errors import CorpusError, UsageError
from qa.locale import gettext

MAX_FILES = 20  # in one upload
MAX_BYTES = 5 * 1024 * 1024  # of one file
_MAX_NAME = 120  # characters

_UNUSUAL = re.compile(r"[^\w -]+")  # in the name of a file
_SPACES = re.compile(r"[\s_]+")

_writing = threading.Lock()


def add(corpus: Path, uploads: Sequence[Path]) -> list[str]:
    """Copy uploaded files into the corpus folder.

    Every file is checked before the first is written.

    Returns:
        The names of the new files.

    Raises:
        UsageError: Too many, too large, of another kind, not text, or there already.
        CorpusError: The folder cannot be written.
    """
    if len(uploads) > MAX_FILES:
        raise UsageError(
            gettext(
                "{count} files at once: add {most} at most, then the rest",
                count=len(uploads),
                most=MAX_FILES,
            )
        )
    contents = {}
    with _writing:
        for upload in uploads:
            name = _checked_name(upload.name)
            if (corpus / name).exists() or name in contents:
                raise UsageError(
                    gettext(
                        "'{name}' is there already: remove it first, or rename yours", name=name
                    )
                )
            contents[name] = _checked_content(name, upload)
        for name, content in contents.items():
            _write(corpus / name, content)
    return list(contents)


def add_text(corpus: Path, title: str, text: str) -> str:
    """Add a text that was pasted, as a file of its own under its title.

    Returns:
        The name of the new file.

    Raises:
        UsageError: There is no title or no text, or a file of that name.
        CorpusError: The folder cannot be written.
    """
    heading = " ".join(title.split())
    name = _SPACES.sub("-", _UNUSUAL.sub(" ", heading).strip().lower())[:80].strip("-")
    if not name:
        raise UsageError(
            gettext("the text has no title: give it one, and it becomes the file's name")
        )
    with TemporaryDirectory() as folder:
        file = Path(folder) / f"{name}.txt"
        file.write_text(f"{heading}\n\n{text.strip()}\n", "utf-8")
        if not text.strip():
            raise UsageError(gettext("there is no text: paste the article's into the field"))
        return add(corpus, [file])[0]


def put_back(corpus: Path, file: str, content: bytes) -> None:
    """Bring back a file that was removed.

    Raises:
        UsageError: Another file has its name by now.
        CorpusError: The folder cannot be written.
    """
    with _writing:
        path = corpus / file
        if path.exists():
            raise UsageError(gettext("'{file}' is there already: rename that one first", file=file))
        path.parent.mkdir(parents=True, exist_ok=True)
        _write(path, content)


def _write(path: Path, content: bytes) -> None:
    """Make a file: never through a link, never over another one, and whole or not at all."""
    try:
        with path.open("xb") as file:
            try:
                file.write(content)
                file.flush()
            except OSError:
                path.unlink(missing_ok=True)
                raise
    except OSError as error:
        why = error.strerror or error
        raise CorpusError(
            gettext("'{name}' cannot be written to the folder: {why}", name=path.name, why=why)
        ) from error


def _checked_name(name: str) -> str:
    kinds = ", ".join(documents.SUFFIXES)
    if Path(name).suffix.lower() not in documents.SUFFIXES:
        raise UsageError(
            gettext(
                "'{name}' is of a kind that cannot be read: add {kinds} files",
                name=name[:60],
                kinds=kinds,
            )
        )
    plain = Path(name).name == name and "\\" not in name and name.isprintable()
    if name.startswith(".") or not plain or len(name) > _MAX_NAME:
        raise UsageError(
            gettext("'{name}' is not a plain file name: rename it and add it again", name=name[:60])
        )
    return name


def _checked_content(name: str, upload: Path) -> bytes:
    if upload.stat().st_size > MAX_BYTES:
        raise UsageError(
            gettext(
                "'{name}' is larger than {megabytes} MB: split it",
                name=name,
                megabytes=MAX_BYTES >> 20,
            )
        )
    content = upload.read_bytes()
    try:
        if not chunking.sentences(documents.parse(name, content)):
            raise ValueError(gettext("no article text in it"))
    except ValueError as error:
        raise UsageError(
            gettext("'{name}' cannot be added: {error}", name=name, error=error)
        ) from error
    return content


def remove(corpus: Path, file: str) -> bytes:
    """Remove the file of an article; the index follows with the next sync.

    Returns:
        What was in it, so that it can be put back.

    Raises:
        CorpusError: It is no article of the corpus, or cannot be removed.
        UsageError: It is the last one.
    """
    with _writing:
        known = documents.files(corpus)
        if file not in known:
            raise CorpusError(
                gettext(
                    "no article '{file}' in the folder: press Sync to see what is", file=file[:120]
                )
            )
        if len(known) == 1:
            raise UsageError(gettext("this is the last article: add another before you remove it"))
        try:
            content = files.read(corpus, file)
            (corpus / file).unlink()
        except (OSError, ValueError) as error:
            why = getattr(error, "strerror", None) or error
            raise CorpusError(
                gettext("'{file}' cannot be removed: {why}", file=file, why=why)
            ) from error
    return content
