"""The command line: run (the default), `check`, `accept`, `figures`, `report`, `feedback`."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.markup import escape

from eval import evaluation
from eval.errors import EvalError, RunError
from eval.gate import acceptance
from eval.gate import baseline as baselines
from eval.gate.verdict import Verdict
from eval.gold import corpus, feedback, rules
from eval.gold import questions as gold
from eval.gold.questions import Question
from eval.paths import Paths
from eval.report import suite_table, table
from eval.report.evaluated import EvaluatedRun
from eval.running import modes, runs
from eval.running.indexing import bring_up_to_date
from eval.running.judge import ModelJudge
from eval.running.runner import Progress
from eval.scoring import trivial
from eval.suites import asking, golden, items, small
from eval.suites import rules as suite_rules
from eval.suites.asking import Suites
from qa.errors import QAError

app = typer.Typer(
    help="Score the gold set and compare with the accepted baseline.",
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
)
_out = Console(highlight=False)
_err = Console(stderr=True, highlight=False)


@dataclass(frozen=True)
class _Options:
    """What one run is asked for."""

    paths: Paths
    resume: str | None
    against: str | None
    jobs: int | None
    judge: bool
    prices: tuple[float, float] | None
    suites: Sequence[str] | None
    whole: bool
    split: str | None


@app.callback(invoke_without_command=True)
def run(
    context: typer.Context,
    *,
    types: Annotated[
        list[str] | None, typer.Option("--type", help="Only questions of this type; repeatable.")
    ] = None,
    ids: Annotated[
        list[str] | None, typer.Option("--id", help="Only the question of this id; repeatable.")
    ] = None,
    split: Annotated[str | None, typer.Option(help="Only `dev`, or only `test`.")] = None,
    suite: Annotated[
        list[str] | None,
        typer.Option(
            help=f"`gold` alone, or also {', '.join(f'`{name}`' for name in items.SUITES)}; "
            "repeatable. All where nothing is given: extractive, of the whole gold set."
        ),
    ] = None,
    mode: Annotated[
        str | None,
        typer.Option(help="`extractive` or `generative`; both where a model is set up."),
    ] = None,
    against: Annotated[
        str | None, typer.Option(metavar="RUN", help="Compare with this run, not the baseline.")
    ] = None,
    resume: Annotated[
        str | None, typer.Option(metavar="RUN", help="Go on with this run; `last` is the latest.")
    ] = None,
    jobs: Annotated[
        int | None, typer.Option(min=1, help="Questions at one time: 1, with a model 4.")
    ] = None,
    judge: Annotated[bool, typer.Option(help="Have the model judge answers too; advisory.")] = True,
    prices: Annotated[
        tuple[float, float] | None,
        typer.Option(metavar="IN OUT", help="Prices of a million tokens read and written."),
    ] = None,
) -> None:
    """Answer the gold questions, score the answers, compare, and write a report.

    Exit code 0: passed; 1: quality fell, or a citation is false; 2: the run is broken.
    """
    if context.invoked_subcommand:
        return
    paths = _paths(context)
    every = gold.load(paths.gold)
    chosen = gold.select(every, types=types or (), ids=ids or (), split=split)
    whole = not types and not ids
    options = _Options(paths, resume, against, jobs, judge, prices, suite, whole, split)
    verdicts = [
        _run_mode(name, chosen, options, complete=len(chosen) == len(every))
        for name in modes.asked(mode)
    ]
    raise typer.Exit(max(verdicts))


@app.command(name="check")
def check_gold(
    context: typer.Context,
    path: Annotated[Path | None, typer.Argument(help="Another gold set.")] = None,
) -> None:
    """Prove that gold set and suites keep their rules; show what knowing nothing scores."""
    paths = _paths(context)
    questions, texts = gold.load(path or paths.gold), corpus.texts(paths.corpus)
    found = [
        *rules.problems(questions, texts),
        *trivial.problems(questions, texts),
        *suite_rules.problems(paths),
    ]
    for problem in found:
        _out.print(f"[red]✗[/] {escape(problem)}", soft_wrap=True)
    _out.print(f"{'answerer':16}{'right':>8}{'proven':>8}")
    for name, level in trivial.levels(questions, texts).items():
        _out.print(f"{name:16}{level.right:8.3f}{level.right_reason:8.3f}")
    _out.print(f"{len(questions)} questions, {len(found)} problems")
    raise typer.Exit(Verdict.BROKEN if found else Verdict.PASS)


@app.command()
def accept(
    context: typer.Context,
    reason: Annotated[str, typer.Option(help="Why: it is kept with the baseline.")],
    run: Annotated[
        str | None, typer.Argument(help="A run; the latest of the whole gold set when left out.")
    ] = None,
    mode: Annotated[str | None, typer.Option(help="The latest run of this mode.")] = None,
) -> None:
    """Make a run the baseline that later ones are compared with."""
    paths = _paths(context)
    name = run or acceptance.latest(paths, mode).manifest.id
    new = acceptance.accept(name, reason, paths)
    said = f"accepted {new.run} as the {new.mode} baseline: {escape(new.reason)}"
    _out.print(said, soft_wrap=True)


@app.command()
def figures(
    context: typer.Context,
    into: Annotated[
        Path | None, typer.Option(help="Renew the table between the marks of this file.")
    ] = None,
) -> None:
    """Show the accepted figures of the suites as the README's table."""
    accepted = baselines.read(_paths(context).baseline, "extractive")
    if accepted is None or accepted.suites is None:
        raise RunError("the baseline has no suites: accept a run that asked them")
    if into is None:
        print("\n".join(suite_table.lines(accepted.suites)))
    else:
        into.write_text(suite_table.put(into.read_text("utf-8"), accepted.suites), "utf-8")


