"""Sentences that say the opposite of what a question asks: they do not answer it.

"When was she convicted?" is not answered by the day on which she was acquitted.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from qa.index.memory import Index
from qa.search.ranking import Ranking
from qa.text import meanings, questions, words
from qa.text.language import ENGLISH

# Why a question is refused of which all that is near says the opposite.
OPPOSITE = "the articles say the opposite"

_SIDES = ("for", "against")


def left_out(index: Index, ranking: Ranking, scores: dict[int, float]) -> dict[int, float]:
    """The scores without the sentences that say the opposite of what is asked.

    Args:
        index: Where they are.
        ranking: Their scores for the question.
        scores: How directly each candidate answers.
    """
    question = ranking.query.corrected
    if ranking.query.language != ENGLISH.code or questions.asks_whether(question):
        return scores
    asked = words.split(question)
    if questions.compares(question) or _denies(asked):
        return scores
    own = {meanings.lemma(word) for word in asked}
    return {i: score for i, score in scores.items() if not _is_opposed(index, i, asked, own)}


def _is_opposed(index: Index, sentence: int, asked: Sequence[str], own: set[str]) -> bool:
    row = index.rows[sentence]
    said = words.split(row.read)
    if _denies(said):
        return False
    before = index.rows[sentence - 1].read if row.index else ""
    held = {meanings.lemma(word) for word in (*said, *words.split(before))}
    news = [word for word in said if meanings.lemma(word) not in own]
    missed = [word for word in asked if meanings.lemma(word) not in held]
    if any(meanings.opposed(word, other) for word in missed for other in news):
        return True
    return any(
        (meanings.lemma(verb), other) in _sided(said)
        for verb, side in _sided(asked)
        for other in _SIDES
        if other != side and (verb, side) not in _sided(said)
    )


def _sided(said: Sequence[str]) -> set[tuple[str, str]]:
    """What is "for" or "against" something: the verbs before these words."""
    return {(meanings.lemma(verb), side) for verb, side in pairwise(said) if side in _SIDES}


def _denies(said: Sequence[str]) -> bool:
    plain = meanings.listed("denials", "words") - set(_SIDES)
    return not plain.isdisjoint(said)
