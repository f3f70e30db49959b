"""Quotations that were found, for whoever asks the same of the same articles again.

A quotation hangs on nothing but the articles, what was searched for in them, and which of them may
answer; what it cites is held against the files anew each time it is given.
"""

from __future__ import annotations

import os
import threading
from collections import OrderedDict
from typing import NamedTuple

from qa.answer import pieces
from qa.answer.extractive import Quoter
from qa.search.conversation import FollowUp
from qa.search.search import SearchResult
from qa.types import Answer

_KEPT = 512  # answers; one takes some 20 kB
_AT_ONCE = max(1, os.cpu_count() or 1)  # quotations sought: more would only hold each other up
_LOCKS = 64  # for the same question asked by several at once; others seldom share one


class _Asked(NamedTuple):
    """All that a quotation hangs on; `articles` are those that may answer."""

    revision: str
    threshold: float
    question: str
    follow_up: FollowUp
    articles: tuple[str, ...] | None
    emptied: str
    notes: tuple[str, ...]


class Remembered:
    """The quotations that were asked for last. Threads may share it."""

    def __init__(self) -> None:
        self._answers: OrderedDict[_Asked, Answer] = OrderedDict()
        self._lock = threading.Lock()
        self._turn = threading.BoundedSemaphore(_AT_ONCE)
        self._same = [threading.Lock() for _ in range(_LOCKS)]

    def get(self, found: SearchResult, quoter: Quoter) -> Answer:
        """What a quoter answers from what was found."""
        asked = _Asked(
            found.index.revision,
            quoter.threshold,
            found.question,
            found.follow_up,
            found.articles,
            found.emptied,
            found.notes,
        )
        if (known := self._known(asked)) is not None:
            return known
        # Who asks what another one is asking waits for that answer, and keeps nobody's turn.
        with self._same[hash(asked) % _LOCKS], self._turn:
            if (known := self._known(asked)) is not None:  # found while this one waited
                return known
            answer = pieces.last(quoter.answer(found))
            with self._lock:
                self._answers[asked] = answer
                while len(self._answers) > _KEPT:
                    self._answers.popitem(last=False)
            return answer

    def _known(self, asked: _Asked) -> Answer | None:
        with self._lock:
            if asked in self._answers:
                self._answers.move_to_end(asked)
            return self._answers.get(asked)
