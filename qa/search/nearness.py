"""How near texts are to a question: all of a few, and of very many those that may be found.

Products with all vectors cost as much as it takes to read the vectors. Of very many texts, how near
each is is told by the signs of its vector first, a 32nd of its size (Charikar, 2002: of two vectors
at an angle a, a share a / π of the signs differ); and by the vectors themselves for those that may
be found, and for some that tell what is usual and how wrong the signs are.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import numpy.typing as npt

from qa.index.memory import Index, Numbers
from qa.types import Vectors

MANY = 20_000  # texts, up to which all vectors are read: 2 ms
_TELLING = 2048  # groups of texts that tell what is usual, to a fiftieth of a deviation
_A_BLOCK = 8192  # vectors at once

Scores = npt.NDArray[np.float64]
_Some = Numbers | slice


class Nearness:
    """The cosines of texts to one question.

    Attributes:
        cosines: Those that are known, else an estimate, (texts,).
        estimated: Whether some are not known.
    """

    def __init__(self, vectors: Vectors, signs: Signs | None, vector: Vectors) -> None:
        self._vectors = vectors
        self._vector = vector
        self._telling: _Some = slice(None)
        self.estimated = signs is not None
        self.cosines: Scores
        if signs is None:
            self.cosines = (vectors @ vector).astype(np.float64)
            return
        self._telling = signs.telling
        known = (signs.told @ vector).astype(np.float64)
        estimated = signs.cosines(vector)
        slope, shift = _line(estimated[signs.telling], known)
        self.cosines = slope * estimated + shift
        self.cosines[signs.telling] = known

    def settle(self, texts: Numbers) -> None:
        """Know the cosines of some texts."""
        self.cosines[texts] = self._vectors[texts] @ self._vector

    def standard(self) -> Scores:
        """The cosines, standardised."""
        return standard(self.cosines, self._telling)


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
        for of_texts, asked in zip(self._signs, _packed((rest > 0)[None])[0], strict=True):
            differing += np.bitwise_count(of_texts ^ asked)
        angles = np.pi * np.arange(self._bits + 1) / self._bits
        by_count = (np.cos(angles) * np.linalg.norm(rest)).astype(np.float32)
        found: npt.NDArray[np.float32] = by_count[differing]
        found *= self._lengths
        found += self._along
        found += float(rest @ self._mean)
        return found.astype(np.float64)


def of(index: Index, vector: Vectors) -> tuple[Nearness, Nearness]:
    """How near the sentences are to a question, and the passages."""
    sentences, passages = _signs(index) if len(index.rows) > MANY else (None, None)
    return (
        Nearness(index.vectors, sentences, vector),
        Nearness(index.passage_vectors, passages, vector),
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


def standard(scores: npt.NDArray[np.float32] | Scores, telling: _Some = slice(None)) -> Scores:
    """Zero mean and unit deviation, as those that tell have them; all zeros without any."""
    scores = scores.astype(np.float64)
    deviation = scores[telling].std()
    if deviation <= 1e-9:
        return np.zeros_like(scores)
    found: Scores = (scores - scores[telling].mean()) / deviation
    return found


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
