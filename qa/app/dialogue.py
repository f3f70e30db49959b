"""One visitor's conversation, as the page keeps it.

What was said is immutable; `Conversation` holds it, and changes it for one event at a time.
"""

from __future__ import annotations

import threading
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from qa.app.stream import Stream
from qa.text import citation_markers
from qa.types import Answer, Pending, Turn

Rating = Literal["up", "down"]
NOTHING = Pending(text="")


@dataclass(frozen=True)
class Exchange:
    """A question and what came of it.

    Attributes:
        question: As it was asked.
        files: The articles it was asked of; empty for all.
        partial: What has streamed so far, while there is no answer.
        pending: What was written after that and is not proved.
        answer: The checked answer.
        error: Why there is no answer, and what to do.
        stopped: The visitor stopped it.
        rating: The visitor's judgement.
        reason: Why the visitor judges so.
        ticket: The page's own number of the question, counted up from 1.
        identity: What names this exchange among those of all visitors.
        imported: It came in a file, so nothing of it was checked here.
    """

    question: str
    files: tuple[str, ...] = ()
    partial: str = ""
    pending: Pending = NOTHING
    answer: Answer | None = None
    error: str = ""
    stopped: bool = False
    rating: Rating | None = None
    reason: str = ""
    ticket: int = 0
    identity: str = field(default_factory=lambda: uuid.uuid4().hex[:12])
    imported: bool = False

    @property
    def running(self) -> bool:
        """Whether the answer is still awaited."""
        return not (self.answer or self.error or self.stopped)


@dataclass(frozen=True)
class Dialogue:
    """The exchanges of one visitor, oldest first.

    Attributes:
        exchanges: What was asked and said.
        name: What the visitor's browser keeps the conversation by.
    """

    exchanges: tuple[Exchange, ...] = ()
    name: str = ""

    @property
    def last(self) -> Exchange | None:
        """The newest exchange."""
        return self.exchanges[-1] if self.exchanges else None

    def asking(self, question: str, files: tuple[str, ...] = (), ticket: int = 0) -> Dialogue:
        """With a new question at the end."""
        return self._of((*self.exchanges, Exchange(question, files, ticket=ticket)))

    def streaming(self, piece: str) -> Dialogue:
        """With more of the last answer."""
        return self._last_with(partial=self.exchanges[-1].partial + piece)

    def awaiting(self, pending: Pending) -> Dialogue:
        """With what was written of the last answer and is not proved."""
        return self._last_with(pending=pending)

    def answered(self, answer: Answer) -> Dialogue:
        """With the last answer."""
        return self._last_with(answer=answer, partial="", pending=NOTHING)

    def failed(self, error: str) -> Dialogue:
        """With the reason why the last answer is missing."""
        return self._last_with(error=error, pending=NOTHING)

    def stopped(self) -> Dialogue:
        """With the last exchange ended where it was, if it was running."""
        running = self.last is not None and self.last.running
        return self._last_with(stopped=True, pending=NOTHING) if running else self

    def rated(self, identity: str, rating: Rating, reason: str) -> Dialogue:
        """With the judgement of one answer; a reason given before stays with its judgement."""
        return self._of(
            tuple(
                replace(
                    exchange,
                    rating=rating,
                    reason=reason or (exchange.reason if exchange.rating == rating else ""),
                )
                if exchange.identity == identity
                else exchange
                for exchange in self.exchanges
            )
        )

    def before(self, number: int) -> Dialogue:
        """Only the exchanges before one: to undo it, or to ask it again."""
        return self._of(self.exchanges[: max(0, number)])

    def since(self, ticket: int) -> Dialogue:
        """Only the exchanges whose questions the page has sent after that with a ticket."""
        return self._of(tuple(e for e in self.exchanges if e.ticket > ticket))

    def then(self, later: Dialogue) -> Dialogue:
        """With the exchanges of another one behind these, and its name if there are any."""
        if not later.exchanges:
            return self
        return Dialogue((*self.exchanges, *later.exchanges), later.name)

    def get(self, number: int) -> Exchange | None:
        """An exchange by its number from 0."""
        return self.exchanges[number] if 0 <= number < len(self.exchanges) else None

    def history(self) -> list[Turn]:
        """The answered turns as the assistant takes them: plain text without citation numbers."""
        turns: list[Turn] = []
        for exchange in self.exchanges:
            if exchange.answer:
                said = citation_markers.removed(exchange.answer.text)
                turns.append({"role": "user", "content": exchange.question})
                turns.append({"role": "assistant", "content": said})
        return turns

    def _last_with(self, **changes: object) -> Dialogue:
        if not self.exchanges:
            return self
        last = replace(self.exchanges[-1], **changes)  # type: ignore[arg-type]
        return self._of((*self.exchanges[:-1], last))

    def _of(self, exchanges: tuple[Exchange, ...]) -> Dialogue:
        return Dialogue(exchanges, self.name)


