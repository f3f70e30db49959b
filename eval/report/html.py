"""A run of the gold set as the report of `qa.report`, with what only a gold set can tell."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, Literal

from eval.gate.history import Entry
from eval.report import pages, plots
from eval.report.evaluated import EvaluatedRun
from eval.report.markdown import VERDICTS
from eval.scoring import reliability
from eval.scoring.measures import DETAIL, HEADLINE
from eval.scoring.reliability import Reliability
from eval.scoring.statistics import Difference, Figure
from eval.scoring.summary import said_right
from eval.suites import beside
from qa.report import html, trend, verdict
from qa.report.items import Card, Item, Report
from qa.report.trend import Point
from qa.scoring.figures import Share

_TEMPLATES = Path(__file__).with_name("templates")
_ANSWERED = ("corpora", "formats")  # suites whose items are questions that are answered
_TREND = {"right": "right", "right_reason": "proven", "refusal_f1": "refusal F1"}


def page(evaluated: EvaluatedRun) -> str:
    """The report of a run."""
    return html.page(report(evaluated))


def report(evaluated: EvaluatedRun) -> Report:
    """The report of a run, as plain values."""
    manifest = evaluated.manifest
    against = evaluated.comparison.against if evaluated.comparison else ""
    items = pages.items(evaluated)
    sentence, tone = verdict.sentence(items, against)
    started = datetime.fromisoformat(manifest.started)
    model = f" · {manifest.model}" if manifest.model not in ("none", "") else ""
    return Report(
        title=f"Evaluation, {manifest.mode}{model}: {VERDICTS[evaluated.gate.verdict]}",
        sentence=sentence,
        tone=tone,
        details=(
            f"{evaluated.summary.questions} questions",
            f"{started.day} {started:%B %Y, %H:%M} UTC",
            f"commit {manifest.commit or 'unknown'}",
            f"gold {manifest.gold}",
            f"corpus {manifest.corpus}",
        ),
        items=items,
        cards=(_ended(items), *_cards(evaluated)),
        reasons=evaluated.gate.reasons,
        remarks=evaluated.gate.remarks,
        against=against,
        trend=trend.drawn([_point(entry) for entry in evaluated.trend], _TREND),
        trend_said=f"The last {len(evaluated.trend)} runs of this kind, the accepted baseline "
        "among them; a point tells its run.",
        more=_more(evaluated),
    )


def _point(entry: Entry) -> Point:
    return Point(entry.run, entry.started[:10], entry.figures)


def _more(evaluated: EvaluatedRun) -> str:
    scores, kinds = evaluated.scores, list(_reliabilities(evaluated))
    values: dict[str, Any] = {
        "evaluated": evaluated,
        "beside": beside,
        "manifest": evaluated.manifest,
        "summary": evaluated.summary,
        "margins": evaluated.margins,
        "details": [(m, evaluated.summary.figures[m.name]) for m in HEADLINE + DETAIL],
        "risk_coverage": plots.risk_coverage(scores),
        "confidences": plots.confidences(scores),
        "latency": plots.latency(scores),
        "reliability": plots.reliability(kinds),
        "kinds": kinds,
    }
    drawn: str = html.environment(_TEMPLATES).get_template("more.html").render(values)
    return drawn


def _reliabilities(evaluated: EvaluatedRun) -> Iterator[Reliability]:
    """How far confidences mean what they say: of the gold set, and of each suite that is asked."""
    scores = [(s.confidence, said_right(s)) for s in evaluated.scores if not s.refused]
    yield reliability.of_kind("gold set", scores)
    for suite in evaluated.suites:
        if suite.suite in _ANSWERED:
            marks = [(m.confidence, m.good) for m in suite.marks if m.confidence is not None]
            yield reliability.of_kind(suite.suite, marks)


def _ended(items: Sequence[Item]) -> Card:
    """The share that the report's first sentence tells."""
    ended = Share(sum(item.outcome in verdict.GOOD for item in items), len(items))
    known = [item for item in items if item.former is not None]
    before = sum(item.former is not None and item.former.outcome in verdict.GOOD for item in known)
    now = sum(item.outcome in verdict.GOOD for item in known)
    figure = Figure(ended.value, *ended.interval, ended.whole)
    change = (now - before) / len(known) if known else None
    return _card("ended as it should", figure, "Answered right, or rightly refused.", change)


def _cards(evaluated: EvaluatedRun) -> list[Card]:
    summary, comparison = evaluated.summary, evaluated.comparison
    cards = [
        _card(
            measure.title,
            summary.figures[measure.name],
            measure.explained,
            _change(comparison.differences[measure.name]) if comparison else None,
        )
        for measure in HEADLINE
    ]
    over = summary.refusals.over_refusal
    cards.append(
        _card(
            "refusal F1",
            summary.refusal_f1,
            f"Precision {summary.refusals.precision:.2f}, recall {summary.refusals.recall:.2f}; "
            f"{100 * over:.1f} % of the answerable questions were refused.",
        )
    )
    return [
        *cards,
        _count(
            "false citations",
            summary.false_citations,
            "Quotes that are not in the file at the place given. None is allowed.",
        ),
        _count(
            "errors",
            summary.errors,
            "Questions that raised instead of answering. Each counts as wrong.",
        ),
    ]


def _count(title: str, number: int, explained: str) -> Card:
    return Card(title, str(number), explained, tone="bad" if number else "good")


def _change(difference: Difference) -> float | None:
    return difference.change if difference.count else None


def _card(title: str, figure: Figure, explained: str, change: float | None = None) -> Card:
    tone: Literal["", "good", "bad"] = ""
    if change:
        tone = "good" if change > 0 else "bad"
    return Card(
        title=title,
        value=f"{100 * figure.value:.1f}",
        explained=explained,
        unit="%",
        interval=f"{100 * figure.low:.1f} – {100 * figure.high:.1f}",
        change="" if change is None else f"{100 * change:+.1f}" if change else "±0",
        tone=tone,
        low=100 * figure.low,
        width=100 * (figure.high - figure.low),
        at=100 * figure.value,
    )
