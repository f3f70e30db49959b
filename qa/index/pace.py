"""How quickly a sync gets on, and how long it will take."""

from __future__ import annotations

import time
from collections.abc import Callable

from qa.locale import gettext

_FIRST = 1.0  # seconds before anything can be said


class Pace:
    """Sentences a second since the first were told, and the time that is left at that rate.

    Args:
        clock: What tells the seconds.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._began: tuple[float, int] | None = None
        self.total = 0  # sentences; 0 while nothing was told
        self.rate: float | None = None  # sentences a second; None while it is not known
        self.left: float | None = None  # seconds; None while that is not known

    def note(self, done: int, total: int) -> None:
        """Take note that so many sentences are embedded, of how many."""
        now = self._clock()
        self.total = total
        if self._began is None:
            self._began = (now, done)
        seconds, sentences = now - self._began[0], done - self._began[1]
        if seconds >= _FIRST and sentences > 0:
            self.rate = sentences / seconds
            self.left = (total - done) / self.rate

    @property
    def seconds(self) -> float:
        """How long ago the first were told."""
        return self._clock() - self._began[0] if self._began else 0.0

    def __str__(self) -> str:
        """The rate and the time left, for people; empty while they are not known."""
        if self.rate is None or self.left is None:
            return ""
        rate = f"{self.rate:,.0f}" if self.rate >= 10 else f"{self.rate:.1f}"
        return gettext("{rate} a second, {time} left", rate=rate, time=_told(self.left))


def _told(seconds: float) -> str:
    if seconds < 90:
        return gettext("{seconds:.0f} s", seconds=seconds)
    minutes = round(seconds / 60)
    if minutes < 90:
        return gettext("{minutes} min", minutes=minutes)
    return gettext("{hours} h {minutes} min", hours=minutes // 60, minutes=minutes % 60)
