"""Whom a question has do what a sentence has done to them.

"When did Groh beat Koval?" is not answered by "Koval, 24, beat Groh in the sixth round".
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from qa.answer import deed, foreign
from qa.index.memory import Index
from qa.search.ranking import Ranking
from qa.text import meanings, words
from qa.text.language import ENGLISH, alternatives

_NAME = r"[A-Z][\w'’-]*(?: [A-Z][\w'’-]*)*"
_ASKED = re.compile(
    rf"\b(?:{alternatives(ENGLISH.choices.helping)}) (?:the )?(?P<name>{_NAME}) (?P<verb>[a-z]+)\b"
)
_ASKED_WHO = re.compile(rf"\W*(?i:who) (?P<verb>[a-z]+) (?:the )?(?P<name>{_NAME})\b")
_BE = meanings.listed("grammar", "be")
_MUTUAL = meanings.lemmas("grammar", "reciprocal")


def is_done_to(index: Index, ranking: Ranking, sentence: int) -> bool:
    """Whether a sentence has a name of a question right after the verb, and another one before it.

    Args:
        index: Where the sentence is.
        ranking: Its scores for the question.
        sentence: The one that would answer.
    """
    question, text = ranking.query.corrected, index.rows[sentence].read
    asked = _ASKED.search(question) or _ASKED_WHO.match(question)
    if asked is None or ranking.query.language != ENGLISH.code:
        return False
    if foreign.is_across(index, ranking, sentence):
        return False
    name = {words.stem(word) for word in words.split(asked["name"])}
    written = words.TOKEN.findall(text)
    said = list(map(words.fold, written))
    if asked.re is _ASKED_WHO:  # "Who beat Groh?" – "Groh beat Koval"
        return any(
            _is_one(word, asked["verb"]) and _is_subject(written, at, name)
            for at, word in enumerate(said)
        )
    return any(
        _is_one(word, asked["verb"])
        and any(before[:1].isupper() for before in written[:at])
        and _is_object(said, at, name)
        for at, word in enumerate(said)
    )


def _is_one(word: str, verb: str) -> bool:
    """Whether a word is a form of the verb, or tells who won where the verb is to win."""
    if meanings.lemma(verb) in _MUTUAL:
        return False  # whom Holt met met Holt
    ended = word.endswith(("ed", "s")) or meanings.is_irregular(word)
    return ended and deed.tells(verb, word) and not meanings.are_converse(verb, word)


def _is_object(said: Sequence[str], at: int, name: set[str]) -> bool:
    """Whether a name follows a verb in the active voice, and does not stand before it."""
    passive = not _BE.isdisjoint(said[max(0, at - 1) : at])
    before = {words.stem(word) for word in said[:at]}
    after = {words.stem(word) for word in said[at + 1 : at + 3] if word not in words.STOPWORDS}
    return not passive and name.isdisjoint(before) and not name.isdisjoint(after)


def _is_subject(written: Sequence[str], at: int, name: set[str]) -> bool:
    """Whether a name stands right before a verb in the active voice, and another one after it."""
    said = [words.fold(word) for word in written]
    passive = not _BE.isdisjoint(said[max(0, at - 1) : at])
    before = {words.stem(word) for word in said[max(0, at - 1) : at]}
    after = {words.stem(word) for word in said[at + 1 :]}
    other = any(word[:1].isupper() for word in written[at + 1 : at + 3])
    return not passive and other and not name.isdisjoint(before) and name.isdisjoint(after)
