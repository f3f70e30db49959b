"""`Document` → sentences, units and passages, with exact character offsets and line numbers.

A *sentence* is what an answer may quote, and what is embedded. A *unit* is a few sentences, the
smallest thing that is retrieved; a *passage* is some units, and the context in which a unit is
judged. All three are slices of the text: `text[start:end]` is the thing itself, and borders are
always sentence borders.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from qa.text.language import ENGLISH
from qa.types import Document, Span

# Changed whenever the same text would be cut differently: an index made by another one is rebuilt.
CHUNKER = "sentences-1"

UNIT_CHARACTERS = 350
PASSAGE_CHARACTERS = 900
SENTENCE_CHARACTERS = 600  # a longer "sentence" is no prose; it is cut at clauses or spaces

_HEADING_WORDS = 16
_ENDS = re.compile(r"[.!?。！？…;:,][\"'”’»)\]]*\s*$")
_LIST_ITEM = re.compile(r"^\s*(?:[-*•–]|\d{1,3}[.)]|[A-Za-z][.)])\s+")
_CUT = re.compile(r"(?<=[;,:。，；])\s*|\s+")
# A short piece after a quoted question or cry says who spoke: it belongs to what was said.
_QUOTE_ENDS = re.compile(r"[?!,][\"”’»]\s*$")
_ATTRIBUTION_WORDS = 4


@dataclass(frozen=True)
class Sentence:
    """A sentence, or a heading (a line that no sentence stands in)."""

    start: int
    end: int
    heading: bool = False


@dataclass(frozen=True)
class Unit:
    """Some sentences of one passage; `passage` numbers that within the file."""

    start: int
    end: int
    passage: int
    sentences: tuple[Sentence, ...]


class LineNumbers:
    """Line numbers of a text, counted from 1."""

    def __init__(self, text: str) -> None:
        self._ends = [match.start() for match in re.finditer("\n", text)]

    def at(self, offset: int) -> int:
        """The line that the character at `offset` stands on."""
        return bisect_right(self._ends, offset - 1) + 1


def sentences(document: Document) -> list[Sentence]:
    """The sentences and headings of the article, in order, boilerplate left out."""
    found: list[Sentence] = []
    text = document.text
    for paragraph in _paragraphs(document):
        pieces = list(_pieces(text, paragraph))
        heading = len(pieces) == 1 and _is_heading(text[paragraph.start : paragraph.end])
        found.extend(Sentence(piece.start, piece.end, heading) for piece in pieces)
    return found


def units(document: Document) -> list[Unit]:
    """Cut an article into units of about `UNIT_CHARACTERS`, grouped into passages.

    Groups are balanced: a stretch that makes three passages is cut into three of about one size,
    rather than two full ones and a rest.
    """
    found: list[Unit] = []
    for number, passage in enumerate(_balanced(sentences(document), PASSAGE_CHARACTERS)):
        for group in _balanced(passage, UNIT_CHARACTERS):
            found.append(Unit(group[0].start, group[-1].end, number, tuple(group)))
    return found


def _paragraphs(document: Document) -> Iterator[Span]:
    """Lines, or blocks of lines where the text is hard-wrapped; none of them boilerplate."""
    text = document.text
    skip = {(span.start, span.end) for span in document.boilerplate}
    for block in re.finditer(r"[^\n]+(?:\n[^\S\n]*\S[^\n]*)*", text):
        rows = [
            (match.start() + block.start(), match.end() + block.start())
            for match in re.finditer(r"[^\n]+", block.group())
        ]
        rows = [row for row in rows if text[row[0] : row[1]].strip()]
        kept = [row for row in rows if row not in skip]
        if len(kept) == len(rows) and _is_wrapped([text[a:b] for a, b in rows]):
            yield _trimmed(text, rows[0][0], rows[-1][1])
        else:
            yield from (_trimmed(text, a, b) for a, b in kept)


def _is_wrapped(rows: Sequence[str]) -> bool:
    """Whether the lines are one paragraph broken at a width, as in a plain-text mail."""
    if len(rows) < 2 or any(_LIST_ITEM.match(row) or row.startswith("#") for row in rows[1:]):
        return False
    body = [len(row.rstrip()) for row in rows[:-1]]
    open_ended = sum(not _ENDS.search(row) for row in rows[:-1])
    even = max(body) <= 110 and min(body) >= 0.6 * max(body)
    return even and min(body) >= 40 and open_ended >= len(body) / 2


def _pieces(text: str, paragraph: Span) -> Iterator[Span]:
    """The sentences of a paragraph, trimmed of white space."""
    from sentencex import segment

    body = text[paragraph.start : paragraph.end]
    borders = [0]
    for piece in segment(ENGLISH.code, body):
        borders.append(borders[-1] + len(piece))
    if borders[-1] != len(body):  # the splitter lost characters: keep the paragraph whole
        borders = [0, len(body)]
    start = 0
    for index, end in enumerate(borders[1:], start=1):
        last = end == len(body)
        following = body[end : borders[index + 1]] if not last else ""
        if not last and not _is_border(body[start:end], following):
            continue
        span = _trimmed(text, paragraph.start + start, paragraph.start + end)
        if span.end > span.start:
            yield from _cut(text, span)
        start = end


def _is_border(before: str, after: str) -> bool:
    if not after.strip():
        return False
    # "then-U.|S." is no border: two sentences have space between them, or a mark that needs none.
    if not before[-1].isspace() and not after[0].isspace() and before[-1] not in "。！？…":
        return False
    return not (_QUOTE_ENDS.search(before) and len(after.split()) <= _ATTRIBUTION_WORDS)


def _cut(text: str, span: Span) -> Iterator[Span]:
    """Cut an overlong sentence at clause borders, or at spaces, or where it must."""
    start = span.start
    while span.end - start > SENTENCE_CHARACTERS:
        window = text[start : start + SENTENCE_CHARACTERS]
        cuts = [m.end() for m in _CUT.finditer(window) if m.end() > SENTENCE_CHARACTERS // 2]
        end = start + (cuts[-1] if cuts else SENTENCE_CHARACTERS)
        yield _trimmed(text, start, end)
        start = _trimmed(text, end, span.end).start
    yield Span(start=start, end=span.end)


def _trimmed(text: str, start: int, end: int) -> Span:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start=start, end=end)


def _is_heading(line: str) -> bool:
    if line.lstrip().startswith("#"):
        return True
    words = line.split()
    complete = _ENDS.search(line) and not line.rstrip().endswith(("?", ":"))
    return len(words) <= _HEADING_WORDS and not complete and not _LIST_ITEM.match(line)


def _balanced(items: Sequence[Sentence], size: int) -> Iterator[Sequence[Sentence]]:
    """Cut a run of sentences into groups of about `size` characters and about equal length."""
    if not items:
        return
    total = items[-1].end - items[0].start
    count = max(1, round(total / size))
    target = total / count
    start = 0
    for index in range(1, len(items)):
        length = items[index - 1].end - items[start].start
        grown = items[index].end - items[start].start
        # A heading opens what follows it; it never closes a group.
        if items[index - 1].heading:
            continue
        if grown > target and (grown - target > target - length):
            yield items[start:index]
            start = index
    yield items[start:]
