"""The slot that a name fills in a sentence: who does what a verb tells, to whom, or after "to".

Two sentences fill one slot with two names only where the rest of both is the same thing: "Alvarez
opened the bridge" and "the bridge was opened by Petrov", but not "… the library of the bridge".
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from qa.text import meanings, words
from qa.verify import order
from qa.verify.alignment import Alignment
from qa.verify.reading import Reading, is_verbal
from qa.verify.roles import is_role

Slot = Literal["", "agent", "patient"]

_BY = "by"
_ARTICLES = meanings.listed("grammar", "articles") - meanings.listed("grammar", "prepositions")
_PREPOSITIONS = meanings.listed("grammar", "prepositions") | meanings.listed("grammar", "placing")


def are_the_same(pair: Alignment, mine: Sequence[str], other: Sequence[str]) -> bool:
    """Whether a name of the source fills the slot that one of the statement fills.

    Args:
        pair: The statement beside its source.
        mine: The folded words of the statement's name.
        other: Those of the source's.
    """
    one, another = _span(pair.statement, mine), _span(pair.source, other)
    if not one or not another or not _are_whole(pair, one, another):
        return False
    led = led_by(pair.statement, one.start)
    if led in ("", _BY) and _is_place(mine) != _is_place(other):
        return False
    turned = _beside_a_verb(pair, one, another)
    return _beside_a_word(pair, one, another) if turned is None else turned


def _beside_a_verb(pair: Alignment, one: range, another: range) -> bool | None:
    """Whether both names are on one side of one verb; None where a name is on neither side."""
    sides = None
    for at, others in order.pivots(pair):
        mine = _slot(pair.statement, at, one)
        for other in others:
            theirs = _slot(pair.source, other, another)
            if mine and theirs:
                if mine == theirs and _are_of_one_deed(pair, at, other):
                    return True
                sides = False
    return sides


def _are_of_one_deed(pair: Alignment, at: int, other: int) -> bool:
    """Whether all that the statement says beside a verb is said so beside the source's."""
    mine, theirs = order.roles(pair.statement, at), order.roles(pair.source, other)
    here = pair.of_clause(pair.statement.words[at].clause)
    for i in (i for i in here if i != at and i in pair.matches):
        place = pair.matches[i].at
        if i in mine.agent and place in theirs.agent:
            continue
        beside = pair.source.words[place].clause == pair.source.words[other].clause
        told_of = place in theirs.patient or _is_before_relative(pair.source, other, place)
        if not (beside or told_of) or led_by(pair.statement, i) != led_by(pair.source, place):
            return False
    return True


def _is_before_relative(source: Reading, verb: int, at: int) -> bool:
    """Whether a word is what a relative clause tells of: "the moons, which Hall discovered"."""
    number = source.words[verb].clause
    opens = source.tokens[source.clause(number).start] in order.RELATIVES
    return opens and at < verb and source.words[at].clause in (number - 1, number - 2)


def _beside_a_word(pair: Alignment, one: range, another: range) -> bool:
    """Whether two names stand alike beside one word: both before "said", both after "praised"."""
    if led_by(pair.statement, one.start) != led_by(pair.source, another.start):
        return False
    there = sorted({match.at for match in pair.matches.values()})
    after = next((at for at in sorted(pair.matches) if at >= one.stop), None)
    after_other = next((at for at in there if at >= another.stop), None)
    before = max((at for at in pair.matches if at < one.start), default=None)
    before_other = max((at for at in there if at < another.start), default=None)
    return any(
        at is not None and pair.matches[at].at == place
        for at, place in ((after, after_other), (before, before_other))
    )


def _slot(reading: Reading, verb: int, name: range) -> Slot:
    """The side of a verb on which a name stands by itself; empty where it stands on none."""
    clause = reading.clause(reading.words[verb].clause)
    passive = order.is_passive(reading, verb, clause)
    sides = order.roles(reading, verb)
    led = led_by(reading, name.start)
    if set(_carrying(reading, name)) <= sides.agent:
        return "agent" if led == (_BY if passive else "") else ""
    if led or not set(_carrying(reading, name)) <= sides.patient:
        return ""
    direct = passive or _begins(reading, name.start) == verb + 1
    return "patient" if direct and (name.start < verb) == passive else ""


def _carrying(reading: Reading, name: range) -> list[int]:
    return [at for at in name if order.carries(reading, at)] or list(name)


def _are_whole(pair: Alignment, one: range, another: range) -> bool:
    """Whether two names are whole phrases, or stand before one noun: "the Halle plant"."""
    noun = pair.matches.get(one.stop)
    if noun is not None and noun.at == another.stop:
        return True
    return _is_whole(pair.statement, one) and _is_whole(pair.source, another)


def _is_whole(reading: Reading, name: range) -> bool:
    """Whether a phrase ends with a name, and does not only open with it: "Alvarez's deputy"."""
    clause = reading.clause(reading.words[name.start].clause)
    if name.stop not in clause:
        return True
    token = reading.tokens[name.stop]
    joined = token in meanings.listed("clauses", "joiners")
    return not joined and not (order.carries(reading, name.stop) and token not in _PREPOSITIONS)


def led_by(reading: Reading, at: int) -> str:
    """The preposition before the phrase in which a word stands; empty where there is none."""
    before = _begins(reading, at) - 1
    clause = reading.clause(reading.words[at].clause)
    token = reading.tokens[before] if before in clause else ""
    return token if token in _PREPOSITIONS else ""


def _begins(reading: Reading, at: int) -> int:
    """Where the phrase of a word begins: before its articles, and what tells which one it is."""
    clause = reading.clause(reading.words[at].clause)
    first = at
    timed = order.tells_time(reading, at)
    while first - 1 in clause and _is_of_phrase(reading, first - 1):
        if order.tells_time(reading, first - 1) and not timed:
            break  # "On Monday Alvarez …"
        first -= 1
    return first


def _is_of_phrase(reading: Reading, at: int) -> bool:
    token = reading.tokens[at]
    if token in _PREPOSITIONS or is_verbal(token):
        return False
    return token in _ARTICLES or token[0].isdigit() or order.carries(reading, at)


def _span(reading: Reading, name: Sequence[str]) -> range:
    """Where a name stands; empty where it does not stand so, or more than once."""
    size = len(name)
    tokens = reading.tokens
    found = [at for at in range(len(tokens)) if tokens[at : at + size] == tuple(name)]
    return range(found[0], found[0] + size) if len(found) == 1 else range(0)


def _is_place(name: Sequence[str]) -> bool:
    own = [word for word in name if not is_role(word)]
    return any(words.is_place(words.stem(word)) for word in own)
