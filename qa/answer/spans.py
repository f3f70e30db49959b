"""The span of a sentence that answers: from scores of pieces of words to whole words.

What a model marks by pieces ends where it likes; what is shown is whole words, and of a name, an
amount or a date all of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt

from qa.text import dates, lexicon, words
from qa.text.amounts import amounts
from qa.text.language import ENGLISH, alternatives

CharacterRange = tuple[int, int]  # characters of a sentence, the end exclusive
Scores = npt.NDArray[np.float32]  # (pieces of a sentence,)

_DENIED_REACH = 2  # words before a span in which what denies it stands; set by hand
_HEARER_REACH = 3  # words before a span in which a verb of speech stands; set by hand
_REACH = 7  # words before a span in which a denial of its clause stands; set by hand
_IN_YEAR = re.compile(r"\W*(?:[^\W\d]+ ){0,2}in (\d{4})\b")
_CLAUSE = re.compile(r"[,;:–—()]")
_LONGEST = 30  # pieces of words in a span, chosen by hand

_WORD = re.compile(r"[^\W_]+(?:[-'’.,/:][^\W_]+)*|[$€£¥%]")
_MEASURED = lexicon.MEASURES | {f"{unit}{s}" for unit in ENGLISH.units for s in ("", "s")}
# What adds a half to a number or to a unit, with the unit that may follow: "and a half hours".
_HALF = re.compile(
    rf" {ENGLISH.numbers.and_a_half}\b(?: (?:{alternatives(_MEASURED)})\b)?",
    re.IGNORECASE,
)
_BOUNDS = ENGLISH.numbers.bounds
_BOUND = re.compile(
    rf"\b(?:{alternatives((*_BOUNDS.least, *_BOUNDS.most, *_BOUNDS.about))}) $", re.IGNORECASE
)
_BOUND_AFTER = re.compile(
    rf" (?:{alternatives((*_BOUNDS.least_after, *_BOUNDS.most_after, *_BOUNDS.about_after))})\b",
    re.IGNORECASE,
)
_CURRENCIES = frozenset("$€£¥")
_JOINS = frozenset({" ", ". "})  # between the words of a name: "William E. Simon"


@dataclass(frozen=True)
class Scored:
    """A span by its first and its last piece, and its log odds."""

    first: int
    last: int
    odds: float


def ranked(first: Scores, last: Scores) -> Iterator[Scored]:
    """All spans, the best first; their log odds are the mean of those of both ends.

    Args:
        first: The log odds of each piece as the first one of the span.
        last: And as the last one.
    """
    pairs = np.triu(np.ones((len(first), len(last)), bool))
    pairs &= ~np.triu(pairs, _LONGEST)
    odds = np.where(pairs, first[:, None] + last[None, :], -np.inf) / 2
    best = int(np.argmax(odds))  # mostly no other is looked at
    yield _scored(odds, best)
    for at in np.argsort(-odds, axis=None, kind="stable")[1 : int(pairs.sum())]:
        yield _scored(odds, int(at))


def _scored(odds: npt.NDArray[np.floating[Any]], at: int) -> Scored:
    first, last = divmod(at, odds.shape[1])
    return Scored(first, last, float(odds[first, last]))


def whole(text: str, span: CharacterRange) -> CharacterRange | None:
    """A span of whole words, with the rest of a name, an amount or a date that it cuts.

    Returns:
        None where the span holds no word.
    """
    found = [_Word(m.group(), m.start(), m.end()) for m in _WORD.finditer(text)]
    inside = [i for i, w in enumerate(found) if w.start < span[1] and w.end > span[0]]
    if not inside:
        return None
    first, last = inside[0], inside[-1]
    while first > 0 and _belongs_before(text, found[first - 1], found[first]):
        first -= 1
    while last + 1 < len(found) and _belongs_after(text, found[last], found[last + 1]):
        last += 1
    half = _HALF.match(text, found[last].end) if _is_of_amount(found[last]) else None
    return found[first].start, half.end() if half else found[last].end


def bounded(text: str, span: CharacterRange) -> CharacterRange:
    """An amount with the words beside it that say how exact it is: "nearly 50", "four or more"."""
    if not amounts(text, *span):
        return span
    before, after = _BOUND.search(text[: span[0]]), _BOUND_AFTER.match(text, span[1])
    return before.start() if before else span[0], after.end() if after else span[1]


def is_verb(text: str, span: CharacterRange) -> bool:
    """Whether what is marked as a month is a verb: "it may open", "they march"."""
    return text[slice(*span)] in ENGLISH.calendar.ambiguous


def denied(text: str, span: CharacterRange) -> bool:
    """Whether what is marked is what the sentence says it is not: "in 2024, not in 2025"."""
    before = words.split(text[: span[0]])[-_DENIED_REACH:]
    phrase = " ".join(before)
    return bool(before) and (
        not ENGLISH.denials.words.isdisjoint(before)
        or any(phrase.endswith(instead) for instead in ENGLISH.denials.instead)
    )


def is_spoken_to(text: str, span: CharacterRange) -> bool:
    """Whether what is marked is who hears it: "he said to the council"."""
    heard = words.split(text[: span[0]])[-_HEARER_REACH:]
    pairs = pairwise([*heard, *words.split(text[slice(*span)])])
    return any(words.stem(a) in lexicon.SPEECH and b in ENGLISH.speech.hearers for a, b in pairs)


def in_denial(text: str, span: CharacterRange) -> bool:
    """Whether what is marked belongs to what its clause denies: "is not to be held in the hall"."""
    clause = _CLAUSE.split(text[: span[0]])[-1]
    said = words.split(clause)[-_REACH:]
    last = max((i for i, word in enumerate(said) if word in ENGLISH.denials.words), default=None)
    if last is None:
        return False
    between = set(said[last + 1 :])
    return between.isdisjoint(ENGLISH.denials.turning | ENGLISH.denials.joints)


def narrowed(text: str, span: CharacterRange, asked: AbstractSet[str]) -> CharacterRange:
    """The one of two joined answers that goes with what was asked about, where only one does.

    Asked who led the US delegation, of "led by US Secretary Ada Brown and French Minister Luc
    Roy" it is Ada Brown. A span that joins no two, or of which both or neither go, stays.

    Args:
        text: The sentence.
        span: The characters that answer.
        asked: Terms of names and places in the question.
    """
    joint = f" {ENGLISH.names.conjunction} "
    if text[slice(*span)].count(joint) != 1 or len(amounts(text, *span)) == 1:
        return span  # "two hundred and twelve" is one
    end = text.index(joint, span[0])
    first, second = (asked & set(words.terms(part)) for part in (text[:end], text[end : span[1]]))
    if first and not second:
        return span[0], end
    later = [m.start() for m in _WORD.finditer(text, end + len(joint), span[1])]
    capital = [at for at in later if text[at].isupper()]
    return ((capital or later)[0], span[1]) if second and not first and later else span


def is_of_another_year(text: str, span: CharacterRange, years: AbstractSet[str]) -> bool:
    """Whether what is marked is told of another year than the one asked for, which is there too.

    Asked for 2022, of "310 visitors in 2022 and 295 in 2021" it is not 295.
    """
    after = _IN_YEAR.match(text, span[1])
    return after is not None and after[1] not in years and any(year in text for year in years)


def is_of_another(text: str, span: CharacterRange, asked: AbstractSet[str]) -> bool:
    """Whether somebody is marked whom the sentence gives another country than the one asked for.

    Asked who led the Russian delegation, of "led by US Secretary Ada Brown and Russian Minister
    Luc Roy" it is not Ada Brown. Only where the sentence has the country that was asked for.

    Args:
        text: The sentence.
        span: The characters that answer.
        asked: Terms of the countries in the question.
    """
    start = span[0]
    for match in reversed(list(_WORD.finditer(text, 0, span[0]))):
        word = match.group().lower()
        if word in words.STOPWORDS and word not in ENGLISH.names.joiners:
            break
        start = match.start()
    own = _countries(text[start : span[1]])
    return bool(own) and own.isdisjoint(asked) and not asked.isdisjoint(_countries(text))


def _countries(text: str) -> set[str]:
    capitals = words.capitals()
    return {capitals.get(term, term) for term in words.terms(text) if words.is_place(term)}


@dataclass(frozen=True)
class _Word:
    text: str
    start: int
    end: int

    @property
    def folded(self) -> str:
        return self.text.lower()

    @property
    def is_name(self) -> bool:
        return self.text[0].isupper()

    @property
    def is_number(self) -> bool:
        return self.text[0].isdigit()


def _is_of_amount(word: _Word) -> bool:
    """Whether a word is a number or a unit: "four", "hours"."""
    return word.is_number or word.folded in lexicon.NUMBERS or word.folded in _MEASURED


def _is_day(text: str, word: _Word, then: _Word) -> bool:
    """Whether the day of the week and its date stand together: "Wednesday, 1 May"."""
    dated = then.is_number or then.folded in lexicon.DATES
    return word.folded in dates.WEEKDAYS and dated and text[word.end : then.start] in (" ", ", ")


def _belongs_before(text: str, word: _Word, then: _Word) -> bool:
    """Whether a word opens the name, amount or date that the next one is part of."""
    between = text[word.end : then.start]
    if _is_day(text, word, then):
        return True
    if then.is_number and (word.text in _CURRENCIES or word.folded in lexicon.DATES):
        return between in ("", " ")
    if (
        word.folded in ENGLISH.numbers.amount_openers
        and then.folded in lexicon.SHARES | lexicon.PERIODS
    ):
        return between == " "
    named = word.is_name and word.folded not in words.STOPWORDS | ENGLISH.names.offices
    return named and then.is_name and between in _JOINS


def _belongs_after(text: str, word: _Word, then: _Word) -> bool:
    """Whether a word goes on with the name, amount or date that the one before is part of."""
    between = text[word.end : then.start]
    if _is_day(text, word, then):
        return True
    counted = word.is_number or word.folded in lexicon.NUMBERS
    if then.text == "%":
        return counted and between == ""
    if (counted and then.folded in lexicon.MEASURES) or (
        word.folded in lexicon.DATES and then.is_number
    ):
        return between in (" ", "-")
    if word.is_number and re.fullmatch(r"[12]\d{3}", then.text):
        return between == ", "
    return word.is_name and then.is_name and between == " "
