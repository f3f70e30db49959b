"""A finished answer on a terminal: the short answer, the sentences, their sources, and notes."""

from __future__ import annotations

from pathlib import Path

from rich.console import Console
from rich.markup import escape
from rich.text import Text

from qa.answer import certainty
from qa.answer.certainty import how_sure, short_span
from qa.answer.citations import UNPROVED
from qa.answer.claims import DIFFERS
from qa.cli import places
from qa.cli.consoles import visible
from qa.locale import gettext
from qa.types import Answer, Citation, Claim

_WIDTH = 100
_MARGIN = 4
_SHOWN_CHARACTERS = 180
_NEAREST = 3  # passages that are shown with a refusal


def show(console: Console, answer: Answer, corpus: Path, *, written: bool = False) -> None:
    """Show an answer.

    Args:
        console: Where to.
        answer: The answer.
        corpus: The folder of articles, which the names of sources lead to.
        written: Whether its text is on the console already.
    """
    if not written:
        console.print()
    if answer.refused:
        _refusal(console, answer, corpus)
    else:
        _answer(console, answer, corpus, written)
    _notes(console, answer)


def _refusal(console: Console, answer: Answer, corpus: Path) -> None:
    console.print(f"[bold yellow]{escape(answer.text)}[/]")
    if answer.reason not in ("", "no question"):
        console.print(f"[dim]({escape(answer.reason)})[/]")
    if answer.passages:
        console.print("[dim]The nearest passages, which do not answer it:[/]")
    for passage in answer.passages[:_NEAREST]:
        console.print(f"[dim]{places.link(console, corpus, passage)}[/]", soft_wrap=True)
        _indented(console, _shortened(passage.text))


def _answer(console: Console, answer: Answer, corpus: Path, written: bool) -> None:
    if not written:
        if answer.short:
            short = escape(visible(certainty.short(answer)))
            console.print(f"[bold green]{short}[/] [dim]({how_sure(answer)})[/]")
            console.print()
        console.print(_text(answer))
    console.print()
    sources(console, answer, corpus)
    _verdicts(console, answer)
    _agreement(console, answer)


def _verdicts(console: Console, answer: Answer) -> None:
    """Why statements are not proved, and what was cut off ones that are."""
    for statement in answer.statements:
        if statement.reason:
            said = escape(visible(_shortened(statement.text)))
            reason = escape(visible(statement.reason))
            verdict = "" if statement.supported else f"{statement.verdict}: "
            console.print(f"[yellow]{verdict}{reason}[/] [dim](“{said}”)[/]", soft_wrap=True)


def _text(answer: Answer) -> Text:
    """The text of an answer, with the short answer and what is unproved brought out."""
    text = Text(visible(answer.text), style="bold")
    if span := short_span(answer, answer.text):
        text.stylize("green underline", *span)
    text.highlight_words([UNPROVED], style="yellow")
    return text


def sources(console: Console, answer: Answer, corpus: Path) -> None:
    """Show what an answer cites: each place, a link where the terminal can, and its quote."""
    for citation in answer.citations:
        where = places.link(console, corpus, citation) + places.about(citation)
        console.print(f"[cyan]\\[{citation.number}][/] {where}", soft_wrap=True)
        _quote(console, citation)


def _quote(console: Console, citation: Citation) -> None:
    flat = " ".join(citation.quote.split())
    marked = Text(visible(f"“{flat}”"), style="dim")
    for start, end in citation.spans:
        said = " ".join(citation.quote[start:end].split())
        at = flat.find(said, max(0, start - len(citation.quote) + len(flat)))
        if at >= 0:
            marked.stylize("not dim bold", at + 1, at + 1 + len(said))
    _set_in(console, marked)


def _set_in(console: Console, text: Text) -> None:
    margin = " " * _MARGIN
    for line in text.wrap(console, max(40, min(console.width, _WIDTH)) - _MARGIN):
        line.rstrip()
        console.print(Text.assemble(margin, line), soft_wrap=True)


def _indented(console: Console, text: str) -> None:
    _set_in(console, Text(visible(text), style="dim"))


def _agreement(console: Console, answer: Answer) -> None:
    copies = {file for claim in answer.agreement for file in claim.copies}
    files = {citation.file for citation in answer.statements[0].citations} - copies
    if len(files) > 1:
        console.print(f"[dim]{len(files)} articles say this.[/]")
    noted = " ".join(answer.notes)
    for claim in answer.agreement[1:]:
        if (how := DIFFERS.get(claim.relation)) and gettext(how) in noted:
            continue  # the note tells both sides
        console.print(f"[yellow]{_differing(claim)}[/]", soft_wrap=True)


def _differing(claim: Claim) -> str:
    cited = claim.citations
    files = "; ".join(f"{c.file}, {c.date}" if c.date else c.file for c in cited)
    return escape(visible(f"{claim.relation}: {_shortened(claim.value)} ({files})"))


def _notes(console: Console, answer: Answer) -> None:
    if answer.standalone_question != answer.question:
        console.print(f"[dim]understood as: {escape(visible(answer.standalone_question))}[/]")
    for note in answer.notes:
        console.print(f"[yellow]{escape(visible(note))}[/]")
    console.print()


def _shortened(text: str) -> str:
    flat = " ".join(text.split())
    if len(flat) <= _SHOWN_CHARACTERS:
        return flat
    return flat[: flat.rfind(" ", 0, _SHOWN_CHARACTERS)] + " …"
