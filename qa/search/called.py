"""Articles of a series, called alike but for a word: what is asked of one no other one answers.

"When does the library in Brackwell open?" is not answered by `ketterby.txt`, where there is a
`brackwell.txt`, nor what the harbour rules of 2023 say by those of 2024.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Set
from dataclasses import dataclass
from functools import lru_cache
from pathlib import PurePosixPath

import numpy as np

from qa.index.memory import Index
from qa.index.rows import article_name
from qa.search import names
from qa.search.once import once
from qa.search.ranking import Query
from qa.text import words

Called = dict[frozenset[str], set[str]]  # the terms of a name → the articles that are called so

_WORD = re.compile(r"[^\W_]+")
_NAMES = 2**15  # of files and titles, whose words are kept: a kilobyte each
_WORDS = 12  # of a name; a longer one is a sentence, and none of a series


@dataclass(frozen=True)
class _Article:
    """What an article is called by.

    Attributes:
        name: As `Row.article` has it.
        file: The file that it is in.
        start: Its first sentence.
        words: The words of its file's name and of its title.
        names: The terms of its file's name, and those of its title.
    """

    name: str
    file: str
    start: int
    words: frozenset[str]
    names: tuple[frozenset[str], frozenset[str]]


def others(index: Index, query: Query) -> frozenset[str]:
    """The articles that are passed over, since a question names another one, as `Row.article`.

    Those are called as the one that it names but for a word or a year, which the question has: with
    the whole name around it, or as a name that they have nowhere. In another language a name bends:
    none of that is passed over.
    """
    asked = _terms(query.corrected)
    runs = {
        frozenset(asked[at : at + size])
        for size in range(2, _WORDS + 1)
        for at in range(len(asked) - size + 1)
    }
    named = {term for name, terms in names.asked(index, query) for term in terms[:-1] or terms}
    found: set[str] = set()
    meant: set[str] = set()
    for called, having in zip(_called(index), _having(index), strict=True):
        telling = (name for term in named for name in having.get(term, ()))
        for name in {*(runs & called.keys()), *telling}:
            passed = _passed_over(index, called, name, {*asked}, named, whole=name in runs)
            found |= passed
            meant |= called[name] if passed else set()
    if not found:
        return frozenset()
    files = {one.name: one.file for one in _articles(index)}
    passed_over = found - meant
    return frozenset(one for one in passed_over if index.languages[files[one]] == query.language)


def _passed_over(
    index: Index,
    called: Called,
    name: frozenset[str],
    asked: Set[str],
    named: Set[str],
    *,
    whole: bool,
) -> set[str]:
    """The articles that are called as one which a question names, but for a word of it."""
    found: set[str] = set()
    for other, articles in called.items():
        word = _own(name, other)
        if not word or other - name <= asked:
            continue
        if whole:
            found |= articles if names.YEAR.fullmatch(word) else _lacking(index, articles, word)
        elif word in named and _is_name(index, *(other - name)):
            found |= _lacking(index, articles, word)
    return found


def _is_name(index: Index, term: str) -> bool:
    """Whether a term is a year or a name: no word of a dictionary, as it is written."""
    every = [word for one in _articles(index) for word in one.words if words.stem(word) == term]
    return bool(names.YEAR.fullmatch(term)) or not any(map(index.vocabulary.in_dictionary, every))


def _lacking(index: Index, articles: Collection[str], term: str) -> set[str]:
    """Of some articles those whose text has not a term."""
    every = _articles(index)
    return {*articles} - {every[i].name for i in _holding(index, term)}


def _holding(index: Index, term: str) -> list[int]:
    """The numbers of the articles whose text holds a term."""
    number = index.numbers.get(term) if term else None
    if number is None:
        return []
    postings = index.sentence_bm25.postings
    held = postings.texts[slice(*postings.starts[number : number + 2].tolist())]
    starts = [one.start for one in _articles(index)]
    found: list[int] = np.unique(np.searchsorted(starts, held, side="right") - 1).tolist()
    return found


def names_of(index: Index) -> frozenset[str]:
    """All articles, as `Row.article` names them."""
    return frozenset(one.name for one in _articles(index))


def _own(one: frozenset[str], other: frozenset[str]) -> str:
    """The word or the year by which a name differs from another one, if it does by one alone.

    What other numbers mean `numbered` tells.
    """
    apart = one ^ other
    if len(apart) != 2 or len(one) != len(other):
        return ""
    if any(word.isdigit() and not names.YEAR.fullmatch(word) for word in apart):
        return ""
    return next(iter(one - other))


@once
def _articles(index: Index) -> tuple[_Article, ...]:
    """All articles, in the order of their sentences."""
    return tuple(
        _article(index, file, start)
        for file in sorted(index.files, key=index.first)
        for start in index.articles_of(file)
    )


def _article(index: Index, file: str, start: int) -> _Article:
    called = PurePosixPath(file).stem, index.headline_of(start)
    (file_words, file_terms), (title_words, title_terms) = map(_named, called)
    name = article_name(file, index.record_of(start))
    return _Article(name, file, start, file_words | title_words, (file_terms, title_terms))


@lru_cache(maxsize=_NAMES)
def _named(text: str) -> tuple[frozenset[str], frozenset[str]]:
    """The words and the terms of a name: most articles are called as they were before a change."""
    return frozenset(_words(text)), frozenset(_terms(text))


@once
def _called(index: Index) -> tuple[Called, Called]:
    """The articles that have each name: by their files, and by their titles."""
    by_file: Called = {}
    by_title: Called = {}
    for one in _articles(index):
        for called, name in zip((by_file, by_title), one.names, strict=True):
            called.setdefault(name, set()).add(one.name)
    return by_file, by_title


@once
def _having(index: Index) -> tuple[dict[str, list[frozenset[str]]], ...]:
    """The names that have each term: of files, and of titles."""
    found: tuple[dict[str, list[frozenset[str]]], ...] = {}, {}
    for having, called in zip(found, _called(index), strict=True):
        for name in called:
            for term in name:
                having.setdefault(term, []).append(name)
    return found


def _terms(text: str) -> list[str]:
    """The terms of a name, without what `words.terms` looks for in sentences."""
    return [words.stem(word) for word in _words(text)]


def _words(text: str) -> list[str]:
    return [word for word in _WORD.findall(words.fold(text)) if word not in words.STOPWORDS]
