"""`qa eval` and `qa calibrate`: somebody's own questions about their own folder."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.markup import escape
from rich.text import Text

from qa.cli import indexing
from qa.cli.consoles import err, note, out, set_in, visible
from qa.settings import Settings

if TYPE_CHECKING:
    from qa.scoring.figures import Share
    from qa.scoring.fitting import Fit, Tally
    from qa.scoring.marks import Mark, Progress
    from qa.scoring.scored import Scored

_FILE = typer.Argument(
    metavar="FILE",
    help="Questions as CSV or JSON lines: `question`, `answer` (the words that a right answer "
    "holds; empty where the articles do not say it), perhaps `file`.",
)
_SHOWN = 200  # characters of an answer
_MARGIN = " " * 15


def evaluate(
    file: Annotated[Path, _FILE],
    *,
    into: Annotated[
        Path | None, typer.Option(help="The folder of the runs; else beside the index.")
    ] = None,
    against: Annotated[
        str | None,
        typer.Option(metavar="RUN", help="Compare with this run of them, not with the one before."),
    ] = None,
    least: Annotated[
        float, typer.Option(min=0, max=1, help="The share that must end as it should.")
    ] = 1.0,
    every: Annotated[bool, typer.Option("--all", help="List what ended well, too.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the run as JSON.")] = False,
) -> None:
    """Score your own questions on your own folder, and compare with an earlier run.

    Exit code 0: all ended as they should, or the share of --least did; 1: not.
    """
    from qa.scoring import scored

    assistant = indexing.assistant()
    _warn(file, assistant.settings)
    with indexing.synced(assistant):
        assistant.index()  # what cannot be read is told once, not for each question
    with _progress("asking") as progress:
        found = scored.score(assistant, file, into=into, against=against, progress=progress)
    if as_json:
        print((found.folder / "run.json").read_text(encoding="utf-8"))
    else:
        _show(found, every=every)
    if found.figures.ended.value < least:
        raise typer.Exit(1)


def calibrate(
    file: Annotated[Path | None, _FILE] = None,
    *,
    keep: Annotated[
        bool, typer.Option("--keep/--show", help="Keep what is fitted, or only show it.")
    ] = True,
    reset: Annotated[
        bool, typer.Option("--reset", help="Go back to the threshold that comes with the program.")
    ] = False,
) -> None:
    """Fit the refusals to your own questions.

    The confidence from which on a question is answered is kept beside the index, holds for this
    folder, and is shown by `qa status`.
    """
    from qa.answer import calibration
    from qa.answer.confidence import THRESHOLDS
    from qa.errors import UsageError
    from qa.scoring import questions, scored

    settings = Settings()
    if reset:
        gone = calibration.forget(settings)
        out.print("back to the program's own threshold" if gone else "there was none to forget")
        return
    if file is None:
        raise UsageError("name a file of questions: qa calibrate questions.csv (or --reset)")
    _warn(file, settings)
    asked = questions.read(file)
    assistant = indexing.assistant()
    with indexing.synced(assistant):
        assistant.index()
    with _progress("asking") as progress:
        fits = scored.calibrate(settings, file, progress)
    _show_fit(fits[settings.caution], THRESHOLDS[settings.caution])
    if all(fit.threshold == THRESHOLDS[caution] for caution, fit in fits.items()):
        out.print("[bold]Nothing to change:[/] the program's own threshold serves as well.")
        if keep:
            calibration.forget(settings)
    elif keep:
        made = scored.as_calibration(fits, file, date.today().isoformat(), asked)
        calibration.keep(settings, made)
    if keep:
        out.print(f"in use: {escape(calibration.described(settings))}", soft_wrap=True)


def _warn(file: Path, settings: Settings) -> None:
    if file.resolve().is_relative_to(settings.corpus.resolve()):
        note(
            f"'{file}' lies within the folder of articles, and is read as one of them: move it, or "
            "name it in .qaignore"
        )


@contextmanager
def _progress(title: str) -> Iterator[Progress | None]:
    """A progress bar on a terminal; nothing in a pipe."""
    if not err.is_terminal:
        yield None
        return
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
    from rich.progress import TimeRemainingColumn as Remaining

    columns = (TextColumn(f"[dim]{title}[/]"), BarColumn(30), MofNCompleteColumn(), Remaining())
    with Progress(*columns, console=err, transient=True) as bars:
        task = bars.add_task("", total=None)
        yield lambda done, total: bars.update(task, completed=done, total=total)


def _show(found: Scored, *, every: bool) -> None:
    for mark in found.marks:
        if every or not mark.right:
            _mark(mark)
    figures = found.figures
    _share("ended as they should", figures.ended)
    _share("answered right", figures.right)
    _share("refused rightly", figures.refused)
    _share("refused wrongly", figures.lost)
    colour = {"good": "green", "bad": "red"}.get(found.report.tone, "bold")
    out.print(f"[{colour}]{escape(found.report.sentence)}[/]")
    out.print(f"report: {escape(str(found.folder / 'report.html'))}", soft_wrap=True)
    out.print("[dim]beside it: answers.csv, run.json[/]")


def _mark(mark: Mark) -> None:
    colour = "green" if mark.right else "red"
    question = mark.question
    out.print(
        f"[{colour}]{mark.outcome:<8}[/]{mark.confidence:5.2f}  [dim]{question.id}[/]  "
        f"{escape(visible(question.question))}",
        soft_wrap=True,
    )
    if mark.right:
        return
    if mark.answer is not None and not mark.answer.refused:
        text = " ".join(mark.answer.text.split())
        shown = text if len(text) <= _SHOWN else text[: text.rfind(" ", 0, _SHOWN)] + " …"
        set_in(out, Text(visible(shown), style="dim"), _MARGIN)
    missing = [
        " | ".join(group)
        for group, held in zip(question.required, mark.held, strict=False)
        if not held
    ]
    for fault in (*mark.faults, *(["lacks: " + "; ".join(missing)] if missing else [])):
        set_in(out, Text(visible(fault), style="yellow"), _MARGIN)


def _share(title: str, share: Share) -> None:
    if share.whole:
        low, high = share.interval
        counts = f"{share.part} of {share.whole}"
        out.print(
            f"{title:<22}{counts:>12}{100 * share.value:7.1f} %   "
            f"[dim]95 %: {100 * low:.0f} – {100 * high:.0f}[/]"
        )


def _show_fit(fit: Fit, usual: float) -> None:
    out.print(f"[bold]{'threshold':<34}{'right':>8}{'wrong':>8}{'withheld':>10}[/]")
    rows: list[tuple[str, Tally]] = [(f"{usual:.2f}, as the program comes", fit.before)]
    if fit.threshold != usual:
        rows.append((f"{fit.threshold:.2f}, fitted to your questions", fit.after))
    rows.append(("fitted to all but the one judged", fit.apart))
    for title, tally in rows:
        out.print(f"{title:<34}{tally.right:>8}{tally.wrong:>8}{tally.withheld:>10}")
