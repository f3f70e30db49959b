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

from pathspec import GitIgnoreSpec

from qa.errors import CorpusError
from qa.types import Skipped

IGNORE = ".qaignore"


@dataclass(frozen=True)
class Listing:
    """A folder as it was seen.

    Attributes:
        files: The article files, relative and `/`-separated, in a stable order.
        skipped: What is called like an article and is no file that can be read, and why.
        closed: The folders that could not be listed, and why: what they hold is not known.
        others: The files of other kinds, which are not read.
    """

    files: tuple[str, ...]
    skipped: tuple[Skipped, ...] = ()
    closed: tuple[Skipped, ...] = ()
    others: tuple[Skipped, ...] = ()

    def hides(self, file: str) -> str | None:
        """Why it is not known whether there is this file; None when it is known."""
        for folder in self.closed:
            if file.startswith(folder.file + "/"):
                return folder.reason
        return None


def listing(corpus: Path, suffixes: Sequence[str]) -> Listing:
    """List the files below `corpus` that end with one of the suffixes.

    Hidden files and folders are left out, what `.qaignore` names in the syntax of `.gitignore`, and
    whatever a link leads to outside the corpus: only files of the corpus are ever read.

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
    others: list[Skipped] = []
    for path in _named(root, errors):
        name = _name(path, root)
        if path.suffix.lower() not in suffixes:
            others.append(Skipped(file=_shown(name), reason=_other_kind(path)))
            continue
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
    others.sort(key=lambda other: other.file)
    return Listing(tuple(sorted(files)), tuple(skipped), tuple(closed), tuple(others))


def _named(root: Path, errors: list[OSError]) -> Iterator[Path]:
    ignored = _ignored(root)
    for folder, folders, names in os.walk(root, onerror=errors.append):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in names:
            path = Path(folder, name)
            if not name.startswith(".") and not ignored.match_file(_shown(_name(path, root))):
                yield path


def _ignored(root: Path) -> GitIgnoreSpec:
    """What `.qaignore` says, where there is one that can be read."""
    try:
        rules = (root / IGNORE).read_text("utf-8", errors="replace").splitlines()
    except OSError:
        rules = []
    try:
        return GitIgnoreSpec.from_lines(rules)
    except ValueError as error:
        raise CorpusError(f"'{root / IGNORE}' cannot be understood: {error}") from error


def _other_kind(path: Path) -> str:
    return f"{path.suffix.lower()} is no kind that is read"


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
