"""Thoughts: what some models write between marks before their answer."""

from __future__ import annotations

# As Qwen and DeepSeek, Magistral, and others write them: what opens a thought, and what ends it.
_MARKS = (
    ("<think>", "</think>"),
    ("<thinking>", "</thinking>"),
    ("<thought>", "</thought>"),
    ("<reasoning>", "</reasoning>"),
    ("[THINK]", "[/THINK]"),
)


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
        closing = next((close for mark, close in _MARKS if start.startswith(mark)), None)
        if closing is None:
            if any(mark.startswith(start) for mark, _ in _MARKS) and not last:
                return ""
            self._answering, held = True, self._held
            return held
        end = self._held.find(closing)
        if end < 0:
            return ""
        self._answering = True
        return self._held[end + len(closing) :].lstrip()
