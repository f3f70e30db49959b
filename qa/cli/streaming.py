"""An answer on a terminal while it is being written: wrapped at words, with what is unproved."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING

from rich.console import Console
from rich.markup import escape

from qa.answer.citations import UNPROVED
from qa.cli.consoles import visible
from qa.errors import QAError
from qa.types import Answer, Turn, Within

if TYPE_CHECKING:
    from qa.assistant import Assistant


def show(
    console: Console,
    assistant: Assistant,
    question: str,
    history: Sequence[Turn] = (),
    within: Within | None = None,
) -> tuple[Answer, bool]:
    """Show an answer's text as it comes.

    Returns:
        The answer, and whether its text is on the console now: a text that turned out not to be
        the answer (a model that failed half-way) is said to be none.
    """
    column, written = 0, ""
    # Closed whatever happens, so that an interrupted answer stops the model too.
    written_so_far = _whole(console, lambda: written)
    with closing(_pieces(assistant, question, history, within)) as pieces, written_so_far:
        for piece in pieces:
            if isinstance(piece, Answer):
                if written:
                    console.print()
                if written and written != piece.text:
                    console.print("[yellow]That is not the answer; this is:[/]")
                return piece, bool(written) and written == piece.text
            if not written:
                console.print()
            column = _write(console, piece, column)
            written += piece
    raise AssertionError("a stream ends with its answer")


def styled(text: str) -> str:
    """The text of an answer as console markup, with what is unproved in another colour."""
    return escape(visible(text)).replace(UNPROVED, f"[/][bold yellow]{UNPROVED}[/][bold]")


def usage(answer: Answer) -> str:
    """Model, tokens and seconds of an answer, in one line."""
    tokens = f"{answer.usage.input_tokens:,} tokens read, {answer.usage.output_tokens:,} written"
    seconds = ", ".join(f"{step} {value:.1f} s" for step, value in answer.timings.items())
    return f"{answer.model}: {tokens}; {seconds}"


@contextmanager
def _whole(console: Console, written: Callable[[], str]) -> Iterator[None]:
    """Say so where an error leaves half an answer behind."""
    try:
        yield
    except QAError:
        if written():
            console.print()
            console.print("[yellow]That is not the whole answer.[/]")
        raise


def _pieces(
    assistant: Assistant, question: str, history: Sequence[Turn], within: Within | None
) -> Generator[str | Answer]:
    yield from assistant.stream(question, history, within=within)


def _write(console: Console, piece: str, column: int) -> int:
    """Write a piece from a column on; the column after it."""
    for word in piece.split():
        if column and column + 1 + len(word) > console.width:
            console.print()
            column = 0
        gap = " " if column else ""
        console.print(f"{gap}[bold]{styled(word)}[/]", end="", soft_wrap=True)
        column += len(gap) + len(word)
    return column
