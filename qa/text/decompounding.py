"""Compounds written as one word: looked up by parts that the texts know, and parts as a compound.

German and Dutch join words as they like: a question has "Stadtratssitzung" where an article has
"Sitzung des Stadtrats", or the other way round. The parts are words of the articles themselves, so
no list of words is needed (Monz and de Rijke, 2002).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import permutations

from qa.text import forms, words
from qa.text.forms import Forms, Known

_LEAST = 4  # letters of a part: of shorter ones many words consist by chance; set by hand
_MOST_PARTS = 3
_MOST_WORDS = 12  # of a question, that are put together by twos


def looked_up(terms: Sequence[str], question: str, code: str, known: Known) -> list[str]:
    """The terms of a question, those that the texts do not know replaced by what they do know.

    Args:
        terms: They, as they would be looked up.
        question: The question.
        code: Its language.
        known: Holds the terms of the texts.
    """
    language = forms.forms(code)
    unknown = {term for term in terms if term not in known} if language.links else set()
    if not unknown:
        return list(terms)
    said = [
        (word, term)
        for word, term in language.every(question)
        if word not in language.stopwords and word.isalpha()
    ]
    instead = {term: _parts(word, language, known) for word, term in said if term in unknown}
    whole = {
        term: [compound]
        for one, other in permutations(said[:_MOST_WORDS], 2)
        for compound in _joined(one[0], other[0], language, known)
        for term in (one[1], other[1])
        if term in unknown
    }
    instead |= whole
    found = (given for term in terms for given in instead.get(term) or [term])
    return list(dict.fromkeys(found)) if instead else list(terms)


def _parts(word: str, language: Forms, known: Known, most: int = _MOST_PARTS) -> list[str]:
    """The terms of the parts of a compound, all of them known; none where it has no such parts.

    Of several ways to part it that with the longest last part is taken: it says what it is.
    """
    for at in range(_LEAST, len(word) - _LEAST + 1):
        head = language.stem(word[at:])
        if head not in known or word[at:] in language.stopwords:
            continue
        for first in _unlinked(word[:at], language):
            term = language.stem(first)
            if term in known and first not in language.stopwords:
                return [term, head]
        if most > 2 and (rest := _parts(word[:at], language, known, most - 1)):
            return [*rest, head]
    return []


def _unlinked(part: str, language: Forms) -> Iterator[str]:
    """The first part of a compound without what links it to the next one."""
    for link in language.links:
        if part.endswith(link) and len(part) - len(link) >= _LEAST:
            yield part[: len(part) - len(link)]


def _joined(one: str, other: str, language: Forms, known: Known) -> Iterator[str]:
    """The compounds of two words that the texts know, as terms."""
    for first in dict.fromkeys((one, language.stem(one))):
        for link in language.links:
            if (compound := language.stem(first + link + words.fold(other))) in known:
                yield compound
