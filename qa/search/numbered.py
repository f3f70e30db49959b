"""Documents that are known by a number ("PEP 703", "Rule 12"): which of them a question names.

What another one of a series says is no answer, however alike the two read. So where the folder has
a series, a question that names one of it is answered by that one alone.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

from qa.index.memory import Index
from qa.search.once import once
from qa.text import lexicon, words

# A word, and a number beside it: "PEP 703", "pep-0703", "PEP: 703", "Rule No. 12a".
_NUMBERED = re.compile(
    r"(?<![^\W_])(?P<word>[^\W\d_]{2,})[\s:#_.№-]{0,3}(?:(?:no|nr|num|number)\b[\s.:]*)?"
    r"0*(?P<number>\d{1,6}[a-z]?)(?![^\W_]|[.,:]\d)",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?:19|20)\d\d")
# What names of files count with, whatever stands in them: "article-12.txt" is no Article 12.
_COUNTERS = frozenset("article document file page part story text".split())
_OPENING = 12  # sentences of an article in which it may say its number

Number = tuple[str, str]  # the stem of the word, and the number: ("pep", "703")


@dataclass(frozen=True)
class Named:
    """What a question names of the series of the folder.

    Attributes:
        articles: The articles that it names, as `Row.article` has them; empty for none.
        missing: The numbers of series that no article has.
    """

    articles: frozenset[str] = frozenset()
    missing: frozenset[Number] = frozenset()

    def saying(self, index: Index, found: dict[int, float]) -> dict[int, float]:
        """The candidates that name all numbers which no article has, where one is missing.

        Of the articles that the question names, no line tells anything that only has their number.
        """
        if not self.missing:
            rows = {i: index.rows[i] for i in found} if self.articles else {}
            bare = {i for i, row in rows.items() if row.kind == "pair" and _is_bare(row.text)}
            return {i: score for i, score in found.items() if i not in bare}
        return {
            i: s for i, s in found.items() if self.missing <= {*_numbers(index.rows[i].searched)}
        }


NOTHING = Named()


def named(index: Index, question: str) -> Named:
    """The articles of a series that a question names by their numbers."""
    asked = frozenset(_numbers(question))
    if not asked:
        return NOTHING
    known = _series(index)
    found = {number: known.get(number, frozenset()) for number in asked}
    lengths = Counter(word for word, _ in known)
    serial = [number for number in asked if lengths[number[0]] > 1]
    articles = frozenset(article for number in serial for article in found[number])
    return Named(articles, frozenset(number for number in serial if not found[number]))


def _is_bare(text: str) -> bool:
    return _NUMBERED.fullmatch(text) is not None


@once
def _series(index: Index) -> dict[Number, frozenset[str]]:
    """The articles that have each number: in their names, their titles or their first lines."""
    found: dict[Number, set[str]] = {}
    for file in index.files:
        for first in index.articles_of(file):
            for number in _numbers_of(index, first):
                found.setdefault(number, set()).add(index.rows[first].article)
    return {number: frozenset(articles) for number, articles in found.items()}


def _numbers_of(index: Index, first: int) -> Iterator[Number]:
    """The numbers by which an article is known: the number of its title is the first in it."""
    row = index.rows[first]
    yield from _numbers(PurePosixPath(row.file).stem)
    yield from list(_numbers(row.title))[:1]
    for i in index.article_of(first)[:_OPENING]:
        match = _NUMBERED.fullmatch(index.rows[i].text) if index.rows[i].kind == "pair" else None
        if match:
            yield from _numbers(match.group())


def _numbers(text: str) -> Iterator[Number]:
    for match in _NUMBERED.finditer(text):
        word = words.fold(match["word"])
        counts = word in words.STOPWORDS or word in lexicon.DATES or word in _COUNTERS
        if not counts and not _YEAR.fullmatch(match["number"]):
            yield words.stem(word), match["number"].lower()
