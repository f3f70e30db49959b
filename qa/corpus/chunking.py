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
from itertools import accumulate, groupby

from qa.corpus import paragraphs
from qa.corpus.alphabets import Language, language
from qa.corpus.inline import Mask
from qa.corpus.lines import trimmed
from qa.types import Block, Document, Span

# Changed whenever the same text would be cut differently: an index made by another one is rebuilt.
CHUNKER = "blocks-10"

UNIT_CHARACTERS = 350
PASSAGE_CHARACTERS = 900
SENTENCE_CHARACTERS = 600  # a longer "sentence" is no prose; it is cut at clauses or spaces

# A short piece after a quoted question or cry says who spoke: it belongs to what was said.
_QUOTE_ENDS = re.compile(r"[?!,][\"”’»]\s*$")
_ATTRIBUTION_WORDS = 4
_FULL_STOP = re.compile(r"[。！？]+(?![”’」』）)\"。！？])")  # ends a sentence, whatever follows
_LAST_WORD = re.compile(r"([^\W\d_]+)\.\s*$")
_ORDINAL = re.compile(r"(?<!\d)\d{1,2}\.\s*$")  # "am 12. Mai"
_GOES_ON = re.compile(
    r"(?:(?<![^\W_])[^\W_]{1,2})\.[^\S\n]*$"
)  # before a small letter: "p. m. del lunes"
_SMALL_START = re.compile(r"(?:^|[\w)\]\"”’][.!?][\"”’)]*\s+)[^\W\d_](?=\w)")
_CUT = re.compile(r"(?<=[;,:。，；])\s*|\s+")


@dataclass(frozen=True)
class Sentence:
    """A sentence, an item, a row, or a heading (a line that no sentence stands in).

    `context`, `reading`, `where` and `kind` are those of its `Block`.
    """

    start: int
    end: int
    heading: bool = False
    context: str = ""
    reading: str = ""
    where: str = ""
    kind: str = "prose"


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
        ends = accumulate(len(line) + 1 for line in text.split("\n"))
        self._ends = [end - 1 for end in ends][:-1]

    def at(self, offset: int) -> int:
        """The line that the character at `offset` stands on."""
        return bisect_right(self._ends, offset - 1) + 1


def sentences(document: Document) -> list[Sentence]:
    """The sentences and headings of the article, in order, boilerplate left out."""
    return list(_sentences(document))


def parts(text: str) -> list[str]:
    """The sentences of an English text that is quoted whole, as an item of a list is."""
    block = Block(kind="prose", start=0, end=len(text))
    style = _Style(language(""), cased=True)
    found = _pieces(text, block, Mask(text, ()), style)
    return [text[span.start : span.end] for span in found]


def is_empty(document: Document) -> bool:
    """Whether an article has no sentence and no heading."""
    return next(_sentences(document), None) is None


def _sentences(document: Document) -> Iterator[Sentence]:
    mask = Mask(document.text, document.hidden)
    style = _Style(language(document.text), paragraphs.is_cased(document.text))
    places = _Places(document)
    for block in document.blocks:
        for piece in _spans(document.text, block, mask, style):
            yield Sentence(
                piece.start,
                piece.end,
                block.kind in ("heading", "aside"),
                block.context,
                _reading(block, piece, mask),
                places.where(piece.start, block),
                block.kind,
            )


@dataclass(frozen=True)
class _Style:
    """How a text marks its sentences: its language, and whether it has capitals."""

    language: Language
    cased: bool


def _spans(text: str, block: Block, mask: Mask, style: _Style) -> Iterator[Span]:
    """The sentences of prose; other blocks whole, unless they are overlong."""
    if block.kind == "prose":
        yield from _pieces(text, block, mask, style)
    else:
        yield from _cut(text, Span(start=block.start, end=block.end))


def _reading(block: Block, piece: Span, mask: Mask) -> str:
    """How a piece reads, where that is not how it is written."""
    if (piece.start, piece.end) == (block.start, block.end) and block.reading:
        return block.reading
    return mask.seen(piece.start, piece.end) if mask.hides(piece.start, piece.end) else ""


