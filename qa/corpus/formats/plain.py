"""Plain text: its structure is read off its lines, as one who reads the file would."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from qa.corpus import (
    bylines,
    decoding,
    frontmatter,
    headlines,
    lines,
    lists,
    numbering,
    paragraphs,
    tables,
    telling,
)
from qa.corpus.bylines import Byline
from qa.corpus.extract import Extract
from qa.corpus.furniture import furniture
from qa.corpus.lines import Line
from qa.corpus.outline import Outline
from qa.types import Block

_TERSE = 0.6  # of the lines have no end: minutes, notes, a score sheet
_TERSE_LINES = 5
_TITLE_WORDS = 8
_PAIR_WORDS = 30
_NAME_WORDS = 5  # of a line in a column of names
_SECTION = 2  # the level of numbered headings, and of any below the title
_NEAR = 3  # lines within which a list goes on counting
_MESSAGE = 4  # lines within which another message of a chat begins
_SAID = 300  # characters of a message that the next one is read after


def extract(name: str, content: bytes) -> Extract:
    """The decoded text and its structure."""
    text, warnings = decoding.decode(content)
    return structured(text).warned(*warnings)


def structured(text: str) -> Extract:
    """The structure of a text that nothing marks but its lines."""
    front = frontmatter.headed(text)
    title, date = (front.title, front.date) if front.end else headlines.title_and_date(text)
    found = [line for line in lines.lines(text) if line.start >= front.end]
    byline = None if front.end else bylines.find([line for line in found if not line.blank])
    skipped = tuple(furniture(found))
    scan = Scan(text, found)
    starts = {span.start for span in skipped}
    stretch: list[Line] = []
    for line in found:
        if line.blank or line.start in starts or (byline and line is byline.line):
            scan.stretch(stretch)
            stretch = []
        else:
            stretch.append(line)
    scan.stretch(stretch)
    if not front.end and scan.blocks and scan.blocks[0].kind not in ("heading", "prose"):
        title = None  # a row, a message, a pair: it is no headline
    authors = byline.authors if byline else front.authors
    written = [_written(byline, title or "")] if byline else []
    blocks = (*front.blocks, *written, *scan.blocks)
    return Extract(text, blocks, title, date, authors, front.tags, boilerplate=skipped)


def _written(byline: Byline, title: str) -> Block:
    """What a byline says, as a sentence."""
    reading = telling.told("author", ", ".join(byline.authors), title)
    return Block(kind="pair", start=byline.line.start, end=byline.line.end, reading=reading)


class Scan:
    """Goes through the stretches of a text, and keeps the blocks found.

    Attributes:
        blocks: What was found so far.
        outline: The headings that the next stretch stands under.
    """

    def __init__(self, text: str, found: Sequence[Line]) -> None:
        self.blocks: list[Block] = []
        self._text = text
        self.outline = Outline()
        self._cased = paragraphs.is_cased(text)
        shown = [line.text for line in found if not line.blank]
        loose = [line for line in shown if lines.is_heading(line)]
        self._terse = len(shown) >= _TERSE_LINES and len(loose) >= _TERSE * len(shown)
        opened = Counter(lines.speaker(line) for line in shown)
        self._speakers = {name for name, count in opened.items() if name and count > 1}
        called = Counter(lines.called(line) for line in shown)
        self._called = {name for name, count in called.items() if name and count > 1}
        self._nicks = _by_nick([line for line in found if not line.blank])
        self._senders = _several(line.start for line in found if lines.sent(line.text))
        self._waits = False  # what was called up to speak has not spoken
        self._names: list[str] = []  # of the columns of the table at hand
        self._speaker = ""
        self._said = ""  # the message before
        self._sections = numbering.sections(found)
        self._named: frozenset[int] = frozenset()

    def stretch(self, rows: Sequence[Line]) -> None:
        """Lines that follow each other without an empty one."""
        self._speaker = self._speaker if self._waits else ""
        self._waits = len(rows) == 1 and lines.called(rows[0].text) in self._called
        self._named = frozenset(self._names_of(rows))
        at = 0
        while at < len(rows):
            at = self._table(rows, at) or self._list(rows, at) or self._other(rows, at)

    def _names_of(self, rows: Sequence[Line]) -> Iterator[int]:
        """Where the lines begin that stand below a heading and head nothing: names, one a line."""
        if not self.blocks or not rows:
            return  # a masthead, and what stands below it
        headed = self.blocks[-1].kind == "heading"
        short = [_is_name(row) for row in rows]
        first = 0 if headed and short[0] and len(rows) > 1 and short[1] else 1
        if first and not (lines.is_heading(rows[0].text) and len(rows) > 2 and all(short[1:3])):
            return
        for row, named in zip(rows[first:], short[first:], strict=True):
            if not named:
                return
            yield row.start

    # -- tables --------------------------------------------------------------------------------

    def _table(self, rows: Sequence[Line], at: int) -> int:
        """Take the table that begins here; the number of the line after it, or 0."""
        stop = at
        drawn: list[Line] = []
        while stop < len(rows):
            row = rows[stop]
            if len(_cells(row)) > 1 and not tables.is_rule(row.text):
                drawn.append(row)
            elif drawn and self._goes_on(drawn[-1], row):
                drawn[-1] = Line(drawn[-1].start, row.end, f"{drawn[-1].text} {row.text}")
            elif not tables.is_rule(row.text):
                break
            stop += 1
        found = [_cells(row) for row in drawn]
        alone = len(found) == 1 and len(found[0]) > 2 and _is_row(drawn[0].text)
        if not alone and not tables.is_table(found):
            return 0
        header = tables.has_header(found)
        if not alone:
            self.outline.table()
            self._names = found[0] if header else []
        for row, cells in zip(drawn, found, strict=True):
            if header and row is drawn[0]:
                self._add("heading", row.start, row.end)
                continue
            reading = tables.reading(self._names, cells)
            self._add("row", row.start, row.end, reading=reading, where=self.outline.row())
        return stop

    def _goes_on(self, last: Line, line: Line) -> bool:
        """Whether a line is the rest of a row: it is indented more, and opens nothing."""
        deeper = self._column(line) > self._column(last)
        return deeper and not lines.bullet(line.text) and not lines.pair(line.text)

    def _column(self, line: Line) -> int:
        """How far a line is indented, in characters."""
        return line.start - self._text.rfind("\n", 0, line.start) - 1

    # -- lists ---------------------------------------------------------------------------------

    def _list(self, rows: Sequence[Line], at: int) -> int:
        """Take the list that begins here; the number of the line after it, or 0."""
        if not self._is_item(rows, at):
            return 0
        items: list[lists.Item] = []
        stop = at
        while stop < len(rows) and (mark := lines.bullet(rows[stop].text)):
            last = stop + 1
            while last < len(rows) and self._continues(rows[last - 1], rows[last]):
                last += 1
            start, end = rows[stop].start + mark, rows[last - 1].end
            said = " ".join(self._text[start:end].split())
            items.append(lists.Item(start, end, said, said == self._text[start:end]))
            stop = last
        intro = self.blocks[-1] if self.blocks else None
        said = self._text[intro.start : intro.end] if intro else ""
        added = lists.blocks(items, intro, said, self.outline)
        if intro and added[0].start == intro.start:
            self.blocks.pop()
        self.blocks.extend(added)
        return stop

    def _is_item(self, rows: Sequence[Line], at: int) -> bool:
        """Whether a line opens an item; a number within prose does not."""
        if not lines.bullet(rows[at].text) or rows[at].start in self._sections:
            return False
        if (roman := lines.roman(rows[at].text)) and not _counts_on(rows, at, roman):
            return False  # "i. A.", "v. Chr."
        number = lines.number(rows[at].text)
        return number in (None, 0, 1) or at == 0 or lines.bullet(rows[at - 1].text) > 0

    def _continues(self, last: Line, line: Line) -> bool:
        """Whether a line goes on with an item: it is indented, or the item is unfinished."""
        if lines.bullet(line.text):
            return False
        indented = line.start > 0 and self._text[line.start - 1] in " \t"
        unfinished = not lines.STOPS.search(last.text) and line.text[0].islower()
        return indented or unfinished

    # -- the rest ------------------------------------------------------------------------------

    def _other(self, rows: Sequence[Line], at: int) -> int:
        """Take a message, a pair, or the run of prose that begins here."""
        line = rows[at]
        if line.start in self._sections:
            self._add("heading", line.start, line.end)
            self.outline.open(_SECTION, line.text)
            return at + 1
        if marked := lines.marked_heading(line.text):
            self._add("heading", line.start, line.end)
            self.outline.open(*marked)
            return at + 1
        sent = lines.sent(line.text) if line.start in self._senders else ""
        time = lines.clock(line.text) or sent
        if not time and line.start in self._nicks:  # each is a line, however long
            self._message([line], "")
            return at + 1
        if time:
            stop = at + 1
            while stop < len(rows) and not self._opens(rows, stop):
                stop += 1
            self._message(rows[at:stop], time)
            return stop
        if self._is_pair(line):
            stop = at + 1
            while stop < len(rows) and self._goes_on(line, rows[stop]):
                stop += 1
            said = " ".join(row.text for row in rows[at:stop])
            self._add("pair", line.start, rows[stop - 1].end, reading=said if stop > at + 1 else "")
            return stop
        stop = at + 1
        while stop < len(rows) and not self._opens(rows, stop):
            stop += 1
        for paragraph in paragraphs.joined(rows[at:stop], cased=self._cased):
            self._paragraph(paragraph)
        return stop

    def _message(self, rows: Sequence[Line], time: str) -> None:
        """A message of a chat, read after the one before it; a question is no answer."""
        where, start, end = self.outline.where(time), rows[0].start, rows[-1].end
        said = " ".join(row.text for row in rows)
        asked = ""
        for span, asks in lines.sayings(self._text[start:end]):
            part = self._text[start + span.start : start + span.end]
            read, at = " ".join(part.split()), (start + span.start, start + span.end)
            if asks:
                self._add("heading", *at, where=where)
                asked = lines.unclocked(read)
            else:
                reading = read if len(rows) > 1 else ""
                self._add("line", *at, reading=reading, where=where, before=asked or self._said)
        self._said = lines.unclocked(said)[:_SAID]

    def _opens(self, rows: Sequence[Line], at: int) -> bool:
        """Whether something other than prose begins here."""
        text = rows[at].text
        table = at + 1 < len(rows) and tables.is_table([_cells(row) for row in rows[at : at + 2]])
        opens = (
            table
            or rows[at].start in self._sections | self._nicks | self._senders
            or lines.marked_heading(text)
            or _is_row(text)
            or self._is_item(rows, at)
            or lines.clock(text)
        )
        return bool(opens) or self._is_pair(rows[at])

    def _is_pair(self, line: Line) -> bool:
        found = lines.pair(line.text)
        if not found or lines.STOPS.search(line.text):
            return False
        return len(line.text.split()) <= _PAIR_WORDS

    def _paragraph(self, rows: Sequence[Line]) -> None:
        start, end = rows[0].start, rows[-1].end
        text = " ".join(row.text for row in rows)
        if len(rows) == 1 and lines.is_heading(text):
            self._short(rows[0])
            return
        if len(rows) == 1 and (called := lines.called(text)) in self._called:
            self._speaker = f"{called}:"
            self._add("heading", start, end)
            return
        name = lines.speaker(text)
        if name in self._speakers:
            self._speaker = f"{name}:"
        context = self._speaker if not text.startswith(self._speaker) else ""
        where = self.outline.where()
        self.blocks.append(Block(kind="prose", start=start, end=end, context=context, where=where))

    def _short(self, line: Line) -> None:
        """A line without an end: it says something, or it heads what follows."""
        name = lines.speaker(line.text)
        if name and line.text.endswith(":") and name in self._speakers:
            self._speaker = line.text
            self._add("heading", line.start, line.end)
        elif line.start in self._named or (self.blocks and _says(line.text, terse=self._terse)):
            self._add("line", line.start, line.end)
        else:
            self._add("heading", line.start, line.end)
            if not line.text.endswith((":", "?")):
                self.outline.open(1 if len(self.blocks) == 1 else _SECTION, line.text)

    def _add(
        self,
        kind: str,
        start: int,
        end: int,
        *,
        reading: str = "",
        where: str = "",
        before: str = "",
    ) -> None:
        context = "" if kind == "heading" else self.outline.context(before)
        if reading == self._text[start:end]:
            reading = ""
        block = Block.model_validate(
            {
                "kind": kind,
                "start": start,
                "end": end,
                "context": context,
                "reading": reading,
                "where": where or self.outline.where(),
            }
        )
        self.blocks.append(block)


def _by_nick(shown: Sequence[Line]) -> frozenset[int]:
    """Where the messages of a chat begin that open with their sender.

    Others are near: one line alone that opens like that ("<unk> arrived") is none.
    """
    at = [number for number, line in enumerate(shown) if lines.is_by_nick(line.text)]
    near = {number for pair in pairwise(at) if pair[1] - pair[0] <= _MESSAGE for number in pair}
    return frozenset(shown[number].start for number in near)


def _several(starts: Iterable[int]) -> frozenset[int]:
    """Some places, where there are more than one."""
    found = frozenset(starts)
    return found if len(found) > 1 else frozenset()


def _is_name(line: Line) -> bool:
    """Whether a line may be the name of somebody or something, with a word on it."""
    text = line.text
    short = len(text.split()) <= _NAME_WORDS and lines.is_heading(text)
    return short and not text.endswith((":", "?")) and not lines.pair(text)


def _counts_on(rows: Sequence[Line], at: int, number: int) -> bool:
    """Whether a Roman number is one of a count: the one before or after stands near."""
    near = (lines.roman(row.text) for row in rows[max(0, at - _NEAR) : at + _NEAR + 1])
    return any(abs(other - number) == 1 for other in near if other)


def _cells(line: Line) -> list[str]:
    """The cells of a line; none where the first is but the mark of an item."""
    found = tables.cells(line.text)
    return [] if len(found) == 2 and lines.bullet(f"{found[0]} x") else found


def _is_row(line: str) -> bool:
    """Whether a line that stands alone is a row of a table: cells, and a number among them."""
    return line.count("|") > 1 and any(character.isdigit() for character in line)


def _says(line: str, *, terse: bool) -> bool:
    """Whether a line without an end is more than a heading."""
    words = line.split()
    if line.endswith((":", "?")) or line.lstrip().startswith("#"):
        return False
    digits = any(character.isdigit() for character in line)
    if not terse:
        return digits and len(words) > 3
    capitals = sum(word[0].isupper() for word in words)
    title = len(words) <= 3 or (len(words) <= _TITLE_WORDS and capitals >= 0.6 * len(words))
    return digits or "," in line or not title
