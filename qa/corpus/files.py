"""One file → its bytes: whole, as they were at one moment, and never of something else.

Between the listing of a folder and the reading of a file somebody may put a link, a pipe or
another folder in its place. So a file is opened from the folder downward, each step without
following a link; a link that stands at its end is followed to where it leads within the folder.
"""

from __future__ import annotations

import errno
import os
import stat
import time
from pathlib import Path, PurePath

from qa.locale import gettext, gettext_noop

MOST = 512 * 2**20  # bytes: what one article may have, lest a sparse file fill the memory
_READS = 3
_GONE = {errno.ENOENT, errno.ENOTDIR, errno.ELOOP}
_OUTSIDE = gettext_noop("it leads out of the folder")

_FILE = os.O_RDONLY | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)
_AT_ONCE = _FILE | getattr(os, "O_NONBLOCK", 0)  # without waiting for the writer of a pipe
_NO_LINK = getattr(os, "O_NOFOLLOW", 0)
_FOLDER = getattr(os, "O_DIRECTORY", 0) | getattr(os, "O_PATH", 0) | getattr(os, "O_CLOEXEC", 0)
_STEPWISE = bool(_NO_LINK and _FOLDER) and os.open in os.supports_dir_fd


class RestlessFile(ValueError):
    """A file that changes each time it is read."""


def is_gone(error: OSError) -> bool:
    """Whether there is no such file, rather than one that cannot be reached."""
    return error.errno in _GONE


def read(corpus: Path, file: str) -> bytes:
    """The bytes of a file of the folder `corpus` that did not change while it was read.

    Raises:
        OSError: The file cannot be read.
        ValueError: It is no file of the folder, or too large; the message is a reason to skip it.
        RestlessFile: It keeps changing.
    """
    for _ in range(_READS):
        with os.fdopen(_opened(corpus, file), "rb") as opened:
            before = os.fstat(opened.fileno())
            if not stat.S_ISREG(before.st_mode):
                raise ValueError(gettext("not a file"))
            if before.st_size > MOST:
                raise ValueError(gettext("larger than {most} MB: split it", most=MOST // 2**20))
            content = opened.read(before.st_size + 1)  # no more, though it may grow without end
            after = os.fstat(opened.fileno())
        if (before.st_size, before.st_mtime_ns) == (after.st_size, after.st_mtime_ns) and len(
            content
        ) == after.st_size:
            return content
        time.sleep(0.05)
    raise RestlessFile(gettext("it changes while it is read; the next sync takes it"))


def _opened(corpus: Path, file: str) -> int:
    """A descriptor of the file that `file` names or, being a link, leads to within `corpus`."""
    named = PurePath(file)
    if named.anchor or ".." in named.parts:
        raise ValueError(gettext(_OUTSIDE))
    if not _STEPWISE:
        return _checked(corpus.resolve(), file)
    try:
        return _descended(corpus, named.parts)
    except OSError as error:
        if error.errno != errno.ELOOP:
            raise
    root = corpus.resolve()
    return _descended(root, _led_to(root, file).parts)


def _led_to(root: Path, file: str) -> Path:
    """Where the link `file` leads to, relative to `root`."""
    try:
        return (root / file).resolve().relative_to(root)
    except RuntimeError as error:  # a loop, before Python 3.13
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP), file) from error
    except ValueError:
        raise ValueError(gettext(_OUTSIDE)) from None


def _descended(root: Path, parts: tuple[str, ...]) -> int:
    """Open the last part without ever following a link below `root`, which may be one itself."""
    folder = os.open(root, _FOLDER)
    try:
        for part in parts[:-1]:
            deeper = os.open(part, _FOLDER | _NO_LINK, dir_fd=folder)
            os.close(folder)
            folder = deeper
        return os.open(parts[-1], _AT_ONCE | _NO_LINK, dir_fd=folder)
    finally:
        os.close(folder)


def _checked(root: Path, file: str) -> int:
    """Open where no folder can be descended: then see that it is what stands in `root`."""
    path = root / _led_to(root, file)
    opened = os.open(path, _AT_ONCE)
    if not os.path.samestat(os.fstat(opened), (root / _led_to(root, file)).lstat()):
        os.close(opened)
        raise ValueError(gettext(_OUTSIDE))
    return opened
