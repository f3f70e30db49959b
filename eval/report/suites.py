"""What was asked beside the gold set, in the terminal and in Markdown."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from eval.gate.movements import Movement
from eval.scoring.statistics import Figure
from eval.suites import beside as side_by_side
from eval.suites.beside import Column
from eval.suites.figures import SuiteFigures

_WIDTH = 3  # sorts on a line of the terminal


def shown(figures: SuiteFigures) -> str:
    """What the gold set's answers show, in one line."""
    told = ", ".join(f"{name} {figures.figure(name).value:.3f}" for name in figures.measures)
    return told[:1].upper() + told[1:]


def lines(suites: Sequence[SuiteFigures]) -> Iterator[str]:
    """The lines to print, with rich's markup: every measure of all, of dev and of test."""
    for suite in suites:
        title = f"{suite.suite}, {len(suite.marks)} items"
        yield f"[bold]{title:34}{'all':>7}{'dev':>8}{'test':>8}   {'95 %':13}{'of':>6}[/]"
        for measure in suite.measures:
            figure = suite.figure(measure)
            parts = "".join(f"{_value(suite, measure, split):>8}" for split in ("dev", "test"))
            interval = f"{figure.low:.2f} – {figure.high:.2f}"
            yield f"{measure:34}{_number(figure):>7}{parts}   {interval:13}{figure.count:>6}"
        yield from _sorts(suite)


def since(moved: Sequence[Movement], unlike: Sequence[str]) -> Iterator[str]:
    """What the figures of suites have become since the baseline, suite by suite."""
    for suite in dict.fromkeys(one.suite for one in moved):
        told = ", ".join(one.told for one in moved if one.suite == suite)
        yield f"{suite}, since the baseline: {told}"
    if unlike:
        yield f"no figures of the same items in the baseline: {', '.join(unlike)}"


def page(suites: Sequence[SuiteFigures]) -> Iterator[str]:
    """The same for Markdown, with every measure of every kind or type."""
    for suite in suites:
        yield ""
        yield f"## {suite.suite}, {len(suite.marks)} items"
        yield ""
        yield "| measure | all | dev | test | 95 % interval | of |"
        yield "|---|--:|--:|--:|---|--:|"
        for measure in suite.measures:
            figure = suite.figure(measure)
            parts = " | ".join(_value(suite, measure, split) for split in ("dev", "test"))
            interval = f"{figure.low:.3f} – {figure.high:.3f}"
            yield f"| {measure} | {_number(figure)} | {parts} | {interval} | {figure.count} |"
        yield ""
        yield from _table(suite)


def beside(writers: Sequence[Column]) -> Iterator[str]:
    """The lines to print of language models beside each other."""
    if not writers:
        return
    head, *rows = side_by_side.rows(writers)
    yield f"[bold]{'what models wrote':34}{''.join(f'{cell:>14}' for cell in head[1:])}[/]"
    for row in rows:
        yield f"{row[0]:34}{''.join(f'{cell:>14}' for cell in row[1:])}"
    yield from side_by_side.skipped(writers)


def beside_page(writers: Sequence[Column]) -> Iterator[str]:
    """The same for Markdown."""
    if not writers:
        return
    head, *rows = side_by_side.rows(writers)
    yield from ("", "## what models wrote", "")
    yield f"| {' | '.join(head)} |"
    yield "|---|" + "--:|" * len(writers)
    yield from (f"| {' | '.join(row)} |" for row in rows)
    yield from (line for told in side_by_side.skipped(writers) for line in ("", told))


def _sorts(suite: SuiteFigures) -> Iterator[str]:
    name = suite.by_kind
    if name is None:
        return
    yield f"[bold]{name}, by kind[/]"
    found = [(sort, suite.figure(name, sort=sort)) for sort in suite.sorts]
    cells = [f"{sort:18}{figure.value:5.2f}   " for sort, figure in found if figure.count]
    for at in range(0, len(cells), _WIDTH):
        yield "".join(cells[at : at + _WIDTH]).rstrip()


def _table(suite: SuiteFigures) -> Iterator[str]:
    """A row for each kind or type, a column for each measure."""
    yield f"| kind | items | {' | '.join(suite.measures)} |"
    yield "|---|--:|" + "--:|" * len(suite.measures)
    for sort in suite.sorts:
        items = sum(mark.sort == sort for mark in suite.marks)
        cells = [_number(suite.figure(measure, sort=sort)) for measure in suite.measures]
        yield f"| {sort} | {items} | {' | '.join(cells)} |"


def _value(suite: SuiteFigures, measure: str, split: str) -> str:
    return _number(suite.figure(measure, split=split))


def _number(figure: Figure) -> str:
    return f"{figure.value:.3f}" if figure.count else "–"
