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
    "note tip hint important warning caution attention danger error admonition seealso".split()
)
_VERSIONS = {
    "versionadded": "Added in version",
    "versionchanged": "Changed in version",
    "deprecated": "Deprecated since version",
    "versionremoved": "Removed in version",
}
# Directives whose body is no text of the article; that of others is, under what they describe.
_CODE = frozenset(
    "code code-block sourcecode highlight literalinclude parsed-literal doctest testcode testsetup "
    "testoutput math raw image figure include contents toctree index only ifconfig meta graphviz "
    "autoclass automodule autofunction program currentmodule module default-role role replace "
    "unicode container class".split()
)
_DESCRIBED = 9  # the level of what a directive describes: below every heading
_DEFINITION = 300  # characters of a term and what it is that are quoted as one
_LINES = re.compile(r"\||>>> ")  # lines of verse, and of a program: no terms
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
        if literal := self._literal(at):
            return literal
        return (
            self._simple(at)
            or self._heading(at)
            or self._field(row)
            or self._explicit(at)
            or self._defined(at)
        )

    def _literal(self, at: int) -> int:
        """Take what is indented below a line that ends in "::": it is shown as it is written."""
        if at < 2 or not self._rows[at - 1].blank or not self._indented(self._rows[at]):
            return 0
        above = self._rows[at - 2]
        if not above.text.endswith("::") or above.text.startswith(".."):
            return 0
        stop = at + 1
        while stop < len(self._rows) and self._belongs(stop):
            stop += 1
        start, end = self._rows[at].start, self._rows[stop - 1].end
        self.scan.blocks.append(Block(kind="aside", start=start, end=end))
        return stop - at

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
        elif match and match["name"] in _VERSIONS:
            self._version(match, row, self._rows[at + 1 : stop])
        elif match and match["name"] in rest_tables.DIRECTIVES:
            body = [line for line in self._rows[at + 1 : stop] if not line.blank]
            titled = Line(row.start + match.end(), row.end, row.text[match.end() :])
            self._table(rest_tables.read(match["name"], body), titled)
        elif match and stop > at + 1 and match["name"].rsplit(":")[-1] not in _CODE:
            self._described(row.text[match.end() :], self._rows[at + 1 : stop])
        elif match and stop > at + 1:
            inner = [line for line in self._rows[at + 1 : stop] if not line.blank]
            if inner:
                block = Block(kind="aside", start=inner[0].start, end=inner[-1].end)
                self.scan.blocks.append(block)
        else:
            for line in self._rows[at:stop]:
                self._skip(line)
        return stop - at

    def _version(self, opened: re.Match[str], row: Line, body: Sequence[Line]) -> None:
        """That something is so since a version: one line, with the version in it."""
        said = [line for line in body if not line.blank]
        told = " ".join([row.text[opened.end() :], *(line.text for line in said)])
        end = said[-1].end if said else row.end
        start, where = row.start + opened.start("name"), self.scan.outline.where()
        context = self.scan.outline.context()
        number, _, more = told.partition(" ")
        reading = f"{_VERSIONS[opened['name']]} {number}{f': {more}' if more else '.'}"
        block = {"kind": "line", "start": start, "end": end, "reading": reading}
        self.scan.blocks.append(Block.model_validate(block | {"context": context, "where": where}))

    def _defined(self, at: int) -> int:
        """Take a term and what is indented right below it, which says what it is."""
        row = self._rows[at]
        below = self._rows[at + 1] if at + 1 < len(self._rows) else row
        first = at == 0 or self._rows[at - 1].blank or self._indented(self._rows[at - 1])
        term = first and not below.blank and self._indented(below) and not self._indented(row)
        if not term or not lines.is_heading(row.text) or _LINES.match(row.text):
            return 0
        stop = at + 1
        while stop < len(self._rows) and self._belongs(stop):
            stop += 1
        body = self._rows[at + 1 : stop]
        if any(line.blank for line in body) or body[-1].end - row.start > _DEFINITION:
            self._described(row.text, body)
            return stop - at
        outline = self.scan.outline
        told = " ".join(line.text for line in body)
        self.scan.blocks.append(
            Block(
                kind="line",
                start=row.start,
                end=body[-1].end,
                context=outline.context(),
                reading=f"{row.text}: {told}",
                where=outline.where(),
            )
        )
        return stop - at

    def _described(self, what: str, body: Sequence[Line]) -> None:
        """What a directive says of an option, a function, a term: read after its name."""
        outline = self.scan.outline
        if what.strip():
            outline.open(_DESCRIBED, what)
        stretch: list[Line] = []
        for line in (*body, Line(0, 0, "")):
            if not line.blank:
                stretch.append(line)
                continue
            first = len(self.scan.blocks)
            self.scan.stretch(stretch)
            for at, block in enumerate(self.scan.blocks[first:], first):
                if block.kind == "prose":
                    led = {"context": f"{' '.join(what.split())}:" if what else ""}
                    self.scan.blocks[at] = block.model_copy(update=led)
            stretch = []
        outline.close(_DESCRIBED)

    def _simple(self, at: int) -> int:
        """Take the table drawn by lines of "=" that begins here; how many lines it has."""
        if not rest_tables.is_border(self._rows[at].text):
            return 0
        stop = at + 1
        while stop < len(self._rows) and not self._rows[stop].blank:
            stop += 1
        table = rest_tables.simple(self._text, self._rows[at:stop])
        if table is None:
            return 0
        for row in self._rows[at:stop]:
            if rest_tables.is_border(row.text):
                self._skip(row)
        self._table(table, Line(0, 0, ""))
        return stop - at

    def _table(self, table: rest_tables.Table, titled: Line) -> None:
        """The rows of a table, read with the names of their columns."""
        outline = self.scan.outline
        outline.table()
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
