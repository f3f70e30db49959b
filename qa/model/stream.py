"""A reply that comes in pieces: its chunks → pieces of text, then the whole `Reply`."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable
from dataclasses import dataclass
from typing import Any

from qa.model import completion, failures
from qa.model.failures import Endpoint
from qa.model.replies import REPLY_CHARACTERS, Reply
from qa.model.surrogates import Joiner
from qa.model.thoughts import ThoughtFilter
from qa.types import Usage


@dataclass(frozen=True)
class Anew:
    """Tells that all pieces so far were a thought: the answer begins with the next one."""


Pieces = Generator[str | Anew | Reply, None, None]


def opened(pieces: Pieces, response: Callable[[], Any]) -> Pieces:
    """A stream of which the first piece is there: failures until then are raised at once.

    Args:
        pieces: The stream.
        response: Gives the response that the first piece came with, if there was one. It is closed
            when the stream is over, whatever ended it: neither LlamaIndex nor the client's stream
            does so when whoever reads stops half-way.
    """
    try:
        first = next(pieces)
    except BaseException:
        _hang_up(response())
        raise
    connected = response()

    def rest() -> Pieces:
        try:
            yield first
            yield from pieces
        finally:
            _hang_up(connected)

    return rest()


def pieces(chunks: Iterable[Any], endpoint: Endpoint, thoughts: ThoughtFilter) -> Pieces:
    """The pieces of a reply as they come, without thoughts, then the whole of it.

    Args:
        chunks: LlamaIndex's; each has the new text and what the server sent.
        endpoint: What failures are explained with.
        thoughts: Leaves out what is no answer.

    Raises:
        ModelError: The model declined or wrote nothing, or the stream ended before it was done.
    """
    joiner, written, finish, usage = Joiner(), "", None, Usage()
    chunk = None
    for chunk in chunks:
        usage = completion.usage(chunk.raw) or usage
        for choice in chunk.raw.choices[:1]:
            finish = choice.finish_reason or finish
            completion.check_finish(finish, getattr(choice.delta, "refusal", None), endpoint)
            thoughts.thought = thoughts.thought or completion.thinks_aside(choice.delta)
        said = thoughts.feed(joiner.feed(chunk.delta or ""))
        if said.anew:
            written = ""
            yield Anew()
        if said.text:
            written += said.text
            yield said.text
        if len(written) > REPLY_CHARACTERS:
            finish = "length"
            break
    rest = thoughts.feed(joiner.feed("", last=True), last=True)
    if rest.anew:
        written = ""
        yield Anew()
    if rest.text:
        yield rest.text
    if finish is None:
        raise (failures.cut if chunk else failures.garbled)(endpoint)
    yield completion.reply(written + rest.text, finish, usage, endpoint, thoughts)


def _hang_up(response: Any) -> None:
    if response is not None:
        response.close()
