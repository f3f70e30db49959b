"""Quotes: what stands between quotation marks of any kind, also where one of them is missing."""

from __future__ import annotations

import re

from qa.text import words

# Which marks close what an opening mark opened.
_CLOSERS = {"“": "”", "«": "»", "„": "“”", '"': '"', "‘": "’", "'": "'"}
# Where a quote leaves words out, or puts others in; at most this many characters.
_GAP = re.compile(r"…|\.\.\.|\[[^\[\]]{0,80}\]|\([^()]{0,80}\)")


def find(text: str) -> list[str]:
    """What stands between quotation marks; a double one left open runs to the end of the text."""
    return [text[start:end] for start, end in _spans(text)]


def without_marks(text: str) -> str:
    """The text without its quotation marks."""
    marks = {at for start, end in _spans(text) for at in (start - 1, end)}
    return "".join(c for at, c in enumerate(text) if at not in marks)


def _spans(text: str) -> list[tuple[int, int]]:
    """Where quotes start and end, their marks left out; a mark may be missing at either end."""
    found: list[tuple[int, int]] = []
    opener, start = "", 0
    for at, c in enumerate(text):
        before, after = text[at - 1 : at], text[at + 1 : at + 2]
        if opener:
            if c in _CLOSERS[opener] and not (c in "'’" and after.isalnum()):
                found.append((start, at))
                opener = ""
        elif c == '"' and not text[at + 1 : at + 8].strip(" .,;!?"):
            found.append((0, at))  # it closes what another sentence opened
        elif c in _CLOSERS and not (c in "'‘" and (before.isalnum() or not after.isalnum())):
            opener, start = c, at + 1
        elif c in "”»" and not found:
            found.append((0, at))
    if opener and opener not in "'‘":
        found.append((start, len(text)))
    return found


def runs(quote: str) -> list[tuple[str, ...]]:
    """The runs of words of a quote, parted where it says that something was left out."""
    found = (tuple(words.split(part)) for part in _GAP.split(quote))
    return [run for run in found if run]
