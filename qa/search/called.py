"""Articles that are called by what a question names: others, on which it is not, do not answer it.

When the library in Brackwell opens, an article that never names Brackwell does not say where there
is one called so; nor does "harbour rules 2023" what the harbour rules of 2024 say.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import PurePosixPath

import numpy as np

from qa.index.memory import Index
from qa.index.rows import Row
from qa.search import names
from qa.search.ranking import Query
from qa.text import words

_WORD = re.compile(r"[^\W_]+")
_WORDS = 12  # of a name; a longer one is a sentence, and none of a series


@dataclass(frozen=True)
class _Article:
    """What an article is called by.

    Attributes:
        name: As `Row.article` has it.
        file: The file that it is in.
        start: Its first sentence.
        names: The terms of its file's name, and those of its title.
        about: All terms that it is called and dated by.
    """

    name: str
    file: str
    start: int
    names: tuple[frozenset[str], ...]
    about: frozenset[str]


def others(index: Index, query: Query) -> frozenset[str]:
    """The articles that are passed over, since a question names another one, as `Row.article`.

    In another language a name bends: none of that is passed over.
    """
    found = _unnamed(index, query) | _siblings(index, query)
    if not found:
        return frozenset()
    files = {one.name: one.file for one in _articles(index)}
    return frozenset(name for name in found if index.languages[files[name]] == query.language)


def names_of(index: Index) -> frozenset[str]:
    """All articles, as `Row.article` names them."""
    return frozenset(one.name for one in _articles(index))


def _unnamed(index: Index, query: Query) -> set[str]:
    """Those that have nowhere a name of a question by which another one is called."""
    having: set[int] = set()
    for name, terms in names.asked(index, query):
        if name.isupper():  # other articles may have it in full
            continue
        whole, every = terms[:-1] or terms, _articles(index)
        if any(one.about.issuperset(whole) for one in every):
            having.update(i for i, one in enumerate(every) if not one.about.isdisjoint(terms))
            having.update(_holding(index, terms))
    if not having:
        return set()
    return {one.name for i, one in enumerate(_articles(index)) if i not in having}


def _holding(index: Index, terms: Sequence[str]) -> set[int]:
    """The numbers of the articles whose text holds one of some terms."""
    found: set[int] = set()
    starts = [one.start for one in _articles(index)]
    postings, numbers = index.sentence_bm25.postings, index.numbers
    for number in (numbers[term] for term in terms if term and term in numbers):
        held = postings.texts[slice(*postings.starts[number : number + 2].tolist())]
        found.update(np.unique(np.searchsorted(starts, held, side="right") - 1).tolist())
    return found


def _siblings(index: Index, query: Query) -> set[str]:
    """Those that are called as one whose whole name a question has, but for one word of it."""
    asked = _terms(query.corrected)
    runs = (
        frozenset(asked[at : at + size])
        for size in range(2, _WORDS + 1)
        for at in range(len(asked) - size + 1)
    )
    called = _called(index)
    found: set[str] = set()
    meant: set[str] = set()
    for run in (run for run in runs if run in called):
        meant |= called[run]
        for other, articles in called.items():
            word = _own(run, other)
            if word and not other <= {*asked}:
                found.update(articles - _having(index, articles, word))
    return found - meant


def _having(index: Index, articles: Collection[str], word: str) -> set[str]:
    """Of some articles those that have a word; a year that is not theirs they may tell of."""
    if names.YEAR.fullmatch(word):
        return set()
    every = _articles(index)
    return {every[i].name for i in _holding(index, [word])}.intersection(articles)


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


@lru_cache(maxsize=1)
def _articles(index: Index) -> tuple[_Article, ...]:
    """All articles, in the order of their sentences."""
    starts = sorted(first for file in index.files for first in index.articles_of(file))
    return tuple(_article(index.rows[start], start) for start in starts)


def _article(row: Row, start: int) -> _Article:
    called = _terms(PurePosixPath(row.file).stem), _terms(row.title)
    others = _terms(f"{PurePosixPath(row.file).parent} {row.date or ''}")
    about = frozenset((*called[0], *called[1], *others))
    return _Article(row.article, row.file, start, tuple(map(frozenset, called)), about)


@lru_cache(maxsize=1)
def _called(index: Index) -> dict[frozenset[str], set[str]]:
    """The articles that have each name."""
    found: dict[frozenset[str], set[str]] = {}
    for one in _articles(index):
        for name in one.names:
            found.setdefault(name, set()).add(one.name)
    return found


def _terms(text: str) -> list[str]:
    """The terms of a name, without what `words.terms` looks for in sentences."""
    found = _WORD.findall(words.fold(text))
    return [words.stem(word) for word in found if word not in words.STOPWORDS]
