"""Lines → paragraphs: whether a line goes on with the one before it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from qa.corpus import lines
from qa.corpus.lines import Line

_WIDTHS = range(40, 121)  # characters that texts are wrapped at
_EVEN = 0.6  # of the lines are so much of the width long, in text that is wrapped
_ROOM = 0.15  # of the width may be left when the next word would not have fitted
_PROSE_WORDS = 8
_CASED = 0.005  # of the letters are capitals, in a text that has them


def is_cased(text: str) -> bool:
    """Whether a text marks its sentences and names by capitals."""
    characters = Counter(text)
    letters = sum(count for one, count in characters.items() if one.isalpha())
    capitals = sum(count for one, count in characters.items() if one.isupper())
    return capitals >= _CASED * letters


def joined(rows: Sequence[Line], *, cased: bool) -> Iterator[list[Line]]:
    """Cut a run of lines into paragraphs."""
    wrap = _Wrap(rows, cased)
    paragraph: list[Line] = []
    for row in rows:
        if paragraph and not wrap.goes_on(paragraph, row):
            yield paragraph
            paragraph = []
        paragraph.append(row)
    if paragraph:
        yield paragraph


class _Wrap:
    """Whether lines of a run are broken at a width, as in a plain-text mail."""

    def __init__(self, rows: Sequence[Line], cased: bool) -> None:
        self._cased = cased
        self._width = max((len(row.text) for row in rows), default=0)
        full = sum(len(row.text) >= _EVEN * self._width for row in rows[:-1])
        self._even = self._width in _WIDTHS and full >= _EVEN * (len(rows) - 1)

    def goes_on(self, paragraph: Sequence[Line], row: Line) -> bool:
        """Whether a paragraph goes on with a line."""
        last = paragraph[-1].text
        word = row.text.split()[0]
        room = self._width - len(last) - 1 - len(word)
        filled = self._even and room < _ROOM * self._width
        if lines.STOPS.search(last) or last.endswith(":"):
            return filled and len(last) >= _WIDTHS.start
        if last.endswith((",", ";")) or filled:
            return True
        if word[0].isdigit():
            prose = len(paragraph) > 1 or len(last.split()) > _PROSE_WORDS
            return prose and not last[0].isdigit()
        return self._cased and (word[0].islower() or _is_tail(last, row.text))


def _is_tail(last: str, row: str) -> bool:
    """Whether a short line is the rest of a sentence, though it opens with a capital."""
    return last[0].islower() and len(row) < _WIDTHS.start and bool(lines.STOPS.search(row))