class _Places:
    """The addresses of a document: its marks, and those of its blocks."""

    def __init__(self, document: Document) -> None:
        self._marks = document.marks
        self._starts = [mark.start for mark in document.marks]

    def where(self, offset: int, block: Block) -> str:
        """Where a character of a block stands."""
        at = bisect_right(self._starts, offset)
        marked = self._marks[at - 1].where if at else ""
        return ", ".join(part for part in (marked, block.where) if part)


def units(document: Document) -> list[Unit]:
    """Cut an article into units of about `UNIT_CHARACTERS`, grouped into passages.

    Groups are balanced: a stretch that makes three passages is cut into three of about one size,
    rather than two full ones and a rest. No passage is of two records.
    """
    found: list[Unit] = []
    starts = [record.start for record in document.records]
    articles = groupby(sentences(document), key=lambda one: bisect_right(starts, one.start))
    passages = (p for _, one in articles for p in _balanced(list(one), PASSAGE_CHARACTERS))
    for number, passage in enumerate(passages):
        for group in _balanced(passage, UNIT_CHARACTERS):
            found.append(Unit(group[0].start, group[-1].end, number, tuple(group)))
    return found


def _pieces(text: str, paragraph: Block, mask: Mask, style: _Style) -> Iterator[Span]:
    """The sentences of a paragraph, trimmed of white space."""
    from sentencex import segment

    body = _plain(mask.blanked(paragraph.start, paragraph.end), style.cased)
    borders = [0]
    for piece in segment(style.language.code, body):
        borders.append(borders[-1] + len(piece))
    if borders[-1] != len(body):  # the splitter lost characters: keep the paragraph whole
        borders = [0, len(body)]
    if not style.language.spaced:
        stops = (match.end() for match in _FULL_STOP.finditer(body))
        borders = sorted({*borders, *stops})
    start = 0
    for index, end in enumerate(borders[1:], start=1):
        last = end == len(body)
        following = body[end : borders[index + 1]] if not last else ""
        if not last and not _is_border(body[start:end], following, style):
            continue
        span = trimmed(text, paragraph.start + start, paragraph.start + end)
        if span.end > span.start:
            yield from _cut(text, span)
        start = end


def _plain(body: str, cased: bool) -> str:
    """What the splitter is shown, offset for offset.

    A mark of quotation that is never closed would glue sentences together, and a text without
    capitals would not be cut at all.
    """
    if body.count('"') % 2:
        body = body.replace('"', " ")
    if body.count("“") > body.count("”"):
        body = body.replace("“", " ").replace("”", " ")
    if not cased:
        body = _SMALL_START.sub(_capitalised, body)
    return body


def _capitalised(match: re.Match[str]) -> str:
    text = match.group()
    last = text[-1].upper()
    return text[:-1] + (last if len(last) == 1 else text[-1])


def _is_border(before: str, after: str, style: _Style) -> bool:
    if not after.strip() or (style.language.ordinals and _ORDINAL.search(before)):
        return False
    if _is_abbreviated(before, style.language) and not before.endswith("\n"):
        return False
    if style.cased and after.lstrip()[0].islower() and _GOES_ON.search(before):
        return False
    # "then-U.|S." is no border: two sentences have space between them, or a mark that needs none.
    if not before[-1].isspace() and not after[0].isspace() and before[-1] not in "。！？…":
        return False
    return not (_QUOTE_ENDS.search(before) and len(after.split()) <= _ATTRIBUTION_WORDS)


def _is_abbreviated(before: str, language: Language) -> bool:
    word = _LAST_WORD.search(before) if language.abbreviations else None
    return word is not None and word[1] in language.abbreviations


def _cut(text: str, span: Span) -> Iterator[Span]:
    """Cut an overlong sentence at clause borders, or at spaces, or where it must."""
    start = span.start
    while span.end - start > SENTENCE_CHARACTERS:
        window = text[start : start + SENTENCE_CHARACTERS]
        cuts = [m.end() for m in _CUT.finditer(window) if m.end() > SENTENCE_CHARACTERS // 2]
        end = start + (cuts[-1] if cuts else SENTENCE_CHARACTERS)
        yield trimmed(text, start, end)
        start = trimmed(text, end, span.end).start
    yield Span(start=start, end=span.end)


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
