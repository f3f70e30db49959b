"""Whose something is: "Russian businesses" are not the "U.S. businesses" of the source."""

from __future__ import annotations

from collections.abc import Iterator

from qa.locale import gettext
from qa.text import words
from qa.verify.alignment import Alignment
from qa.verify.findings import Finding

_REACH = 4  # words around a noun in which its country stands; set by hand


def findings(pair: Alignment) -> Iterator[Finding]:
    """Countries that stand before a noun in the statement, and nowhere near it in the source."""
    for at in pair.content:
        noun = at + 1
        if noun not in pair.matches or not words.is_place(words.stem(pair.statement.tokens[at])):
            continue
        if pair.statement.words[noun].clause != pair.statement.words[at].clause:
            continue
        near = {
            place for other in pair.alike(noun) for place in range(other - _REACH, other + _REACH)
        }
        places = pair.alike(at)
        owned = any(_is_owned(pair, other) for other in pair.alike(noun))
        if places and owned and near.isdisjoint(places):
            word, thing = pair.statement.tokens[at], pair.statement.tokens[noun]
            told = gettext("the source does not say “{word}” of “{thing}”", word=word, thing=thing)
            yield Finding(told)
            return


def _is_owned(pair: Alignment, at: int) -> bool:
    """Whether a country stands before a noun of the source."""
    return at > 0 and words.is_place(words.stem(pair.source.tokens[at - 1]))
