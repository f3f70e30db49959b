"""A checked draft as one HTML file: the draft at the left, its evidence at the right."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from qa.report.html import environment
from qa.types import CheckedStatement, CheckReport, LeftOut

# How a piece of the draft is set out, by what was found of it.
_CLASSES = {
    "supported": "supported",
    "contradicted": "contradicted",
    "not in the articles": "missing",
}
MARKS = {"supported": "✓", "contradicted": "✗", "missing": "?"}
_QUOTED = {
    "supported": "The articles say",
    "contradicted": "What they say instead",
    "missing": "What comes nearest",
}


@dataclass(frozen=True)
class Stretch:
    """A stretch of the draft.

    Attributes:
        text: Its characters, line ends and all.
        tone: `supported`, `contradicted`, `missing`, `apart` (left out), or nothing.
        number: That of the statement, from 1; 0 for other stretches.
        title: What a pointer that rests on it is told.
    """

    text: str
    tone: str = ""
    number: int = 0
    title: str = ""


@dataclass(frozen=True)
class Evidence:
    """What stands at the right of a statement."""

    number: int
    tone: str
    statement: CheckedStatement

    @property
    def mark(self) -> str:
        """The sign of its verdict."""
        return MARKS[self.tone]

    @property
    def told(self) -> str:
        """What its quotes are to it."""
        return _QUOTED[self.tone]


@dataclass(frozen=True)
class Parts:
    """The parts of a report as HTML, for a page that has them in places of its own."""

    sentence: str
    counts: str
    draft: str


def page(report: CheckReport) -> str:
    """The report as HTML: no other file, no other host, dark where the reader's screen is."""
    template = environment().get_template("draft.html")
    shown: str = template.render(
        report=report,
        stretches=list(stretches(report)),
        evidence=every(report),
        kinds=_kinds(report.left_out),
        marks=MARKS,
        sentence=_sentence(report),
    )
    return shown


def parts(report: CheckReport) -> Parts:
    """What came of a draft, its counts, and the draft with its statements marked."""
    made = environment().get_template("draft_parts.html").module
    kinds = _kinds(report.left_out)
    return Parts(
        sentence=_sentence(report),
        counts=str(made.counts(report, kinds, MARKS)),
        draft=str(made.draft(list(stretches(report)), MARKS)),
    )


def evidence(found: Evidence) -> str:
    """What stands beside a statement, with a button to read each quote in its article."""
    return str(environment().get_template("draft_parts.html").module.evidence(found, True))


def every(report: CheckReport) -> list[Evidence]:
    """What stands beside each statement, in order."""
    return [
        Evidence(number, _CLASSES[statement.verdict], statement)
        for number, statement in enumerate(report.checked, 1)
    ]


def stretches(report: CheckReport) -> Iterator[Stretch]:
    """The whole draft, cut where statements and what was left out begin and end."""
    numbered = {statement.start: number for number, statement in enumerate(report.checked, 1)}
    found: Sequence[CheckedStatement | LeftOut] = sorted(
        (*report.checked, *report.left_out), key=lambda piece: piece.start
    )
    at = 0
    for piece in found:
        if piece.start > at:
            yield Stretch(report.draft[at : piece.start])
        start, at = max(at, piece.start), max(at, piece.end)
        if isinstance(piece, CheckedStatement):
            tone = _CLASSES[piece.verdict]
            number = numbered[piece.start]
            yield Stretch(report.draft[start:at], tone, number, piece.verdict)
        else:
            yield Stretch(report.draft[start:at], "apart", 0, f"{piece.kind}: left out")
    if at < len(report.draft):
        yield Stretch(report.draft[at:])


def _kinds(left_out: Sequence[LeftOut]) -> dict[str, int]:
    kinds: dict[str, int] = {}
    for piece in left_out:
        kinds[piece.kind] = kinds.get(piece.kind, 0) + 1
    return kinds


def _sentence(report: CheckReport) -> str:
    """What came of it, in one sentence."""
    every = len(report.checked)
    wrong, missing = report.counts["contradicted"], report.counts["not in the articles"]
    if not every:
        return "Nothing in this draft is a statement that articles could bear out."
    if report.passed:
        return "The articles bear out every statement." if every > 1 else "The articles say it."
    parts = [f"{wrong} contradicted" if wrong else "", f"{missing} not in them" if missing else ""]
    told = ", ".join(part for part in parts if part)
    return f"The articles bear out {report.counts['supported']} of {every} statements: {told}."
