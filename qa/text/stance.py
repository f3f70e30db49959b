"""Whether a sentence says yes or no to something: denials near the words that it is about."""

from __future__ import annotations

import re
from collections.abc import Set as AbstractSet

from qa.text import words
from qa.text.language import ENGLISH, alternatives

# Words between a denial and what it denies; set by hand on made pairs.
_AHEAD = 4  # "is not yet fit to drink"
_BEHIND = 3  # "dogs are banned from the beach"

_RETOLD = re.compile(rf"\b(?:{alternatives(ENGLISH.corrections.retold)})\b")
_CORRECTION = re.compile(rf"\b(?:{alternatives(ENGLISH.corrections.cues)})\b")
_DENIAL = re.compile(rf"\W*(?:but |yet )?(?:{alternatives(ENGLISH.corrections.denials)})\W*")
_DENYING = ENGLISH.denials.words | ENGLISH.denials.opposites


def denies(text: str, about: AbstractSet[str]) -> bool:
    """Whether a text denies something: whole words of denial, an odd number, near its terms.

    Args:
        text: A sentence.
        about: The terms (`words.terms`) of what it may deny.
    """
    said = words.split(text)
    named = [at for at, word in enumerate(said) if words.stem(word) in about]
    denials = [
        at
        for at, word in enumerate(said)
        if word in _DENYING
        and any(at - _BEHIND <= other <= at + _AHEAD and other != at for other in named)
    ]
    return len(denials) % 2 == 1


def has_denial(text: str) -> bool:
    """Whether a text has a word that denies: "not", "without", "refused"."""
    return not _DENYING.isdisjoint(words.split(text))


def opposes(text: str) -> bool:
    """Whether a text has a word that is a denial by itself: "banned", "opposes"."""
    return not ENGLISH.denials.opposites.isdisjoint(words.split(text))


def takes_back(text: str) -> bool:
    """Whether a text tells what was said before only to correct it, or says that it was wrong."""
    return retells(text) or bool(_CORRECTION.search(words.fold(text)))


def retells(text: str) -> bool:
    """Whether a text tells what was said before ("we wrote that …"), as corrections do."""
    return bool(_RETOLD.search(words.fold(text)))


def only_takes_back(text: str) -> bool:
    """Whether a text says that what stands before it is wrong, and no more: "That was untrue."."""
    return bool(_DENIAL.fullmatch(words.fold(text)))
