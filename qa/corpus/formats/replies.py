"""What a mail repeats of others: quoted replies, said to be so; what was read before is context."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator

from qa.corpus.extract import Builder, Extract
from qa.corpus.formats import plain
from qa.types import Block

_QUOTED = re.compile(r"(?m)(?:^[^\S\n]*>.*(?:\n|\Z))+")
_MARK = re.compile(r"(?m)^[^\S\n]*(?:>[^\S\n]?)+")
# "-----Original Message-----": all below it was written before.
_ORIGINAL = re.compile(
    r"(?im)^[^\S\n]*-{3,}[^\S\n]*(?:original message|ursprüngliche nachricht|message d[’']origine"
    r"|mensaje original|mensagem original|messaggio originale|oorspronkelijk bericht"
    r"|oryginalna wiadomość|özgün ileti|исходное сообщение)[^\S\n]*-{3,}[^\S\n]*$"
)
QUOTED = "quoted reply"
_LED = "Quoted reply:"
_GREETING_WORDS = 7
_RUN = 4  # words that stand in one order in two mails are repeated
_REPEATED = 0.8  # of the runs of a piece
_KEPT = 50  # messages back


def structured(text: str) -> Extract:
    """The text of a mail; what it quotes is read as a quoted reply."""
    text = text.replace("\r\n", "\n").split("\n-- \n")[0]
    original = _ORIGINAL.search(text)
    own, below = (text[: original.start()], text[original.end() :]) if original else (text, "")
    builder = Builder()
    at = 0
    for match in _QUOTED.finditer(own):
        builder.include(plain.structured(own[at : match.start()].strip("\n")))
        builder.include(_quoted(_MARK.sub("", match.group())), QUOTED)
        at = match.end()
    builder.include(plain.structured(own[at:].strip("\n")), "")
    if below.strip():
        builder.include(_quoted(_MARK.sub("", below)), QUOTED)
    return builder.extract()


def _quoted(text: str) -> Extract:
    part = plain.structured(text.strip("\n"))
    return _with(part, (_led(block, _LED) for block in part.blocks))


def said_by(part: Extract, name: str) -> Extract:
    """The body of a mail, read after who says it; a greeting says nothing."""
    blocks = (
        block.model_copy(update={"kind": "heading"})
        if _greets(part.text[block.start : block.end])
        else _led(block, f"{name}:" if name else "")
        for block in part.blocks
    )
    return _with(part, blocks)


def _greets(said: str) -> bool:
    return said.endswith(",") and len(said.split()) <= _GREETING_WORDS


def _led(block: Block, by: str) -> Block:
    if block.kind in ("heading", "aside") or _LED in block.context:
        return block
    led = " ".join(part for part in (by, block.context) if part)
    return block.model_copy(update={"context": led})


def _with(part: Extract, blocks: Iterator[Block]) -> Extract:
    return Extract(**{**vars(part), "blocks": tuple(blocks)})


class Repeats:
    """Finds in the mails of a box what they quote of those before."""

    def __init__(self) -> None:
        self._before: deque[set[tuple[str, ...]]] = deque(maxlen=_KEPT)

    def left_out(self, mail: Extract) -> Extract:
        """A mail of which what earlier ones say is context, and never quoted."""
        said = set(_runs(mail.text))
        found = _with(mail, (self._seen(mail, block) for block in mail.blocks))
        self._before.append(said)
        return found

    def _seen(self, mail: Extract, block: Block) -> Block:
        if _LED not in block.context:
            return block
        runs = list(_runs(mail.text[block.start : block.end]))
        known = sum(any(run in earlier for earlier in self._before) for run in runs)
        if known < _REPEATED * len(runs):
            return block
        return block.model_copy(update={"kind": "aside", "context": "", "reading": ""})


def _runs(text: str) -> Iterator[tuple[str, ...]]:
    words = re.findall(r"\w+", text.lower())
    return zip(*(words[at:] for at in range(min(_RUN, max(1, len(words))))), strict=False)
