"""A finished answer on a terminal: the short answer, the sentences, their sources, and notes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from rich.console import Console
from rich.markup import escape
from rich.text import Text

from qa.answer import certainty
from qa.answer.certainty import how_sure
from qa.answer.citations import REFUSAL, UNPROVED, marked
from qa.answer.claims import DIFFERS, articles, every_claim, is_unstated
from qa.answer.joined import is_told
from qa.cli import places
from qa.cli.consoles import set_in, visible
from qa.locale import gettext, translated
from qa.text import citation_markers
from qa.types import Answer, Citation, Claim, Part, Statement

_MARGIN = " " * 4
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
    _notes(console, answer, written)


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
    if written:
        console.print(f"[dim]{_sure(answer)}.[/]")
    elif answer.parts:
        _parts(console, answer)
    else:
        _short(console, answer)
        console.print()
        console.print(_text(answer.statements))
    console.print()
    sources(console, answer, corpus)
    _verdicts(console, answer)
    if written or not answer.parts:
        _agreeing(console, answer, range(len(answer.statements)))
        _others(console, answer.agreement, " ".join(answer.notes))
        _unstated(console, answer)


def _parts(console: Console, answer: Answer) -> None:
    """Each of several questions with what answers it, and who says so; a statement stands once."""
    shown: set[str] = set()
    for number, part in enumerate(answer.parts):
        if number:
            console.print()
        console.print(f"[dim]{escape(visible(part.question))}[/]")
        if part.refused:
            console.print(f"[bold yellow]{escape(translated(REFUSAL))}[/]")
            continue
        _short(console, part)
        own = [answer.statements[at] for at in part.statements]
        if known := [statement for statement in own if statement.text in shown]:
            above = " ".join(_markers(statement) for statement in known)
            console.print(f"[dim]{gettext('As quoted above')} {escape(above)}[/]")
        if new := [statement for statement in own if statement.text not in shown]:
            console.print(_text(new))
        shown.update(statement.text for statement in own)
        _agreeing(console, answer, part.statements)
        _others(console, part.agreement)


def _short(console: Console, answer: Answer | Part) -> None:
    """The answer in the fewest words, where there are any, and how sure the program is of it."""
    if answer.short:
        short = escape(visible(certainty.short(answer)))
        console.print(f"[bold green]{short}[/] [dim]({how_sure(answer)})[/]")
    else:
        console.print(f"[dim]{_sure(answer)}.[/]")


def _sure(answer: Answer | Part) -> str:
    told = how_sure(answer)
    return told[:1].upper() + told[1:]


def _verdicts(console: Console, answer: Answer) -> None:
    """Why statements are not proved, and what was cut off ones that are."""
    for statement in answer.statements:
        if statement.reason:
            said = escape(visible(_shortened(statement.text)))
            reason = escape(visible(statement.reason))
            verdict = "" if statement.supported else f"{statement.verdict}: "
            console.print(f"[yellow]{verdict}{reason}[/] [dim](“{said}”)[/]", soft_wrap=True)


def _text(statements: Sequence[Statement]) -> Text:
    """Statements with their markers, with what answers and what is unproved brought out."""
    told = []
    for statement in statements:
        text = Text(visible(marked([statement])), style="bold")
        for span in statement.spans:
            text.stylize("green underline", *span)
        told.append(text)
    shown = Text(" ").join(told)
    shown.highlight_words([UNPROVED], style="yellow")
    return shown


def _markers(statement: Statement) -> str:
    return "".join(citation_markers.mark(citation.number) for citation in statement.citations)


def sources(console: Console, answer: Answer, corpus: Path) -> None:
    """Show what an answer cites: each place, a link where the terminal can, and its quote."""
    for citation in answer.citations:
        console.print(places.source(console, corpus, citation), soft_wrap=True)
        _quote(console, citation)


def _quote(console: Console, citation: Citation) -> None:
    flat = " ".join(citation.quote.split())
    marked = Text(visible(f"“{flat}”"), style="dim")
    for start, end in citation.spans:
        said = " ".join(citation.quote[start:end].split())
        at = flat.find(said, max(0, start - len(citation.quote) + len(flat)))
        if at >= 0:
            marked.stylize("not dim bold", at + 1, at + 1 + len(said))
    set_in(console, marked, _MARGIN)


def _indented(console: Console, text: str) -> None:
    set_in(console, Text(visible(text), style="dim"), _MARGIN)


def _agreeing(console: Console, answer: Answer, places: Iterable[int]) -> None:
    """How many articles say each of some statements, where several do."""
    said_by = articles(answer.statements, every_claim(answer))
    for at in places:
        if said_by[at] > 1:
            which = f": {_markers(answer.statements[at])}" if len(answer.statements) > 1 else ""
            console.print(f"[dim]{said_by[at]} articles say this{escape(which)}.[/]")


def _others(console: Console, claims: Iterable[Claim], noted: str = "") -> None:
    """What other articles say, but for what the notes tell of both sides."""
    for claim in claims:
        told = (how := DIFFERS.get(claim.relation)) and gettext(how) in noted
        if claim.relation != "same" and not told:
            console.print(f"[yellow]{_differing(claim)}[/]", soft_wrap=True)


def _unstated(console: Console, answer: Answer) -> None:
    """What the articles say in answer, with those that a language model did not cite for it."""
    for claim in answer.agreement:
        if claim.relation == "same" and is_unstated(claim, answer.statements):
            told = f"“{_shortened(claim.value)}”: {_files(claim)}"
            console.print(f"[dim]{escape(visible(told))}[/]", soft_wrap=True)


def _differing(claim: Claim) -> str:
    told = f"{claim.relation}: {_shortened(claim.value)} ({_files(claim)})"
    return escape(visible(told))


def _files(claim: Claim) -> str:
    return "; ".join(f"{c.file}, {c.date}" if c.date else c.file for c in claim.citations)


def _notes(console: Console, answer: Answer, written: bool) -> None:
    if answer.standalone_question != answer.question:
        console.print(f"[dim]understood as: {escape(visible(answer.standalone_question))}[/]")
    for note in answer.notes:
        if written or not is_told(answer, note):  # what was written shows no parts
            console.print(f"[yellow]{escape(visible(note))}[/]")
    console.print()


def _shortened(text: str) -> str:
    flat = " ".join(text.split())
    if len(flat) <= _SHOWN_CHARACTERS:
        return flat
    return flat[: flat.rfind(" ", 0, _SHOWN_CHARACTERS)] + " …"
