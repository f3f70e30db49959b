"""Whom or what a statement's pronoun means, by the sentences of the draft before it.

Nothing is decided here: every noun of the sentence before that could be meant gives a reading, and
the articles decide which one they bear out.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from qa.text import lexicon, referents, words
from qa.text.language import ENGLISH
from qa.verify import quotes, roles

_BACK = 3  # sentences before a statement in which its pronoun's noun may stand; set by hand
_MOST = 4  # readings of one statement; set by hand


@dataclass(frozen=True)
class Readings:
    """How a statement can be read.

    Attributes:
        texts: The readings, the likeliest first; at least one.
        pronoun: The pronoun that was put a noun in the place of, or that has none; empty where the
            statement stands alone.
        is_named: Whether there is a noun before it.
    """

    texts: tuple[str, ...]
    pronoun: str = ""
    is_named: bool = True


def readings(statement: str, before: Sequence[str]) -> Readings:
    """A statement with what its pronoun may stand for in its place.

    Args:
        statement: The statement as it reads.
        before: What the draft says before it, as it was read, oldest first.
    """
    found = referents.pronoun(statement)
    if found is None or _in_quote(statement, found.start()) or _is_explained(statement, found):
        return Readings((statement,))
    meant: list[str] = []
    for sentence in reversed(before[-_BACK:]):
        meant += _meant(found.group(), sentence)
        if meant and referents.is_person(found.group()):
            break
    if not meant:
        return Readings((statement,), found.group(), is_named=False)
    nouns = list(dict.fromkeys(meant))[:_MOST]
    texts = tuple(referents.put(statement, found, noun) for noun in nouns)
    return Readings(texts, found.group())


def _meant(pronoun: str, sentence: str) -> list[str]:
    found = referents.candidates(pronoun, sentence)
    if referents.is_person(pronoun):
        return [noun for noun in found if _has_role(noun) or _is_named(noun)]
    if pronoun.lower() in ENGLISH.referents.things:
        return [noun for noun in found if not _has_role(noun)]
    return found


def _has_role(noun: str) -> bool:
    return any(roles.is_role(word) for word in words.split(noun))


def _is_named(noun: str) -> bool:
    first, *rest = noun.split()
    named = first[0].isupper() and words.fold(first) not in words.STOPWORDS
    return named or any(word[0].isupper() for word in rest)


def _in_quote(statement: str, at: int) -> bool:
    return any(
        start <= at < start + len(quote)
        for quote in quotes.find(statement)
        if (start := statement.find(quote)) >= 0
    )


def _is_explained(statement: str, found: re.Match[str]) -> bool:
    """Whether what a pronoun stands for may be in the statement itself, before it."""
    said = [word for word in words.split(statement[: found.start()]) if _carries(word)]
    if referents.is_person(found.group()):
        return any(roles.is_role(word) for word in said)
    return bool(said)


def _carries(word: str) -> bool:
    plain = word in words.STOPWORDS or word in lexicon.TIMES or word[0].isdigit()
    return not plain and not word.endswith("ly")
