"""A checked draft as one HTML file: the draft at the left, its evidence at the right."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from qa.locale import gettext, gettext_noop, ngettext, ngettext_noop, translated
from qa.report.html import environment
from qa.types import CheckedPart, CheckedStatement, CheckReport, LeftOut

# How a piece of the draft is set out, by what was found of it.
_CLASSES = {
    gettext_noop("supported"): "supported",
    gettext_noop("contradicted"): "contradicted",
    gettext_noop("not in the articles"): "missing",
}
MARKS = {"supported": "✓", "contradicted": "✗", "missing": "?"}
_QUOTED = {
    "supported": gettext_noop("The articles say"),
    "contradicted": gettext_noop("What they say instead"),
    "missing": gettext_noop("What comes nearest"),
}


_KINDS = {
    "headline": gettext_noop("headline"),
    "question": gettext_noop("question"),
    "opinion": gettext_noop("opinion"),
    "quotation": gettext_noop("quotation"),
    "greeting": gettext_noop("greeting"),
    "link": gettext_noop("link"),
    "code": gettext_noop("code"),
    "fragment": gettext_noop("fragment"),
}
_LEFT_OUT = {
    "headline": ngettext_noop("{count} headline left out", "{count} headlines left out"),
    "question": ngettext_noop("{count} question left out", "{count} questions left out"),
    "opinion": ngettext_noop("{count} opinion left out", "{count} opinions left out"),
    "quotation": ngettext_noop("{count} quotation left out", "{count} quotations left out"),
    "greeting": ngettext_noop("{count} greeting left out", "{count} greetings left out"),
    "link": ngettext_noop("{count} link left out", "{count} links left out"),
    "code": ngettext_noop("{count} code left out", "{count} code left out"),
    "fragment": ngettext_noop("{count} fragment left out", "{count} fragments left out"),
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

    def tone_of(self, part: CheckedPart) -> str:
        """How a part of it is set out."""
        return _CLASSES[part.verdict]

    def mark_of(self, part: CheckedPart) -> str:
        """The sign of the verdict on a part of it."""
        return MARKS[self.tone_of(part)]

    @property
    def told(self) -> str:
        """What its quotes are to it."""
        return translated(_QUOTED[self.tone])


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
            yield Stretch(report.draft[start:at], tone, number, translated(piece.verdict))
        else:
            kind = translated(_KINDS[piece.kind])
            told = gettext("{kind}: left out", kind=kind)
            yield Stretch(report.draft[start:at], "apart", 0, told)
    if at < len(report.draft):
        yield Stretch(report.draft[at:])


def _kinds(left_out: Sequence[LeftOut]) -> list[str]:
    """How many pieces of each kind were left out."""
    kinds = Counter(piece.kind for piece in left_out)
    return [ngettext(*_LEFT_OUT[kind], count) for kind, count in kinds.items()]


def _sentence(report: CheckReport) -> str:
    """What came of it, in one sentence."""
    every = len(report.checked)
    wrong, missing = report.counts["contradicted"], report.counts["not in the articles"]
    if not every:
        return gettext("Nothing in this draft is a statement that articles could bear out.")
    if report.passed:
        if every > 1:
            return gettext("The articles bear out every statement.")
        return gettext("The articles say it.")
    parts = [
        gettext("{count} contradicted", count=wrong) if wrong else "",
        gettext("{count} not in them", count=missing) if missing else "",
    ]
    return gettext(
        "The articles bear out {supported} of {all} statements: {others}.",
        supported=report.counts["supported"],
        all=every,
        others=", ".join(part for part in parts if part),
    )
