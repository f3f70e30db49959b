"""Amounts in a text: a number with its unit, in base units, and how exact it is said to be.

"four and a half hours" and "4.5 h" are one amount, "three kilometres" is 3,000 metres, "two thirds"
is 66.7 percent; "90 miles" and "90 kilometres" are two.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from qa.text import numbers, words
from qa.text.language import ENGLISH, alternatives

Bound = Literal["exact", "about", "least", "most"]

_SIGNS = {sign: f" {unit} " for sign, unit in ENGLISH.unit_signs.items()}
_AND_A_HALF, _HALF = ENGLISH.numbers.and_a_half.split(), 0.5
_DIFFERENCE = re.compile(
    rf"[ -](?:\w+[ -]){{0,2}}?(?:{alternatives(ENGLISH.numbers.differences)})\b", re.IGNORECASE
)
_COMPARES = re.compile(rf"\b(?:{alternatives(ENGLISH.numbers.comparatives)})\b", re.IGNORECASE)
_SUM = re.compile(
    rf"(?<=[{re.escape(''.join(set(_SIGNS) - {'%'}))}])(\s?\d[\d.,]*)\s?"
    rf"({alternatives(tuple(ENGLISH.numbers.sum_scales))})(?!\w)"
)
_PERCENT = re.compile(r"\bper cent\b", re.IGNORECASE)
_BOUND_WORDS = 3  # words before a number (and its sign) in which its bound stands; set by hand
_UNIT_REACH = 2  # words after a number in which its unit stands ("24 long hours"); set by hand
_ROUNDED = 0.005  # relative difference of two amounts that are one, rounded: 66.7 % is two thirds
_ABOUT = 0.05  # relative difference that "about" allows; set by hand
_HALF = 0.5  # of its unit, that what is told about in it may be off
_PHYSICAL = frozenset(("time", "length", "area", "mass", "volume", "share"))  # others are money
_EITHER = "pound"  # a measure that is money or mass
_BEYOND = 2.0  # times a lower bound, beyond which an amount is no longer what was meant; by hand


@dataclass(frozen=True)
class Amount:
    """A number of something.

    Attributes:
        number: The number as it is written.
        value: The number in the base unit of what is measured.
        measure: What is measured ("time", "length" …); empty where no unit is known.
        noun: The term after it, where no unit is known: what is counted.
        bound: Whether it is said to be exact, about so much, or at least or at most so much.
    """

    number: float
    value: float
    measure: str
    bound: Bound
    noun: str = ""

    @property
    def unit(self) -> float:
        """What one of its unit comes to in the base unit."""
        return abs(self.value / self.number) if self.number else 0.0

    def relation(self, other: Amount) -> Literal["same", "compatible", "different"]:
        """How another amount of the same thing relates to this one."""
        if self.measure and other.measure and self.measure != other.measure:
            return "different"
        both = bool(self.measure and other.measure)
        a, b = (self.value, other.value) if both else (self.number, other.number)
        if abs(a - b) <= _ROUNDED * max(abs(a), abs(b)):
            alike = self.bound == other.bound and self._is_of_the_same(other)
            return "same" if alike else "compatible"
        about = [one for one in (self, other) if one.bound == "about"]
        if about and abs(a - b) <= _ABOUT * max(abs(a), abs(b)):
            return "compatible"
        # "Almost two years" is told in years: 22 months round to them.
        told = both and abs(self.unit - other.unit) > _ROUNDED * max(self.unit, other.unit)
        if told and any(abs(a - b) <= _HALF * one.unit for one in about):
            return "compatible"
        return (
            "compatible" if _within(self.bound, a, b) or _within(other.bound, b, a) else "different"
        )

    def _is_of_the_same(self, other: Amount) -> bool:
        """Whether both count or measure one thing, as far as it is said."""
        if self.measure != other.measure:
            return False
        return not (self.noun and other.noun) or self.noun == other.noun


def may_measure_one(measure: str, other: str) -> bool:
    """Whether two measures may be of one thing: hours and miles are not, two currencies may be.

    Where no unit is known, it may be.
    """
    if not measure or not other or measure == other:
        return True
    if _EITHER in (measure, other):
        return not {measure, other} & (_PHYSICAL - {"mass"})
    return not {measure, other} & _PHYSICAL


def _within(bound: Bound, limit: float, amount: float) -> bool:
    if bound == "least":
        return limit <= amount <= _BEYOND * limit
    return bound == "most" and limit / _BEYOND <= amount <= limit


def amounts(text: str, start: int = 0, end: int | None = None) -> list[Amount]:
    """The amounts that begin within `text[start:end]`; their units may stand after it."""
    stop = len(text) if end is None else end
    before, inside = (words.split(spelled(part)) for part in (text[:start], text[start:stop]))
    tokens = [*before, *inside, *words.split(spelled(text[stop:]))]
    return [found.amount for found in located(tokens, len(before), len(before) + len(inside))]


def is_difference(text: str, end: int) -> bool:
    """Whether the amount that ends at a place tells how much more: "four hours longer than"."""
    return _DIFFERENCE.match(text, end) is not None


@lru_cache(maxsize=4096)
def tells_difference(text: str) -> bool:
    """Whether a text has an amount that tells how much more or less something is."""
    return any(
        is_difference(text, word.end())
        for word in words.TOKEN.finditer(text)
        if numbers.number_at(words.split(word.group()) or ["a"], 0)[1]
    )


def asks_difference(question: str) -> bool:
    """Whether a question asks how much more something is: "How much longer did it take?"."""
    return _COMPARES.search(question) is not None


@dataclass(frozen=True)
class Located:
    """An amount and the words that it consists of: the number, and its unit where it has one.

    `leads` of the words before it say how exact it is: two of "close to 5,000".
    """

    amount: Amount
    start: int
    end: int
    leads: int = 0


def spelled(text: str) -> str:
    """A text with the signs of units as words: "$5" is "dollar 5", "12 %" is "12 percent"."""
    text = _SUM.sub(lambda sum: f"{sum[1]} {ENGLISH.numbers.sum_scales[sum[2]]}", text)
    for sign, unit in _SIGNS.items():
        text = text.replace(sign, unit)
    return _PERCENT.sub("percent", text)


def located(tokens: Sequence[str], at: int = 0, stop: int | None = None) -> Iterator[Located]:
    """The amounts among folded words that begin at `at` or after it, and before `stop`."""
    stop = len(tokens) if stop is None else stop
    while at < stop:
        number, length, measured = _number(tokens, at)
        opens = not length and tokens[at] in ENGLISH.numbers.amount_openers
        if opens and _unit(tokens, at, 1)[1] == 1 and _half_after(tokens, at + 2):
            number, length = 1.0, 1  # "an hour and a half"
        if not length:
            at += 1
            continue
        if isinstance(number, float):
            unit, used = measured, 0
            if unit is None:
                unit, used = _unit(tokens, at, length)
            if used and _half_after(tokens, at + length + used):
                number, used = number + _HALF, used + len(_AND_A_HALF)
            cents = _cents(tokens, at + length + used, unit)
            number, length = number + cents[0], length + used + cents[1]
            noun = "" if unit[0] else _noun(tokens, at + length)
            bound, leads = _bound(tokens, at, at + length)
            amount = Amount(number, number * unit[1], unit[0], bound, noun)
            yield Located(amount, at, at + length, leads)
        at += length


def _number(tokens: Sequence[str], at: int) -> tuple[numbers.Value, int, tuple[str, float] | None]:
    """A number, how many words it has, and what it measures where its words tell that."""
    fractions = ENGLISH.fractions
    if tokens[at] in fractions:
        if list(tokens[at + 1 : at + 2]) == ["a"] and tokens[at + 2 :][:1]:
            scale = ENGLISH.numbers.scales.get(tokens[at + 2])
            if scale is not None:  # "half a million"
                return fractions[tokens[at]] * scale, 3, None
        return fractions[tokens[at]], 1, ("share", 1.0)
    number, length = numbers.number_at(tokens, at)
    after = tokens[at + length] if length and at + length < len(tokens) else ""
    if after in fractions and isinstance(number, float):
        return number * fractions[after], length + 1, ("share", 1.0)
    return number, length, None


def _unit(tokens: Sequence[str], at: int, length: int) -> tuple[tuple[str, float], int]:
    """The unit of a number, and how many words after it belong to it."""
    for ahead, token in enumerate(tokens[at + length : at + length + _UNIT_REACH], start=1):
        if token in ENGLISH.numbers.amount_openers:
            break  # "1.1 million a year": what follows is another amount
        if (unit := _units().get(words.stem(token))) is not None:
            return unit, ahead
    if at and tokens[at - 1] in ENGLISH.unit_signs.values():
        return _units()[words.stem(tokens[at - 1])], 0
    return ("", 1.0), 0


def _half_after(tokens: Sequence[str], at: int) -> bool:
    """Whether a half is added at a place: "two hours and a half"."""
    return list(tokens[at : at + len(_AND_A_HALF)]) == _AND_A_HALF


def _noun(tokens: Sequence[str], at: int) -> str:
    """The term that follows a number at once; none where a word of no subject does."""
    word = tokens[at] if at < len(tokens) else ""
    return words.stem(word) if word and word not in words.STOPWORDS else ""


def _cents(tokens: Sequence[str], at: int, unit: tuple[str, float]) -> tuple[float, int]:
    """What stands after a sum of money: "seven pounds fifty"."""
    if unit[0] not in ENGLISH.unit_signs.values() or at >= len(tokens):
        return 0.0, 0
    number, length = numbers.number_at(tokens, at)
    spelled = length and not tokens[at][0].isdigit()
    return (float(number) / 100, length) if spelled and 0 < float(number) < 100 else (0.0, 0)


def _bound(tokens: Sequence[str], at: int, end: int) -> tuple[Bound, int]:
    """What bounds the number at a place: the longest phrase right before it, else one after it.

    And how many words before it that phrase has.
    """
    signs, bounds = ENGLISH.unit_signs.values(), ENGLISH.numbers.bounds
    stop = at - 1 if at and tokens[at - 1] in signs else at
    led = stop and stop == at and tokens[stop - 1] in ENGLISH.numbers.amount_openers
    stop -= bool(led)  # "at least a tenth"
    before = f" {' '.join(tokens[max(0, stop - _BOUND_WORDS) : stop])} "
    leading: tuple[tuple[Bound, tuple[str, ...]], ...] = (
        ("most", bounds.most),
        ("least", bounds.least),
        ("about", bounds.about),
    )
    found = [(len(p), k, p) for k, some in leading for p in some if before.endswith(f" {p} ")]
    if found:
        _, bound, phrase = max(found)
        return bound, len(phrase.split()) + bool(led)
    trailing: tuple[tuple[Bound, tuple[str, ...]], ...] = (
        ("most", bounds.most_after),
        ("least", bounds.least_after),
        ("about", bounds.about_after),
    )
    after = [f"{' '.join(tokens[i : i + _BOUND_WORDS])} " for i in (end, end + 1)]
    found_after = (
        k for k, some in trailing if any(a.startswith(f"{p} ") for a in after for p in some)
    )
    return next(found_after, "exact"), 0


@lru_cache(maxsize=1)
def _units() -> dict[str, tuple[str, float]]:
    return {words.stem(name): (unit[0], float(unit[1])) for name, unit in ENGLISH.units.items()}
