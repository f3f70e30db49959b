"""Which way: from where and to where, up and down."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from qa.locale import gettext
from qa.text import meanings
from qa.verify import named, order, slots
from qa.verify.alignment import Alignment
from qa.verify.findings import Finding
from qa.verify.reading import Reading

_PREPOSITIONS = meanings.listed("grammar", "prepositions")
_ARTICLES = meanings.listed("grammar", "articles") - _PREPOSITIONS
_TO = "to"
_LEADING = meanings.listed("directions", "leading")


def findings(pair: Alignment, around: Reading) -> Iterator[Finding]:
    """Names after "from" that stand after "to" in the source, and "up" where it has "down".

    Args:
        pair: The statement beside its source.
        around: The whole article, by which a word is known for a name.
    """
    known = named.proper(around)
    theirs = named.runs(pair.source, known)
    for run in named.runs(pair.statement, known):
        way = _way(pair.statement, run)
        ways = {_way(pair.source, other) for other in theirs if _is_it(pair, run, other)}
        if way and ways and ways <= _opposed("names").get(way, frozenset()):
            said = pair.statement.written(*pair.statement.tokens[run.start : run.stop])
            told = gettext("the source says “{said}” of something else", said=said)
            yield Finding(told)
            return
    yield from _turned(pair)
    yield from _received(pair)


def _received(pair: Alignment) -> Iterator[Finding]:
    """Things and who gets them, exchanged: "the firm was sold to Acme" is not "Acme … to it"."""
    for at, others in order.pivots(pair):
        clause = pair.statement.clause(pair.statement.words[at].clause)
        content = [i for i in clause if i != at and i in pair.matches]
        for other in others:
            pairs = [(slots.led_by(pair.statement, i), _at(pair, i, other)) for i in content]
            told = {
                (mine, slots.led_by(pair.source, place))
                for mine, place in pairs
                if place is not None
            }
            if {(_TO, ""), ("", _TO)} <= told:
                yield order.another(pair, at)
                return
        yield from _led_there(pair, at, others)


def _led_there(pair: Alignment, at: int, others: Sequence[int]) -> Iterator[Finding]:
    """Names to which something is done, and that the source has only after "from" and the like.

    "Castor bought Pollux from Nordhede" does not say that it bought Nordhede.
    """
    for i in sorted(order.roles(pair.statement, at).patient):
        if pair.statement.tokens[i] not in pair.statement.names or i not in pair.matches:
            continue
        if slots.led_by(pair.statement, i):
            continue
        places = [place for other in others if (place := _at(pair, i, other)) is not None]
        if places and all(slots.led_by(pair.source, place) in _LEADING for place in places):
            said = pair.statement.written(pair.statement.tokens[i])
            yield Finding(gettext("the source says “{said}” of something else", said=said))
            return


def _at(pair: Alignment, at: int, verb: int) -> int | None:
    """Where the clause of a verb of the source has a word of the statement."""
    clause = pair.source.clause(pair.source.words[verb].clause)
    return next((i for i in pair.alike(at) if i in clause), None)


def _turned(pair: Alignment) -> Iterator[Finding]:
    """Adverbs after a word that the source has with the opposite one: "two goals up"."""
    for at in range(1, len(pair.statement.words)):
        word = pair.statement.tokens[at]
        others = _opposed("adverbs").get(word, frozenset())
        if not others or word in pair.source.tokens or at - 1 not in pair.matches:
            continue
        for place in pair.alike(at - 1):
            after = pair.source.tokens[place + 1 : place + 2]
            if after and after[0] in others and not _is_turned_round(pair, at, place):
                told = gettext("the source says “{other}”, not “{said}”", other=after[0], said=word)
                yield Finding(told, "opposite")
                return


def _is_turned_round(pair: Alignment, at: int, place: int) -> bool:
    """Whether who is told of stands after it in the source: "B is above A", "A is below B"."""
    clause = pair.source.words[place].clause
    return any(
        i > place and pair.source.words[i].clause == clause
        for one in range(at - 1)
        if one in pair.matches and pair.statement.tokens[one] in pair.statement.names
        for i in pair.alike(one)
    )


def _way(reading: Reading, name: range) -> str:
    """The preposition before a name; empty where there is none."""
    clause = reading.clause(reading.words[name.start].clause)
    first = name.start - 1
    while first in clause and reading.tokens[first] in _ARTICLES:
        first -= 1
    token = reading.tokens[first] if first in clause else ""
    return token if token in _PREPOSITIONS else ""


def _is_it(pair: Alignment, run: range, other: range) -> bool:
    """Whether two names are of one place: "North Quay" is no "South Quay"."""
    mine, theirs = (
        {reading.tokens[at] for at in name}
        for reading, name in ((pair.statement, run), (pair.source, other))
    )
    return mine <= theirs or theirs <= mine


@lru_cache(maxsize=4)
def _opposed(kind: str) -> dict[str, frozenset[str]]:
    """What a small word of a kind is the opposite of."""
    pairs = [row.split() for row in meanings.fact("directions", kind)]
    both = [*pairs, *([b, a] for a, b in pairs)]
    return {one: frozenset(b for a, b in both if a == one) for one, _ in both}
