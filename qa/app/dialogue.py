"""One visitor's conversation, as the page keeps it: immutable, so that no two visitors share one."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Literal

from qa.types import Answer, Turn

Rating = Literal["up", "down"]

_MARKER = re.compile(r"\s*\[\d+\]")


@dataclass(frozen=True)
class Exchange:
    """A question and what came of it.

    Attributes:
        question: As it was asked.
        files: The articles it was asked of; empty for all.
        partial: What has streamed so far, while there is no answer.
        answer: The checked answer.
        error: Why there is no answer, and what to do.
        stopped: The visitor stopped it.
        rating: The visitor's judgement.
    """

    question: str
    files: tuple[str, ...] = ()
    partial: str = ""
    answer: Answer | None = None
    error: str = ""
    stopped: bool = False
    rating: Rating | None = None

    @property
    def running(self) -> bool:
        """Whether the answer is still awaited."""
        return not (self.answer or self.error or self.stopped)


@dataclass(frozen=True)
class Dialogue:
    """The exchanges of one visitor, oldest first."""

    exchanges: tuple[Exchange, ...] = ()

    @property
    def last(self) -> Exchange | None:
        """The newest exchange."""
        return self.exchanges[-1] if self.exchanges else None

    def asking(self, question: str, files: tuple[str, ...] = ()) -> Dialogue:
        """With a new question at the end."""
        return Dialogue((*self.exchanges, Exchange(question, files)))

    def streaming(self, text: str) -> Dialogue:
        """With what has come of the last answer."""
        return self._last_with(partial=text)

    def answered(self, answer: Answer) -> Dialogue:
        """With the last answer."""
        return self._last_with(answer=answer, partial="")

    def failed(self, error: str) -> Dialogue:
        """With the reason why the last answer is missing."""
        return self._last_with(error=error)

    def stopped(self) -> Dialogue:
        """With the last exchange ended where it was, if it was running."""
        return self._last_with(stopped=True) if self.last and self.last.running else self

    def rated(self, number: int, rating: Rating) -> Dialogue:
        """With the judgement of one answer."""
        rated = replace(self.exchanges[number], rating=rating)
        return Dialogue((*self.exchanges[:number], rated, *self.exchanges[number + 1 :]))

    def before(self, number: int) -> Dialogue:
        """Only the exchanges before one: to undo it, or to ask it again."""
        return Dialogue(self.exchanges[: max(0, number)])

    def get(self, number: int) -> Exchange | None:
        """An exchange by its number from 0."""
        return self.exchanges[number] if 0 <= number < len(self.exchanges) else None

    def history(self) -> list[Turn]:
        """The answered turns as the assistant takes them: plain text without citation numbers."""
        turns: list[Turn] = []
        for exchange in self.exchanges:
            if exchange.answer:
                said = _MARKER.sub("", exchange.answer.text)
                turns.append({"role": "user", "content": exchange.question})
                turns.append({"role": "assistant", "content": said})
        return turns

    def _last_with(self, **changes: object) -> Dialogue:
        if not self.exchanges:
            return self
        last = replace(self.exchanges[-1], **changes)  # type: ignore[arg-type]
        return Dialogue((*self.exchanges[:-1], last))
