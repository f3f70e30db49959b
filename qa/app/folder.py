"""The folder of articles: files are added to it and removed from it, where the page may do that."""

from __future__ import annotations

import os
import re
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from qa.corpus import chunking, documents, files
from qa.errors import CorpusError, QAError, UsageError
from qa.locale import gettext
from qa.types import Skipped

MAX_FILES = 200  # at once: a folder of some hundreds in a few turns
MAX_BYTES = 5 * 1024 * 1024  # of one file
MAX_REQUEST = 4 * MAX_BYTES  # of the files that are sent together, and what is around them
_MAX_NAME = 120  # characters, of a file or of one of the folders that it lies in
_MAX_DEPTH = 8  # folders within each other

_UNUSUAL = re.compile(r"[^\w -]+")  # in the name of a file
_SPACES = re.compile(r"[\s_]+")

_writing = threading.Lock()


@dataclass(frozen=True)
class Upload:
    """A file that somebody sent.

    Attributes:
        name: Its name, after the folders that it lay in: `reports/may.txt`.
        bytes: How large it is.
        path: Where it was put; None where it was not sent, for its kind or its size.
    """

    name: str
    bytes: int
    path: Path | None


@dataclass(frozen=True)
class Added:
    """What came of several files: the names of the new ones, and why the others are none."""

    files: tuple[str, ...]
    refused: tuple[Skipped, ...]


def add(corpus: Path, uploads: Sequence[Upload]) -> Added:
    """Copy uploaded files into the corpus folder, each by itself: one that cannot be holds up none.

    Raises:
        UsageError: There are too many.
    """
    if len(uploads) > MAX_FILES:
        raise UsageError(
            gettext(
                "{count} files at once: add {most} at most, then the rest",
                count=len(uploads),
                most=MAX_FILES,
            )
        )
    files, refused = [], []
    for upload in uploads:
        try:
            _add(corpus, upload)
            files.append(upload.name)
        except QAError as error:
            refused.append(Skipped(file=upload.name, reason=str(error)))
    return Added(tuple(files), tuple(refused))


def _add(corpus: Path, upload: Upload) -> None:
    """Copy one file.

    Raises:
        UsageError: It is too large, of another kind, not text, or there already.
        CorpusError: The folder cannot be written.
    """
    name, path = _checked_name(upload.name), corpus / upload.name
    if upload.bytes > MAX_BYTES:
        raise UsageError(
            gettext(
                "'{name}' is larger than {megabytes} MB: split it",
                name=name,
                megabytes=MAX_BYTES >> 20,
            )
        )
    if upload.path is None:
        raise UsageError(gettext("'{name}' did not arrive: send it again", name=name))
    content = _checked_content(name, upload.path)
    with _writing:
        if os.path.lexists(path):
            raise UsageError(
                gettext("'{name}' is there already: remove it first, or rename yours", name=name)
            )
        _make_folder(corpus, path.parent)
        _write(path, content)


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
    if not text.strip():
        raise UsageError(gettext("there is no text: paste the article's into the field"))
    with TemporaryDirectory() as folder:
        file = Path(folder) / "pasted.txt"
        file.write_text(f"{heading}\n\n{text.strip()}\n", "utf-8")
        _add(corpus, Upload(f"{name}.txt", file.stat().st_size, file))
    return f"{name}.txt"


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


def _make_folder(corpus: Path, folder: Path) -> None:
    """Make the folder of a file, never through a link that leads out of the corpus."""
    try:
        if not folder.resolve().is_relative_to(corpus.resolve()):
            raise OSError(gettext("a link leads out of the folder"))
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        why = error.strerror or error
        raise CorpusError(
            gettext("'{name}' cannot be written to the folder: {why}", name=folder.name, why=why)
        ) from error


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
    if Path(name).suffix.lower() not in documents.SUFFIXES:
        raise UsageError(
            gettext(
                "'{name}' is of a kind that cannot be read: add a text, web page, PDF, Word, table, slides, "
                "book or mail",
                name=name[:60],
            )
        )
    parts = name.split("/")
    if len(parts) > _MAX_DEPTH or not all(map(_is_plain, parts)):
        raise UsageError(
            gettext("'{name}' is not a plain file name: rename it and add it again", name=name[:60])
        )
    return name


def _is_plain(part: str) -> bool:
    """Whether a part of a path is a name as people give them: hidden ones, and `..`, are not."""
    ordinary = part.isprintable() and "\\" not in part and len(part) <= _MAX_NAME
    return bool(part.strip()) and ordinary and not part.startswith(".")


def _checked_content(name: str, path: Path) -> bytes:
    content = path.read_bytes()
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
