"""The signs of vectors: about how near very many texts are to a question, without their vectors.

Products with all vectors cost as much as it takes to read the vectors. The signs of a vector are a
32nd of its size, and of two vectors at an angle a, a share a / π of the signs differ (Charikar,
2002). What vectors have in common is taken away first: the mean of some that tell what is usual.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from qa.index.arrays import Array, Pieces
from qa.index.groups import Numbers, spans
from qa.types import Vectors

MANY = 20_000  # texts, up to which all vectors are read: 2 ms
_TELLING = 2048  # groups of texts that tell what is usual, to a fiftieth of a deviation
_A_BLOCK = 8192  # vectors at once
_AT_HAND = 16_384  # texts at once: what the processor has at hand of their signs
_KEPT = ("signs", "along", "lengths", "told", "telling")

Floats = npt.NDArray[np.float32]


class Signs:
    """The signs of vectors of unit length, after the mean of those that tell is taken away.

    Args:
        signs: A bit for each, in words of 64, (words, texts).
        along: The products of the vectors with the mean, (texts,).
        lengths: Those of the vectors without the mean, (texts,).
        told: The vectors of the texts that tell what is usual, (telling, dim).
        telling: These texts, (telling,).
    """

    def __init__(
        self,
        signs: npt.NDArray[np.uint64],
        along: Floats,
        lengths: Floats,
        told: Vectors,
        telling: Numbers,
    ) -> None:
        self._signs = signs
        self._along = along
        self._lengths = lengths
        self.told = told
        self.telling = telling

    @classmethod
    def of(cls, vectors: Pieces, telling: Numbers) -> Signs:
        """Those of vectors, (texts, dim), of which some tell what is usual."""
        told = _chosen(vectors, telling)
        mean = _mean(told)
        size, bits = sum(map(len, vectors)), told.shape[1]
        signs = np.empty((-(-bits // 64), size), np.uint64)
        along = np.empty(size, np.float32)
        start = 0
        for block in _blocks(vectors):
            span = slice(start, start + len(block))
            along[span] = block @ mean
            signs[:, span] = _packed(block > mean).T
            start = span.stop
        squares = 1 - 2 * along + mean @ mean
        return cls(signs, along, np.sqrt(np.maximum(squares, np.float32(0))), told, telling)

    @classmethod
    def kept(cls, kept: Mapping[str, Array], level: str) -> Signs | None:
        """Those that are kept among other arrays, if they are."""
        names = [f"{level}_{name}" for name in _KEPT]
        return cls(*(kept[name] for name in names)) if names[0] in kept else None

    def arrays(self, level: str) -> dict[str, Array]:
        """What is to be kept of them."""
        found: list[Array] = [
            self._signs, self._along, self._lengths, self.told, self.telling,
        ]  # fmt: skip
        return {f"{level}_{name}": array for name, array in zip(_KEPT, found, strict=True)}

    @cached_property
    def _common(self) -> Vectors:
        return _mean(self.told)

    def cosines(self, vector: Vectors) -> npt.NDArray[np.float64]:
        """An estimate of each text's cosine."""
        bits = len(self._common)
        rest = vector - self._common
        asked = _packed((rest > 0)[None])[0]
        angles = np.pi * np.arange(bits + 1) / bits
        by_count = (np.cos(angles) * np.linalg.norm(rest)).astype(np.float32)
        shift = float(rest @ self._common)
        found = np.empty(len(self._along))
        for start in range(0, len(found), _AT_HAND):
            span = slice(start, start + _AT_HAND)
            part: Floats = by_count.take(self._different(asked, span))
            part *= self._lengths[span]
            part += self._along[span]
            part += shift
            found[span] = part
        return found

    def _different(self, asked: npt.NDArray[np.uint64], span: slice) -> npt.NDArray[np.uint16]:
        """How many signs of some texts are others than those asked for, (texts,)."""
        counts = np.zeros(len(self._along[span]), np.uint16)
        for signs, wanted in zip(self._signs[:, span], asked, strict=True):
            counts += np.bitwise_count(signs ^ wanted)
        return counts


def of_both(
    sentences: Pieces, passages: Pieces, unit_starts: Numbers
) -> tuple[Signs, Signs] | None:
    """Those of sentences and of passages; None where these are few, or not embedded.

    Args:
        sentences: Their vectors, (sentences, dim).
        passages: Their vectors, (passages, dim).
        unit_starts: The first sentence of each unit.
    """
    size = sum(map(len, sentences))
    if size <= MANY or not sentences[0].shape[1]:
        return None
    return (
        Signs.of(sentences, spans(unit_starts, telling(len(unit_starts)), size)),
        Signs.of(passages, telling(sum(map(len, passages)))),
    )


def telling(size: int) -> Numbers:
    """Some of so many, evenly from first to last."""
    return np.arange(0, size, max(1, size // _TELLING))


def _mean(told: Vectors) -> Vectors:
    mean: Vectors = told.mean(axis=0)
    return mean


def _chosen(pieces: Pieces, numbers: Numbers) -> Vectors:
    """Some rows of an array, by their numbers, which are in order."""
    starts = np.cumsum([0, *map(len, pieces)])
    parts = np.searchsorted(numbers, starts)
    spans = [numbers[a:b] for a, b in pairwise(parts)]
    return np.concatenate([p[s - f] for p, s, f in zip(pieces, spans, starts, strict=False)])


def _blocks(pieces: Pieces) -> Iterator[Vectors]:
    """The same blocks of rows, in whatever pieces an array is: so products are the same as well."""
    waiting: list[Array] = []
    room = _A_BLOCK
    for piece in pieces:
        start = 0
        while len(piece) - start >= room:
            yield np.concatenate([*waiting, piece[start : start + room]])
            waiting, start, room = [], start + room, _A_BLOCK
        waiting.append(piece[start:])
        room -= len(piece) - start
    if room < _A_BLOCK:
        yield np.concatenate(waiting)


def _packed(positive: npt.NDArray[np.bool_]) -> npt.NDArray[np.uint64]:
    """Signs as bits, (n, words)."""
    bits = np.packbits(positive, axis=1)
    whole = np.zeros((len(bits), -(-bits.shape[1] // 8) * 8), np.uint8)
    whole[:, : bits.shape[1]] = bits
    return whole.view(np.uint64)
