"""The two streams that every command writes to: answers, and what is said beside them."""

from __future__ import annotations

from rich.console import Console
from rich.markup import escape
from rich.text import Text

out = Console(highlight=False)
err = Console(stderr=True, highlight=False)

_WIDTH = 100  # columns: longer lines are hard to read

# What articles and file names may hold and no terminal may be told: escapes would move its cursor,
# change its title, or hide text. They are shown as pictures of themselves.
_PICTURES = {
    **{code: 0x2400 + code for code in range(0x20) if chr(code) not in "\n\t"},
    0x7F: 0x2421,
    **dict.fromkeys(range(0x80, 0xA0), 0xFFFD),
}


def visible(text: str) -> str:
    """Text from outside, its control characters as pictures; as long as it was."""
    return text.translate(_PICTURES)


def set_in(console: Console, text: Text, first: str | Text) -> None:
    """Show a text in lines that can be read, each after a margin.

    Args:
        console: Where to.
        text: What is shown; of what comes from outside only what is `visible`.
        first: What the first line has for its margin; the others have spaces.
    """
    margin = Text.assemble(first).cell_len
    for line in text.wrap(console, max(40, min(console.width, _WIDTH)) - margin):
        line.rstrip()
        console.print(Text.assemble(first, line), soft_wrap=True)
        first = " " * margin


def complain(error: BaseException) -> None:
    """Say what went wrong, in one line."""
    err.print(f"[bold red]error:[/] {escape(visible(str(error)))}", soft_wrap=True)


def note(text: str) -> None:
    """Say what should be known, in one line."""
    err.print(f"[yellow]note[/] {escape(visible(text))}", soft_wrap=True)
