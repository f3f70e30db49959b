"""Whether a sentence says yes or no to something: denials near the words that it is about."""

from __future__ import annotations

import re
from collections.abc import Set as AbstractSet
from functools import lru_cache

from qa.text import factuality, words
from qa.text.language import ENGLISH, alternatives

# Words between a denial and what it denies; set by hand on made pairs.
_AHEAD = 4  # "is not yet fit to drink"
_BEHIND = 3  # "dogs are banned from the beach"

_RETOLD = re.compile(rf"\b(?:{alternatives(ENGLISH.corrections.retold)})\b")
_RETOLD_THERE = re.compile(rf"\b(?:{alternatives(ENGLISH.corrections.retold_there)})\b")
_CORRECTION = re.compile(rf"\b(?:{alternatives(ENGLISH.corrections.cues)})\b")
_ANNOUNCED = re.compile(rf"(?:{alternatives(ENGLISH.corrections.announced)})")
_DENIAL = re.compile(rf"\W*(?:but |yet )?(?:{alternatives(ENGLISH.corrections.denials)})")
_AFTERTHOUGHT = re.compile(
    rf"[;,:–—-] ?(?:but |yet )?(?:{alternatives(ENGLISH.corrections.denials)}"
    rf"|{alternatives(ENGLISH.corrections.afterthoughts)})\W*$"
)
_ADDING = rf"(?:{alternatives(ENGLISH.denials.turning)})\b"  # "not only … but"
_INSTEAD = re.compile(
    rf"(?:,|\band|\bbut) not [^,.;:]*|\bnot (?!{_ADDING})[^.;:]*?(?=,? but )"
    rf"|\b(?:{alternatives(ENGLISH.denials.instead)})\b[^,.;:]*"
)
_DENYING = ENGLISH.denials.words | ENGLISH.denials.opposites


def denies(text: str, about: AbstractSet[str]) -> bool:
    """Whether a text denies something: whole words of denial, an odd number, near its terms.

    Or it tells most of that only to say that it is not so: "ruled out that …", "almost …".

    Args:
        text: A sentence.
        about: The terms (`words.terms`) of what it may deny.
    """
    if factuality.is_denied(text, about):
        return not _is_denied(factuality.denied(text), about)
    return _is_denied(text, about)


def _is_denied(text: str, about: AbstractSet[str]) -> bool:
    said = words.split(text)
    named = [at for at, word in enumerate(said) if words.stem(word) in about]
    denials = [
        at
        for at, word in enumerate(said)
        if word in _DENYING
        and any(at - _behind(word) <= other <= at + _AHEAD and other != at for other in named)
    ]
    return len(denials) % 2 == 1


def _behind(word: str) -> int:
    """How far before a word that denies it reaches; "without" only denies what follows it."""
    return 0 if word in ENGLISH.denials.ahead else _BEHIND


def has_denial(text: str) -> bool:
    """Whether a text has a word that denies: "not", "without", "refused"."""
    return not _DENYING.isdisjoint(words.split(text))


def opposes(text: str) -> bool:
    """Whether a text has a word that is a denial by itself: "banned", "opposes"."""
    return not ENGLISH.denials.opposites.isdisjoint(words.split(text))


@lru_cache(maxsize=4096)
def takes_back(text: str) -> bool:
    """Whether a text tells what was said before only to correct it, or says that it was wrong."""
    return retells(text) or bool(_CORRECTION.search(words.fold(text)))


def announces(text: str) -> bool:
    """Whether a text says that it corrects a report: "Correction: our figure was wrong"."""
    return bool(_ANNOUNCED.search(words.fold(text)))


@lru_cache(maxsize=4096)
def retells(text: str) -> bool:
    """Whether a text tells what was said before ("we wrote that …"), as corrections do."""
    return bool(_RETOLD.search(words.fold(text)))


@lru_cache(maxsize=4096)
def retells_in_corrections(text: str) -> bool:
    """Whether a text tells what was said before, where all around it is correction."""
    return bool(_RETOLD_THERE.search(words.fold(text)))


def only_takes_back(text: str) -> bool:
    """Whether a text says that what stands before it is wrong, and no more: "That was untrue."."""
    folded = words.fold(text)
    found = _DENIAL.match(folded)
    return found is not None and not folded[found.end() :].strip(' .!"”')


def opens_by_taking_back(text: str) -> bool:
    """Whether a text begins so, and may go on: "That was untrue: he is on holiday."."""
    folded = words.fold(text)
    found = _DENIAL.match(folded)
    return found is not None and not folded[found.end() :][:1].isalnum()


def takes_itself_back(text: str) -> bool:
    """Whether a text ends by saying that what it tells is wrong: "…; that was wrong."."""
    return bool(_AFTERTHOUGHT.search(words.fold(text).rstrip()))


def corrects_itself(text: str) -> bool:
    """Whether a text tells what was said before, and then what is right: "…; it was Hull"."""
    told = _RETOLD.search(words.fold(text))
    rest = text[told.end() :] if told else ""
    return ";" in rest and not takes_itself_back(text)


def affirmed(text: str) -> str:
    """A text without what it does not say to be so: "on 20 June" of "on 20 June, not 3 May"."""
    left = list(text)
    for part in factuality.parts(text):
        left[part.start : part.end] = " " * (part.end - part.start)
    return unexcepted("".join(left))


def unexcepted(text: str) -> str:
    """A text without what it says that it is not: "his lodger" of "not Nolan, but his lodger"."""
    return _INSTEAD.sub("", text)
