"""Answers that were given, for whoever asks the same of the same articles again.

An answer found on this machine hangs on nothing but the articles, the question, the turns before
and the conditions; what it cites is held against the files anew each time it is given.
"""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Sequence
from typing import NamedTuple

from qa.types import Answer, Turn, Within

_KEPT = 256  # answers; one takes some 20 kB


class Asked(NamedTuple):
    """All that an answer hangs on.

    Attributes:
        revision: Of the index.
        threshold: The confidence below which it is refused.
        question: As it was asked.
        turns: Roles and texts of the turns before, oldest first.
        within: The conditions that the articles were to meet.
    """

    revision: str
    threshold: float
    question: str
    turns: tuple[tuple[str, str], ...]
    within: Within | None

    @classmethod
    def of(
        cls,
        revision: str,
        threshold: float,
        question: str,
        turns: Sequence[Turn],
        within: Within | None,
    ) -> Asked:
        """What was asked, as something to look up."""
        said = tuple((turn["role"], turn["content"]) for turn in turns)
        return cls(revision, threshold, question, said, within)


class Remembered:
    """The newest answers. Threads may share it."""

    def __init__(self) -> None:
        self._answers: OrderedDict[Asked, Answer] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, asked: Asked, find: Callable[[], Answer]) -> Answer:
        """The answer to what was asked: found by `find` where it is not known.

        Its `timings` are those of this time.
        """
        started = time.perf_counter()
        with self._lock:
            known = self._answers.get(asked)
            if known is not None:
                self._answers.move_to_end(asked)
        if known is not None:
            timings = {"retrieve": 0.0, "answer": time.perf_counter() - started}
            return known.model_copy(update={"timings": timings})
        answer = find()
        with self._lock:
            self._answers[asked] = answer
            while len(self._answers) > _KEPT:
                self._answers.popitem(last=False)
        return answer
