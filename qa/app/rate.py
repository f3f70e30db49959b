"""How often something happens, by the address that it comes from."""

from __future__ import annotations

import time
from collections import deque


class Rate:
    """So many events a minute from one address."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._recent: dict[str, deque[float]] = {}

    def reached(self, address: str) -> bool:
        """Whether there were so many in the last minute."""
        recent = self._recent.get(address, deque())
        while recent and recent[0] < time.monotonic() - 60:
            recent.popleft()
        return len(recent) >= self._most

    def count(self, address: str) -> None:
        """One more."""
        if len(self._recent) > 10_000:
            self._recent.clear()
        self._recent.setdefault(address, deque()).append(time.monotonic())
