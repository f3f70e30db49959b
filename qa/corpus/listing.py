"""What a folder of articles holds: the files, what is no file to read, and what could not be seen.

A folder that cannot be read is not an empty one, and a name is no promise: a pipe, a device or a
link to itself may be called `a.txt`. Nothing here opens a file.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from qa.errors import CorpusError
from qa.types import Skipped


@dataclass(frozen=True)
class Listing:
    """A folder as it was seen.

    Attributes:
        files: The article files, relative and `/`-separated, in a stable order.
        skipped: What is called like an article and is no file that can be read, and why.
        closed: The folders that could not be listed, and why: what they hold is not known.
    """

    files: tuple[str, ...]
    skipped: tuple[Skipped, ...] = ()
    closed: tuple[Skipped, ...] = ()

    def hides(self, file: str) -> str | None:
        """Why it is not known whether there is this file; None when it is known."""
        for folder in self.closed:
            if file.startswith(folder.file + "/"):
                return folder.reason
        return None


def listing(corpus: Path, suffixes: Sequence[str]) -> Listing:
    """List the files below `corpus` that end with one of the suffixes.

    Hidden files and folders are left out, and so is whatever a link leads to outside the corpus:
    only files of the corpus are ever read.

    Raises:
        CorpusError: The folder does not exist, is not a folder, or cannot be listed.
    """
    try:
        if not stat.S_ISDIR(corpus.stat().st_mode):
            raise CorpusError(
                f"'{corpus}' is not a folder: set QA_CORPUS to the folder of articles"
            )
        root = corpus.resolve()
        next(root.iterdir(), None)
    except (FileNotFoundError, NotADirectoryError):
        raise CorpusError(
            f"no folder '{corpus}': create it with articles in it, or set QA_CORPUS"
        ) from None
    except OSError as error:
        raise CorpusError(
            f"cannot list '{corpus}' ({error.strerror}): make it readable, or set QA_CORPUS"
        ) from error
    errors: list[OSError] = []
    files: list[str] = []
    skipped: list[Skipped] = []
    for path in _named(root, suffixes, errors):
        name = _name(path, root)
        reason = _refused(path, root, name)
        if reason is None:
            files.append(name)
        elif reason:
            skipped.append(Skipped(file=_shown(name), reason=reason))
    closed = [
        Skipped(
            file=_shown(_name(Path(error.filename), root)),
            reason=f"the folder cannot be listed ({error.strerror})",
        )
        for error in errors
    ]
    return Listing(tuple(sorted(files)), tuple(skipped), tuple(closed))


def _named(root: Path, suffixes: Sequence[str], errors: list[OSError]) -> Iterator[Path]:
    for folder, folders, names in os.walk(root, onerror=errors.append):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in names:
            if not name.startswith(".") and Path(name).suffix.lower() in suffixes:
                yield Path(folder, name)


def _name(path: Path, root: Path) -> str:
    return path.relative_to(root).as_posix()


def _shown(name: str) -> str:
    return os.fsencode(name).decode("utf-8", "replace")


def _refused(path: Path, root: Path, name: str) -> str | None:
    """Why it is no file to read: None when it is one, empty when that needs no telling."""
    if _shown(name) != name:
        return "its name is not UTF-8: rename it"
    try:
        if path.is_symlink() and not path.resolve().is_relative_to(root):
            return ""
        mode = path.stat().st_mode
    except (FileNotFoundError, PermissionError):
        return None  # reading it will tell
    except (OSError, RuntimeError) as error:  # RuntimeError: resolving a loop, before Python 3.13
        return f"cannot be read ({getattr(error, 'strerror', None) or 'a link to itself'})"
    return None if stat.S_ISREG(mode) else f"{_kind(mode)}, not a file"


def _kind(mode: int) -> str:
    kinds = {
        stat.S_IFIFO: "a pipe",
        stat.S_IFSOCK: "a socket",
        stat.S_IFCHR: "a device",
        stat.S_IFBLK: "a device",
    }
    return kinds.get(stat.S_IFMT(mode), "something else")
