"""Places in articles on a terminal: `file:line` as a link, and a place shown among its lines."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from rich.console import Console
from rich.markup import escape
from rich.table import Table
from rich.text import Text

from qa.answer import certainty
from qa.cli.consoles import visible
from qa.types import Citation, Passage

_LEAST_TITLE = 20  # columns: what is shorter says nothing
CONTEXT = 3  # lines that are shown on each side of a place
_NO_LINKS = {"dumb", "linux", "unknown"}  # terminals that would show an OSC 8 sequence as letters
_PAGE = re.compile(r"page (\d+)\b")


def link(
    console: Console,
    folder: Path,
    place: Citation | Passage,
    environment: Mapping[str, str] | None = None,
) -> str:
    """`file:line where` as console markup: a hyperlink (OSC 8) where the terminal can.

    The address ends with the line, or with the page of a PDF, as editors and viewers take it
    (`#12` in kitty and VS Code, `#page=3` in browsers).

    Args:
        console: Where it is shown; in a pipe there are no links.
        folder: The folder of articles.
        place: What is shown.
        environment: Of the terminal; the process's when left out.
    """
    where = certainty.place(place) if isinstance(place, Citation) else ""
    shown = escape(visible(f"{place.file}:{place.line} {where}".rstrip()))
    named = os.environ if environment is None else environment
    if not console.is_terminal or named.get("TERM", "unknown") in _NO_LINKS:
        return shown
    page = _PAGE.match(where)
    at = f"page={page[1]}" if page else str(place.line)
    return f"[link={(folder.absolute() / place.file).as_uri()}#{at}]{shown}[/link]"


def source(console: Console, folder: Path, citation: Citation) -> str:
    """A citation in one line of console markup: number, place as a link, title and date.

    On a terminal the title is cut where the line would break; in a pipe all is told.
    """
    lead = f"[cyan]\\[{citation.number}][/] {link(console, folder, citation)}"
    dated = f"  [dim]{citation.date}[/]" if citation.date else ""
    if citation.title in ("", citation.file, Path(citation.file).name):
        return f"{lead}{dated}"
    title = Text(visible(citation.title))
    if console.is_terminal:
        room = console.width - Text.from_markup(f"{lead}{dated}").cell_len - 2
        title.truncate(max(_LEAST_TITLE, room), overflow="ellipsis")
    return f"{lead}  [bold]{escape(title.plain)}[/]{dated}"


def excerpt(
    text: str,
    first: int,
    last: int,
    *,
    quote: tuple[int, int] | None = None,
    answers: Iterable[tuple[int, int]] = (),
    context: int = CONTEXT,
) -> Table:
    """Lines `first` to `last` of a text among their neighbours, each with its number.

    Args:
        text: The text of an article.
        first: The first line that is meant, from 1.
        last: The last one.
        quote: Characters of the text to bring out: start inclusive, end exclusive.
        answers: Characters of the text that answer, brought out more.
        context: How many lines with words are shown on each side.
    """
    styled = Text(visible(text.replace("\r", " ")))
    if quote:
        styled.stylize("bold", *quote)
    for span in answers:
        styled.stylize("bold green underline", *span)
    lines = list(styled.split("\n", allow_blank=True))
    shown = Table.grid(padding=(0, 2, 0, 0))
    shown.add_column(justify="right")
    shown.add_column(overflow="fold")
    for number in range(_before(lines, first, context), _after(lines, last, context) + 1):
        meant = first <= number <= last
        style = "" if meant else "dim"
        number_style = "bold cyan" if meant else "dim"
        shown.add_row(
            Text(str(number), number_style), Text.assemble(lines[number - 1], style=style)
        )
    return shown


def _before(lines: Sequence[Text], number: int, context: int) -> int:
    """The line from which `context` lines with words come before a line."""
    left = context
    while number > 1 and left:
        number -= 1
        left -= bool(lines[number - 1].plain.strip())
    return number


def _after(lines: Sequence[Text], number: int, context: int) -> int:
    left = context
    while number < len(lines) and left:
        number += 1
        left -= bool(lines[number - 1].plain.strip())
    return number
