"""A conversation as the browser keeps it: JSON of what was said, and back."""

from __future__ import annotations

import hashlib
from dataclasses import replace

from pydantic import TypeAdapter

from qa.app.dialogue import Dialogue, Exchange
from qa.app.markup import attributes, escape
from qa.assistant import Assistant

_EXCHANGES = TypeAdapter(tuple[Exchange, ...])


def packed(dialogue: Dialogue) -> str:
    """The exchanges that have ended, as the page's script takes them out of the page to keep them.

    What was retrieved for an answer is left out: it is ten times the answer, and found again.
    """
    ended = tuple(_slim(e) for e in dialogue.exchanges if not e.running)
    opening = attributes(data_kept=dialogue.name, hidden=True)
    return f"<pre {opening}>{escape(_EXCHANGES.dump_json(ended).decode())}</pre>"


def unpacked(name: str, exchanges: tuple[Exchange, ...]) -> Dialogue:
    """A dialogue from what a browser kept; what had not ended was left.

    Its tickets were those of another page, so they count for nothing here.
    """
    there = (replace(e, ticket=0, stopped=e.stopped or e.running) for e in exchanges)
    return Dialogue(tuple(there), name)


def library(assistant: Assistant) -> str:
    """What tells the conversations about one folder from those about another, and no path."""
    folder = str(assistant.settings.corpus.resolve())
    return hashlib.sha256(folder.encode()).hexdigest()[:12]


def _slim(exchange: Exchange) -> Exchange:
    answer = exchange.answer
    if answer is None or answer.refused:
        return exchange
    return replace(exchange, answer=answer.model_copy(update={"passages": ()}))
