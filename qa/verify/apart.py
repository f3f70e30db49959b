"""Parts of a sentence that take something out of it: "except in winter", "unless it rains"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from qa.text import meanings
from qa.verify.reading import Reading, is_verbal

_SIGNS = tuple(tuple(sign.split()) for sign in meanings.fact("exceptions", "signs"))
_AFTER_ALL = meanings.listed("exceptions", "after_all")
_ALL = meanings.listed("exceptions", "all")
_NONE = meanings.listed("exceptions", "none")
_IF = tuple(tuple(sign.split()) for sign in meanings.fact("conditions", "positive"))
_UNLESS = tuple(tuple(sign.split()) for sign in meanings.fact("conditions", "negative"))
_ASKING = meanings.lemmas("conditions", "asking")
_NOT_AFTER = meanings.listed("conditions", "not_after")
_NOT_BEFORE = meanings.listed("conditions", "not_before")
_OPENING = meanings.fact("conditions", "opening")
_PREPOSITIONS = meanings.listed("grammar", "prepositions")


@dataclass(frozen=True)
class Apart:
    """A part of a sentence that takes something out of what the rest of it says.

    Attributes:
        sign: The word that does so.
        start: Where it stands.
        span: The positions of what is taken out, or of the condition.
        rest: The positions of what it is taken out of.
        none: Whether the rest says it of nobody, so that of what is taken out it is so.
    """

    sign: str
    start: int
    span: range
    rest: frozenset[int]
    none: bool = False


def remainder(reading: Reading) -> Iterator[float]:
    """How many are left where all but some of a number are told of: 8 of "all but one of nine"."""
    for one in exceptions(reading):
        inside = [a for a in reading.amounts if a.start in one.span]
        after = [
            a
            for a in reading.amounts
            if a.start >= one.span.stop
            and reading.tokens[one.span.stop] == "of"
            and reading.words[a.start].clause == reading.words[one.span.stop].clause
        ]
        if inside and after:
            yield after[0].amount.number - inside[0].amount.number


@lru_cache(maxsize=4096)
def exceptions(reading: Reading) -> tuple[Apart, ...]:
    """The parts of a text that are taken out of what is said of all, or of none."""
    return tuple(_exceptions(reading))


def _exceptions(reading: Reading) -> Iterator[Apart]:
    for at, word in enumerate(reading.tokens):
        length = next((len(s) for s in _SIGNS if reading.tokens[at : at + len(s)] == s), 0)
        if length:
            inside = min(at + length, len(reading.words) - 1)
            span = range(at + length, reading.clause(reading.words[inside].clause).stop)
        elif word in _AFTER_ALL and at and reading.tokens[at - 1] in _ALL | _NONE:
            span = _phrase(reading, at + 1)
        else:
            continue
        none = not _NONE.isdisjoint(reading.tokens[max(0, at - 1) : at]) and not length
        yield Apart(word, at, span, _rest(reading, at, span), none)


def _phrase(reading: Reading, start: int) -> range:
    """A noun with what stands before it: up to a preposition or a verb."""
    stop = start
    while stop < len(reading.words) and reading.words[stop].clause == reading.words[start].clause:
        token = reading.tokens[stop]
        if stop > start and (token in _PREPOSITIONS or is_verbal(token)):
            break
        stop += 1
    return range(start, stop)


@lru_cache(maxsize=4096)
def conditions(reading: Reading) -> tuple[Apart, ...]:
    """The conditions of a text; `none` where it is so unless they are met."""
    return tuple(_conditions(reading))


def _conditions(reading: Reading) -> Iterator[Apart]:
    for at, token in enumerate(reading.tokens):
        opens = not at or reading.words[at - 1].sentence != reading.words[at].sentence
        if opens and token in _OPENING:
            span = reading.clause(reading.words[at].clause)
            yield Apart(token, at, span, _rest(reading, at, span))
        for sign in (*_IF, *_UNLESS):
            if reading.tokens[at : at + len(sign)] != sign or _asks(reading, at):
                continue
            inside = min(at + len(sign), len(reading.words) - 1)
            span = range(at, reading.clause(reading.words[inside].clause).stop)
            yield Apart(token, at, span, _rest(reading, at, span), sign in _UNLESS)


def _asks(reading: Reading, at: int) -> bool:
    """Whether an "if" stands for whether: "asked if it was paid for"; "even if" is none either."""
    before = reading.words[max(0, at - 1) : at]
    after = reading.tokens[at + 1 : at + 2]
    return any(word.base in _ASKING or word.text in _NOT_AFTER for word in before) or any(
        word in _NOT_BEFORE for word in after
    )


def _rest(reading: Reading, at: int, span: range) -> frozenset[int]:
    """What a part is taken out of: its own clause, and the one beside it in the sentence."""
    if not span:
        return frozenset()
    sentence = reading.words[at].sentence
    clauses = {reading.words[at].clause, reading.words[span[-1]].clause}
    opens = at == 0 or reading.words[at - 1].sentence != sentence
    beside = max(clauses) + 1 if opens else min(clauses) - 1
    return frozenset(
        i
        for i, word in enumerate(reading.words)
        if word.sentence == sentence
        and word.clause in clauses | {beside}
        and i not in span
        and i != at
    )
