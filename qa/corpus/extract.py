"""What a format makes of a file: text, its structure, and what the file says about itself."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from pydantic import BaseModel

from qa.corpus.lines import trimmed
from qa.types import Block, Mark, Record, Span

_MODELS: Mapping[str, type[BaseModel]] = {
    "blocks": Block,
    "hidden": Span,
    "marks": Mark,
    "records": Record,
    "boilerplate": Span,
}


@dataclass(frozen=True)
class Extract:
    """The text of a file and its structure; the fields are those of `qa.types.Document`."""

    text: str
    blocks: tuple[Block, ...] = ()
    title: str | None = None
    date: str | None = None
    authors: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    hidden: tuple[Span, ...] = ()
    marks: tuple[Mark, ...] = ()
    records: tuple[Record, ...] = ()
    boilerplate: tuple[Span, ...] = ()
    warnings: tuple[str, ...] = ()

    def warned(self, *warnings: str) -> Extract:
        """The same with more warnings."""
        return replace(self, warnings=(*self.warnings, *warnings))


def restored(fields: Mapping[str, Any]) -> Extract:
    """An extract of which the fields were written as JSON."""
    found: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value for name, value in fields.items()
    }
    for name, model in _MODELS.items():
        found[name] = tuple(map(model.model_validate, fields[name]))
    return Extract(**found)


def moved(block: Block, by: int) -> Block:
    """A block of a text that now stands so many characters later."""
    return block.model_copy(update={"start": block.start + by, "end": block.end + by})


def settled(found: Extract) -> Extract:
    """An extract whose blocks are in order and apart, and hold nothing that is boilerplate."""
    blocks: list[Block] = []
    end = 0
    for block in sorted(found.blocks, key=lambda block: (block.start, block.end)):
        if block.start >= end:
            blocks.append(block)
            end = block.end
        elif block.end > end:
            rest = trimmed(found.text, end, block.end)
            if rest.end > rest.start:
                cut = {"start": rest.start, "end": rest.end, "reading": ""}
                blocks.append(block.model_copy(update=cut))
            end = block.end
    starts = [block.start for block in blocks]
    apart = []
    for span in found.boilerplate:
        before = bisect_right(starts, span.end - 1) - 1
        if before < 0 or blocks[before].end <= span.start:
            apart.append(span)
    return replace(found, blocks=tuple(blocks), boilerplate=tuple(apart))


@dataclass
class Builder:
    """Writes the text of a file that people do not see as text, block by block."""

    parts: list[str] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    hidden: list[Span] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    records: list[Record] = field(default_factory=list)
    boilerplate: list[Span] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    length: int = 0

    def mark(self, where: str) -> None:
        """What is added from here on stands at `where`."""
        self.marks.append(Mark(start=self.length, where=where))

    def skip(self, text: str) -> None:
        """Add text that is no article text."""
        start = self.length
        self.write(text)
        if text.strip():
            self.boilerplate.append(Span(start=start, end=start + len(text)))

    def add(self, block: Block, text: str, gap: str = "\n\n") -> None:
        """Add a text as a block, whose `start` and `end` are set here; empty texts are left out."""
        text = text.strip()
        if not text:
            return
        if self.length:
            self.write(gap)
        span = {"start": self.length, "end": self.length + len(text)}
        self.write(text)
        self.blocks.append(block.model_copy(update=span))

    def include(self, part: Extract, where: str = "", context: str = "") -> None:
        """Add all of another extract, at `where`; rows, items and such are read after `context`."""
        if not part.text:
            return
        if self.length:
            self.write("\n\n")
        by = self.length
        if where or self.marks:
            self.marks.append(Mark(start=by, where=where))
        self.write(part.text)
        for found in part.blocks:
            block = moved(found, by)
            if context and block.kind not in ("prose", "heading", "aside"):
                led = " ".join(text for text in (context, block.context) if text)
                self.blocks.append(block.model_copy(update={"context": led}))
            else:
                self.blocks.append(block)
        self.hidden += _moved(part.hidden, by)
        self.boilerplate += _moved(part.boilerplate, by)
        for mark in part.marks:
            named = ", ".join(name for name in (where, mark.where) if name)
            self.marks.append(Mark(start=mark.start + by, where=named))
        for record in part.records:
            self.records.append(record.model_copy(update={"start": record.start + by}))
        self.warnings += part.warnings

    def include_article(self, part: Extract, where: str) -> None:
        """Add all of another extract, which is an article of its own, or holds some."""
        self.include(part, where)
        if part.text and not part.records:
            start = self.length - len(part.text)
            self.records.append(Record(start=start, title=part.title or "", date=part.date))

    def extract(self) -> Extract:
        """All that was added."""
        return Extract(
            text="".join(self.parts),
            blocks=tuple(self.blocks),
            hidden=tuple(self.hidden),
            marks=tuple(self.marks),
            records=tuple(self.records) if len(self.records) > 1 else (),
            boilerplate=tuple(self.boilerplate),
            warnings=tuple(self.warnings),
        )

    def write(self, text: str) -> None:
        """Add characters that are part of no block."""
        self.parts.append(text)
        self.length += len(text)


def _moved(spans: Iterable[Span], by: int) -> list[Span]:
    return [Span(start=span.start + by, end=span.end + by) for span in spans]
