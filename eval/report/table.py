"""A run in the terminal: everything that matters, on a screen of 80 columns and 24 lines.

What was asked beside the gold set follows it, and takes more.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from rich.markup import escape

from eval.gate.verdict import Verdict
from eval.report import pages, suites
from eval.report.evaluated import EvaluatedRun
from eval.report.markdown import VERDICTS
from eval.scoring.measures import HEADLINE
from eval.scoring.statistics import Figure
from qa.report import verdict

WIDTH = 79
_REASONS = 2
_COLOURS = {Verdict.PASS: "green", Verdict.REGRESSION: "red", Verdict.BROKEN: "red"}


def lines(evaluated: EvaluatedRun) -> list[str]:
    """The lines to print, with rich's markup."""
    return [
        *_figures(evaluated),
        *_trivial(evaluated),
        *_types(evaluated),
        suites.shown(evaluated.shown),
        *_near(evaluated),
        *suites.lines(evaluated.suites),
        *_since(evaluated),
        *suites.beside(evaluated.writers),
        *_verdict(evaluated),
    ]


def _figures(evaluated: EvaluatedRun) -> Iterator[str]:
    summary = evaluated.summary
    yield f"[bold]{'':32}{'now':>7}   {'95 %':11}   {'since baseline'}[/]"
    for measure in HEADLINE:
        figure = summary.figures[measure.name]
        yield f"{measure.title:32}{_figure(figure)}   {_change(evaluated, measure.name)}"
    f1, aurc = summary.refusal_f1, summary.aurc
    yield f"{'refusal F1':32}{_figure(f1)}   {summary.refusals.over_refusal:.1%} refused wrongly"
    yield f"{'AURC (lower is better)':32}{_figure(aurc)}"
    colour = "red" if summary.false_citations else "green"
    yield (
        f"{'false citations':32}[{colour}]{summary.false_citations:>7}[/]   "
        f"{summary.errors} errors; {summary.seconds_p50:.2f} s p50, {summary.seconds_p95:.2f} s p95"
    )


def _trivial(evaluated: EvaluatedRun) -> Iterator[str]:
    names = list(evaluated.trivial)
    yield "[bold]" + f"{'knowing nothing':16}" + "".join(f"{_short(n):>9}" for n in names) + "[/]"
    for name, title in (("right", "right"), ("right_reason", "right, proven")):
        values = [getattr(evaluated.trivial[n], name) for n in names]
        yield f"[dim]{title:16}" + "".join(f"{value:9.3f}" for value in values) + "[/]"


def _types(evaluated: EvaluatedRun) -> Iterator[str]:
    yield "[bold]right by type[/]"
    cells = [
        f"{row.type:13}{row.right.value:6.2f} {f'({row.count})':5}"
        for row in evaluated.summary.types
    ]
    for at in range(0, len(cells), 3):
        yield " ".join(cells[at : at + 3]).rstrip()


def _near(evaluated: EvaluatedRun) -> Iterator[str]:
    """What another processor may refuse or answer, where that is anything."""
    margins = evaluated.margins
    if margins.near:
        named = ", ".join(f"{near.id} {near.confidence:.2f}" for near in margins.near)
        head = f"near the threshold ({margins.threshold:.2f}, ±{margins.points:.1f} points): "
        yield _cut(f"[dim]{head}[/]", named, WIDTH - len(head))


def _since(evaluated: EvaluatedRun) -> Iterator[str]:
    for line in suites.since(evaluated.moved, evaluated.unlike):
        yield from textwrap.wrap(line, WIDTH)


def _verdict(evaluated: EvaluatedRun) -> Iterator[str]:
    gate = evaluated.gate
    against = evaluated.comparison.against if evaluated.comparison else ""
    sentence, _ = verdict.sentence(pages.items(evaluated), against)
    yield _cut("", sentence, WIDTH)
    name = VERDICTS[gate.verdict]
    remarks = "; ".join(gate.remarks)
    yield _cut(f"[bold {_COLOURS[gate.verdict]}]{name}[/]", f"  {remarks}" if remarks else "")
    for reason in gate.reasons[:_REASONS]:
        yield _cut("[red]✗[/]", f" {reason}")
    if len(gate.reasons) > _REASONS:
        yield f"  and {len(gate.reasons) - _REASONS} more reasons, in the report"


def _figure(figure: Figure) -> str:
    return f"{figure.value:7.3f}   {figure.low:.2f} – {figure.high:.2f}"


def _change(evaluated: EvaluatedRun, name: str) -> str:
    if evaluated.comparison is None:
        return "[dim]–[/]"
    found = evaluated.comparison.differences[name]
    if not found.lost + found.gained:
        return "[dim]as before[/]"
    colour = "green" if found.change > 0 else "red" if found.change < 0 else "dim"
    return f"[{colour}]{found.change:+.3f}[/]  [dim]{found.lost} lost, {found.gained} gained[/]"


def _short(name: str) -> str:
    return name.removesuffix(" sentence")


def _cut(head: str, rest: str, room: int = WIDTH - 10) -> str:
    return head + escape(rest if len(rest) <= room else rest[: room - 1] + "…")
