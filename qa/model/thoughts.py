"""Thoughts: what some local models write between `<think>` marks before their answer."""

from __future__ import annotations

_OPEN, _CLOSE = "<think>", "</think>"


class ThoughtFilter:
    """Leaves the thoughts out of a reply, while it is being written."""

    def __init__(self) -> None:
        self._held = ""
        self._answering = False

    def feed(self, piece: str, *, last: bool = False) -> str:
        """What of the reply so far belongs to the answer and was not returned before."""
        if self._answering:
            return piece
        self._held += piece
        start = self._held.lstrip()
        if not start.startswith(_OPEN):
            if _OPEN.startswith(start) and not last:
                return ""
            self._answering, held = True, self._held
            return held
        end = self._held.find(_CLOSE)
        if end < 0:
            return ""
        self._answering = True
        return self._held[end + len(_CLOSE) :].lstrip()
