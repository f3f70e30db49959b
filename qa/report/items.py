"""What a report shows: plain values, for the templates to lay out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from qa.text.citation_markers import MARKER
from qa.types import Citation

_CONTEXT = 220  # characters of an article on each side of a quote

Span = tuple[int, int]

# How a question can end, best first: to be wrong is worse than to refuse.
OUTCOMES = ("right", "unproven", "refused", "wrong", "guessed", "error")


@dataclass(frozen=True)
class Fragment:
    """A stretch of text: `marked` where it stands out, and the quote that it leads to, if any."""

    text: str
    marked: bool = False
    number: int = 0


@dataclass(frozen=True)
class RequiredFact:
    """What a right answer holds: its wordings, and whether the answer has one of them."""

    aliases: str
    held: bool


@dataclass(frozen=True)
class ShownQuote:
    """A stretch of an article: a citation, or what is compared with the citations.

    Attributes:
        where: File and line.
        fragments: Its text, what is meant marked.
        number: The citation's number; 0 for others.
        good: Whether it is what was wanted.
        remarks: What is said of it, each with its tone: `good`, `bad` or nothing.
    """

    where: str
    fragments: tuple[Fragment, ...]
    number: int = 0
    good: bool = False
    remarks: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Section:
    """Stretches of articles under a heading."""

    title: str
    quotes: tuple[ShownQuote, ...]


@dataclass(frozen=True)
class Former:
    """How the same question ended in the run that this one is compared with.

    `confidence` and `seconds` are None where they were not kept.
    """

    outcome: str
    text: str
    confidence: float | None = None
    seconds: float | None = None


@dataclass(frozen=True)
class Item:
    """A question, and what came of it.

    Attributes:
        id: Its name in the run.
        kind: What sort of question it is; empty where there are no sorts.
        group: A second label to choose by, such as a split; may be empty.
        question: As it was asked.
        history: Earlier turns, as role and text.
        outcome: One of `OUTCOMES`.
        failed: Whether something is wanting.
        refused: Whether it was refused.
        answer: Its text, with what stands out marked and each `[1]` leading to its quote.
        confidence: Of the answer.
        seconds: That it took.
        wanted: What a right answer is, in words.
        facts: What it has to hold.
        quotes: The citations.
        sections: Other stretches of articles to compare with.
        faults: What is false or forbidden about it, in words.
        remarks: Other lines about the question, such as its id or its origin.
        searched: What was searched for, where that is not the question.
        opinions: What a language model says of it, each a title and its words.
        former: How it ended before; None where that is not known.
    """

    id: str
    question: str
    outcome: str
    failed: bool
    refused: bool
    answer: tuple[Fragment, ...]
    confidence: float
    seconds: float
    kind: str = ""
    group: str = ""
    history: tuple[tuple[str, str], ...] = ()
    wanted: str = ""
    facts: tuple[RequiredFact, ...] = ()
    quotes: tuple[ShownQuote, ...] = ()
    sections: tuple[Section, ...] = ()
    faults: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    searched: str = ""
    opinions: tuple[tuple[str, str], ...] = ()
    former: Former | None = None

    @property
    def changed(self) -> bool:
        """Whether it ended otherwise than before."""
        return self.former is not None and self.former.outcome != self.outcome

    @property
    def better(self) -> bool:
        """Whether it ended better than before."""
        if self.former is None:
            return False
        return OUTCOMES.index(self.outcome) < OUTCOMES.index(self.former.outcome)

    @property
    def said(self) -> str:
        """The answer's text without markers, for a list."""
        return " ".join("".join(f.text for f in self.answer if not f.number).split())


@dataclass(frozen=True)
class Card:
    """A headline figure.

    Attributes:
        title: What is measured.
        value: As it is printed.
        unit: After the value, such as `%`.
        explained: One sentence.
        interval: The interval, printed; empty where there is none.
        change: Since the run that it is compared with, printed; empty where nothing is known.
        tone: `good`, `bad` or nothing: of the change, or of the value where it speaks for itself.
        low: Lower end of the interval, in percent of the scale.
        width: Width of the interval, in percent.
        at: The value, in percent.
    """

    title: str
    value: str
    explained: str
    unit: str = ""
    interval: str = ""
    change: str = ""
    tone: Literal["", "good", "bad"] = ""
    low: float = 0.0
    width: float = 0.0
    at: float = 0.0


@dataclass(frozen=True)
class Report:
    """A run, as it is shown.

    Attributes:
        title: What it is a report of, short.
        sentence: Whether quality rose or fell, and where: the first thing that is read.
        tone: `good`, `bad` or nothing: of that sentence.
        details: When, of what, with what: short pieces.
        items: The questions.
        cards: The headline figures.
        reasons: Why the run does not pass.
        remarks: What should be known besides.
        against: The run that it is compared with; empty where there is none.
        trend: A drawing of past runs, as SVG; empty where there is one run only.
        trend_said: What the drawing shows, in one sentence.
        more: Further sections, as HTML that was escaped where it was made.
    """

    title: str
    sentence: str
    items: Sequence[Item]
    tone: Literal["", "good", "bad"] = ""
    details: tuple[str, ...] = ()
    cards: tuple[Card, ...] = ()
    reasons: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    against: str = ""
    trend: str = ""
    trend_said: str = ""
    more: str = ""


def linked(text: str, answering: Sequence[Span] = ()) -> tuple[Fragment, ...]:
    """An answer's text: each marker leads to its quote, and what answers is marked."""
    found: list[Fragment] = []
    at = 0
    for marker in MARKER.finditer(text):
        found += _around(text, at, marker.start(), answering)
        found.append(Fragment(marker.group(), number=int(marker[1])))
        at = marker.end()
    return tuple(found + list(_around(text, at, len(text), answering)))


def _around(text: str, start: int, end: int, spans: Sequence[Span]) -> Iterator[Fragment]:
    inner = [(max(start, a) - start, min(end, b) - start) for a, b in spans]
    yield from marked(text[start:end], [(a, b) for a, b in inner if a < b])


def marked(text: str, spans: Iterable[Span]) -> Iterator[Fragment]:
    """A text with some spans of it marked."""
    at = 0
    for start, end in sorted(spans):
        if start > at:
            yield Fragment(text[at:start])
        if end > max(start, at):
            yield Fragment(text[max(start, at) : end], marked=True)
        at = max(at, end)
    if at < len(text):
        yield Fragment(text[at:])


def cited(citation: Citation, text: str, **more: object) -> ShownQuote:
    """A citation in its article, between what stands around it."""
    return ShownQuote(
        where=f"{citation.file}:{citation.line}",
        fragments=in_context(text, citation.start, citation.end),
        number=citation.number,
        **more,  # type: ignore[arg-type]
    )


def in_context(text: str, start: int, end: int) -> tuple[Fragment, ...]:
    """A stretch of an article, marked, between what stands around it."""
    before, after = _border(text, start - _CONTEXT, start), _border(text, end + _CONTEXT, end)
    lead = ("… " if before else "") + text[before:start]
    rest = text[end:after] + (" …" if after < len(text) else "")
    return Fragment(lead), Fragment(text[start:end], marked=True), Fragment(rest)


def _border(text: str, wanted: int, near: int) -> int:
    """The space next to a position, on the way to `near`; an end of the text where that is met."""
    at, step = wanted, 1 if near > wanted else -1
    while 0 < at < len(text) and at != near and not text[at].isspace():
        at += step
    return min(max(0, at), len(text))


def anchor(name: str) -> str:
    """An id as the fragment of an address: letters, digits, points and dashes."""
    return re.sub(r"[^\w.-]+", "-", name)
