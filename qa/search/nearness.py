"""How near texts are to a question: all of a few, and of very many those that may be found.

Products with all vectors cost as much as it takes to read the vectors. Of very many texts, how near
each is is told by the signs of its vector first, a 32nd of its size (Charikar, 2002: of two vectors
at an angle a, a share a / π of the signs differ); and by the vectors themselves for those that may
be found, and for some that tell what is usual and how wrong the signs are.

Texts that are not embedded yet are taken to be as near as those that are embedded mostly are.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache, partial, reduce

import numpy as np
import numpy.typing as npt

from qa.index.memory import Index, Numbers
from qa.types import Vectors

MANY = 20_000  # texts, up to which all vectors are read: 2 ms
_TELLING = 2048  # groups of texts that tell what is usual, to a fiftieth of a deviation
_A_BLOCK = 8192  # vectors at once
_WORDS_A_BYTE = 3  # of 64 bits, whose count a byte holds

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


class Signs:
    """The signs of vectors of unit length, after the mean of those that tell is taken away.

    Args:
        vectors: The vectors, (texts, dim).
        telling: The texts that tell what is usual.

    Attributes:
        told: The vectors of these.
    """

    def __init__(self, vectors: Vectors, telling: Numbers) -> None:
        size, self._bits = vectors.shape
        self.telling = telling
        self.told: Vectors = vectors[telling]
        self._mean: Vectors = self.told.mean(axis=0)
        self._along = vectors @ self._mean
        squares = 1 - 2 * self._along + self._mean @ self._mean
        self._lengths = np.sqrt(np.maximum(squares, 0.0))  # without the mean
        self._signs = np.empty((-(-self._bits // 64), size), np.uint64)
        for start in range(0, size, _A_BLOCK):
            span = slice(start, start + _A_BLOCK)
            self._signs[:, span] = _packed(vectors[span] > self._mean).T

    def cosines(self, vector: Vectors) -> Scores:
        """An estimate of each text's cosine."""
        rest = vector - self._mean
        differing = np.zeros(len(self._along), np.uint16)
        asked = _packed((rest > 0)[None])[0]
        for first in range(0, len(asked), _WORDS_A_BYTE):
            some = slice(first, first + _WORDS_A_BYTE)
            counts = [
                np.bitwise_count(a ^ b) for a, b in zip(self._signs[some], asked[some], strict=True)
            ]
            differing += reduce(partial(np.add, out=counts[0]), counts)
        angles = np.pi * np.arange(self._bits + 1) / self._bits
        by_count = (np.cos(angles) * np.linalg.norm(rest)).astype(np.float32)
        found: npt.NDArray[np.float32] = np.take(by_count, differing)
        found *= self._lengths
        found += self._along
        found += float(rest @ self._mean)
        return found.astype(np.float64)


def of(index: Index, vector: Vectors) -> Near:
    """How near everything in an index is to a question."""
    if index.embedded is not None:
        return _of_some(index, index.embedded.copy(), vector)
    many = len(index.rows) > MANY
    sentences, passages = _signs(index) if many else (None, None)
    return Near(
        Nearness(index.vectors, sentences, vector),
        Nearness(index.passage_vectors, passages, vector),
        telling(len(index.unit_starts)) if many else slice(None),
    )


def _of_some(index: Index, known: npt.NDArray[np.bool_], vector: Vectors) -> Near:
    units = known[index.passage_of]
    return Near(
        Nearness.of_some(index.vectors, units[index.unit_of], vector),
        Nearness.of_some(index.passage_vectors, known, vector),
        np.flatnonzero(units),
    )


@lru_cache(maxsize=1)
def _signs(index: Index) -> tuple[Signs, Signs]:
    units, passages = telling(len(index.unit_starts)), telling(len(index.passage_starts))
    return (
        Signs(index.vectors, sentences_of(index, units)),
        Signs(index.passage_vectors, passages),
    )


def telling(size: int) -> Numbers:
    """Some of so many, evenly from first to last."""
    return np.arange(0, size, max(1, size // _TELLING))


def sentences_of(index: Index, units: Numbers) -> Numbers:
    """The sentences of some units, one unit after the other."""
    return _spans(index.unit_starts, units, len(index.rows))


def units_of(index: Index, passages: Numbers) -> Numbers:
    """The units of some passages, one passage after the other."""
    return _spans(index.passage_starts, passages, len(index.unit_starts))


def _spans(starts: Numbers, chosen: Numbers, total: int) -> Numbers:
    first = starts[chosen]
    lengths = np.append(starts, total)[chosen + 1] - first
    before = np.repeat(np.cumsum(lengths) - lengths, lengths)
    return np.repeat(first, lengths) + np.arange(len(before)) - before


def standard(scores: npt.NDArray[np.float32] | Scores, telling: Some = slice(None)) -> Scores:
    """Zero mean and unit deviation, as those that tell have them; all zeros without any."""
    scores = scores.astype(np.float64)
    told = scores[telling]
    if not len(told):
        return np.zeros_like(scores)
    scores -= told.mean()
    told = scores[telling]
    deviation = np.sqrt((told * told).mean())
    if deviation <= 1e-9:
        return np.zeros_like(scores)
    scores /= deviation
    return scores


def _packed(positive: npt.NDArray[np.bool_]) -> npt.NDArray[np.uint64]:
    """Signs as bits, (n, words)."""
    bits = np.packbits(positive, axis=1)
    whole = np.zeros((len(bits), -(-bits.shape[1] // 8) * 8), np.uint8)
    whole[:, : bits.shape[1]] = bits
    return whole.view(np.uint64)


def _line(estimated: Scores, known: Scores) -> tuple[float, float]:
    """Slope and shift of the line that tells best what is known from the estimates."""
    around = estimated - estimated.mean()
    spread = float(around @ around)
    slope = float(around @ known) / spread if spread > 1e-12 else 0.0
    return slope, float(known.mean() - slope * estimated.mean())
