"""Raw HTML within a text that is shown as it is: its words, without tags, comments and scripts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from qa.corpus.lines import trimmed
from qa.types import Span

_TAG = re.compile(
    r"<!--.*?(?:-->|\Z)|<(?P<raw>script|style|template)\b.*?(?:</(?P=raw)\s*>|\Z)"
    r"|<(?P<close>/?)(?P<name>[A-Za-z][\w-]*)(?:\s[^<>]*)?/?>",
    re.DOTALL | re.IGNORECASE,
)
_INLINE = frozenset(
    "a abbr b bdi cite code data dfn em font i kbd label mark q s samp small span strong sub sup "
    "time tt u var".split()
)
_HEADING = re.compile(r"h[1-6]$")


@dataclass(frozen=True)
class Piece:
    """A run of text with no block's border in it."""

    span: Span
    hidden: tuple[Span, ...]
    heading: bool


def pieces(text: str, span: Span) -> Iterator[Piece]:
    """The runs of text of a stretch of HTML, in order."""
    start, hidden, heading = span.start, [], False
    for match in _TAG.finditer(text, span.start, span.end):
        name = (match["name"] or "").lower()
        if name in _INLINE:
            hidden.append(Span(start=match.start(), end=match.end()))
            continue
        yield from _piece(text, start, match.start(), hidden, heading)
        start, hidden = match.end(), []
        heading = bool(_HEADING.match(name)) and not match["close"]
    yield from _piece(text, start, span.end, hidden, heading)


def _piece(text: str, start: int, end: int, hidden: list[Span], heading: bool) -> Iterator[Piece]:
    """The run between two borders, if it says anything; tags at its ends are not in it."""
    kept = [*hidden]
    span = trimmed(text, start, end)
    while kept and kept[0].start == span.start:
        span = trimmed(text, kept.pop(0).end, span.end)
    while kept and kept[-1].end == span.end:
        span = trimmed(text, span.start, kept.pop().start)
    if any(character.isalnum() for character in text[span.start : span.end]):
        yield Piece(span, tuple(kept), heading)
