"""What a sentence names only as what is not so: nearly, planned once, instead of what is so.

"The walls are faced with slate instead of marble", "the board almost sold the tug", "it was to have
been held in April": none of it says that what is named came about.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from qa.text import factuality, meanings
from qa.text.language import ENGLISH
from qa.verify.reading import Reading, is_verbal, read

_INSTEAD = tuple(tuple(phrase.split()) for phrase in ENGLISH.denials.instead)
_PREPOSITIONS = meanings.listed("grammar", "prepositions")
_ARTICLES = meanings.listed("grammar", "articles") - {"of"}
_INFINITIVE = ("to",)
_PREFERRING = meanings.lemmas("unreal", "preferring")
_OVER = meanings.listed("unreal", "over")
_PLANS = meanings.lemmas("unreal", "plans")
_DRAWINGS = meanings.listed("unreal", "drawings")
_DRAWING = meanings.listed("unreal", "drawing")
_BE = meanings.listed("grammar", "be")
_JOINERS = meanings.listed("clauses", "joiners") | {"but"}


@dataclass(frozen=True)
class Unreal:
    """The positions of words that a text names without saying that it is so.

    Attributes:
        replaced: What something else stands in the place of: after "instead of", and "not".
        denied: What is said not to have come about.
        open: What may have, or was to.
    """

    replaced: frozenset[int]
    denied: frozenset[int]
    open: frozenset[int]


@lru_cache(maxsize=4096)
def places(reading: Reading) -> Unreal:
    """What a text names without saying that it is so."""
    found: dict[str, set[int]] = {"denied": set(), "open": set()}
    for part in factuality.parts(reading.text):
        before, until = (len(read(reading.text[:end]).words) for end in (part.start, part.end))
        found[part.kind] |= set(_told(reading, before, min(until, len(reading.words))))
    found["open"] |= set(_planned(reading))
    starts = (*_replacing(reading), *_not_preferred(reading))
    replaced = {at for start in starts for at in _phrase(reading, start)}
    replaced |= set(_said_not(reading))
    return Unreal(frozenset(replaced), frozenset(found["denied"]), frozenset(found["open"]))


def _told(reading: Reading, start: int, stop: int) -> Iterable[int]:
    """What is told of a subject: that there is one is not in doubt.

    Of a noun that is denied no more than the noun: "denied the charges during the trial".
    """
    verb = next((at for at in range(start, stop) if is_verbal(reading.tokens[at])), None)
    if verb is not None:
        return range(verb, stop)
    led = start and reading.tokens[start - 1] in _INFINITIVE
    return range(start, stop) if led else _phrase(reading, start)


def _replacing(reading: Reading) -> Iterator[int]:
    """Where what another thing stands in the place of begins: after "instead of"."""
    for at in range(len(reading.tokens)):
        for phrase in _INSTEAD:
            if reading.tokens[at : at + len(phrase)] == phrase:
                yield at + len(phrase)


def _not_preferred(reading: Reading) -> Iterator[int]:
    """Where what was not taken begins: after "over" of "preferred medicine over law"."""
    for at, word in enumerate(reading.words):
        if word.base in _PREFERRING:
            rest = range(at + 2, reading.clause(word.clause).stop)
            yield from (i + 1 for i in rest if reading.tokens[i] in _OVER)


def _planned(reading: Reading) -> Iterator[int]:
    """What a plan is to do, and what it shows: "the plan to build a tower"."""
    for at, word in enumerate(reading.words[1:], 1):
        before = reading.words[at - 1]
        plan = word.text in _INFINITIVE and before.base in _PLANS and before.clause == word.clause
        drawn = word.text in _DRAWING and before.text in _DRAWINGS
        if plan or drawn:
            yield from range(at + 1, reading.clause(word.clause).stop)


def _phrase(reading: Reading, start: int) -> Iterator[int]:
    """A phrase up to where the next one begins: "marble" of "instead of marble the walls"."""
    if start >= len(reading.words):
        return
    named = False
    for at in range(start, reading.clause(reading.words[start].clause).stop):
        token = reading.tokens[at]
        if named and token in _PREPOSITIONS | _ARTICLES | _BE:
            return
        yield at
        named = named or token not in _PREPOSITIONS | _ARTICLES


def _said_not(reading: Reading) -> Iterator[int]:
    """What a clause says that opens with "not": "the dredger was hired, not bought"."""
    for number in reading.clauses:
        clause = reading.clause(number)
        first = next((at for at in clause if reading.tokens[at] not in _JOINERS), clause.stop)
        opening = reading.tokens[first : first + 2]
        if opening[:1] == ("not",) and ENGLISH.denials.turning.isdisjoint(opening):
            yield from range(first + 1, clause.stop)
