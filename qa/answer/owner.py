"""Whose amount a sentence gives: what the roof cost is not what the school did.

Told where a sentence has the verb of the question with another subject, which the article names
beside the one that is asked for.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from qa.answer import foreign
from qa.answer.reader import TYPED
from qa.index.memory import Index
from qa.search.ranking import Ranking
from qa.text import lexicon, meanings, questions, words
from qa.text.language import ENGLISH

_ALIKE = ("same", "alike")
_PREPOSITIONS = frozenset(ENGLISH.compounds.prepositions)
_DETERMINERS = ENGLISH.compounds.determiners
_WHOLES = ENGLISH.counterparts.wholes | ENGLISH.referents.one | ENGLISH.referents.some
_OWNING = ENGLISH.referents.possessive


class Owner(NamedTuple):
    """That a sentence tells of another subject than a question asks for.

    Attributes:
        asked: The noun of the question, folded: "school".
        told: That of the sentence: "roof".
    """

    asked: str
    told: str


def another(index: Index, ranking: Ranking, sentence: int) -> Owner | None:
    """The other subject that a sentence surely has; None where it may be the one asked for.

    Args:
        index: Where the sentence is.
        ranking: Its scores for the question.
        sentence: The one that would answer.
    """
    question = ranking.query.corrected
    if ranking.query.language != ENGLISH.code or questions.wanted(question).kind not in TYPED:
        return None
    if foreign.is_across(index, ranking, sentence):
        return None
    asked, text = words.split(question), index.rows[sentence].read
    noun, said = _asked(question), words.split(text)
    verbs = {meanings.lemma(w) for w in asked if w not in words.STOPWORDS and w != noun}
    at = next((i for i, word in enumerate(said) if meanings.lemma(word) in verbs), 0)
    told = _subject(said[:at])
    if not noun or not told or any(meanings.relation(told, word) in _ALIKE for word in asked):
        return None
    if words.stem(noun) in map(words.stem, said[:at]) or told in _WHOLES:
        return None
    owned = said[0] in _OWNING or not ENGLISH.referents.anybody.isdisjoint(said[:at])
    return Owner(noun, told) if owned or _together(index, sentence, noun, told) else None


def _asked(question: str) -> str:
    """The noun that a question asks of: "school" in "did the school at Solm cost"."""
    asked = words.split(question)
    named = {word for name in lexicon.names(question) for word in words.split(name)}
    helps = (at for at, word in enumerate(asked) if word in ENGLISH.questions.auxiliaries)
    start = next(helps, len(asked)) + 1
    if start >= len(asked) or asked[start] not in _DETERMINERS:
        return ""
    run = _run(asked[start + 1 :])
    if len(run) > 1 and len(run) + start + 1 == len(asked):
        run = run[:-1]  # the verb
    return run[-1] if run and run[-1] not in named else ""


def _subject(before: Sequence[str]) -> str:
    """The noun that the first determiner of a sentence opens; empty where it opens with none."""
    if len(before) < 2 or before[0] not in _DETERMINERS - ENGLISH.compounds.subjects:
        return ""
    run = _run(before[1:])
    return run[-1] if run else ""


def _run(said: Sequence[str]) -> list[str]:
    """The words up to the first that ends a noun phrase."""
    ends = (i for i, w in enumerate(said) if w in words.STOPWORDS or w in _PREPOSITIONS)
    return list(said[: next(ends, len(said))])


def _together(index: Index, sentence: int, noun: str, other: str) -> bool:
    """Whether the article names two nouns in one sentence, so that they are not the same."""
    both = {words.stem(noun), words.stem(other)}
    return any(both <= set(index.terms[i]) for i in index.article_of(sentence))
