"""Lexical evidence: BM25 over normalised words, with misspelt words of a question put right."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt

from qa.text import forms, lexicon, words
from qa.text.language import ENGLISH

Scores = npt.NDArray[np.float32]  # (n,), higher is better

_TELLING_SHARE = 0.04  # of the words of English prose: 0.17 in seeds/, 0.004 in German
_K1, _B = 1.2, 0.75


@dataclass(frozen=True)
class Matrix:
    """What each term adds to the score of each text that holds it, term by term.

    Attributes:
        numbers: The number of each term.
        starts: Where each term's part begins, (terms + 1,).
        texts: The numbers of the texts that hold the term, part after part.
        weights: What the term adds to their scores.
    """

    numbers: Mapping[str, int]
    starts: npt.NDArray[np.int64]
    texts: npt.NDArray[np.int32]
    weights: Scores


class BM25:
    """BM25 scores of texts for a question (Robertson and Zaragoza, 2009), made by `bm25s`."""

    def __init__(
        self, texts: Sequence[Sequence[str]], numbers: Mapping[str, int] | None = None
    ) -> None:
        """`texts` are lists of terms (`words.terms`), one a text; `numbers` as `numbered` gives."""
        self._size = len(texts)
        self._texts = texts
        self._numbers = numbers

    @classmethod
    def restored(cls, size: int, matrix: Matrix) -> BM25:
        """The scores of `size` texts whose matrix was kept."""
        made = cls(())
        made._size, made.matrix = size, matrix
        return made

    @cached_property
    def matrix(self) -> Matrix:
        """What each term adds to each text."""
        import bm25s

        numbers = self._numbers or numbered(self._texts)
        ranker = bm25s.BM25(k1=_K1, b=_B)
        ids = [[numbers[term] for term in text] or [numbers[""]] for text in self._texts]
        ranker.index((ids, dict(numbers)), show_progress=False)
        return Matrix(
            numbers,
            np.asarray(ranker.scores["indptr"], dtype=np.int64),
            np.asarray(ranker.scores["indices"], dtype=np.int32),
            np.asarray(ranker.scores["data"], dtype=np.float32),
        )

    def scores(self, terms: Sequence[str]) -> Scores:
        """The score of every text; 0 where no term occurs."""
        matrix = self.matrix
        total = np.zeros(self._size, dtype=np.float32)
        for number in (matrix.numbers[term] for term in terms if term and term in matrix.numbers):
            part = slice(int(matrix.starts[number]), int(matrix.starts[number + 1]))
            total[matrix.texts[part]] += matrix.weights[part]
        return total

    def reachable(self, terms: Sequence[str], vocabulary: Vocabulary) -> float:
        """The score of a text of mean length that holds every term once."""
        return sum(vocabulary.idf(term) for term in set(terms)) / (1 + _K1)


def numbered(texts: Sequence[Sequence[str]]) -> dict[str, int]:
    """The terms of texts, numbered from 1; 0 is that of a text without terms."""
    terms = dict.fromkeys(term for text in texts for term in text)
    return {term: number for number, term in enumerate(["", *(t for t in terms if t)])}


class Vocabulary:
    """The words of a corpus: how rare a term is, and what a misspelt word was meant to be.

    Args:
        texts: Its sentences.
        codes: The language of each; English when left out.
    """

    def __init__(self, texts: Sequence[str], codes: Sequence[str] | None = None) -> None:
        self._texts = texts
        self._codes = codes or [ENGLISH.code] * len(texts)
        self._size = len(texts)

    @classmethod
    def restored(cls, kept: Mapping[str, Any]) -> Vocabulary:
        """What `kept` was made of."""
        made = cls(())
        made._size = kept["size"]
        made._counts = (Counter(kept["forms"]), Counter(kept["documents"]))
        made._capitals = Counter(kept["capitals"])
        return made

    def kept(self) -> dict[str, Any]:
        """What there is to keep of it."""
        forms, documents = self._counts
        return {
            "size": self._size,
            "forms": forms,
            "documents": documents,
            "capitals": self._capitals,
        }

    @cached_property
    def _capitals(self) -> Counter[str]:
        """How often each term stands as a name, whichever way the words around it are written."""
        return Counter(
            term
            for text, code in zip(self._texts, self._codes, strict=True)
            for name in lexicon.names(text)
            for term in forms.counted(name, code)[1]
        )

    def is_name(self, term: str) -> bool:
        """Whether the corpus writes a term with a capital nearly always."""
        return self._capitals[term] >= 0.8 * max(1, self._counts[1][term])

    @cached_property
    def _counts(self) -> tuple[Counter[str], Counter[str]]:
        spelt: Counter[str] = Counter()
        documents: Counter[str] = Counter()
        for text, code in zip(self._texts, self._codes, strict=True):
            folded, terms = forms.counted(text, code)
            spelt.update(folded)
            documents.update(terms)
        return spelt, documents

    @cached_property
    def is_english(self) -> bool:
        """Whether the texts are in English, by the share of its most frequent words."""
        spelt = self._counts[0]
        telling = sum(spelt[word] for word in ENGLISH.words.telling)
        return telling >= _TELLING_SHARE * max(1, spelt.total())

    def in_dictionary(self, word: str) -> bool:
        """Whether a folded word is one of the language, whether the texts hold it or not."""
        return word in _dictionary(ENGLISH.code)

    def __contains__(self, term: str) -> bool:
        return term in self._counts[1]

    def idf(self, term: str) -> float:
        """Inverse document frequency over sentences, ln(1 + (N - n + ½) / (n + ½)), above 0."""
        count = self._counts[1][term]
        return float(np.log1p((self._size - count + 0.5) / (count + 0.5)))

    def correct(self, word: str, code: str = ENGLISH.code) -> str:
        """The corpus's spelling of a word that it does not hold, or the word itself.

        Only near misses of words that no dictionary knows count: one edit in words of five letters
        or more, two in words of nine or more, and the first letter right. Another word or another
        name is not a misspelling.

        Args:
            word: A word of a question.
            code: The language that the question is in.
        """
        from rapidfuzz.distance import OSA

        spelt, stems = self._counts
        folded = words.fold(word)
        if len(folded) < 5 or not folded.isalpha() or forms.counted(word, code)[1] & stems.keys():
            return word
        dictionary = _dictionary(code)
        if folded in spelt or dictionary is None or folded in dictionary or word in dictionary:
            return word
        allowed = 2 if len(folded) >= 9 else 1
        near = [
            (distance, -spelt[form], form)
            for form in spelt
            if form[0] == folded[0]
            and len(form) >= 5
            and (distance := OSA.distance(folded, form, score_cutoff=allowed)) <= allowed
        ]
        return min(near)[2] if near else word


@lru_cache(maxsize=4)
def _dictionary(code: str) -> Any:
    """The words of a language, which are no misspelling of anything; None of one unknown."""
    from spellchecker import SpellChecker

    if code not in SpellChecker.languages():
        return None
    return SpellChecker(language=code).word_frequency
