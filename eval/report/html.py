"""The report: one HTML file that needs no other file and no other host."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from eval.gate.verdict import Verdict
from eval.report import pages, plots
from eval.report.evaluated import EvaluatedRun
from eval.report.markdown import VERDICTS
from eval.scoring.measures import DETAIL, HEADLINE
from eval.scoring.statistics import Difference, Figure

_TEMPLATES = Path(__file__).with_name("templates")


@dataclass(frozen=True)
class Card:
    """A headline figure.

    Attributes:
        title: What is measured.
        value: As it is printed.
        interval: The interval, printed; empty where there is none.
        change: Since the baseline, printed; empty where nothing is known.
        tone: `good`, `bad` or nothing: of the change, or of the value where it speaks for itself.
        explained: One sentence.
        low: Lower end of the interval, in percent of the scale.
        width: Width of the interval, in percent.
        at: The value, in percent.
    """

    title: str
    value: str
    explained: str
    interval: str = ""
    change: str = ""
    tone: str = ""
    low: float = 0.0
    width: float = 0.0
    at: float = 0.0


def page(evaluated: EvaluatedRun) -> str:
    """The report of a run."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["percent"] = lambda value: f"{100 * value:.1f} %"
    return environment.get_template("report.html").render(_values(evaluated))


def _values(evaluated: EvaluatedRun) -> dict[str, Any]:
    scores = evaluated.scores
    shown = pages.pages(evaluated)
    started = datetime.fromisoformat(evaluated.manifest.started)
    return {
        "evaluated": evaluated,
        "manifest": evaluated.manifest,
        "summary": evaluated.summary,
        "started": f"{started.day} {started:%B %Y, %H:%M} UTC",
        "verdict": VERDICTS[evaluated.gate.verdict],
        "passed": evaluated.gate.verdict is Verdict.PASS,
        "cards": _cards(evaluated),
        "details": [(m, evaluated.summary.figures[m.name]) for m in DETAIL],
        "pages": shown,
        "failed": sum(page.failed for page in shown),
        "types": sorted({score.type for score in scores}),
        "risk_coverage": plots.risk_coverage(scores),
        "confidences": plots.confidences(scores),
        "latency": plots.latency(scores),
        "trend": plots.trend(evaluated.trend) if len(evaluated.trend) > 1 else "",
    }


def _cards(evaluated: EvaluatedRun) -> list[Card]:
    summary, comparison = evaluated.summary, evaluated.comparison
    cards = [
        _card(
            measure.title,
            summary.figures[measure.name],
            measure.explained,
            comparison.differences[measure.name] if comparison else None,
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
    false = summary.false_citations
    cards.append(
        Card(
            "false citations",
            str(false),
            "Quotes that are not in the file at the place given. None is allowed.",
            tone="bad" if false else "good",
        )
    )
    return [*cards, _errors(evaluated)]


def _errors(evaluated: EvaluatedRun) -> Card:
    errors = evaluated.summary.errors
    return Card(
        "errors",
        str(errors),
        "Questions that raised instead of answering. Each counts as wrong.",
        tone="bad" if errors else "good",
    )


def _card(title: str, figure: Figure, explained: str, difference: Difference | None = None) -> Card:
    change, tone = "", ""
    if difference and difference.count:
        change = f"{100 * difference.change:+.1f}" if difference.change else "±0"
        tone = "good" if difference.change > 0 else "bad" if difference.change < 0 else ""
    return Card(
        title=title,
        value=f"{100 * figure.value:.1f}",
        explained=explained,
        interval=f"{100 * figure.low:.1f} – {100 * figure.high:.1f}",
        change=change,
        tone=tone,
        low=100 * figure.low,
        width=100 * (figure.high - figure.low),
        at=100 * figure.value,
    )
