"""What a marked answer amounts to, so that two can be compared: an amount, a date, or words."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher
from functools import lru_cache
from typing import Literal

from qa.answer.spans import CharacterRange
from qa.text import dates, lexicon, words
from qa.text.amounts import Amount, amounts
from qa.text.language import ENGLISH

Relation = Literal["same", "compatible", "different"]

_MOST_OF_IT = (
    0.5  # share of the longer answer that a shorter one has to say: "Rubio" is "Marco Rubio"
)
# Likeness of two words, by Ratcliff and Obershelp: in the mean and at least; chosen on dev pairs.
_SPELLED_LIKE, _AT_LEAST_LIKE = 0.6, 0.5
_FIGURES = frozenset(words.stem(word) for word in lexicon.NUMBERS | lexicon.SHARES)
_FOUR_FIGURES = re.compile(r"(?<![\d.,])\d{4}(?!\d|[.,]\d)")  # "2,150" is no year
_UNIT = re.compile(r"(?<=[a-z]) ([A-Z][a-z]+)\b")  # what may follow an amount: "degrees Celsius"
_YEARS = range(1000, 2200)
_DAYS = range(1, 32)


@dataclass(frozen=True)
class Value:
    """An answer, ready to be compared.

    Attributes:
        terms: Its words, stemmed, without titles of persons.
        named: Whether a word of it has a capital, as names have.
        amounts: The amounts that are in it.
        day: The parts of the date that it is, if it is one: `year`, `month`, `day`, `weekday`.
    """

    terms: frozenset[str]
    named: bool = False
    amounts: tuple[Amount, ...] = ()
    day: Mapping[str, str] = field(default_factory=dict)

    def without(self, terms: frozenset[str]) -> Value:
        """The value without words of the question, if any others are left: "north bank"."""
        left = self.terms - terms
        return replace(self, terms=left) if left and not (self.amounts or self.day) else self

    def is_spelled_like(self, other: Value) -> bool:
        """Whether two names are alike, but not one: "Jon Askew" and "John Ascue"."""
        if not (self.named and other.named) or self.amounts or other.amounts:
            return False
        one, two = self.terms - other.terms, other.terms - self.terms
        if not one or not two or len(one) != len(two):
            return False
        near = [max(_likeness(a, b) for b in two) for a in one]
        return min(near) >= _AT_LEAST_LIKE and sum(near) >= _SPELLED_LIKE * len(near)

    def relation(self, other: Value) -> Relation | None:
        """How another answer relates to this one; None where they are of different kinds."""
        if self.day or other.day:
            return _of_days(self.day, other.day) if self.day and other.day else None
        if self.amounts or other.amounts:
            relation = _of_amounts(self.amounts, other.amounts)
            return relation if relation != "same" or self._counts_what(other) else "different"
        if not self.terms or not other.terms:
            return None
        small, large = sorted((self.terms, other.terms), key=len)
        if small <= large and len(small) >= _MOST_OF_IT * len(large):
            return "same"
        return "different" if self.terms.isdisjoint(other.terms) else "compatible"

    def _counts_what(self, other: Value) -> bool:
        """Whether the words beside the numbers fit: "45 degrees Celsius" is not "Fahrenheit"."""
        if any(amount.measure for amount in self.amounts):
            return True
        one, two = (value.terms - _FIGURES for value in (self, other))
        one, two = (frozenset(t for t in terms if not t[0].isdigit()) for terms in (one, two))
        return not one or not two or one <= two or two <= one


def _likeness(one: str, other: str) -> float:
    return SequenceMatcher(None, one, other, autojunk=False).ratio()


@lru_cache(maxsize=1024)
def value_of(text: str, span: CharacterRange) -> Value:
    """What the marked part of a sentence amounts to."""
    found = amounts(text, *span)
    unit = _UNIT.match(text, span[1]) if found else None
    whole = unit is not None and words.fold(unit[1]) not in lexicon.DATES
    marked = text[span[0] : unit.end() if unit and whole else span[1]]
    names = ENGLISH.names
    left_out = words.STOPWORDS | names.titles | names.offices | names.legal
    said = [word for word in words.split(marked) if word not in left_out]
    return Value(
        terms=frozenset(words.stem(word) for word in said),
        named=any(word[0].isupper() for word in words.TOKEN.findall(marked)),
        amounts=tuple(found),
        day={} if any(amount.measure for amount in found) else _day(marked),
    )


def _day(text: str) -> dict[str, str]:
    """The parts of a date; none where there is neither a month, a weekday nor a year alone."""
    named = dates.named(f"on {text}")  # what opens a text may be no date: "May", "March"
    found = {
        part: name
        for part, names in (("month", dates.MONTHS), ("weekday", dates.WEEKDAYS))
        for name in named
        if name in names
    }
    figures = [word for word in words.split(text) if word.isdigit()]
    years = [figure for figure in _FOUR_FIGURES.findall(text) if int(figure) in _YEARS]
    alone = [w for w in words.split(text) if w not in words.STOPWORDS] == years
    if years and (found or alone):
        found["year"] = years[0]
    if "month" in found:
        days = [figure for figure in figures if int(figure) in _DAYS]
        found |= dict(zip(("day",), days, strict=False))
    return found


def _of_days(first: Mapping[str, str], other: Mapping[str, str]) -> Relation | None:
    shared = first.keys() & other.keys()
    if not shared:
        return None
    if any(first[part] != other[part] for part in shared):
        return "different"
    return "same" if first.keys() == other.keys() else "compatible"


def _of_amounts(first: tuple[Amount, ...], other: tuple[Amount, ...]) -> Relation | None:
    """How amounts relate: one to one; of a range ("15 to 22") only that it is the same range."""
    if len(first) != len(other):
        return None
    relations = [a.relation(b) for a, b in zip(first, other, strict=True)]
    if len(relations) == 1 or set(relations) == {"same"}:
        return relations[0]
    return None
