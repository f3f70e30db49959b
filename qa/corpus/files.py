"""One file → its bytes: whole, as they were at one moment, and never of something else."""

from __future__ import annotations

import errno
import os
import stat
import time
from pathlib import Path

MOST = 512 * 2**20  # bytes: what one article may have, lest a sparse file fill the memory
_READS = 3
_GONE = {errno.ENOENT, errno.ENOTDIR, errno.ELOOP}


class RestlessFile(Exception):
    """A file that changes each time it is read."""


def is_gone(error: OSError) -> bool:
    """Whether there is no such file, rather than one that cannot be reached."""
    return error.errno in _GONE


def read(path: Path) -> bytes:
    """The bytes of a file that did not change while it was read.

    Raises:
        OSError: The file cannot be read.
        ValueError: It is no file, or too large; the message is a reason to skip it.
        RestlessFile: It keeps changing.
    """
    for _ in range(_READS):
        with os.fdopen(_opened(path), "rb") as file:
            before = os.fstat(file.fileno())
            if not stat.S_ISREG(before.st_mode):
                raise ValueError("not a file")
            if before.st_size > MOST:
                raise ValueError(f"larger than {MOST // 2**20} MB: split it")
            content = file.read(MOST)
            after = path.stat()
        if (before.st_size, before.st_mtime_ns) == (after.st_size, after.st_mtime_ns) and len(
            content
        ) == after.st_size:
            return content
        time.sleep(0.05)
    raise RestlessFile("it changes while it is read; the next sync takes it")


def _opened(path: Path) -> int:
    """A descriptor: without waiting for a pipe's writer, or following a link put there just now."""
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOFOLLOW", 0)
    return os.open(path.resolve(), flags | getattr(os, "O_CLOEXEC", 0))
