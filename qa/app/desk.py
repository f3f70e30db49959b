"""One visitor's text that is held against the articles, and what came of it."""

from __future__ import annotations

import threading
from typing import Any

from qa.types import CheckReport


class Desk:
    """The text of one visitor, whose events may come at the same time: the newest counts."""

    def __init__(self) -> None:
        self.report: CheckReport | None = None
        self._lock = threading.Lock()
        self._run = threading.Event()  # set where it is to end
        self._ticket = -1  # of the newest text
        self._turn = -1  # of what was asked for last
        self._ended = -1  # texts with a ticket up to this one are not to be checked

    def __deepcopy__(self, memo: dict[int, Any]) -> Desk:
        """Gradio copies the first value of a state for each visitor: a new one for each."""
        return Desk()

    def begin(self, ticket: int) -> threading.Event:
        """Take a text; one before it is not checked any further.

        Args:
            ticket: The page's own number of the text, counted up from 1.

        Returns:
            What is set as soon as nobody waits for it.
        """
        with self._lock:
            run = threading.Event()
            if ticket <= max(self._ended, self._ticket):
                run.set()
                return run
            self._run.set()
            self._run, self._ticket = run, ticket
            return run

    def finish(self, run: threading.Event, report: CheckReport) -> bool:
        """Keep what came of a text; tells whether it is still waited for."""
        with self._lock:
            if run is not self._run or run.is_set():
                return False
            self.report = report
            return True

    def turn(self, turn: int) -> None:
        """Something is asked for; it has a number of the page's own, counted up."""
        with self._lock:
            self._turn = max(self._turn, turn)

    def awaits(self, turn: int) -> bool:
        """Whether nothing was asked for after it: what comes late is shown no more."""
        return turn >= self._turn

    def stop(self, ticket: int) -> bool:
        """End the check of a text up to a ticket, and those that are still on their way.

        Returns:
            Whether no newer one has come meanwhile.
        """
        with self._lock:
            self._ended = max(self._ended, ticket)
            newest = self._ticket <= ticket
            if newest:
                self._run.set()
            return newest
