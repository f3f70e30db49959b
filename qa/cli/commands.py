"""The command line: `ask`, `chat`, `sync`, `status` and `serve`. No logic of its own."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.console import Console
from rich.markup import escape

from qa.cli import showing
from qa.corpus import unread
from qa.errors import QAError
from qa.settings import Settings

if TYPE_CHECKING:
    from qa.assistant import Assistant
    from qa.index.sync import Progress
    from qa.types import Answer, Turn, Within

app = typer.Typer(
    help="Ask questions about a folder of articles; every answer cites file, line and quote.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
)
_out = Console(highlight=False)
_err = Console(stderr=True, highlight=False)

_PROMPT = "[bold cyan]?[/] "
_FAREWELLS = {"exit", "quit", ":q"}


_Paths = Annotated[
    list[str] | None,
    typer.Option(
        "--in", metavar="PATTERN", help="Only articles whose path matches, as 'reports/*'."
    ),
]
_Since = Annotated[
    str | None,
    typer.Option(metavar="DATE", help="Only articles dated from then on: 2024, 2024-05, …"),
]
_Until = Annotated[
    str | None, typer.Option(metavar="DATE", help="Only articles dated up to then, it included.")
]
_Types = Annotated[
    list[str] | None,
    typer.Option("--type", metavar="KIND", help="Only files of a kind, as pdf or markdown."),
]


@app.command()
def ask(
    question: Annotated[str, typer.Argument(help="The question, in quotation marks.")],
    as_json: Annotated[
        bool, typer.Option("--json", help="Print the whole answer as JSON.")
    ] = False,
    usage: Annotated[
        bool, typer.Option("--usage", help="Also show model, tokens and seconds.")
    ] = False,
    paths: _Paths = None,
    since: _Since = None,
    until: _Until = None,
    types: _Types = None,
) -> None:
    """Answer one question, with the sources that prove it."""
    from qa.search.request import validated

    validated(question)
    within = _within(paths, since, until, types)
    assistant = _assistant()
    with _syncing(assistant):
        if as_json:
            answer = assistant.ask(question, within=within)
            print(json.dumps(answer.model_dump(mode="json"), ensure_ascii=False, indent=2))
        else:
            answer = _answered(assistant, question, [], within)
    if usage:
        from qa.cli import streaming as live

        _err.print(f"[dim]{escape(live.usage(answer))}[/]", soft_wrap=True)


@app.command()
def chat(
    paths: _Paths = None,
    since: _Since = None,
    until: _Until = None,
    types: _Types = None,
) -> None:
    """Ask in a conversation: later questions may lean on earlier ones."""
    within = _within(paths, since, until, types)
    assistant = _assistant()
    with _syncing(assistant):
        index = assistant.index()
    _out.print(
        f"[dim]{len(index.files)} articles in {escape(str(assistant.settings.corpus))}. "
        "An empty line or Ctrl-D ends the conversation.[/]"
    )
    history: list[Turn] = []
    while (question := _read()) is not None:
        try:
            answer = _answered(assistant, question, history, within)
        except QAError as error:
            _complain(error)
            continue
        history += [
            {"role": "user", "content": question},
            {"role": "assistant", "content": answer.text},
        ]


@app.command()
def sync(
    rebuild: Annotated[
        bool, typer.Option("--rebuild", help="Remove the index first and make it anew.")
    ] = False,
    verbose: Annotated[
        bool, typer.Option("--verbose", help="Name every file that was not read.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the report as JSON.")] = False,
) -> None:
    """Bring the index up to date with the folder of articles."""
    assistant = _assistant()
    with _progress() as progress:
        report = assistant.sync(rebuild=rebuild, progress=progress, on_wait=_say_waiting)
    if as_json:
        print(json.dumps(report.model_dump(mode="json"), ensure_ascii=False, indent=2))
        return
    counts = [
        f"{len(files)} {what}"
        for what, files in (
            ("added", report.added),
            ("updated", report.updated),
            ("removed", report.removed),
            ("unchanged", report.unchanged),
            ("skipped", report.skipped),
        )
        if files
    ]
    _out.print(
        f"{', '.join(counts) or 'nothing to do'}; {report.passages:,} sentences indexed, "
        f"{report.embedded:,} embedded now, {report.seconds:.1f} s",
        soft_wrap=True,
    )
    for skipped in report.skipped:
        _err.print(
            f"[yellow]skipped[/] {escape(skipped.file)}: {escape(skipped.reason)}", soft_wrap=True
        )
    for line in unread.told(report.unread, verbose=verbose):
        _err.print(f"[yellow]note[/] {escape(line)}", soft_wrap=True)
    for warning in report.warnings:
        _err.print(f"[yellow]note[/] {escape(warning)}", soft_wrap=True)


@app.command()
def status(
    verbose: Annotated[
        bool, typer.Option("--verbose", help="Name every file that is not read.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print it as JSON.")] = False,
) -> None:
    """Show what is indexed, with which models, where, what is stale, and what is not read."""
    assistant = _assistant()
    facts = assistant.status()
    if as_json:
        listed = [one.model_dump() for one in assistant.unread()] if "indexed" in facts else []
        print(json.dumps(facts | {"unread": listed}, ensure_ascii=False, indent=2))
        return
    if verbose and "not read" in facts:
        facts["not read"] = "; ".join(unread.told(assistant.unread(), verbose=True))
    width = max(map(len, facts))
    for name, value in facts.items():
        _out.print(f"[dim]{name:<{width}}[/]  {escape(value)}", soft_wrap=True)


@app.command()
def serve(
    host: Annotated[str, typer.Option(help="The address to bind to.")] = "127.0.0.1",
    port: Annotated[
        int | None, typer.Option(min=1, max=65535, help="The port; the first free one from 7860.")
    ] = None,
    auth: Annotated[
        Path | None,
        typer.Option(help="A file of users, lines of user:password; or set QA_AUTH to such lines."),
    ] = None,
    mcp: Annotated[bool, typer.Option("--mcp", help="Offer the tools by MCP as well.")] = False,
    browser: Annotated[bool, typer.Option("--open/--no-open", help="Open a browser.")] = False,
) -> None:
    """Serve the chat page: on this machine alone, unless users are given."""
    from qa.app import credentials, server

    settings = Settings()
    users: dict[str, str] | None = None
    if auth is not None:
        users = credentials.read(auth)
    elif settings.auth is not None:
        users = credentials.parse(settings.auth.get_secret_value())
    options = server.Options(host=host, port=port, users=users, mcp=mcp, browser=browser)
    server.check(options)
    assistant = _assistant()
    with _syncing(assistant):
        pass

    def ready(url: str) -> None:
        _out.print(f"The page is at [bold]{escape(url)}[/]. Ctrl-C ends it.", soft_wrap=True)
        if mcp:
            _out.print(f"MCP tools are at {escape(url)}gradio_api/mcp/", soft_wrap=True)

    server.launch(assistant, options, ready)


def _assistant() -> Assistant:
    from qa.assistant import Assistant

    return Assistant(Settings())


@contextmanager
def _syncing(assistant: Assistant) -> Iterator[None]:
    """Bring the index up to date first, with a word about it where it takes a while."""
    from qa.errors import StoreError

    if _is_stale(assistant):
        try:
            with _progress() as progress:
                assistant.sync(progress=progress, on_wait=_say_waiting)
        except StoreError:
            if not assistant.readable():
                raise
    yield


def _is_stale(assistant: Assistant) -> bool:
    return not assistant.readable() or not assistant.pending().empty


@contextmanager
def _progress() -> Iterator[Progress]:
    """A progress bar on a terminal; in a pipe one line when there is something to embed."""
    if not _err.is_terminal:
        yield _one_line()
        return
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
    )

    columns = (
        TextColumn("[dim]indexing[/]"),
        BarColumn(bar_width=30),
        MofNCompleteColumn(),
        TextColumn("sentences"),
        TimeRemainingColumn(),
        TextColumn("[dim]{task.description}[/]"),
    )
    with Progress(*columns, console=_err, transient=True) as bars:
        task = bars.add_task("", total=None, visible=False)

        def update(done: int, total: int, file: str) -> None:
            bars.update(task, completed=done, total=total, description=escape(file), visible=True)

        yield update


def _one_line() -> Callable[[int, int, str], None]:
    said: list[bool] = []

    def update(done: int, total: int, file: str) -> None:
        if not said:
            said.append(True)
            _err.print(f"indexing {total:,} sentences ...", soft_wrap=True)

    return update


def _say_waiting() -> None:
    _err.print("another process is writing the index; waiting for it ...", soft_wrap=True)


def _within(
    paths: list[str] | None, since: str | None, until: str | None, types: list[str] | None
) -> Within:
    """Which articles may answer; what cannot be understood is told before anything is read."""
    from qa.search import scope
    from qa.types import Within

    asked = Within(paths=tuple(paths or ()), since=since, until=until, types=tuple(types or ()))
    scope.checked(asked)
    return asked


def _answered(assistant: Assistant, question: str, history: list[Turn], within: Within) -> Answer:
    """Answer and show it; what a language model writes, as it comes."""
    if not assistant.generative:
        answer, shown = assistant.ask(question, history, within=within), False
    else:
        from qa.cli import streaming as live

        answer, shown = live.show(_out, assistant, question, history, within)
    showing.show(_out, answer, written=shown)
    return answer


def _read() -> str | None:
    """The next question; None at the end of the conversation."""
    try:
        line = _out.input(_PROMPT) if sys.stdin.isatty() else input()
    except EOFError:
        return None
    return None if not line.strip() or line.strip().lower() in _FAREWELLS else line


def _complain(error: BaseException) -> None:
    _err.print(f"[bold red]error:[/] {escape(str(error))}", soft_wrap=True)


def main() -> Any:
    """Run the command line; errors raised on purpose are one line and exit code 1."""
    from pydantic import ValidationError

    try:
        app()
    except QAError as error:
        _complain(error)
        sys.exit(1)
    except ValidationError as error:
        first = error.errors()[0]
        name = ".".join(str(part) for part in first["loc"]).upper()
        _complain(QAError(f"the setting {name} is not usable: {first['msg']}"))
        sys.exit(1)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(1)
    except KeyboardInterrupt:
        _err.print("\nstopped; what was indexed is kept")
        sys.exit(130)