class Conversation:
    """The dialogue of one visitor, whose events may come at the same time.

    An answer that streams is a long event: meanwhile the visitor may stop it, start anew or judge
    another answer. Each change is made to the dialogue as it is then, so none undoes another. Nor do
    they arrive in the order in which the page sent them: each tells the newest question (its ticket)
    that the page had sent before it, and changes nothing that was asked after that.
    """

    def __init__(self) -> None:
        self.dialogue = Dialogue()
        self.listed = ""  # the revision of the articles that were listed last
        self._lock = threading.Lock()
        self._stream = Stream()
        self._stopped = -1  # questions with a ticket up to this one are not to be answered
        self._cleared = -1  # and those up to this one not even to be shown

    def __deepcopy__(self, memo: dict[int, Any]) -> Conversation:
        """Gradio copies the first value of a state for each visitor: a new one for each."""
        return Conversation()

    def change(self, change: Callable[[Dialogue], Dialogue]) -> Dialogue:
        """Change the dialogue; returns it as it is then."""
        with self._lock:
            self.dialogue = change(self.dialogue)
            return self.dialogue

    def begin(
        self,
        question: str,
        files: tuple[str, ...],
        ticket: int,
        replace: int | None,
        name: str = "",
        cleared: int = -1,
    ) -> tuple[Stream, list[Turn]]:
        """Ask a question, in the place of an earlier one and all that followed where that is told.

        What it becomes part of goes by `name`: another one than before where it is a branch. What
        was asked up to the ticket `cleared` is no part of it, whether or not `clear` has come.

        Returns:
            What its answer is to be streamed through, and the turns before it.
        """
        stream = Stream()
        with self._lock:
            there = self.dialogue.since(cleared) if cleared >= 0 else self.dialogue
            earlier = there if replace is None else there.before(replace)
            if ticket <= self._cleared or there.since(ticket).exchanges:
                stream.stop()
                return stream, []
            self._stream.stop()
            self._stream = stream
            named = Dialogue(earlier.exchanges, name or earlier.name)
            self.dialogue = named.stopped().asking(question, files, ticket)
            if ticket <= self._stopped:
                stream.stop()
                self.dialogue = self.dialogue.stopped()
            return stream, earlier.history()

    def awaits(self, stream: Stream) -> bool:
        """Whether the newest question of the conversation is answered through it."""
        with self._lock:
            return self._stream is stream

    def update(self, stream: Stream, change: Callable[[Dialogue], Dialogue]) -> Dialogue:
        """Change the exchange that a stream answers, unless it has ended meanwhile."""
        with self._lock:
            last = self.dialogue.last
            if self._stream is stream and last is not None and last.running:
                self.dialogue = change(self.dialogue)
            return self.dialogue

    def stop(self, ticket: int) -> Dialogue:
        """End the running answer, and questions up to a ticket that are still on their way."""
        with self._lock:
            self._stopped = max(self._stopped, ticket)
            if not self.dialogue.since(ticket).exchanges:
                self._stream.stop()
                self.dialogue = self.dialogue.stopped()
            return self.dialogue

    def undo(self, ticket: int) -> Dialogue:
        """Take back the newest question up to a ticket."""
        with self._lock:
            later = self.dialogue.since(ticket)
            there = len(self.dialogue.exchanges) - len(later.exchanges)
            if not later.exchanges:
                self._end()
            self.dialogue = self.dialogue.before(there - 1).then(later)
            return self.dialogue

    def clear(self, ticket: int) -> Dialogue:
        """Start anew; questions up to a ticket that are still on their way are forgotten."""
        return self.restore(Dialogue(), ticket)

    def restore(self, dialogue: Dialogue, ticket: int) -> Dialogue:
        """Go on with a conversation of before; questions up to a ticket are forgotten."""
        with self._lock:
            self._cleared = max(self._cleared, ticket)
            later = self.dialogue.since(ticket)
            if not later.exchanges:
                self._end()
            self.dialogue = dialogue.then(later)
            return self.dialogue

    def _end(self) -> None:
        """Stop the running answer, and await none."""
        self._stream.stop()
        self._stream = Stream()
