"""Quotes → HTML: what in a quote answers the question stands out from the rest of it."""

from __future__ import annotations

from collections.abc import Iterable

from qa.app.markup import escape, quoted, shortened
from qa.types import Citation

Spans = Iterable[tuple[int, int]]  # characters of a text, `start` inclusive and `end` exclusive


def marked(text: str, spans: Spans, tag: str = "strong") -> str:
    """A text with some spans of it in an element; what of a span is outside the text is left out."""
    parts, at = [], 0
    for start, end in sorted(spans):
        left, right = max(start, at), min(end, len(text))
        if left < right:
            parts.append(f"{escape(text[at:left])}<{tag}>{escape(text[left:right])}</{tag}>")
            at = right
    return "".join(parts) + escape(text[at:])


def whole(citation: Citation) -> str:
    """A quote as it stands."""
    return marked(citation.quote, citation.spans)


def excerpt(citation: Citation, characters: int) -> str:
    """A quote on one line, in quotation marks; of a longer one, so much around what answers."""
    flat = " ".join(citation.quote.split())
    spans = [_flattened(citation.quote, *span) for span in citation.spans]
    start = 0
    if spans and spans[0][1] > characters:
        start = flat.rfind(" ", 0, max(0, spans[0][0] - characters // 3)) + 1
    shown = shortened(flat[start:], characters)
    text = quoted(f"… {shown}" if start else shown)
    shift = text.index(shown) - start
    return marked(text, [(left + shift, right + shift) for left, right in spans])


def _flattened(text: str, start: int, end: int) -> tuple[int, int]:
    """Where a span stands when every run of white space has become one space."""
    before = " ".join(text[:start].split())
    apart = bool(before) and text[start - 1 : start].isspace()
    return len(before) + apart, len(" ".join(text[:end].split()))
