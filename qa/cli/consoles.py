"""The two streams that every command writes to: answers, and what is said beside them."""

from __future__ import annotations

from rich.console import Console
from rich.markup import escape

out = Console(highlight=False)
err = Console(stderr=True, highlight=False)


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


def complain(error: BaseException) -> None:
    """Say what went wrong, in one line."""
    err.print(f"[bold red]error:[/] {escape(visible(str(error)))}", soft_wrap=True)


def note(text: str) -> None:
    """Say what should be known, in one line."""
    err.print(f"[yellow]note[/] {escape(visible(text))}", soft_wrap=True)
