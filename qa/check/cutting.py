"""A draft → its pieces: sentences, items, headlines, each where it stands and as it reads."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from qa.corpus import chunking, frontmatter
from qa.corpus.extract import settled
from qa.corpus.formats import markdown
from qa.corpus.inline import Mask
from qa.corpus.lines import trimmed
from qa.text import citation_markers, words
from qa.types import Document, Span

_QUOTED_LINE = re.compile(r"[^\S\n]{0,3}>")
# A full stop after a whole word in small letters, before a number: "fell ill. 73 of them …".
_NUMBER_OPENS = re.compile(r"(?<![A-Za-z.])[a-z]{3,}[.!?]\s+(?=\d)")
_ADDRESS = re.compile(r"<?(?:https?://|www\.)\S+$", re.IGNORECASE)


@dataclass(frozen=True)
class Piece:
    """A piece of a draft.

    Attributes:
        start, end: Its characters in the draft.
        line: The line that it begins on, from 1.
        read: How it reads: without markup, markers and needless space.
        kind: What its place makes of it: `headline`, `quotation`, `link`, `code`, or `said`.
        context: The line that introduces it, where it is an item of a list.
    """

    start: int
    end: int
    line: int
    read: str
    kind: str
    context: str = ""


def document(text: str) -> Document:
    """The structure of a draft that is Markdown or plain text."""
    return Document(file="", digest="", **vars(settled(markdown.structured(text))))


def pieces(draft: Document) -> list[Piece]:
    """The pieces of a draft, in order; each is a slice of its text."""
    text = draft.text
    body = frontmatter.read(text).end
    numbers = chunking.LineNumbers(text)
    marked = draft.model_copy(update={"hidden": tuple(_hidden(draft))})
    mask = Mask(text, marked.hidden)
    found = []
    for sentence in chunking.sentences(marked):
        spans = list(_apart(text, sentence))
        for span in spans:
            whole = len(spans) == 1 and sentence.reading
            read = citation_markers.plain(whole or mask.seen(span.start, span.end))
            read = " ".join(read.split())
            if words.split(read):
                kind = _kind(text, sentence, read, in_front=span.start < body)
                line = numbers.at(span.start)
                found.append(Piece(span.start, span.end, line, read, kind, sentence.context))
    return found


def _apart(text: str, sentence: chunking.Sentence) -> Iterator[Span]:
    """The sentences in what the splitter takes for one where a number opens the next."""
    at = sentence.start
    borders = _NUMBER_OPENS.finditer(text, sentence.start, sentence.end)
    ends = [match.end() for match in borders] if sentence.kind == "prose" else []
    for end in (*ends, sentence.end):
        span = trimmed(text, at, end)
        if span.end > span.start:
            yield span
        at = end


def _kind(text: str, sentence: chunking.Sentence, read: str, *, in_front: bool) -> str:
    """What the place of a piece makes of it."""
    line = text[text.rfind("\n", 0, sentence.start) + 1 : sentence.end]
    if sentence.kind == "aside":
        return "code"
    if _ADDRESS.match(read):
        return "link"
    if sentence.heading or in_front:
        return "headline"
    return "quotation" if _QUOTED_LINE.match(line) else "said"


def _hidden(draft: Document) -> Iterator[Span]:
    """What is not read: markup, and markers of citations, so that they end no sentence."""
    taken = list(draft.hidden)
    for start, end in citation_markers.written(draft.text):
        if not any(span.start < end and start < span.end for span in taken):
            taken.append(Span(start=start, end=end))
    return iter(sorted(taken, key=lambda span: span.start))
