"""What a visitor takes away: an answer as plain text, a conversation as Markdown."""

from __future__ import annotations

import re

from qa.app.dialogue import Dialogue, Exchange
from qa.types import Answer

# What Markdown reads as more than text: anywhere; before the "//" of an address, which would
# become a link; and where a line begins.
_SPECIAL = re.compile(
    r"([\\`*_\[\]<>|~&$]|:(?=//)|(?<=\bwww)\.|^[#+=-]|(?<=^\d)[.)]|(?<=^\d\d)[.)])"
)

STOPPED = "Stopped: this is not the whole answer."
STOPPED_EARLY = "Stopped before there was an answer."


def plain(answer: Answer) -> str:
    """An answer with its sources, for the clipboard."""
    sources = [
        f"[{c.number}] {c.file}, line {c.line}: “{' '.join(c.quote.split())}”"
        for c in answer.citations
    ]
    return "\n".join([answer.text, *([""] if sources else []), *sources])


def markdown(dialogue: Dialogue) -> str:
    """A conversation with its sources as Markdown.

    Everything in it is escaped: no text of an article becomes a link, an image or HTML.
    """
    parts = ["# Questions and answers", ""]
    for exchange in dialogue.exchanges:
        parts += _exchange(exchange)
    return "\n".join(parts).rstrip() + "\n"


def _exchange(exchange: Exchange) -> list[str]:
    lines = [f"## {escaped(exchange.question)}", ""]
    answer = exchange.answer
    if exchange.files:
        lines += [f"*Asked of {', '.join(escaped(file) for file in exchange.files)}*", ""]
    if answer is None:
        kept = [escaped(exchange.partial), ""] if exchange.partial else []
        why = exchange.error or (STOPPED if kept else STOPPED_EARLY)
        return [*lines, *kept, f"*{escaped(why)}*", ""]
    lines += [escaped(answer.text), ""]
    if answer.standalone_question != answer.question:
        lines += [f"*Understood as: {escaped(answer.standalone_question)}*", ""]
    for note in answer.notes:
        lines += [f"*{escaped(note)}*", ""]
    for citation in answer.citations:
        where = f"{escaped(citation.file)}, line {citation.line}"
        lines += [f"{citation.number}. {where}", "", f"   > {escaped(citation.quote)}", ""]
    return lines


def escaped(text: str) -> str:
    """Text on one line that Markdown shows as it stands."""
    return _SPECIAL.sub(r"\\\1", " ".join(text.split()))
