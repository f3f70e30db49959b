"""What a folder of articles holds: the files, what is no file to read, and what could not be seen.

A folder that cannot be read is not an empty one, and a name is no promise: a pipe, a device or a
link to itself may be called `a.txt`. Nothing here opens a file.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from pathspec import GitIgnoreSpec

from qa.errors import CorpusError
from qa.locale import gettext
from qa.types import Skipped

IGNORE = ".qaignore"

# The size of a file, and when its content and when anything of it was changed last (ns).
Status = tuple[int, int, int]


@dataclass(frozen=True)
class Listing:
    """A folder as it was seen.

    Attributes:
        files: The article files, relative and `/`-separated, in a stable order.
        skipped: What is called like an article and is no file that can be read, and why.
        closed: The folders that could not be listed, and why: what they hold is not known.
        others: The files of other kinds, which are not read.
        status: What each file was like, where that can be told.
        disks: The folders that are on another device than the one they are in, and its number;
            `.` for the folder itself.
    """

    files: tuple[str, ...]
    skipped: tuple[Skipped, ...] = ()
    closed: tuple[Skipped, ...] = ()
    others: tuple[Skipped, ...] = ()
    status: Mapping[str, Status] = field(default_factory=dict)
    disks: Mapping[str, int] = field(default_factory=dict)

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
    root = _root(corpus)
    errors: list[OSError] = []
    status: dict[str, Status] = {}
    files: list[str] = []
    skipped: list[Skipped] = []
    others: list[Skipped] = []
    known = frozenset(suffixes)
    devices: dict[str, int] = {}
    with suppress(OSError):
        devices[str(root.parent)] = root.parent.stat().st_dev
    for name in _named(root, errors, devices):
        own = name[name.rfind("/") + 1 :]
        dot = own.rfind(".")
        if (own[dot:].lower() if dot > 0 else "") not in known:
            others.append(Skipped(file=_shown(name), reason=_other_kind(name)))
            continue
        reason = _refused(root, name, status)
        if reason is None:
            files.append(name)
        elif reason:
            skipped.append(Skipped(file=_shown(name), reason=reason))
    return Listing(
        tuple(sorted(files)),
        tuple(skipped),
        tuple(_closed(root, error) for error in errors),
        tuple(sorted(others, key=lambda other: other.file)),
        status,
        _disks(root, devices),
    )


def check(corpus: Path) -> None:
    """Refuse what cannot be listed, without listing it.

    Raises:
        CorpusError: As of `listing`.
    """
    _ignored(_root(corpus))


def _root(corpus: Path) -> Path:
    """The folder itself, where it can be listed."""
    try:
        if not stat.S_ISDIR(corpus.stat().st_mode):
            raise CorpusError(
                gettext(
                    "'{corpus}' is not a folder: set QA_CORPUS to the folder of articles",
                    corpus=corpus,
                )
            )
        root = corpus.resolve()
        next(root.iterdir(), None)
    except (FileNotFoundError, NotADirectoryError):
        raise CorpusError(
            gettext(
                "no folder '{corpus}': create it with articles in it, or set QA_CORPUS",
                corpus=corpus,
            )
        ) from None
    except OSError as error:
        raise CorpusError(
            gettext(
                "cannot list '{corpus}' ({why}): make it readable, or set QA_CORPUS",
                corpus=corpus,
                why=error.strerror,
            )
        ) from error
    return root


def _closed(root: Path, error: OSError) -> Skipped:
    """What to tell of a folder that could not be listed."""
    return Skipped(
        file=_shown(Path(error.filename).relative_to(root).as_posix()),
        reason=gettext("the folder cannot be listed ({why})", why=error.strerror),
    )


def _disks(root: Path, devices: Mapping[str, int]) -> dict[str, int]:
    """The folders that are on another device than the one they are in, by name."""
    return {
        _shown(Path(folder).relative_to(root).as_posix()): device
        for folder, device in devices.items()
        if folder != str(root.parent) and device != devices.get(str(Path(folder).parent), device)
    }


def _named(root: Path, errors: list[OSError], devices: dict[str, int]) -> Iterator[str]:
    """The files that are neither hidden nor ignored, relative and `/`-separated.

    What cannot be listed, and the device of each folder, are noted.
    """
    ignored = _ignored(root)
    start = len(os.path.join(root, ""))  # noqa: PTH118
    for folder, folders, names in os.walk(root, onerror=errors.append):
        with suppress(OSError):
            devices[folder] = Path(folder).stat().st_dev
        folders[:] = [name for name in folders if not name.startswith(".")]
        within = folder[start:].replace(os.sep, "/")
        for name in names:
            path = f"{within}/{name}" if within else name
            if not name.startswith(".") and not (
                ignored.patterns and ignored.match_file(_shown(path))
            ):
                yield path


def _ignored(root: Path) -> GitIgnoreSpec:
    """What `.qaignore` says, where there is one that can be read."""
    rules: list[str] = []
    with suppress(OSError):
        if (root / IGNORE).is_file():  # and no pipe, which would be waited for
            rules = (root / IGNORE).read_text("utf-8", errors="replace").splitlines()
    try:
        return GitIgnoreSpec.from_lines(rules)
    except ValueError as error:
        raise CorpusError(
            gettext("'{file}' cannot be understood: {error}", file=root / IGNORE, error=error)
        ) from error


def _other_kind(name: str) -> str:
    return gettext("{suffix} is no kind that is read", suffix=Path(name).suffix.lower())


def _shown(name: str) -> str:
    return name if name.isascii() else os.fsencode(name).decode("utf-8", "replace")


def _refused(root: Path, name: str, status: dict[str, Status]) -> str | None:
    """Why it is no file to read: None when it is one, empty when that needs no telling.

    The status of one that can be read is noted.
    """
    if _shown(name) != name:
        return gettext("its name is not UTF-8: rename it")
    path = f"{root}/{name}"
    try:
        found = os.lstat(path)
        if stat.S_ISLNK(found.st_mode):
            if not Path(path).resolve().is_relative_to(root):
                return ""
            found = os.stat(path)  # noqa: PTH116
    except (FileNotFoundError, PermissionError):
        return None  # reading it will tell
    except (OSError, RuntimeError) as error:  # RuntimeError: resolving a loop, before Python 3.13
        why = getattr(error, "strerror", None) or gettext("a link to itself")
        return gettext("cannot be read ({why})", why=why)
    if not stat.S_ISREG(found.st_mode):
        return gettext("{kind}, not a file", kind=_kind(found.st_mode))
    status[name] = found.st_size, found.st_mtime_ns, found.st_ctime_ns
    return None


def _kind(mode: int) -> str:
    kinds = {
        stat.S_IFIFO: "a pipe",
        stat.S_IFSOCK: "a socket",
        stat.S_IFCHR: "a device",
        stat.S_IFBLK: "a device",
    }
    return kinds.get(stat.S_IFMT(mode), "something else")
