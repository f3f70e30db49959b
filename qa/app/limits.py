"""How much the page does at once, and for one visitor."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Limits:
    """What is more waits, or is refused with the way out.

    Attributes:
        events: Events of one kind at once.
        answers: Answers on their way at once; most of their time they wait for a language model.
        checks: Texts held against the articles at once; each takes a core for as long as it lasts.
        queue: Questions and clicks that may wait.
        requests: Questions and clicks a minute from one address.
        logins: Attempts to log in a minute from one address.
        body: Bytes of a request that is no upload, such as a conversation that is gone on with.
    """

    events: int = 8
    answers: int = 32
    checks: int = 2
    queue: int = 200
    requests: int = 600
    logins: int = 20
    body: int = 4_000_000
