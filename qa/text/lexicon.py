"""What kinds of words there are, and the names in a text: numbers, times, speech, places."""

from __future__ import annotations

import re
from functools import lru_cache

from qa.text import words
from qa.text.language import ENGLISH, alternatives

SHARES = ENGLISH.numbers.shares
NUMBERS = ENGLISH.numbers.quantities.union(
    ENGLISH.numbers.units, ENGLISH.numbers.tens, ENGLISH.numbers.scales, ENGLISH.numbers.alone
)
PERIODS = ENGLISH.calendar.periods
# The short names of weekdays are words and names too ("sun", "sat", "wed").
DATES = frozenset(
    [name for names in ENGLISH.calendar.months for name in names.split()]
    + [names.split()[0] for names in ENGLISH.calendar.weekdays]
)
MEASURES = PERIODS | DATES | ENGLISH.numbers.measures
TIMES = PERIODS | DATES | ENGLISH.calendar.times
SPEECH = frozenset(words.stem(verb) for verb in ENGLISH.speech.verbs)

_LOCATED = re.compile(
    rf"\b(?:{alternatives(ENGLISH.places.prepositions)}) "
    rf"(?:{alternatives(tuple(word + ' ' for word in ENGLISH.places.articles))})?"
    r"(?:\w+ ){0,2}?((?:[A-Z][\w'’.-]+,? ?)+)"
)


def located(text: str) -> list[str]:
    """Names that follow a preposition of place, with the names that follow them."""
    return [name for match in _LOCATED.finditer(text) for name in match[1].split()]


def names(text: str) -> list[str]:
    """Words with a capital that does not come from opening a sentence: names, mostly."""
    return list(_names(text) if len(text) < words.SENTENCE else _names.__wrapped__(text))


@lru_cache(maxsize=8192)
def _names(text: str) -> tuple[str, ...]:
    found = []
    for match in words.TOKEN.finditer(text):
        word = match.group()
        before = text[: match.start()].rstrip(" \"'“‘(")
        opens = not before or before[-1] in ".!?:\n"
        lowered = words.fold(word)
        if (
            word[0].isupper()
            and not (opens and lowered in words.STOPWORDS)
            and (not opens or not _common_opener(lowered))
        ):
            found.append(word)
    return tuple(found)


def also_called(name: str) -> frozenset[str]:
    """A folded given name with what else one with this name is called: Michael is Mike."""
    known = (row.split() for row in ENGLISH.names.short)
    return frozenset((name, *(other for row in known if name in row for other in row)))


def _common_opener(word: str) -> bool:
    return word in TIMES or word in NUMBERS or word.endswith(ENGLISH.names.opener_endings)
