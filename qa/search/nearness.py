"""How near texts are to a question: all of a few, and of very many those that may be found.

Of very many texts, the signs of the vectors (`qa.index.signs`) tell about how near each is; and the
vectors themselves how near those are that may be found, and some that tell what is usual and how
wrong the signs are.

Texts that are not embedded yet are taken to be as near as those that are embedded mostly are.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from qa.index.groups import Numbers, spans
from qa.index.memory import Index
from qa.index.signs import Signs, telling
from qa.types import Vectors

Scores = npt.NDArray[np.float64]
Some = Numbers | slice


class Nearness:
    """The cosines of texts to one question.

    Attributes:
        cosines: Those that are known, else an estimate, (texts,).
        telling: The texts that tell what is usual.
        estimated: Whether some are not known, and can be.
    """

    def __init__(self, vectors: Vectors, signs: Signs | None, vector: Vectors) -> None:
        self._vectors = vectors
        self._vector = vector
        self._shifted: Scores | None = None
        self.telling: Some = slice(None)
        self.estimated = signs is not None
        self.cosines: Scores
        if signs is None:
            self.cosines = (vectors @ vector).astype(np.float64)
            return
        self.telling = signs.telling
        known = (signs.told @ vector).astype(np.float64)
        self.cosines = signs.cosines(vector)
        slope, shift = _line(self.cosines[signs.telling], known)
        self.cosines *= slope
        self.cosines += shift
        self.cosines[signs.telling] = known

    def settle(self, texts: Numbers) -> None:
        """Know the cosines of some texts."""
        found = self._vectors[texts] @ self._vector
        self.cosines[texts] = found if self._shifted is None else found + self._shifted[texts]

    def shift(self, by: Scores) -> None:
        """Take texts to be nearer than they are by so much, (texts,)."""
        self.cosines += by
        self._shifted = by

    def standard(self) -> Scores:
        """The cosines, standardised."""
        return standard(self.cosines, self.telling)

    @classmethod
    def of_some(cls, vectors: Vectors, known: npt.NDArray[np.bool_], vector: Vectors) -> Nearness:
        """Where only the `known` texts have vectors: the others are as near as these mostly are."""
        found = cls(vectors, None, vector)
        found.telling = np.flatnonzero(known)
        found.cosines[~known] = found.cosines[known].mean() if known.any() else 0.0
        return found


@dataclass(frozen=True)
class Near:
    """How near the sentences of an index are to a question, and its passages.

    Attributes:
        sentences: The sentences.
        passages: The passages.
        units: The units that tell what is usual.
    """

    sentences: Nearness
    passages: Nearness
    units: Some


def of(index: Index, vector: Vectors) -> Near:
    """How near everything in an index is to a question."""
    if index.embedded is not None:
        return _of_some(index, index.embedded.copy(), vector)
    sentences, passages = index.signs or (None, None)
    return Near(
        Nearness(index.vectors, sentences, vector),
        Nearness(index.passage_vectors, passages, vector),
        telling(len(index.unit_starts)) if sentences else slice(None),
    )


def _of_some(index: Index, known: npt.NDArray[np.bool_], vector: Vectors) -> Near:
    units = known[index.passage_of]
    return Near(
        Nearness.of_some(index.vectors, units[index.unit_of], vector),
        Nearness.of_some(index.passage_vectors, known, vector),
        np.flatnonzero(units),
    )


def sentences_of(index: Index, units: Numbers) -> Numbers:
    """The sentences of some units, one unit after the other."""
    return spans(index.unit_starts, units, len(index.rows))


def units_of(index: Index, passages: Numbers) -> Numbers:
    """The units of some passages, one passage after the other."""
    return spans(index.passage_starts, passages, len(index.unit_starts))


@dataclass(frozen=True)
class Scale:
    """What scores mostly are: their mean and deviation; the latter 0 where all are alike."""

    mean: float
    deviation: float

    @classmethod
    def of(cls, scores: npt.NDArray[np.floating], telling: Some = slice(None)) -> Scale:
        """That of scores, as those that tell have it."""
        told = scores[telling].astype(np.float64)
        if not len(told):
            return cls(0.0, 0.0)
        mean = told.mean()
        told -= mean
        deviation = np.sqrt((told * told).mean())
        return cls(mean, deviation if deviation > 1e-9 else 0.0)

    def standard(self, scores: npt.NDArray[np.floating]) -> Scores:
        """Scores with zero mean and unit deviation; all zeros where they are alike."""
        found: Scores = scores.astype(np.float64)
        if not self.deviation:
            return np.zeros_like(found)
        found -= self.mean
        found /= self.deviation
        return found


def standard(scores: npt.NDArray[np.floating], telling: Some = slice(None)) -> Scores:
    """Zero mean and unit deviation, as those that tell have them; all zeros without any."""
    return Scale.of(scores, telling).standard(scores)


def _line(estimated: Scores, known: Scores) -> tuple[float, float]:
    """Slope and shift of the line that tells best what is known from the estimates."""
    around = estimated - estimated.mean()
    spread = float(around @ around)
    slope = float(around @ known) / spread if spread > 1e-12 else 0.0
    return slope, float(known.mean() - slope * estimated.mean())
