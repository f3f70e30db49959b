"""The write lock of a folder: one process of this machine writes at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from qa.errors import StoreBusy
from qa.locale import gettext

NAME = ".lock"


@contextmanager
def locked(
    folder: Path, where: str, *, wait: bool, on_wait: Callable[[], None] | None
) -> Iterator[None]:
    """Hold the lock.

    Args:
        folder: What is written to; it is made if it is missing.
        where: What it is called in messages.
        wait: Wait for another process that is writing, for as long as it takes.
        on_wait: Called once when there is something to wait for.

    Raises:
        StoreBusy: Another process is writing, and `wait` is false.
        OSError: The folder cannot be written.
    """
    from filelock import FileLock, Timeout

    folder.mkdir(parents=True, exist_ok=True)
    lock = FileLock(folder / NAME)
    try:
        lock.acquire(timeout=0)
    except Timeout:
        if not wait:
            raise StoreBusy(
                gettext("another process is writing the index in {where}", where=where)
            ) from None
        if on_wait:
            on_wait()
        lock.acquire()
    try:
        yield
    finally:
        lock.release()


def is_locked(folder: Path) -> bool:
    """Whether somebody holds the lock now."""
    from filelock import FileLock, Timeout

    if not folder.is_dir():
        return False
    try:
        with FileLock(folder / NAME, timeout=0):
            return False
    except Timeout:
        return True
    except OSError:  # it cannot be written at all
        return False
