"""The two streams that every command writes to: answers, and what is said beside them."""

from __future__ import annotations

from rich.console import Console
from rich.markup import escape

out = Console(highlight=False)
err = Console(stderr=True, highlight=False)


def complain(error: BaseException) -> None:
    """Say what went wrong, in one line."""
    err.print(f"[bold red]error:[/] {escape(str(error))}", soft_wrap=True)


def note(text: str) -> None:
    """Say what should be known, in one line."""
    err.print(f"[yellow]note[/] {escape(text)}", soft_wrap=True)
