"""The command line: what can be typed after `qa`. No logic of its own."""

from __future__ import annotations

import json
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.markup import escape

from qa.cli import checking, indexing, own_questions
from qa.cli.consoles import complain, err, note, out
from qa.errors import QAError
from qa.settings import Settings

if TYPE_CHECKING:
    from qa.assistant import Assistant
    from qa.types import Answer, Turn, Within

app = typer.Typer(
    help="Ask questions about a folder of articles; every answer cites file, line and quote.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
)


def _version(wanted: bool) -> None:
    if wanted:
        import qa

        print(f"qa {qa.__version__}")
        raise typer.Exit


@app.callback()
def options(
    *,
    version: Annotated[
        bool,
        typer.Option(
            "--version", callback=_version, is_eager=True, help="Show the version and exit."
        ),
    ] = False,
) -> None:
    """Ask questions about a folder of articles; every answer cites file, line and quote."""


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
    question: Annotated[
        list[str], typer.Argument(help="The question; quotation marks may be left out.")
    ],
    as_json: Annotated[
        bool, typer.Option("--json", help="Print the whole answer as JSON.")
    ] = False,
    explain: Annotated[
        bool,
        typer.Option(
            "--explain", help="Also show what was read, and what speaks for and against it."
        ),
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

    asked = " ".join(question)
    validated(asked)
    within = _within(paths, since, until, types)
    assistant = indexing.assistant()
    with indexing.following(assistant):
        answer = (
            assistant.ask(asked, within=within)
            if as_json
            else _answered(assistant, asked, [], within)
        )
        explanation = assistant.explain(answer, within=within) if explain else None
        if as_json:
            found = answer.model_dump(mode="json")
            if explanation is not None:
                found["explanation"] = explanation.model_dump(mode="json")
            print(json.dumps(found, ensure_ascii=False, indent=2), flush=True)
        elif explanation is not None:
            from qa.cli import why

            why.show(out, explanation)
        if usage:
            from qa.cli import streaming as live

            err.print(f"[dim]{escape(live.usage(answer))}[/]", soft_wrap=True)


@app.command()
def chat(
    paths: _Paths = None,
    since: _Since = None,
    until: _Until = None,
    types: _Types = None,
) -> None:
    """Ask in a conversation: later questions may lean on earlier ones."""
    from qa.cli.conversation import Conversation

    within = _within(paths, since, until, types)
    assistant = indexing.assistant()
    with indexing.meanwhile(assistant):
        Conversation(out, assistant, partial(_answered, within=within), within).run()


def _files(begun: str) -> list[str]:
    """The articles whose names go on as begun: for the shell's completion."""
    from qa.corpus import documents

    try:
        return [file for file in documents.files(Settings().corpus) if file.startswith(begun)]
    except QAError:
        return []


@app.command(name="open")
def open_place(
    place: Annotated[
        str,
        typer.Argument(metavar="FILE:LINE", help="As an answer shows it.", autocompletion=_files),
    ],
    show: Annotated[
        bool, typer.Option("--show", help="Show it here, whatever editor there is.")
    ] = False,
    context: Annotated[
        int, typer.Option(min=0, max=1000, help="Lines that are shown on each side.")
    ] = 3,
) -> None:
    """Open a place of an article in $VISUAL or $EDITOR, or show it with the lines around it."""
    from qa.cli import opening
    from qa.corpus.fields import Fields

    settings = Settings()
    corpus, named = settings.corpus, Fields(settings.fields)
    found = opening.parsed(place, corpus, named)
    if show or not out.is_terminal or not opening.in_editor(found, corpus):
        opening.shown(out, found, corpus, context, named)


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
    from qa.corpus import unread

    assistant = indexing.assistant()
    with indexing.progress(assistant) as progress:
        report = assistant.sync(
            rebuild=rebuild,
            progress=progress,
            on_wait=indexing.say_waiting,
            on_read=progress.read,
        )
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
    out.print(
        f"{', '.join(counts) or 'nothing to do'}; {report.passages:,} sentences indexed, "
        f"{report.embedded:,} embedded now, {report.seconds:.1f} s",
        soft_wrap=True,
    )
    for skipped in report.skipped:
        err.print(
            f"[yellow]skipped[/] {escape(skipped.file)}: {escape(skipped.reason)}", soft_wrap=True
        )
    for line in (*unread.told(report.unread, verbose=verbose), *report.warnings):
        note(line)


@app.command()
def status(
    verbose: Annotated[
        bool, typer.Option("--verbose", help="Name every file that is not read, and every doubt.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print it as JSON.")] = False,
) -> None:
    """Show what is indexed, with which models, where, what is stale, and what is not read."""
    from qa.corpus import unread

    assistant = indexing.assistant()
    facts = assistant.status()
    if as_json:
        listed = [one.model_dump() for one in assistant.unread()] if "indexed" in facts else []
        told = {"unread": listed, "warnings": assistant.warnings()}
        print(json.dumps(facts | told, ensure_ascii=False, indent=2))
        return
    if verbose and "not read" in facts:
        facts["not read"] = "; ".join(unread.told(assistant.unread(), verbose=True))
    if verbose and "doubts" in facts:
        facts["doubts"] = "; ".join(assistant.warnings())
    width = max(map(len, facts))
    for name, value in facts.items():
        out.print(f"[dim]{name:<{width}}[/]  {escape(value)}", soft_wrap=True)


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
    assistant = indexing.assistant()

    def ready(url: str) -> None:
        out.print(f"The page is at [bold]{escape(url)}[/]. Ctrl-C ends it.", soft_wrap=True)
        if mcp:
            out.print(f"MCP tools are at {escape(url)}gradio_api/mcp/", soft_wrap=True)

    with indexing.beside(assistant):
        server.launch(assistant, options, ready)


app.command()(checking.check)
app.command(name="eval")(own_questions.evaluate)
app.command()(own_questions.calibrate)


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
    from qa.cli import showing

    if not assistant.generative:
        answer, shown = assistant.ask(question, history, within=within), False
    else:
        from qa.cli import streaming as live

        answer, shown = live.show(out, assistant, question, history, within)
    showing.show(out, answer, assistant.settings.corpus, written=shown)
    return answer


def main() -> Any:
    """Run the command line; errors raised on purpose are one line and exit code 1."""
    from pydantic import ValidationError

    try:
        app(prog_name="qa")
    except QAError as error:
        complain(error)
        sys.exit(1)
    except ValidationError as error:
        first = error.errors()[0]
        name = ".".join(str(part) for part in first["loc"]).upper()
        complain(QAError(f"the setting {name} is not usable: {first['msg']}"))
        sys.exit(1)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(1)
