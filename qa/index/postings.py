"""Which texts hold each term, and how often: what a lexical index is made of, term by term."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from qa.index.strings import bounds

Numbers = npt.NDArray[np.int64]
K1, _B = 1.2, 0.75  # the usual ones (Robertson and Zaragoza, 2009)
_A_BLOCK = 2**18  # of what is computed at once: more takes memory and no less time


@dataclass(frozen=True)
class Postings:
    """The texts that hold each term, one term after the other.

    A text without terms holds the empty one.

    Attributes:
        starts: Where each term's part begins, (terms + 1,).
        texts: The numbers of the texts that hold the term, in order, part after part.
        counts: How often each of them holds it, in as many bytes as that takes.
    """

    starts: Numbers
    texts: npt.NDArray[np.int32]
    counts: npt.NDArray[np.unsignedinteger]

    @classmethod
    def of(cls, texts: Iterable[Sequence[str]], numbers: Mapping[str, int]) -> Postings:
        """Those of texts, each a list of terms; `numbers` has the number of each term."""
        lengths: list[int] = []
        held: list[int] = []
        for text in texts:
            held += [numbers[term] for term in text or ("",)]
            lengths.append(max(1, len(text)))
        size = len(lengths)
        keys = np.array(held, dtype=np.int64) * size + np.repeat(
            np.arange(size), np.array(lengths, dtype=np.int64)
        )
        keys, counts = np.unique(keys, return_counts=True)
        of_term, texts = np.divmod(keys, max(1, size))
        starts = bounds(np.bincount(of_term, minlength=len(numbers)))
        return cls(starts, texts.astype(np.int32), _small(counts))

    def changed(self, moves: Moves, other: Postings, others: Moves, terms: int) -> Postings:
        """Those of some of these texts and of other ones together.

        Args:
            moves: The new numbers of these texts and terms.
            other: What else there is.
            others: The new numbers of the texts and terms of `other`.
            terms: How many terms there are then.
        """
        one, two = self._moved(moves, terms), other._moved(others, terms)
        at = one._places(two)
        room = one.counts.astype(np.result_type(one.counts, two.counts), copy=False)
        return Postings(
            one.starts + two.starts,
            np.insert(one.texts, at, two.texts),
            _small(np.insert(room, at, two.counts)),
        )

    @classmethod
    def joined(cls, parts: Sequence[tuple[Postings, Numbers, int]], terms: int) -> Postings:
        """Those of several parts of the texts, the first ones first.

        Args:
            parts: The postings of each part, the numbers that its terms get, and that its first
                text gets.
            terms: How many terms there are.
        """
        held = np.zeros(terms, dtype=np.int64)
        for part, numbers, _ in parts:
            held[numbers] += np.diff(part.starts)
        starts = bounds(held)
        texts = np.empty(int(starts[-1]), dtype=np.int32)
        kind = np.result_type(np.uint8, *(part.counts.dtype for part, _, _ in parts))
        counts = np.empty(len(texts), kind)
        free = starts[:-1].copy()
        for part, numbers, first in parts:
            many = np.diff(part.starts)
            at = np.arange(len(part.texts)) + np.repeat(free[numbers] - part.starts[:-1], many)
            texts[at] = part.texts + first
            counts[at] = part.counts
            free[numbers] += many
        return cls(starts, texts, _small(counts))

    def _moved(self, moves: Moves, terms: int) -> Postings:
        """The same with other numbers, of so many terms, without the texts that go."""
        texts = moves.texts.astype(np.int32)[self.texts]
        held = np.zeros(terms, dtype=np.int64)
        held[moves.terms] = np.diff(self.starts)
        counts, left = self.counts, texts >= 0
        if not left.all():
            gone = np.searchsorted(self.starts, np.flatnonzero(~left), side="right") - 1
            held -= np.bincount(moves.terms[gone], minlength=terms)
            texts, counts = texts[left], counts[left]
        return Postings(bounds(held), texts, counts)

    def _places(self, other: Postings) -> Numbers:
        """Before which of these each of the others, of the same terms, comes."""
        at = np.empty(len(other.texts), dtype=np.int64)
        for term in np.flatnonzero(np.diff(other.starts)).tolist():
            first, last = self.starts[term : term + 2].tolist()
            its = slice(*other.starts[term : term + 2].tolist())
            at[its] = first + np.searchsorted(self.texts[first:last], other.texts[its])
        return at

    def without(self, unheld: npt.NDArray[np.bool_]) -> Postings:
        """The same, when some terms that no text holds have no number any more, (terms,)."""
        return Postings(bounds(np.diff(self.starts)[~unheld]), self.texts, self.counts)

    def weights(self, size: int) -> npt.NDArray[np.float32]:
        """What each term adds to the score of each text that holds it: BM25.

        As `bm25s` has it, to the bit (Lucene's variant, of Kamphuis et al., 2020).

        Args:
            size: How many texts there are.
        """
        lengths = np.bincount(self.texts, self.counts, minlength=size)
        norms = K1 * ((1 - _B) + _B * lengths / lengths.mean()) if size else lengths
        held = np.diff(self.starts)
        found, which = np.unique(held, return_inverse=True)
        rarity = [math.log(1 + (size - n + 0.5) / (n + 0.5)) if n else 0 for n in found.tolist()]
        idf = np.array(rarity, dtype=np.float32)[which]
        idfs = np.repeat(idf, held)
        weights = np.empty(len(self.texts), dtype=np.float32)
        for start in range(0, len(weights), _A_BLOCK):
            span = slice(start, start + _A_BLOCK)
            counts = self.counts[span]
            weights[span] = idfs[span] * (counts / (norms[self.texts[span]] + counts))
        return weights


@dataclass(frozen=True)
class Moves:
    """What the texts and terms of some postings become: numbers, (texts,) and (terms,).

    A text that goes is -1.
    """

    texts: Numbers
    terms: Numbers


def _small(counts: npt.NDArray[np.integer]) -> npt.NDArray[np.unsignedinteger]:
    """Numbers that are not below 0, in as many bytes as the greatest of them takes."""
    return counts.astype(np.min_scalar_type(int(counts.max(initial=0))), copy=False)
