"""Why an answer is as it is, on a terminal."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text

from qa.answer.explanation import Explanation, Ground, Read
from qa.cli.consoles import visible

_WIDTH = 110
_CHARACTERS = 150  # of a sentence


def show(console: Console, explanation: Explanation) -> None:
    """Show an explanation below its answer."""
    console.print("[bold]Why[/]")
    rows = Table.grid(padding=(0, 2, 0, 0))
    rows.add_column(style="dim", no_wrap=True)
    rows.add_column(overflow="fold")
    rows.add_row("searched", _searched(explanation))
    rows.add_row("confidence", _confidence(explanation))
    _add(rows, "for", [_ground(ground) for ground in explanation.supporting])
    _add(rows, "against", [_ground(ground) for ground in explanation.opposing] or ["nothing"])
    used = [one for one in explanation.read if one.used]
    _add(rows, "taken", [_sentence(one) for one in used])
    _add(rows, "came near", [_sentence(one) for one in explanation.nearly])
    console.print(rows, width=min(console.width, _WIDTH))
    if explanation.read:
        console.print(
            "[dim]Percent: how likely a sentence answers, by the reader alone; the order heeds "
            "where it stands, too.[/]"
        )
    left = len(explanation.read) - len(used) - len(explanation.nearly)
    if left > 0:
        console.print(f"[dim]{left} more sentences were read; --json has them all.[/]")
    console.print()


def _searched(explanation: Explanation) -> Text:
    terms = ", ".join(explanation.terms) or "nothing"
    return Text(
        f"{explanation.sentences:,} sentences of {explanation.files:,} articles, for: {terms}"
    )


def _confidence(explanation: Explanation) -> Text:
    sure, least = explanation.confidence, explanation.threshold
    if explanation.reason == "no question":
        return Text("nothing was asked of the articles")
    if sure < least:
        said = f"{sure:.2f}, and from {least:.2f} on it would have been answered"
    else:
        said = f"{sure:.2f}, {explanation.certainty}; below {least:.2f} it would have been refused"
    if explanation.reason:
        said += f". Refused: {explanation.reason}"
    return Text(said)


def _add(rows: Table, name: str, lines: Sequence[Text | str]) -> None:
    for number, line in enumerate(lines):
        rows.add_row("" if number else name, line)


def _ground(ground: Ground) -> Text:
    effect = f"{ground.effect:+.1f}"
    style = "green" if ground.effect > 0 else "yellow"
    return Text.assemble((effect, style), "  ", ground.said)


def _sentence(read: Read) -> Text:
    text = Text(visible(_shortened(read.text, read.marked)))
    marked = visible(read.marked)
    at = text.plain.find(marked) if marked else -1
    if at >= 0:
        text.stylize("bold green", at, at + len(marked))
    likely = f"{100 * read.likelihood:3.0f} %  "
    return Text.assemble((likely, "cyan"), (visible(f"{read.file}:{read.line}  "), "dim"), text)


def _shortened(text: str, marked: str) -> str:
    """The sentence, cut between words around what is marked in it where it is long."""
    if len(text) <= _CHARACTERS:
        return text
    at = max(0, text.find(marked)) if marked else 0
    start = max(0, min(at - _CHARACTERS // 3, len(text) - _CHARACTERS))
    start = text.rfind(" ", 0, start) + 1 if start else 0
    end = start + _CHARACTERS
    end = text.rfind(" ", start, end) if end < len(text) else len(text)
    return ("… " if start else "") + text[start:end] + (" …" if end < len(text) else "")
