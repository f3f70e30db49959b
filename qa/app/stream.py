"""An answer as it comes, made in a thread of its own, so that it can be stopped at any moment."""

from __future__ import annotations

import queue
import threading
from collections.abc import Generator, Iterator
from contextlib import closing

from qa.types import Answer, Pending

Piece = str | Pending | Answer
Pieces = Generator[Piece]


class Stream:
    """The pieces of an answer, then the answer; iterating ends at once when it is stopped.

    A language model that says nothing cannot be interrupted: it is left at its next piece, or when
    its time is over. Whoever waits for it does not notice.
    """

    def __init__(self) -> None:
        self._items: queue.SimpleQueue[Piece | Exception | None] = queue.SimpleQueue()
        self._stopped = threading.Event()

    def start(self, pieces: Pieces) -> Iterator[Piece]:
        """Have the pieces made; what is ready together is yielded together.

        Raises:
            Exception: What making them raised.
        """
        threading.Thread(target=self._make, args=(pieces,), name="qa-answer", daemon=True).start()
        text, pending = "", Pending(text="")
        told = pending
        while (item := self._items.get()) is not None and not self._stopped.is_set():
            if isinstance(item, Exception):
                raise item
            if isinstance(item, Answer):
                yield item
                return
            if isinstance(item, Pending):
                pending = item
            else:
                text += item
            if self._items.empty():
                if text:
                    yield text
                if pending != told:
                    yield pending
                text, told = "", pending

    def stop(self) -> None:
        """End it, whatever it waits for."""
        self._stopped.set()
        self._items.put(None)

    def _make(self, pieces: Pieces) -> None:
        try:
            with closing(pieces):  # so that a language model that is stopped stops writing
                for piece in pieces:
                    if self._stopped.is_set():
                        return
                    self._items.put(piece)
        except Exception as error:
            self._items.put(error)
        finally:
            self._items.put(None)
