"""An answer on a terminal while it is being written: wrapped at words, with what is unproved.

What is not proved, or has no verdict yet, stands after it, dim and named, on the rest of its line,
and is taken away again.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.console import Console
from rich.control import Control
from rich.markup import escape
from rich.segment import ControlType
from rich.text import Text

from qa.answer.citations import UNPROVED
from qa.cli.consoles import visible
from qa.errors import QAError
from qa.types import Answer, Pending, Turn, Within

if TYPE_CHECKING:
    from qa.assistant import Assistant

_CHECKING = "checking …"
_LEAST_ROOM = 12  # cells that are worth showing something in; set by hand


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
    pending = _PendingLine(console)
    # Closed whatever happens, so that an interrupted answer stops the model too.
    written_so_far = _whole(console, lambda: written)
    with (
        closing(_pieces(assistant, question, history, within)) as pieces,
        written_so_far,
        closing(pending),
    ):
        for piece in pieces:
            if isinstance(piece, Pending):
                pending.show(piece, column)
                continue
            pending.close()
            if isinstance(piece, Answer):
                if written:
                    console.print()
                if written and written != piece.text:
                    console.print("[yellow]That is not the answer; this is:[/]")
                return piece, bool(written) and written == piece.text
            if not written and not pending.opened:
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
) -> Generator[str | Pending | Answer]:
    yield from assistant.live(question, history, within=within)


class _PendingLine:
    """What is not proved, behind the answer so far; nothing where lines cannot be wiped.

    Attributes:
        opened: Whether a line was begun for the answer.
    """

    def __init__(self, console: Console) -> None:
        self._console = console
        self._live = console.is_terminal and not console.is_dumb_terminal
        self._cells = 0  # of what is shown
        self.opened = False

    def show(self, pending: Pending, column: int) -> None:
        """Show the end of it from a column on, in the place of what was shown before."""
        room = self._console.width - column - len(_CHECKING) - 3
        if not self._live or room < _LEAST_ROOM:
            self.close()
            return
        if not self.opened and column == 0:
            self._console.print()
        self.opened = True
        self.close()
        told = f" {_told(pending, room)}" if pending.text or pending.unproved else ""
        self._console.print(Text(told, style="dim italic"), end="", soft_wrap=True)
        self._cells = cell_len(told)

    def close(self) -> None:
        """Take away what is shown."""
        if self._cells:
            back = Control(
                (ControlType.CURSOR_BACKWARD, self._cells), (ControlType.ERASE_IN_LINE, 0)
            )
            self._console.control(back)
            self._cells = 0


def _told(pending: Pending, room: int) -> str:
    """The words without a verdict, and as much as has room of the statements before them."""
    words = f"{_CHECKING} {_ending(visible(pending.text), room)}" if pending.text else ""
    unproved = " ".join(f"{visible(one.text)} {UNPROVED}" for one in pending.unproved)
    left = room + len(_CHECKING) - cell_len(words)
    before = _ending(unproved, left) if left >= _LEAST_ROOM else ""
    return " ".join(filter(None, (before, words)))


def _ending(text: str, room: int) -> str:
    """As much of the end of a text as fits into so many cells."""
    flat = " ".join(text.split())
    if cell_len(flat) <= room:
        return flat
    flat = flat[1 - room :]
    while cell_len(flat) >= room:
        flat = flat[1:]
    return f"…{flat}"


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
