"""Headings, paragraphs, lists and tables → a text that can be read and quoted, with its structure.

For formats whose files people do not see as text: the text is written here, once, and every
citation is a slice of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from qa.corpus import headlines, lines, lists, tables, telling
from qa.corpus.extract import Builder, Extract
from qa.corpus.outline import Outline
from qa.text.language import ENGLISH
from qa.types import Block

_PAIRS = 2  # of the lines of a paragraph: then each says something of its own


class Composer:
    """Writes an extract element by element.

    Args:
        title: The article's title, which is read before its rows and items.
        language: The language that it tells of itself in.
    """

    def __init__(self, title: str = "", language: str = ENGLISH.code) -> None:
        self._language = language
        self.builder = Builder()
        self._outline = Outline(title)
        self._title = title
        self._last = ""

    def front(self, authors: Sequence[str] = (), date: str | None = None) -> None:
        """The title and what is known of the article, as lines that can be quoted."""
        if self._title and self._title != self._last:
            told = telling.told("title", self._title, "", self._language)
            self._add("pair", self._title, reading=told)
        if authors:
            names = ", ".join(authors)
            told = telling.told("author", names, self._title, self._language)
            self._add("pair", f"By {names}", reading=told)
        if date:
            day = headlines.long_date(date)
            told = telling.told("date", day, self._title, self._language)
            self._add("pair", day, reading=told)

    def mark(self, where: str) -> None:
        """What follows stands at `where`: a page, a slide, a sheet."""
        self.builder.mark(where)

    def heading(self, level: int, text: str) -> None:
        """A heading; 1 is the highest level."""
        text = _single(text)
        if text and text != self._last:
            self._outline.open(level, text)
            self._add("heading", text)

    def paragraph(self, text: str) -> None:
        """A paragraph; its lines count where each says something of its own."""
        rows = [row for row in map(_single, text.split("\n")) if row]
        if not all(_is_pair(row) for row in rows) and sum(map(_is_pair, rows)) < _PAIRS:
            self._said(" ".join(rows))
            return
        for pairs, run in groupby(rows, key=_is_pair):
            if not pairs:
                self._said(" ".join(run))
                continue
            for row in run:
                self._add("pair", row, context=self._outline.context())

    def _said(self, said: str) -> None:
        kind = "line" if lines.is_heading(said) and not said.endswith(":") else "prose"
        self._add(kind, said, context=self._outline.context() if kind == "line" else "")

    def pair(self, key: str, value: str, reading: str = "") -> None:
        """A key and its value, on a line."""
        self._add(
            "pair",
            f"{key}: {_single(value)}",
            reading=reading,
            context=self._outline.context(),
            gap="\n",
        )

    def items(self, texts: Sequence[str]) -> None:
        """A list."""
        builder = self.builder
        intro, said = builder.blocks[-1] if builder.blocks else None, self._last
        placed: list[lists.Item] = []
        for number, text in enumerate(row for row in map(_single, texts) if row):
            builder.write(("\n" if number else "\n\n" if builder.length else "") + "- ")
            start = builder.length
            builder.write(text)
            placed.append(lists.Item(start, builder.length, text))
        if not placed:
            return
        added = lists.blocks(placed, intro, said, self._outline)
        if intro and added[0].start == intro.start:
            builder.blocks.pop()
        builder.blocks.extend(added)
        self._last = ""

    def table(
        self, rows: Sequence[Sequence[str]], *, header: bool | None = None, titled: str = ""
    ) -> list[int]:
        """A table; whether its first row names the columns is guessed where it is not known.

        Then it may also be one of keys and their values.
        Its rows are read after what it is titled; a cell that is a text stands below its row.
        Returned is where each row begins that names no columns.
        """
        cells = [[_single(cell) for cell in row] for row in rows]
        cells = [row for row in cells if any(row)]
        starts: list[int] = []
        if not cells:
            return starts
        if header is None and tables.are_pairs(cells):
            for key, value in cells:
                self.pair(key.rstrip(":："), value)
            return starts
        named = tables.has_header(cells) if header is None else header
        names = cells[0] if named else []
        self._outline.table()
        for number, row in enumerate(cells):
            texts = [cell for cell in row if tables.is_text(cell)]
            short = ["" if cell in texts else cell for cell in row]
            written = " | ".join(short).strip(" |")
            gap = "\n" if number else "\n\n"
            if named and number == 0:
                self._add("heading", written)
                continue
            starts.append(self.builder.length + (len(gap) if self.builder.length else 0))
            reading, where = tables.reading(names, short), self._outline.row()
            context = self._outline.context(titled)
            self._add("row", written, reading=reading, context=context, where=where, gap=gap)
            name = next((cell for cell in short if cell), "")
            for text in texts:
                self._add("prose", text, context=self._outline.context(name), where=where)
        return starts

    def aside(self, text: str) -> None:
        """Code, and what else is shown but never quoted."""
        self._add("aside", text)

    def include(self, part: Extract, where: str = "") -> None:
        """All of another extract, read after this one's headings."""
        self.builder.include(part, where, self._outline.context())
        self._last = ""

    def last(self) -> str:
        """What was written last, where that was one element."""
        return self._last

    def extract(self) -> Extract:
        """All that was written."""
        return self.builder.extract()

    def _add(
        self,
        kind: str,
        text: str,
        *,
        reading: str = "",
        context: str = "",
        where: str = "",
        gap: str = "\n\n",
    ) -> None:
        block = Block.model_validate(
            {
                "kind": kind,
                "start": 0,
                "end": 0,
                "context": context,
                "reading": reading if reading != text else "",
                "where": where or self._outline.where(),
            }
        )
        self.builder.add(block, text, gap)
        self._last = text


def _is_pair(row: str) -> bool:
    return bool(lines.pair(row)) and not lines.STOPS.search(row)


def _single(text: str) -> str:
    """A text on one line."""
    return " ".join(text.replace("\x00", " ").split())
