"""What a sentence is to a statement: it says it, it does not, or it says the opposite.

A small cross-encoder on this machine, four layers of 384 in 8 bits above the first two of the
reader (`qa.answer.reader`), made by `python -m eval.teach.entailment`. It knows what exact checks
cannot: who did what to whom, what was only planned, which words carry another meaning.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from qa.answer import reader
from qa.neural import wordpieces
from qa.neural.network import network

_WEIGHTS = reader.weights().with_name("entailment.onnx")
_KEPT = 4096  # judgements that are remembered: a draft asks for the same more than once
_UNSAID = 0.0  # log odds of a piece being said no more, from which its word is named


@dataclass(frozen=True)
class Entailment:
    """Log probabilities of what a sentence is to a statement; their exponentials add up to one.

    Attributes:
        says: That it says it.
        neither: That it leaves it open.
        opposes: That it says the opposite.
        unsaid: The words of the statement that seem not to be said, in order.
        raw: What a language model that judged said, as it said it; empty of the one here.
    """

    says: float
    neither: float
    opposes: float
    unsaid: tuple[str, ...] = ()
    raw: str = ""

    @property
    def odds(self) -> float:
        """The log odds that the sentence says the statement."""
        return self.says - float(np.logaddexp(self.neither, self.opposes))


@lru_cache(_KEPT)
def read(statement: str, sentence: str, before: str = "") -> Entailment:
    """What a sentence is to a statement.

    Args:
        statement: The statement; its first 40 pieces of words are read.
        sentence: The sentence, 90 pieces.
        before: What says who "he" is in it: the sentence before, or the title and date.
    """
    _, taken = reader.below(statement, sentence, before)
    classes, pieces = network(_WEIGHTS).run(None, taken)
    logs = classes[0] - np.logaddexp.reduce(classes[0])
    odds = np.logaddexp.reduce(pieces[0][taken["qmask"][0] > 0], axis=1)
    says, neither, opposes = map(float, logs)
    unsaid = _words(statement, odds)
    return Entailment(says=says, neither=neither, opposes=opposes, unsaid=unsaid)


def _words(statement: str, odds: np.typing.NDArray[np.float32]) -> tuple[str, ...]:
    """The words whose pieces stand out as not said."""
    offsets = wordpieces.cut(statement).offsets  # none of an empty statement
    found: dict[int, str] = {}
    for (start, end), value in zip(offsets, odds, strict=False):
        if value > _UNSAID:
            first = statement.rfind(" ", 0, start) + 1
            last = statement.find(" ", end)
            found[first] = statement[first : last if last >= 0 else None].strip(" .,;:!?“”\"'()")
    return tuple(word for word in found.values() if word)
