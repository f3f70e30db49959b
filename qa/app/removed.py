"""What was removed from the folder on the page: kept in memory, so that it can be brought back."""

from __future__ import annotations

import threading
from collections import OrderedDict

_MOST = 50_000_000  # bytes, of all files together


class Removed:
    """Files that can be brought back until the page's server ends; threads may share it."""

    def __init__(self) -> None:
        self._contents: OrderedDict[str, bytes] = OrderedDict()
        self._changing = threading.Lock()

    def keep(self, file: str, content: bytes) -> None:
        """Keep a file; where there is too much, those that were removed first are let go."""
        with self._changing:
            self._contents[file] = content
            self._contents.move_to_end(file)
            while sum(map(len, self._contents.values())) > _MOST:
                self._contents.popitem(last=False)

    def content(self, file: str) -> bytes | None:
        """What was in a file; None where it is not kept."""
        return self._contents.get(file)

    def forget(self, file: str) -> None:
        """Let a file go: it is back."""
        with self._changing:
            self._contents.pop(file, None)

    def files(self) -> tuple[str, ...]:
        """The files that can be brought back, the last one first."""
        with self._changing:
            return tuple(reversed(self._contents))
