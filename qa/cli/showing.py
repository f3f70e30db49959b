"""A finished answer on a terminal: the short answer, the sentences, their sources, and notes."""

from __future__ import annotations

import textwrap

from rich.console import Console
from rich.markup import escape

from qa.types import Answer, Citation, Claim

_WIDTH = 100
_SHOWN_CHARACTERS = 180
_NEAREST = 3  # passages that are shown with a refusal


def show(console: Console, answer: Answer, *, written: bool = False) -> None:
    """Show an answer.

    Args:
        console: Where to.
        answer: The answer.
        written: Whether its text is on the console already.
    """
    if not written:
        console.print()
    if answer.refused:
        _refusal(console, answer)
    else:
        _answer(console, answer, written)
    _notes(console, answer)


def _refusal(console: Console, answer: Answer) -> None:
    console.print(f"[bold yellow]{escape(answer.text)}[/]")
    if answer.reason not in ("", "no question"):
        console.print(f"[dim]({escape(answer.reason)})[/]")
    if answer.passages:
        console.print("[dim]The nearest passages, which do not answer it:[/]")
    for passage in answer.passages[:_NEAREST]:
        console.print(f"[dim]{escape(passage.file)}:{passage.line}[/]", soft_wrap=True)
        _indented(console, _shortened(passage.text))


def _answer(console: Console, answer: Answer, written: bool) -> None:
    if not written:
        from qa.cli import streaming

        if answer.short:
            short = escape(" ".join(answer.short.split()))
            console.print(f"[bold green]{short}[/] [dim]({_certainty(answer)})[/]")
            console.print()
        console.print(f"[bold]{streaming.styled(answer.text)}[/]")
    console.print()
    for citation in answer.citations:
        where = escape(f"{citation.file}:{citation.line} {citation.where}".rstrip())
        console.print(f"[cyan]\\[{citation.number}][/] {where}", soft_wrap=True)
        _quote(console, citation)
    _agreement(console, answer)


def _certainty(answer: Answer) -> str:
    from qa.answer.certainty import in_words

    return in_words(answer.confidence)


def _quote(console: Console, citation: Citation) -> None:
    _indented(console, f"“{' '.join(citation.quote.split())}”")


def _indented(console: Console, text: str) -> None:
    margin = " " * 4
    width = max(40, min(console.width, _WIDTH))
    wrapped = textwrap.fill(text, width, initial_indent=margin, subsequent_indent=margin)
    console.print(f"[dim]{escape(wrapped)}[/]", soft_wrap=True)


def _agreement(console: Console, answer: Answer) -> None:
    files = {citation.file for citation in answer.statements[0].citations}
    if len(files) > 1:
        console.print(f"[dim]{len(files)} articles say this.[/]")
    for claim in answer.agreement[1:]:
        console.print(f"[yellow]{_differing(claim)}[/]", soft_wrap=True)


def _differing(claim: Claim) -> str:
    files = ", ".join(citation.file for citation in claim.citations)
    return escape(f"{claim.relation}: {_shortened(claim.value)} ({files})")


def _notes(console: Console, answer: Answer) -> None:
    if answer.standalone_question != answer.question:
        console.print(f"[dim]understood as: {escape(answer.standalone_question)}[/]")
    for note in answer.notes:
        console.print(f"[yellow]{escape(note)}[/]")
    console.print()


def _shortened(text: str) -> str:
    flat = " ".join(text.split())
    if len(flat) <= _SHOWN_CHARACTERS:
        return flat
    return flat[: flat.rfind(" ", 0, _SHOWN_CHARACTERS)] + " …"
