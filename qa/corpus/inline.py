"""Markup within a line of Markdown: what a reader does not see, and the text without it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from qa.types import Span

_URL = r"\((?:[^()\s]|\([^()]*\))*(?:\s+[\"'][^\"']*[\"'])?\)"
_MARKUP = re.compile(
    rf"""
      `+[^`\n]*`+                                 # code: kept, tried first so that it stays whole
    | (?P<badge>\[!\[[^\]]*\]{_URL}\]{_URL})      # a picture that is a link
    | (?P<note>\[\^[^\]\s]+\])                    # [^1]
    | (?P<image>!\[)(?P<alt>[^\]\[]*)(?P<file>\]{_URL})
    | (?P<open>\[)(?=[^\]\[]+(?:\]{_URL}|\]\[[^\]]*\]))
    | (?P<close>(?<=[^\[])\](?:{_URL}|\[[^\]]*\]))
    | (?P<tag></?[A-Za-z][\w-]*(?:\s[^<>\n]*)?/?>|<!--.*?-->)
    | (?P<short>\{{%[^{{}}\n]*%\}}|\{{\{{[<%][^\n]*?[>%]\}}\}})  # of Jekyll and Hugo
    | (?P<strong>\*{{1,3}}(?=\S) | (?<=\S)\*{{1,3}} | ~~
        | (?<!\w)_{{1,2}}(?=\w) | (?<=[\w.!?])_{{1,2}}(?!\w))
    """,
    re.VERBOSE | re.DOTALL,
)


_HIDDEN = ("badge", "note", "open", "close", "tag", "short", "strong")


def hidden(text: str, start: int, end: int) -> Iterator[Span]:
    """The markup in a stretch of Markdown, in order."""
    for match in _MARKUP.finditer(text, start, end):
        if match["image"]:
            yield Span(start=match.start("image"), end=match.end("image"))
            yield Span(start=match.start("file"), end=match.end("file"))
        elif any(
            match[name] for name in ("badge", "note", "open", "close", "tag", "short", "strong")
        ):
            yield Span(start=match.start(), end=match.end())


class Mask:
    """A text in which what is hidden can be passed over."""

    def __init__(self, text: str, spans: Sequence[Span]) -> None:
        self._text = text
        self._spans = spans
        self._ends = [span.end for span in spans]

    def blanked(self, start: int, end: int) -> str:
        """A stretch with a space for each hidden character: offsets stay."""
        return self._replaced(start, end, blank=True)

    def seen(self, start: int, end: int) -> str:
        """A stretch as it is read, white space made single."""
        return " ".join(self._replaced(start, end, blank=False).split())

    def hides(self, start: int, end: int) -> bool:
        """Whether a stretch holds anything hidden."""
        at = bisect_left(self._ends, start + 1)
        return at < len(self._spans) and self._spans[at].start < end

    def _replaced(self, start: int, end: int, *, blank: bool) -> str:
        parts: list[str] = []
        at = start
        for index in range(bisect_left(self._ends, start + 1), len(self._spans)):
            span = self._spans[index]
            if span.start >= end:
                break
            parts.append(self._text[at : max(at, span.start)])
            left, at = max(at, span.start), min(span.end, end)
            if blank:
                parts.append(" " * (at - left))
        parts.append(self._text[at:end])
        return "".join(parts)
