"""The values of numbers, in digits and in words: "four and a half" is 4.5, "1.2 million" 1.2e6."""

from __future__ import annotations

from collections.abc import Sequence

from qa.text.language import ENGLISH

Value = float | str  # a text where the digits are no plain number (10:30) or too many for one

_UNITS = {word: float(value) for value, word in enumerate(ENGLISH.numbers.units)}
_TENS = {word: float(10 * value) for value, word in enumerate(ENGLISH.numbers.tens, start=2)}
_SCALES = {**ENGLISH.numbers.scales, **ENGLISH.numbers.scale_signs}
_ALONE = ENGLISH.numbers.alone
_AND_A_HALF = ENGLISH.numbers.and_a_half.split()
_ONES = _UNITS | _TENS
_AND = _AND_A_HALF[0]
_THOUSAND = 1000.0  # from this scale on a part of a number is closed
_EXACT_DIGITS = 15  # that a float keeps; a longer number is compared as it is written


def is_word(word: str) -> bool:
    """Whether a folded word is a number that is written out, or a scale ("million")."""
    return word in _UNITS or word in _TENS or word in _SCALES


def values(tokens: Sequence[str], *, every: bool = False) -> frozenset[Value]:
    """The values of the numbers among folded words.

    Number words that stand together are one number. A single "one" says too little to be demanded.

    Args:
        tokens: The words.
        every: Also those that are not demanded.
    """
    found: set[Value] = set()
    at = 0
    while at < len(tokens):
        value, length = number_at(tokens, at)
        if length == 0:
            at += 1
            continue
        demanded = tokens[at][0].isdigit() or length > 1 or value not in (0.0, 1.0)
        if every or demanded:
            found.add(value)
        at += length
    return frozenset(found)


def number_at(tokens: Sequence[str], at: int) -> tuple[Value, int]:
    """The number that starts at a folded word, and how many words it has; 0 where there is none."""
    value, length = _without_scale(tokens, at)
    if length == 0 or isinstance(value, str) or tokens[at] in _ALONE:
        return value, length
    if list(tokens[at + length : at + length + len(_AND_A_HALF)]) == _AND_A_HALF:
        return _scaled(tokens, at, value + 0.5, length + len(_AND_A_HALF))
    if tokens[at][0].isdigit():
        return _scaled(tokens, at, value, length)
    return _spelled(tokens, at)


def _scaled(tokens: Sequence[str], at: int, value: float, length: int) -> tuple[Value, int]:
    """A number in digits, with the scales after it: "1.2 million"."""
    while at + length < len(tokens) and tokens[at + length] in _SCALES:
        value, length = value * _SCALES[tokens[at + length]], length + 1
    return value, length


def _spelled(tokens: Sequence[str], at: int) -> tuple[float, int]:
    """A number that is written out: "two hundred and twelve thousand", "fifteen hundred"."""
    total, part, length = 0.0, 0.0, 0
    while at + length < len(tokens):
        joined = length > 0 and tokens[at + length] == _AND
        here = at + length + joined
        word = tokens[here] if here < len(tokens) else ""
        if word in _SCALES and not joined and (part or total):
            part = (part or 1) * _SCALES[word]
            if _SCALES[word] >= _THOUSAND:
                total, part = total + part, 0.0
        elif word in _ONES and (length == 0 or _fits(part, _ONES[word], joined=joined)):
            part += _ONES[word]
        else:
            break
        length += 1 + joined
    return total + part, length


def _fits(part: float, ones: float, *, joined: bool) -> bool:
    """Whether a number goes on: hundreds with tens and ones, "and" between; tens with ones."""
    tens = part % 100
    if tens == 0:
        return part > 0 or not joined
    return not joined and tens >= 20 and tens % 10 == 0 and 0 < ones < 10


def _without_scale(tokens: Sequence[str], at: int) -> tuple[Value, int]:
    first = tokens[at]
    if first[0].isdigit():
        return _digits(first), 1
    if first in _TENS:
        ones = _UNITS.get(tokens[at + 1], 0.0) if at + 1 < len(tokens) else 0.0
        return (_TENS[first] + ones, 2) if 0 < ones < 10 else (_TENS[first], 1)
    if first in _UNITS:
        return _UNITS[first], 1
    return (_ALONE[first], 1) if first in _ALONE else (0.0, 0)


def _digits(word: str) -> Value:
    try:
        return float(word) if len(word) <= _EXACT_DIGITS else word
    except ValueError:  # 10:30, 1.2.3
        return word
