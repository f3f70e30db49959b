"""Values that are exchanged: "Orr got £700 and Fell £400" where the source has £400 and £700.

Two things and their two values stand by turns. Where both sides have all four in one sentence, what
stands beside what must be the same on both.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise, product

from qa.locale import gettext
from qa.text import meanings
from qa.verify import order
from qa.verify.alignment import Alignment
from qa.verify.findings import Finding
from qa.verify.reading import is_verbal

_REACH = 12  # words from one thing to what is told of the next without a verb; set by hand


def findings(pair: Alignment) -> Iterator[Finding]:
    """Amounts, and things after a verb that is left out, that stand with the other's owner."""
    for one, other in (*_amounts(pair), *_things(pair)):
        if _are_exchanged(pair, one, other):
            said = pair.statement.written(*(pair.statement.tokens[i] for i in one))
            yield Finding(gettext("the source says “{said}” of something else", said=said))
            return


def _amounts(pair: Alignment) -> Iterator[tuple[range, range]]:
    """Amounts of one kind that follow each other in a statement."""
    for one, other in pairwise(pair.statement.amounts):
        a, b = one.amount, other.amount
        if a.number != b.number and (a.measure == b.measure or not (a.measure and b.measure)):
            yield range(one.start, one.end), range(other.start, other.end)


def _things(pair: Alignment) -> Iterator[tuple[range, range]]:
    """What a verb is said of, and what stands in its place after a second name, without a verb."""
    reading = pair.statement
    present = {verb for verb, _ in order.present(pair)} if pair.matches else set()
    for at in pair.matches:
        clause = reading.clause(reading.words[at].clause)
        verbs = [i for i in clause if is_verbal(reading.tokens[i]) or i in present]
        if not verbs or at <= verbs[0]:
            continue
        for other in range(at + 2, min(at + _REACH, len(reading.words))):
            if other in pair.matches and _is_gapped(pair, at, other):
                yield range(at, at + 1), range(other, other + 1)


def _is_gapped(pair: Alignment, at: int, other: int) -> bool:
    """Whether a word stands right after another thing that is joined to a clause without a verb."""
    reading = pair.statement
    between = range(at + 1, other)
    joined = reading.tokens[at + 1] in meanings.listed("clauses", "joiners") or (
        reading.words[at + 1].clause != reading.words[at].clause
    )
    if not joined or any(is_verbal(reading.tokens[i]) for i in (*between, other)):
        return False
    if not order.carries(reading, other - 1) or other - 1 == at:
        return False
    ends = other + 1 == len(reading.words) or reading.words[other + 1].clause > (
        reading.words[other].clause
    )
    return ends and reading.words[other].sentence == reading.words[at].sentence


def _are_exchanged(pair: Alignment, one: range, other: range) -> bool:
    """Whether owners of two values can be told on both sides, and are always the other's."""
    places = [_place_of(pair, value) for value in (one, other)]
    if None in places or places[0] == places[1]:
        return False
    a, b = (place for place in places if place is not None)
    sentence = pair.source.words[a].sentence
    if pair.source.words[b].sentence != sentence:
        return False
    firsts = _owners(pair, range(0, one.start), sentence)
    seconds = _owners(pair, range(one.stop, other.start), sentence)
    seen = set()
    for p, q in product(firsts, seconds):
        seen.add(_pairing(p, q, a, b))
    return True in seen and False not in seen


def _pairing(p: int, q: int, a: int, b: int) -> bool | None:
    """Whether values are exchanged in the source; None where they do not stand by turns there."""
    turn = sorted((p, q, a, b))
    kinds = [place in (p, q) for place in turn]
    if kinds not in ([True, False, True, False], [False, True, False, True]):
        return None
    first = set(turn[:2])
    return first in ({p, b}, {q, a})


def _owners(pair: Alignment, span: range, sentence: int) -> list[int]:
    """Where the words of a part of a statement stand in a sentence of the source, once each."""
    found = []
    for at in span:
        if at not in pair.matches or pair.matches[at].relation not in ("same", "alike"):
            continue
        here = [i for i in pair.alike(at) if pair.source.words[i].sentence == sentence]
        if len(here) == 1:
            found += here
    return found


def _place_of(pair: Alignment, value: range) -> int | None:
    """Where the source has a value of the statement, once; None where it does not."""
    amounts = {range(one.start, one.end): one.amount for one in pair.statement.amounts}
    if value in amounts:
        number = amounts[value].number
        here = [other.start for other in pair.source.amounts if other.amount.number == number]
    else:
        here = pair.alike(value.start) if value.start in pair.matches else []
    return here[0] if len(here) == 1 else None
