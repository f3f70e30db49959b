"""reStructuredText: headings by their underlines, fields, lists; directives and comments apart."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from qa.corpus import decoding, frontmatter, lines, tables
from qa.corpus.extract import Extract
from qa.corpus.formats import plain, rest_tables
from qa.corpus.lines import Line
from qa.types import Block, Span

_RULE = re.compile(r"([!-/:-@\[-`{-~])\1{2,}$")
_FIELD = re.compile(r":(?P<key>[\w -]+):\s+(?P<value>.+)$")
_DIRECTIVE = re.compile(r"\.\.\s+(?P<name>[\w-]+)::\s*")
_ADMONITIONS = frozenset(
    "note tip hint important warning caution attention danger error admonition seealso "
    "versionadded versionchanged deprecated".split()
)
_MARKUP = re.compile(
    r":[\w:+-]+:(?=`)|(?<=`)\s<[^<>`\n]+>(?=`)|``|`_{0,2}|\*{1,2}(?=\S)|(?<=\S)\*{1,2}"
    r"|\|(?=\w)|(?<=\w)\||(?<=\w)\[[#\w*]*\]_"
)


def extract(name: str, content: bytes) -> Extract:
    """The decoded text and its structure."""
    text, warnings = decoding.decode(content)
    return structured(text).warned(*warnings)


def structured(text: str) -> Extract:
    """The structure of a text in reStructuredText."""
    front = frontmatter.headed(text)
    walk = _Walk(text, front.end)
    fields = {key.lower(): value for key, value in walk.fields}
    found = walk.scan.blocks
    return Extract(
        text=text,
        blocks=(*front.blocks, *found),
        title=front.title or walk.title or None,
        date=front.date or frontmatter.iso(frontmatter.first(fields, frontmatter.DATE)),
        authors=front.authors or frontmatter.names(frontmatter.first(fields, frontmatter.AUTHOR)),
        hidden=tuple(_hidden(text, found)),
        boilerplate=tuple(walk.skipped),
    )


def _hidden(text: str, blocks: Sequence[Block]) -> Iterator[Span]:
    for block in blocks:
        for match in _MARKUP.finditer(text, block.start, block.end):
            yield Span(start=match.start(), end=match.end())


class _Walk:
    """Goes through the lines of a text once."""

    def __init__(self, text: str, start: int) -> None:
        self.title = ""
        self.fields: list[tuple[str, str]] = []
        self.skipped: list[Span] = []
        self._text = text
        self._levels: list[str] = []
        self._rows = [row for row in lines.lines(text) if row.start >= start]
        self.scan = plain.Scan(text, self._rows)
        stretch: list[Line] = []
        at = 0
        while at < len(self._rows):
            taken = self._marked(at)
            if taken or self._rows[at].blank:
                self.scan.stretch(stretch)
                stretch = []
            else:
                stretch.append(self._rows[at])
            at += taken or 1
        self.scan.stretch(stretch)

    def _marked(self, at: int) -> int:
        """Take the heading, field, directive or comment that begins here; how many lines it has."""
        row = self._rows[at]
        return self._heading(at) or self._field(row) or self._explicit(at)

    def _heading(self, at: int) -> int:
        rule = _RULE.match(self._rows[at].text)
        over = rule is not None and at + 2 < len(self._rows)
        titled = self._rows[at + over] if at + over < len(self._rows) else self._rows[at]
        under = self._rows[at + over + 1] if at + over + 1 < len(self._rows) else None
        match = _RULE.match(under.text) if under else None
        if not match or titled.blank or _RULE.match(titled.text):
            if rule:
                self._skip(self._rows[at])
            return 1 if rule else 0
        style = f"{'over' if over else ''}{match[1]}"
        if style not in self._levels:
            self._levels.append(style)
        level = self._levels.index(style) + 1
        self.title = self.title or titled.text
        self.scan.outline.open(level, titled.text)
        self._add("heading", titled)
        for drawn in (self._rows[at], under) if over else (under,):
            if drawn:
                self._skip(drawn)
        return 3 if over else 2

    def _field(self, row: Line) -> int:
        match = _FIELD.match(row.text)
        if not match:
            return 0
        key, value = match["key"].strip(), match["value"].strip()
        self.fields.append((key, value))
        known = key.lower() in (*frontmatter.AUTHOR, *frontmatter.DATE)
        told = frontmatter.told(key.lower(), value, self.title) if known else f"{key}: {value}"
        start = row.start + match.start("key")
        self.scan.blocks.append(
            Block(
                kind="pair",
                start=start,
                end=row.end,
                context=self.scan.outline.context(),
                reading=told,
                where=self.scan.outline.where(),
            )
        )
        return 1

    def _explicit(self, at: int) -> int:
        """A directive or a comment, with what is indented below it."""
        row = self._rows[at]
        if not row.text.startswith("..") or (len(row.text) > 2 and not row.text[2].isspace()):
            return 0
        stop = at + 1
        while stop < len(self._rows) and self._belongs(stop):
            stop += 1
        match = _DIRECTIVE.match(row.text)
        if match and match["name"] in _ADMONITIONS:
            said = Line(row.start + match.end(), row.end, row.text[match.end() :])
            inner = [line for line in (said, *self._rows[at + 1 : stop]) if not line.blank]
            self.scan.stretch(inner)
        elif match and match["name"] in rest_tables.DIRECTIVES:
            self._table(match, row, self._rows[at + 1 : stop])
        elif match and stop > at + 1:
            inner = [line for line in self._rows[at + 1 : stop] if not line.blank]
            if inner:
                block = Block(kind="aside", start=inner[0].start, end=inner[-1].end)
                self.scan.blocks.append(block)
        else:
            for line in self._rows[at:stop]:
                self._skip(line)
        return stop - at

    def _table(self, opened: re.Match[str], row: Line, body: Sequence[Line]) -> None:
        """The rows of a table, read with the names of their columns."""
        table = rest_tables.read(opened["name"], [line for line in body if not line.blank])
        outline = self.scan.outline
        outline.table()
        titled = Line(row.start + opened.end(), row.end, row.text[opened.end() :])
        for span in (Span(start=titled.start, end=titled.end), table.head):
            if span and span.end > span.start:
                block = Block(kind="heading", start=span.start, end=span.end, where=outline.where())
                self.scan.blocks.append(block)
        for span, cells in table.rows:
            self.scan.blocks.append(
                Block(
                    kind="row",
                    start=span.start,
                    end=span.end,
                    context=outline.context(titled.text),
                    reading=tables.reading(table.names, cells),
                    where=outline.row(),
                )
            )

    def _belongs(self, at: int) -> bool:
        row = self._rows[at]
        if row.blank:
            after = self._rows[at + 1] if at + 1 < len(self._rows) else row
            return not after.blank and self._indented(after)
        return self._indented(row)

    def _indented(self, row: Line) -> bool:
        return row.start > 0 and self._text[row.start - 1] in " \t"

    def _skip(self, row: Line) -> None:
        if row.end > row.start:
            self.skipped.append(Span(start=row.start, end=row.end))

    def _add(self, kind: str, row: Line) -> None:
        fields = {"kind": kind, "start": row.start, "end": row.end}
        where = {"where": self.scan.outline.where()}
        self.scan.blocks.append(Block.model_validate(fields | where))