@app.command()
def report(
    context: typer.Context,
    run: Annotated[str, typer.Argument(help="A run.")] = "last",
    against: Annotated[
        str | None, typer.Option(metavar="RUN", help="Compare with this run, not the baseline.")
    ] = None,
) -> None:
    """Score a run again and write its report anew; nothing is asked."""
    paths = _paths(context)
    found = runs.find(paths.runs, run)
    former = evaluation.former(paths, found.manifest.mode, against)
    evaluated = evaluation.assess(found, runs.asked(found, paths.gold), paths, former)
    evaluation.publish(evaluated, found)
    _print(evaluated, found.folder)
    raise typer.Exit(evaluated.gate.verdict)


@app.command(name="feedback")
def feedback_to_gold(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="JSON lines, as the chat page writes them.")],
    into: Annotated[
        Path | None, typer.Option(help="Where candidates go; shown when left out.")
    ] = None,
) -> None:
    """Turn thumbs down into candidates for the gold set, refusing what it asks already."""
    known = gold.load(_paths(context).gold)
    found = feedback.triage(feedback.read(file), known)
    lines = [json.dumps(candidate, ensure_ascii=False) for candidate in found.candidates]
    if into is None:
        for line in lines:
            print(line)
    elif lines:
        with into.open("a", encoding="utf-8") as target:
            target.write("\n".join(lines) + "\n")
    for refusal in found.refused:
        _err.print(f"[yellow]left out[/] {escape(refusal)}", soft_wrap=True)
    _err.print(f"{len(lines)} candidates, {len(found.refused)} left out")


def _run_mode(
    mode: str, questions: Sequence[Question], options: _Options, *, complete: bool
) -> Verdict:
    from qa.assistant import Assistant

    paths = options.paths
    settings = modes.settings(mode, paths)
    texts = corpus.texts(paths.corpus)
    suites = _suites(mode, options)
    manifest = runs.describe(
        questions,
        complete=complete,
        mode=mode,
        settings=settings,
        corpus=corpus.digest(texts),
        suites={name: items.digest(some) for name, some in suites.items()},
        split=options.split,
    )
    into = evaluation.start(paths, manifest, options.resume)
    assistant = Assistant(settings)
    with _progress(f"{mode}: indexing") as progress:
        bring_up_to_date(assistant, progress)
    with _progress(f"{mode}: suites") as progress:
        asking.ask(settings, suites, into, paths, progress)
    if "writers" in suites and mode == "extractive":
        found = small.ask(settings, questions)
        into.write(small.FILE, json.dumps(found.as_json(), indent=1))
    with _progress(mode) as progress:
        evaluated = evaluation.evaluate(
            assistant,
            questions,
            into,
            paths,
            jobs=options.jobs or modes.JOBS[mode],
            against=options.against,
            judge=ModelJudge(settings) if mode == "generative" and options.judge else None,
            prices=options.prices,
            progress=progress,
        )
    _print(evaluated, into.folder)
    return evaluated.gate.verdict


def _suites(mode: str, options: _Options) -> Suites:
    """What is asked beside the gold set: as named, or everything of a run that names nothing.

    A language model is slow or costs: it is asked the suites only by name.
    """
    if options.suites is not None:
        names = tuple(dict.fromkeys(name for name in options.suites if name != golden.GOLD))
    else:
        names = items.SUITES if options.whole and mode == "extractive" else ()
    return asking.chosen(names, options.paths, options.split)


@contextmanager
def _progress(title: str) -> Iterator[Progress]:
    """A progress bar on a terminal; nothing in a pipe."""
    if not _err.is_terminal:
        yield lambda done, total: None
        return
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
    from rich.progress import TimeRemainingColumn as Remaining

    columns = (TextColumn(f"[dim]{title}[/]"), BarColumn(30), MofNCompleteColumn(), Remaining())
    with Progress(*columns, console=_err, transient=True) as bars:
        task = bars.add_task("", total=None)
        yield lambda done, total: bars.update(task, completed=done, total=total)


def _print(evaluated: EvaluatedRun, folder: Path) -> None:
    manifest = evaluated.manifest
    _out.print(f"[bold]{manifest.mode}[/], {len(evaluated.scores)} questions, run {manifest.id}")
    for line in table.lines(evaluated):
        _out.print(line, no_wrap=True, crop=False, overflow="ignore")
    _out.print(f"report: {escape(_near(folder / 'report.html'))}", soft_wrap=True)


def _near(path: Path) -> str:
    here = Path.cwd()
    return str(path.relative_to(here)) if path.is_relative_to(here) else str(path)


def _paths(context: typer.Context) -> Paths:
    """Where this command line reads and writes: as `main` was told, or the files of `eval/`."""
    return context.find_object(Paths) or Paths()


def main(paths: Paths | None = None) -> None:
    """Run the command line; whatever keeps it from measuring is one line and exit code 2."""
    try:
        app(obj=paths)
    except (EvalError, QAError) as error:
        _err.print(f"[bold red]error:[/] {escape(str(error))}", soft_wrap=True)
        sys.exit(Verdict.BROKEN)
    except KeyboardInterrupt:
        _err.print("\nstopped; go on with: python -m eval --resume last")
        sys.exit(130)
