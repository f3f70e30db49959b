"""`qa check`: a draft held against the articles, on a terminal, as JSON, or as a page."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.markup import escape
from rich.text import Text

from qa.cli import indexing, places
from qa.cli.consoles import complain, err, note, out, set_in, visible
from qa.errors import QAError, UsageError
from qa.locale import gettext

if TYPE_CHECKING:
    from qa.assistant import Assistant
    from qa.check.checking import Progress
    from qa.types import CheckedStatement, CheckReport, Citation, Document

_STDIN = "-"
_MARGIN = " " * 7
_MARKS = {
    "supported": ("✓", "green"),
    "contradicted": ("✗", "red"),
    "not in the articles": ("?", "yellow"),
}


def check(
    draft: Annotated[
        str,
        typer.Argument(metavar="FILE", help="The draft: a text, or - for standard input."),
    ],
    *,
    every: Annotated[
        bool, typer.Option("--all/--faults", help="Show all statements, or only unproved ones.")
    ] = True,
    as_json: Annotated[bool, typer.Option("--json", help="Print the report as JSON.")] = False,
    html: Annotated[
        Path | None,
        typer.Option(
            metavar="PAGE", help="Write the report as a page: the draft beside its evidence."
        ),
    ] = None,
) -> None:
    """Hold a text against the articles: what they say, what they say otherwise, what is not there.

    Exit code 0: the articles say every statement; 1: they do not; 2: it could not be checked.
    """
    try:
        read = _read(draft)
        assistant = indexing.assistant()
        with indexing.following(assistant):
            report = _checked(draft, read, assistant)
            if html is not None:
                _write(html, report)
            if as_json:
                found = report.model_dump(mode="json")
                print(json.dumps(found, ensure_ascii=False, indent=2), flush=True)
            else:
                show(out, report, assistant.settings.corpus, every=every)
                if html is not None:
                    out.print(f"page: {escape(str(html))}", soft_wrap=True)
    except QAError as error:
        complain(error)
        raise typer.Exit(2) from error
    raise typer.Exit(0 if report.passed else 1)


def _checked(name: str, read: Document, assistant: Assistant) -> CheckReport:
    if name != _STDIN and Path(name).resolve().is_relative_to(assistant.settings.corpus.resolve()):
        note(
            f"'{name}' lies within the folder of articles and would prove itself: only the other "
            "articles count"
        )
    files = _others(name, assistant.settings.corpus, assistant.index().files)
    with _progress() as progress:
        shown = "standard input" if name == _STDIN else name
        return assistant.check(read, name=shown, files=files, progress=progress)


def _others(name: str, corpus: Path, files: tuple[str, ...]) -> list[str] | None:
    """The articles without the draft itself, where it is one of them."""
    path = Path(name).resolve()
    if name == _STDIN or not path.is_relative_to(corpus.resolve()):
        return None
    own = path.relative_to(corpus.resolve()).as_posix()
    return [file for file in files if file != own]


def _read(name: str) -> Document:
    from qa.check import drafts

    if name != _STDIN:
        return drafts.of_file(Path(name))
    return drafts.of_bytes(sys.stdin.buffer.read())


def _write(path: Path, report: CheckReport) -> None:
    from qa.report import draft

    try:
        path.write_text(draft.page(report), encoding="utf-8")
    except OSError as error:
        raise UsageError(
            f"the page '{path}' cannot be written ({error.strerror or error}): name a file in a "
            "folder that is there"
        ) from error


@contextmanager
def _progress() -> Iterator[Progress | None]:
    """A progress bar on a terminal; nothing in a pipe."""
    if not err.is_terminal:
        yield None
        return
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
    from rich.progress import TimeRemainingColumn as Remaining

    columns = (TextColumn("[dim]checking[/]"), BarColumn(30), MofNCompleteColumn(), Remaining())
    with Progress(*columns, console=err, transient=True) as bars:
        task = bars.add_task("", total=None)
        yield lambda done, total: bars.update(task, completed=done, total=total)


# -- on a terminal ---------------------------------------------------------------------------------


def show(console: Console, report: CheckReport, corpus: Path, *, every: bool = True) -> None:
    """Show a report: each statement with its mark, its reason and its evidence."""
    for statement in report.checked:
        if every or statement.verdict != "supported":
            _statement(console, statement, corpus)
    _left_out(console, report)
    for remark in report.notes:
        console.print(f"[yellow]{escape(visible(remark))}[/]", soft_wrap=True)
    _counts(console, report)


def _statement(console: Console, statement: CheckedStatement, corpus: Path) -> None:
    mark, colour = _MARKS[statement.verdict]
    where = gettext("line {line}", line=statement.line)
    text = Text(visible(" ".join(statement.text.split())), style="bold")
    set_in(console, text, Text.from_markup(f"[{colour}]{mark}[/] [dim]{where}[/]  "))
    if statement.read_as:
        _said(console, f"read as: {statement.read_as}", "dim")
    if statement.verdict != "supported":
        told = f"{statement.verdict}: {statement.reason}" if statement.reason else statement.verdict
        _said(console, told, colour)
    elif statement.reason:
        _said(console, statement.reason, "dim")
    for part in statement.parts:
        mark, colour = _MARKS[part.verdict]
        why = f": {part.reason}" if part.reason and part.reason != statement.reason else ""
        _said(console, f"{mark} {part.text}{why}", colour)
        for citation in part.citations:
            _citation(console, citation, corpus)
    for citation in statement.citations:
        _citation(console, citation, corpus)
    if statement.otherwise:
        _said(console, "another article says otherwise:", "yellow")
        for citation in statement.otherwise:
            _citation(console, citation, corpus)
    console.print()


def _citation(console: Console, citation: Citation, corpus: Path) -> None:
    _said(console, f"“{' '.join(citation.quote.split())}”", "dim")
    where = places.link(console, corpus, citation)
    console.print(f"{_MARGIN}[cyan]{where}[/]", soft_wrap=True)


def _said(console: Console, text: str, style: str) -> None:
    set_in(console, Text(visible(text), style=style), _MARGIN)


def _left_out(console: Console, report: CheckReport) -> None:
    if not report.left_out:
        return
    kinds: dict[str, int] = {}
    for piece in report.left_out:
        kinds[piece.kind] = kinds.get(piece.kind, 0) + 1
    told = ", ".join(f"{count} {_plural(kind, count)}" for kind, count in kinds.items())
    console.print(
        f"[dim]left out, as nothing that articles could bear out: {told}[/]",
        soft_wrap=True,
    )


def _plural(kind: str, count: int) -> str:
    return kind if count == 1 or kind == "code" else f"{kind}s"


def _counts(console: Console, report: CheckReport) -> None:
    counts = report.counts
    told = [
        f"[{colour}]{mark} {counts[verdict]} {verdict}[/]"
        for verdict, (mark, colour) in _MARKS.items()
    ]
    console.print(f"{', '.join(told)} [dim]of {len(report.checked)} statements[/]", soft_wrap=True)
