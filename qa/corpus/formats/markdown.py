"""Markdown: parsed as CommonMark with tables, each block a slice of the file's own text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from qa.corpus import (
    decoding,
    frontmatter,
    headlines,
    inline,
    lines,
    lists,
    markup,
    paragraphs,
    tables,
    tagged,
)
from qa.corpus.extract import Extract, moved
from qa.corpus.formats import plain
from qa.corpus.furniture import furniture
from qa.corpus.lines import Line, trimmed
from qa.corpus.outline import Outline
from qa.locale import gettext, gettext_noop
from qa.types import Block, Span

if TYPE_CHECKING:
    from markdown_it.token import Token

_NEWLINE = re.compile(r"\r\n?|\n")
_TASK = re.compile(r"\[[ xX]\]\s+")
_QUOTED = re.compile(r"(?<=\n)[^\S\n]*(?:>[^\S\n]?)+")
_NOTE = re.compile(r"\[\^[^\]\s]+\]:\s*")
_LINK = re.compile(r"\[[^\]\n]+\]:\s*\S+(?:\s+[\"'(].*[\"')])?$")  # [1]: https://example.org
_WIKI_HEADING = re.compile(r"(?P<level>=(?:\s?=)*) .+ =(?:\s?=)*$")
_DEFINES = re.compile(r":\s+(?=\S)")
_BOLD = re.compile(r"(?:\*\*|__)[^*_]+(?:\*\*|__):?$")
_LINE_WORDS = 5  # a paragraph without an end says something from so many words on
_MARKED = re.compile(r"(?m)^ {0,3}#{1,6} \S|^\|?(?:\s*:?-{3,}:?\s*\|)+|^(?:---|\+\+\+)\s*$")


# A line may be four elements of 600 bytes each: 400,000 lines of headings and items took 950 MB.
MAX_LINES = 50_000
_TOO_LONG = gettext_noop("more than {most:,} lines of Markdown: read as plain text")


def extract(name: str, content: bytes) -> Extract:
    """The decoded text and its structure; that of plain text, where there is too much of it."""
    text, warnings = decoding.decode(content)
    if text.count("\n") > MAX_LINES:
        return plain.structured(text).warned(*warnings, gettext(_TOO_LONG, most=MAX_LINES))
    return structured(text).warned(*warnings)


def sniffs(text: str) -> bool:
    """Whether a text that calls itself plain is written in Markdown."""
    head = text[:20_000]
    if frontmatter.read(head).end:
        return True
    return len({match.group().strip()[:1] for match in _MARKED.finditer(head)}) > 1


def structured(text: str) -> Extract:
    """The structure of Markdown; of plain text, where nothing but paragraphs is marked."""
    front = frontmatter.read(text)
    body = text[front.end :]
    tokens = _parsed(body)
    if not front.end and all(
        token.type in ("paragraph_open", "paragraph_close", "inline", "code_block")
        for token in tokens
    ):
        return plain.structured(text)
    walk = _Walk(body, front.title or "")
    walk.take(tokens)
    first = next((b for b in walk.blocks if b.kind == "heading"), None)
    guessed, day = headlines.title_and_date(body)
    heading = walk.mask().seen(first.start, first.end) if first else guessed
    return Extract(
        text=text,
        blocks=(*front.blocks, *(moved(block, front.end) for block in walk.blocks)),
        title=front.title or heading or None,
        date=front.date or day,
        authors=front.authors,
        tags=front.tags,
        hidden=_moved(walk.hidden, front.end),
        boilerplate=_moved(walk.skipped, front.end),
    )


def _parsed(text: str) -> list[Token]:
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark").enable("table").disable(["reference", "inline"], True)
    return parser.parse(text)


def _moved(spans: Sequence[Span], by: int) -> tuple[Span, ...]:
    return tuple(Span(start=span.start + by, end=span.end + by) for span in spans)


class _Walk:
    """Goes through the blocks of a parsed text, and keeps their places in it."""

    def __init__(self, text: str, title: str) -> None:
        self.blocks: list[Block] = []
        self.hidden: list[Span] = []
        self._text = text
        self._outline = Outline(title)
        self._starts = [0, *(match.end() for match in _NEWLINE.finditer(text)), len(text)]
        found = [line for line in lines.lines(text) if not line.blank]
        self.skipped = [
            span for span in furniture(found) if not tables.is_rule(text[span.start : span.end])
        ]
        self._furniture = {span.start for span in self.skipped}
        self._cased = paragraphs.is_cased(text)
        self._names: list[str] = []
        self._items: list[lists.Item] = []
        self._parents: list[str] = []
        self._intro: Block | None = None

    def mask(self) -> inline.Mask:
        """What is hidden so far."""
        return inline.Mask(self._text, self.hidden)

    def take(self, tokens: Sequence[Token]) -> None:
        """Make blocks of all tokens."""
        for number, token in enumerate(tokens):
            kind = token.type
            if kind == "inline":
                self._inline(token, tokens[number - 1].type, tokens[number - 1].tag)
            elif kind in ("bullet_list_open", "ordered_list_open"):
                self._open_list()
            elif kind in ("bullet_list_close", "ordered_list_close"):
                self._close_list()
            elif kind == "table_open":
                self._outline.table()
                self._names = []
            elif kind == "tr_open":
                self._row(tokens, number)
            elif kind in ("fence", "code_block"):
                self._aside(token)
            elif kind == "html_block":
                self._html(self._span(token))

    def _span(self, token: Token) -> Span:
        first, last = token.map or [0, 0]
        return trimmed(self._text, self._starts[first], self._starts[last])

    def _hide(self, span: Span) -> None:
        found = [*inline.hidden(self._text, span.start, span.end)]
        for match in _QUOTED.finditer(self._text, span.start, span.end):
            found.append(Span(start=match.start(), end=match.end()))
        self.hidden.extend(sorted(found, key=lambda found: found.start))

    def _inline(self, token: Token, parent: str, tag: str) -> None:
        if parent in ("th_open", "td_open"):
            return
        span = self._span(token)
        at = self._text.find(token.content.split("\n")[0].strip(), span.start, span.end)
        span = Span(start=max(at, span.start), end=span.end)
        self._hide(span)
        if parent == "heading_open":
            self._heading(int(tag[1]), token, span)
        elif self._parents:
            self._item(span)
        else:
            self._paragraph(span)

    def _heading(self, level: int, token: Token, span: Span) -> None:
        end = span.start + len(token.content.rstrip())
        span = trimmed(self._text, span.start, min(end, span.end))
        seen = self.mask().seen(span.start, span.end)
        if level > 1 and headlines.tells_a_date(seen):
            self._outline.close(level)
            self._add("line", span)
        self._outline.open(level, seen)
        if not self.blocks or self.blocks[-1].start != span.start:
            self._add("heading", span)

    # -- paragraphs ----------------------------------------------------------------------------

    def _paragraph(self, span: Span) -> None:
        rows: list[Line] = []
        for line in lines.lines(self._text[span.start : span.end]):
            row = Line(line.start + span.start, line.end + span.start, line.text)
            if row.blank or row.start in self._furniture or _LINK.match(row.text):
                continue
            rows.append(row)
        if rows and all(self._is_pair(row) for row in rows):
            for row in rows:
                self._add("pair", Span(start=row.start, end=row.end))
            return
        if any(_DEFINES.match(row.text) for row in rows[1:]):
            rows = self._definitions(rows)
        for paragraph in paragraphs.joined(rows, cased=self._cased):
            self._said(paragraph)

    def _definitions(self, rows: Sequence[Line]) -> list[Line]:
        """Take the terms that are told below them after a colon; the lines that are none of it."""
        left: list[Line] = []
        term, start = "", -1
        for line, following in zip(rows, [*rows[1:], None], strict=True):
            if term and (mark := _DEFINES.match(line.text)):
                said = self.mask().seen(line.start + mark.end(), line.end)
                first = start if start >= 0 else line.start + mark.end()
                self._add("pair", Span(start=first, end=line.end), reading=f"{term}: {said}")
                start = -1
            elif following and _DEFINES.match(following.text):
                term, start = self.mask().seen(line.start, line.end), line.start
            else:
                left.append(line)
        return left

    def _is_pair(self, row: Line) -> bool:
        seen = self.mask().seen(row.start, row.end)
        return bool(lines.pair(seen)) and not lines.STOPS.search(seen)

    def _said(self, rows: Sequence[Line]) -> None:
        note = _NOTE.match(rows[0].text)
        span = Span(start=rows[0].start + (note.end() if note else 0), end=rows[-1].end)
        seen = self.mask().seen(span.start, span.end)
        wiki = _WIKI_HEADING.match(rows[0].text)
        if not any(character.isalnum() for character in seen):
            return
        if wiki:
            self._outline.open(wiki["level"].count("="), rows[0].text.strip("= "))
            self._add("heading", span)
        elif len(rows) > 1 or not lines.is_heading(seen):
            self._add("prose", span)
        elif _BOLD.match(rows[0].text) or len(seen.split()) < _LINE_WORDS or seen.endswith(":"):
            self._add("heading", span)
        else:
            self._add("line", span)

    # -- lists ---------------------------------------------------------------------------------

    def _open_list(self) -> None:
        if not self._parents:
            self._intro = self.blocks[-1] if self.blocks else None
        self._parents.append(self._items[-1].text if self._parents and self._items else "")

    def _close_list(self) -> None:
        self._parents.pop()
        if self._parents or not self._items:
            return
        intro = self._intro
        said = self._text[intro.start : intro.end] if intro else ""
        added = lists.blocks(self._items, intro, said, self._outline)
        if self._intro and added[0].start == self._intro.start:
            self.blocks.pop()
        self.blocks.extend(added)
        self._items = []

    def _item(self, span: Span) -> None:
        task = _TASK.match(self._text, span.start, span.end)
        start = task.end() if task else span.start
        seen = self.mask().seen(start, span.end)
        if seen:
            written = seen == self._text[start : span.end]
            self._items.append(lists.Item(start, span.end, seen, written, self._parents[-1]))

    # -- tables --------------------------------------------------------------------------------

    def _row(self, tokens: Sequence[Token], number: int) -> None:
        cells, head = [], False
        for token in tokens[number + 1 :]:
            if token.type == "tr_close":
                break
            head = head or token.type == "th_open"
            if token.type == "inline":
                cells.append(_unmarked(token.content))
        span = self._span(tokens[number])
        span = _inside(self._text, span)
        if head:
            self._names = cells
            self._add("heading", span)
            return
        reading = tables.reading(self._names, cells)
        if reading and span.end > span.start:
            self._add("row", span, reading=reading, where=self._outline.row())

    # -- the rest ------------------------------------------------------------------------------

    def _aside(self, token: Token) -> None:
        first, last = token.map or [0, 0]
        if token.type == "fence":
            first, last = first + 1, max(first + 1, last - 1)
        span = trimmed(self._text, self._starts[first], self._starts[last])
        if span.end > span.start:
            self._add("aside", span)

    def _html(self, span: Span) -> None:
        at = span.start
        for group in tagged.groups(self._text, span):
            self._markup(Span(start=at, end=group.span.start))
            if group.is_list:
                self._terms(group.rows[0])
            else:
                self._table(group)
            at = group.span.end
        self._markup(Span(start=at, end=span.end))

    def _markup(self, span: Span) -> None:
        for piece in markup.pieces(self._text, span):
            self.hidden.extend(piece.hidden)
            self._add("heading" if piece.heading else "prose", piece.span)

    def _terms(self, cells: Sequence[tagged.Cell]) -> None:
        term: tagged.Cell | None = None
        start = -1
        for cell in cells:
            if cell.tag == "dt":
                term, start = cell, cell.span.start
            elif term:
                first = start if start >= 0 else cell.span.start
                reading = f"{term.text.rstrip(':：')}: {cell.text}"
                self._add("pair", Span(start=first, end=cell.span.end), reading=reading)
                start = -1

    def _table(self, table: tagged.Group) -> None:
        rows = [[cell.text for cell in row] for row in table.rows]
        tags = [[cell.tag for cell in row] for row in table.rows]
        spans = [Span(start=row[0].span.start, end=row[-1].span.end) for row in table.rows]
        if not table.goes_on:
            self._outline.table()
            self._names = []
        if all(row == ["th", "td"] for row in tags):
            for (key, value), span in zip(rows, spans, strict=True):
                self._add("pair", span, reading=f"{key.rstrip(':：')}: {value}")
            return
        for number, (row, span) in enumerate(zip(rows, spans, strict=True)):
            if not number and not self._names and self._is_head(tags[0], rows):
                self._names = row
                self._add("heading", span, reading="; ".join(row))
            elif reading := tables.reading(self._names, row):
                self._add("row", span, reading=reading, where=self._outline.row())

    def _is_head(self, tags: Sequence[str], rows: Sequence[Sequence[str]]) -> bool:
        return len(rows) > 1 and ({*tags} == {"th"} or tables.has_header(rows))

    def _add(self, kind: str, span: Span, **more: Any) -> None:
        plain_kind = kind in ("heading", "aside", "prose")
        fields = {
            "kind": kind,
            "start": span.start,
            "end": span.end,
            "context": "" if plain_kind else self._outline.context(),
            "where": self._outline.where(),
        }
        if span.end > span.start:
            self.blocks.append(Block.model_validate(fields | more))


def _unmarked(cell: str) -> str:
    return inline.Mask(cell, list(inline.hidden(cell, 0, len(cell)))).seen(0, len(cell))


def _inside(text: str, span: Span) -> Span:
    """A row without the bars around it."""
    start, end = span.start, span.end
    while start < end and text[start] in "| \t>":
        start += 1
    while end > start and text[end - 1] in "| \t":
        end -= 1
    return Span(start=start, end=end)
