"""What a visitor takes away: an answer as plain text, a conversation as Markdown."""

from __future__ import annotations

import re

from qa.app.dialogue import Dialogue, Exchange
from qa.locale import gettext, gettext_noop, translated
from qa.types import Answer, Citation

# What Markdown reads as more than text: anywhere; before the "//" of an address, which would
# become a link; and where a line begins.
_SPECIAL = re.compile(
    r"([\\`*_\[\]<>|~&$]|:(?=//)|(?<=\bwww)\.|^[#+=-]|(?<=^\d)[.)]|(?<=^\d\d)[.)])"
)

STOPPED = gettext_noop("Stopped: this is not the whole answer.")
STOPPED_EARLY = gettext_noop("Stopped before there was an answer.")


def plain(answer: Answer) -> str:
    """An answer with its sources, for the clipboard."""
    sources = [f"[{c.number}] {_place(c)}: “{' '.join(c.quote.split())}”" for c in answer.citations]
    return "\n".join([_said(answer), *([""] if sources else []), *sources])


def markdown(dialogue: Dialogue) -> str:
    """A conversation with its sources as Markdown.

    Everything in it is escaped: no text of an article becomes a link, an image or HTML.
    """
    parts = [f"# {gettext('Questions and answers')}", ""]
    for exchange in dialogue.exchanges:
        parts += _exchange(exchange)
    return "\n".join(parts).rstrip() + "\n"


def _exchange(exchange: Exchange) -> list[str]:
    lines = [f"## {escaped(exchange.question)}", ""]
    answer = exchange.answer
    if exchange.files:
        files = ", ".join(escaped(file) for file in exchange.files)
        lines += [f"*{gettext('Asked of {files}', files=files)}*", ""]
    if answer is None:
        kept = [escaped(exchange.partial), ""] if exchange.partial else []
        why = exchange.error or translated(STOPPED if kept else STOPPED_EARLY)
        return [*lines, *kept, f"*{escaped(why)}*", ""]
    lines += [escaped(_said(answer)), ""]
    if answer.standalone_question != answer.question:
        question = escaped(answer.standalone_question)
        lines += [f"*{gettext('Understood as: {question}', question=question)}*", ""]
    for note in answer.notes:
        lines += [f"*{escaped(note)}*", ""]
    for citation in answer.citations:
        lines += [
            f"{citation.number}. {_place(citation, escaped(citation.file))}",
            "",
            f"   > {escaped(citation.quote)}",
            "",
        ]
    return lines


def _said(answer: Answer) -> str:
    return translated(answer.text) if answer.refused else answer.text


def _place(citation: Citation, file: str = "") -> str:
    return gettext("{file}, line {line}", file=file or citation.file, line=citation.line)


def escaped(text: str) -> str:
    """Text on one line that Markdown shows as it stands."""
    return _SPECIAL.sub(r"\\\1", " ".join(text.split()))
