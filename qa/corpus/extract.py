"""What a format makes of a file: text, its structure, and what the file says about itself."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from qa.types import Block, Mark, Span


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
    boilerplate: tuple[Span, ...] = ()
    warnings: tuple[str, ...] = ()

    def warned(self, *warnings: str) -> Extract:
        """The same with more warnings."""
        return replace(self, warnings=(*self.warnings, *warnings))


def moved(block: Block, by: int) -> Block:
    """A block of a text that now stands so many characters later."""
    return block.model_copy(update={"start": block.start + by, "end": block.end + by})


@dataclass
class Builder:
    """Writes the text of a file that people do not see as text, block by block."""

    parts: list[str] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    hidden: list[Span] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    boilerplate: list[Span] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    length: int = 0

    def mark(self, where: str) -> None:
        """What is added from here on stands at `where`."""
        self.marks.append(Mark(start=self.length, where=where))

    def skip(self, text: str) -> None:
        """Add text that is no article text."""
        start = self.length
        self._write(text)
        if text.strip():
            self.boilerplate.append(Span(start=start, end=start + len(text)))

    def add(self, block: Block, text: str, gap: str = "\n\n") -> None:
        """Add a text as a block, whose `start` and `end` are set here; empty texts are left out."""
        text = text.strip()
        if not text:
            return
        if self.length:
            self._write(gap)
        span = {"start": self.length, "end": self.length + len(text)}
        self._write(text)
        self.blocks.append(block.model_copy(update=span))

    def include(self, part: Extract, where: str = "", context: str = "") -> None:
        """Add all of another extract, at `where`, read after `context`."""
        if not part.text:
            return
        if self.length:
            self._write("\n\n")
        by = self.length
        if where:
            self.marks.append(Mark(start=by, where=where))
        self._write(part.text)
        for block in part.blocks:
            led = " ".join(text for text in (context, block.context) if text)
            self.blocks.append(moved(block, by).model_copy(update={"context": led}))
        self.hidden += _moved(part.hidden, by)
        self.boilerplate += _moved(part.boilerplate, by)
        for mark in part.marks:
            named = ", ".join(name for name in (where, mark.where) if name)
            self.marks.append(Mark(start=mark.start + by, where=named))
        self.warnings += part.warnings

    def extract(self) -> Extract:
        """All that was added."""
        return Extract(
            text="".join(self.parts),
            blocks=tuple(self.blocks),
            hidden=tuple(self.hidden),
            marks=tuple(self.marks),
            boilerplate=tuple(self.boilerplate),
            warnings=tuple(self.warnings),
        )

    def _write(self, text: str) -> None:
        self.parts.append(text)
        self.length += len(text)


def _moved(spans: Iterable[Span], by: int) -> list[Span]:
    return [Span(start=span.start + by, end=span.end + by) for span in spans]
