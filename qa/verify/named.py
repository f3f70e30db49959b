"""Names in a text as runs of words, and whether two of them may be of one person or thing."""

from __future__ import annotations

import re
from functools import lru_cache

from qa.text import lexicon, words
from qa.text.language import ENGLISH
from qa.verify.alignment import Alignment
from qa.verify.reading import Reading

_DRIFT = 8  # words by which a place in the text and in its reading may differ ("12 %"); by hand
_TITLES = ENGLISH.names.titles | ENGLISH.names.offices
_OPENING = ".!?:\n"  # marks after which a capital tells of no name


@lru_cache(maxsize=256)
def proper(reading: Reading) -> frozenset[str]:
    """The folded words that a text writes with a capital within a sentence, and never without.

    One that opens a sentence counts where another one with a capital follows it: "Omar Iqbal".
    """
    high, low = set(), set()
    found = list(words.TOKEN.finditer(reading.text))
    for at, match in enumerate(found):
        before = reading.text[: match.start()].rstrip(" \"'“‘(")
        opens = not before or before[-1] in _OPENING
        if not match.group()[0].isupper():
            low.update(words.split(match.group()))
        elif not opens or _goes_on(reading.text, found[at : at + 2]):
            high.update(words.split(match.group()))
    return frozenset(
        word for word in high - low - lexicon.DATES - words.STOPWORDS if not word[0].isdigit()
    )


def runs(reading: Reading, known: frozenset[str]) -> list[range]:
    """Names of one or more words that stand side by side.

    A word that is small elsewhere goes on a name where it has a capital: "Max Fell".
    """
    found: list[range] = []
    high = _capitals(reading)
    for at, word in enumerate(reading.words):
        last = found[-1] if found else None
        follows = last and last.stop == at and reading.words[last.start].clause == word.clause
        if word.text not in known and not (follows and at in high):
            continue
        if last and follows:
            found[-1] = range(last.start, at + 1)
        else:
            found.append(range(at, at + 1))
    return found


def may_be_one(pair: Alignment, one: range, other: range) -> bool:
    """Whether a name of the statement and one of the source may name the same.

    The last word of either must be in the other: a title or a given name that both have is no
    more than that. "Cllr Tull" is no "Cllr Iqbal", but "Graham Tull" may be.
    """
    mine, theirs = ([_stem(r, at) for at in run] for r, run in _beside(pair, one, other))
    if mine[-1] == theirs[-1] and _have_other_given_names(pair, one, other):
        return False
    return mine[-1] in theirs or theirs[-1] in mine or _are_alike(pair, one, other)


def _have_other_given_names(pair: Alignment, one: range, other: range) -> bool:
    """Whether each of two names has a word that the other has not: Dean Pike is no Gavin Pike.

    A title tells nothing, nor does a letter for the rest of a name, nor a short form of it.
    """
    mine, theirs = (
        [r.tokens[at] for at in run[:-1] if r.tokens[at] not in _TITLES]
        for r, run in _beside(pair, one, other)
    )
    return bool(mine and theirs) and not any(
        a.startswith(b) or b.startswith(a) for a in mine for b in theirs
    )


def _beside(pair: Alignment, one: range, other: range) -> tuple[tuple[Reading, range], ...]:
    return (pair.statement, one), (pair.source, other)


def _stem(reading: Reading, at: int) -> str:
    return words.stem(reading.tokens[at])


def _are_alike(pair: Alignment, one: range, other: range) -> bool:
    """Whether the last words stand for each other, as a capital does for its country."""
    last = one[-1]
    if last in pair.matches and other[-1] in pair.alike(last):
        return True
    capitals = words.capitals()
    mine, theirs = _stem(pair.statement, last), _stem(pair.source, other[-1])
    return capitals.get(theirs) == mine or capitals.get(mine) == theirs


@lru_cache(maxsize=256)
def _capitals(reading: Reading) -> frozenset[int]:
    """The positions of the words that are written with a capital."""
    found: set[int] = set()
    at = 0
    for match in words.TOKEN.finditer(reading.text):
        parts = words.split(match.group())
        near = range(at, min(len(reading.words), at + _DRIFT))
        place = next((i for i in near if parts and reading.tokens[i] == parts[0]), None)
        if place is None:
            continue
        at = place + len(parts)
        if match.group()[0].isupper() and parts[0] not in words.STOPWORDS:
            found.update(range(place, at))
    return frozenset(found)


def _goes_on(text: str, both: list[re.Match[str]]) -> bool:
    """Whether the second of two words has a capital as well, with nothing but space between."""
    if len(both) < 2 or words.fold(both[0].group()) in words.STOPWORDS:
        return False
    return both[1].group()[0].isupper() and not text[both[0].end() : both[1].start()].strip()
