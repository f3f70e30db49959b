"""Who waits for an answer, so that what can wait gives way."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager


class Turns:
    """Counts the answers that are awaited, of all visitors; threads share it."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._awaited = 0

    @contextmanager
    def answering(self) -> Iterator[None]:
        """An answer is awaited within."""
        with self._lock:
            self._awaited += 1
        try:
            yield
        finally:
            with self._lock:
                self._awaited -= 1

    def awaited(self) -> bool:
        """Whether anyone waits for an answer."""
        return self._awaited > 0
