"""Lines → paragraphs: whether a line goes on with the one before it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from qa.corpus import lines
from qa.corpus.lines import Line
from qa.text.language import ENGLISH

_WIDTHS = range(40, 121)  # characters that texts are wrapped at
_EVEN = 0.6  # of the lines are so much of the width long, in text that is wrapped
_ROOM = 0.15  # of the width may be left when the next word would not have fitted
_FILLED = 0.6  # of the lines that no sentence ends leave no such room, in text that is wrapped
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
        even = self._width in _WIDTHS and full >= _EVEN * (len(rows) - 1)
        # Where a text is wrapped, hardly a line ends early but where a sentence does.
        open_ended = [pair for pair in pairwise(rows) if not _closes(pair[0].text)]
        filled = sum(self._room(last.text, row.text) < _ROOM for last, row in open_ended)
        self._even = even and filled >= _FILLED * len(open_ended)

    def goes_on(self, paragraph: Sequence[Line], row: Line) -> bool:
        """Whether a paragraph goes on with a line."""
        last = paragraph[-1].text
        word = row.text.split()[0]
        filled = self._even and self._room(last, row.text) < _ROOM
        if lines.STOPS.search(last) or last.endswith(":"):
            return filled and len(last) >= _WIDTHS.start
        if last.endswith((",", ";")) or filled:
            return True
        if _leads(last, row.text):
            return True
        if word[0].isdigit():
            prose = len(paragraph) > 1 or len(last.split()) > _PROSE_WORDS
            return prose and not last[0].isdigit()
        return self._cased and (word[0].islower() or _is_tail(last, row.text))

    def _room(self, last: str, row: str) -> float:
        """The share of the width that a line leaves when the next word is added."""
        return (self._width - len(last) - 1 - len(row.split(maxsplit=1)[0])) / self._width


def _leads(last: str, row: str) -> bool:
    """Whether a line ends in a word that another one has to follow: "the", "was last used in".

    A preposition may end a heading ("Logging in"): it leads to a number alone.
    """
    word = last.rsplit(maxsplit=1)[-1].lower()
    numbered = row[0].isdigit() and word in ENGLISH.compounds.prepositions
    return numbered or word in ENGLISH.compounds.leading


def _closes(line: str) -> bool:
    """Whether a line ends early for another reason than that no word fitted: a stop, a hyphen."""
    return bool(lines.ENDS.search(line)) or line.endswith("-")


def _is_tail(last: str, row: str) -> bool:
    """Whether a short line is the rest of a sentence, though it opens with a capital."""
    return last[0].islower() and len(row) < _WIDTHS.start and bool(lines.STOPS.search(row))
