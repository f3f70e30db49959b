"""The headings that a place of an article stands under."""

from __future__ import annotations

import re

_SHOWN = 80


class Outline:
    """Headings as they come, each closing those of its level and below."""

    def __init__(self, title: str = "") -> None:
        self._title = title
        self._path: list[tuple[int, str]] = []
        self._rows = 0

    def open(self, level: int, heading: str) -> None:
        """A heading; 1 is the highest level."""
        self._path = [(known, text) for known, text in self._path if known < level]
        self._path.append((level, " ".join(heading.split())))
        self._rows = 0

    def close(self, level: int) -> None:
        """What follows stands no longer under headings of this level, or of lower ones."""
        self._path = [(known, text) for known, text in self._path if known < level]

    def context(self, *intros: str) -> str:
        """What one has read: the title, the headings from the last but one on, and more."""
        names = [text for _, text in self._path][-2:]
        if self._title and self._title not in names:
            names.insert(0, self._title)
        return " ".join(_ended(text) for text in (*names, *intros) if text)

    def where(self, more: str = "") -> str:
        """The address of a place: `§ Fees, row 2`."""
        section = f"§ {_short(self._path[-1][1])}" if self._path else ""
        return ", ".join(part for part in (section, more) if part)

    def row(self) -> str:
        """The address of the next row of the table at hand."""
        self._rows += 1
        return self.where(f"row {self._rows}")

    def table(self) -> None:
        """A new table begins: its rows count from one."""
        self._rows = 0


def _ended(text: str) -> str:
    return text if re.search(r"[.!?:;,]$", text) else f"{text}."


def _short(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1].rstrip()}…"
