"""Lexical evidence: BM25 over normalised words."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt

from qa.index.postings import K1, Postings
from qa.index.strings import Strings
from qa.index.vocabulary import Vocabulary

Scores = npt.NDArray[np.float32]  # (n,), higher is better


class BM25:
    """BM25 scores of texts for a question (Robertson and Zaragoza, 2009).

    Args:
        size: How many texts there are.
        numbers: The number of each term.
        postings: Which texts hold it.
        weights: What the term adds to the score of each of them.
    """

    def __init__(
        self, size: int, numbers: Mapping[str, int], postings: Postings, weights: Scores
    ) -> None:
        self._size = size
        self._numbers = numbers
        self.postings = postings
        self.weights = weights

    @classmethod
    def of(cls, texts: Sequence[Sequence[str]]) -> BM25:
        """The scores of texts, each a list of terms (`words.terms`)."""
        numbers = Strings.of(["", *(term for text in texts for term in text)])
        postings = Postings.of(texts, dict(numbers.items()))
        return cls(len(texts), numbers, postings, postings.weights(len(texts)))

    def scores(self, terms: Sequence[str]) -> Scores:
        """The score of every text; 0 where no term occurs."""
        total = np.zeros(self._size, dtype=np.float32)
        for number in (self._numbers[term] for term in terms if term and term in self._numbers):
            part = slice(*self.postings.starts[number : number + 2].tolist())
            total[self.postings.texts[part]] += self.weights[part]
        return total

    def holding(self, terms: Sequence[str]) -> list[int]:
        """The numbers of the texts that hold all of some terms, in order; of no terms all texts."""
        held = np.arange(self._size, dtype=np.int32)
        for term in terms:
            if not term or term not in self._numbers:
                return []
            number = self._numbers[term]
            part = slice(*self.postings.starts[number : number + 2].tolist())
            held = np.intersect1d(held, self.postings.texts[part], assume_unique=True)
        return [int(text) for text in held]

    def reachable(self, terms: Sequence[str], vocabulary: Vocabulary) -> float:
        """The score of a text of mean length that holds every term once; in whichever order."""
        return math.fsum(vocabulary.idf(term) for term in set(terms)) / (1 + K1)
