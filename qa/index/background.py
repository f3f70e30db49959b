"""Work in a thread of its own: it can be waited for, and stopped, and ends with the program.

Whoever works says when it can be stopped, by calling what it is given for that.
"""

from __future__ import annotations

import atexit
import contextvars
import threading
from collections.abc import Callable

_LAST_SECONDS = 10.0  # until work that is stopped has written what it has

Heed = Callable[[], None]


class Stopped(BaseException):
    """Ends work that is not wanted any more; what it has done is kept."""


class BackgroundTask:
    """Something that is being done in a thread of its own.

    A program that ends does not wait for it to be through, nor leave it half written: it is
    stopped, and has some seconds for that.

    Args:
        name: What the thread is called.
        work: What to do. It calls what it is given wherever it can be stopped.
    """

    def __init__(self, name: str, work: Callable[[Heed], object]) -> None:
        self._work = work
        self._stopping, self._ended = threading.Event(), threading.Event()
        self._failure: BaseException | None = None
        context = contextvars.copy_context()
        self._thread = threading.Thread(
            target=context.run, args=(self._run,), name=name, daemon=True
        )
        atexit.register(self.stop)
        self._thread.start()

    def _run(self) -> None:
        try:
            self._work(self._heed)
        except Stopped:
            pass
        except BaseException as failure:
            self._failure = failure
        finally:
            self._ended.set()
            atexit.unregister(self.stop)

    def _heed(self) -> None:
        if self._stopping.is_set():
            raise Stopped

    @property
    def ended(self) -> bool:
        """Whether it is through, has failed, or was stopped."""
        return self._ended.is_set()

    def wait(self, seconds: float | None = None) -> bool:
        """Wait until it has ended, or so many seconds; whether it has ended."""
        return self._ended.wait(seconds)

    def result(self) -> None:
        """Raise what it has failed with, if it has."""
        if self._failure is not None:
            raise self._failure

    def stop(self) -> None:
        """Have it end, and wait until it has written what it has done."""
        self._stopping.set()
        self._thread.join(_LAST_SECONDS)
