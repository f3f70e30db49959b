"""The words of a corpus: how rare a term is, and what a misspelt word was meant to be."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from functools import cached_property, lru_cache
from typing import Any

import numpy as np

from qa.index.strings import Counts
from qa.text import forms, lexicon, words
from qa.text.language import ENGLISH

_TELLING_SHARE = 0.04  # of the words of English prose: 0.17 in seeds/, 0.004 in German


class Vocabulary:
    """The words of a corpus: how rare a term is, and what a misspelt word was meant to be.

    Args:
        size: How many sentences it has.
        forms: How often each folded word stands in them.
        documents: How many of them hold each term.
        capitals: How often each term stands as a name, however the words around it are written.
    """

    def __init__(self, size: int, forms: Counts, documents: Counts, capitals: Counts) -> None:
        self.size = size
        self.forms = forms
        self.documents = documents
        self.capitals = capitals
        self._idf: dict[str, float] = {}  # of the terms that were asked for

    @classmethod
    def of(cls, texts: Iterable[tuple[str, str]]) -> Vocabulary:
        """That of sentences, each with the code of its language."""
        size = 0
        spelt: Counter[str] = Counter()
        documents: Counter[str] = Counter()
        capitals: Counter[str] = Counter()
        for text, code in texts:
            folded, terms = forms.counted(text, code)
            size += 1
            spelt.update(folded)
            documents.update(terms)
            for name in lexicon.names(text):
                capitals.update(forms.counted(name, code)[1])
        return cls(size, *map(Counts.of, (spelt, documents, capitals)))

    def changed(self, less: Vocabulary, more: Vocabulary) -> Vocabulary:
        """What it is when some sentences are gone and some have come."""
        return Vocabulary(
            self.size - less.size + more.size,
            self.forms.changed(less.forms, more.forms),
            self.documents.changed(less.documents, more.documents),
            self.capitals.changed(less.capitals, more.capitals),
        )

    def is_name(self, term: str) -> bool:
        """Whether the corpus writes a term with a capital nearly always."""
        return self.capitals[term] >= 0.8 * max(1, self.documents[term])

    @cached_property
    def is_english(self) -> bool:
        """Whether the texts are in English, by the share of its most frequent words."""
        telling = sum(self.forms[word] for word in ENGLISH.words.telling)
        return telling >= _TELLING_SHARE * max(1, self.forms.total())

    def in_dictionary(self, word: str) -> bool:
        """Whether a folded word is one of the language, whether the texts hold it or not."""
        return word in _dictionary(ENGLISH.code)

    def __contains__(self, term: str) -> bool:
        return term in self.documents

    def idf(self, term: str) -> float:
        """Inverse document frequency over sentences, ln(1 + (N - n + ½) / (n + ½)), above 0."""
        if (known := self._idf.get(term)) is None:
            count = self.documents[term]
            known = self._idf[term] = float(np.log1p((self.size - count + 0.5) / (count + 0.5)))
        return known

    def weight(self, terms: Iterable[str]) -> float:
        """What terms weigh together, by rarity."""
        return sum(self.idf(term) for term in terms)

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

        folded = words.fold(word)
        if (
            len(folded) < 5
            or not folded.isalpha()
            or any(term in self for term in forms.counted(word, code)[1])
        ):
            return word
        dictionary = _dictionary(code)
        if folded in self.forms or dictionary is None or folded in dictionary or word in dictionary:
            return word
        allowed = 2 if len(folded) >= 9 else 1
        near = [
            (distance, -self.forms[form], form)
            for form in map(self.forms.strings.at, self.forms.strings.beginning(folded[0]))
            if len(form) >= 5
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
