"""Whose words a sentence reports: of a question for what somebody said, nobody else's are quoted.

A sentence is set aside only if somebody else surely speaks in it.
"""

from __future__ import annotations

from qa.answer import confidence, speaker
from qa.index.memory import Index
from qa.search.ranking import Ranking
from qa.text import questions, words
from qa.text.language import ENGLISH

_AROUND = 6  # words between "according to" or a verb of speech and a name; set by hand
_ACCORDING = words.stem(ENGLISH.speech.according)


def by_the_one_asked(index: Index, ranking: Ranking, scores: dict[int, float]) -> dict[int, float]:
    """The candidates of a question for somebody's words, without those that somebody else says.

    All of them where another thing is asked, or for the words of an office ("the minister"), whose
    name nobody can know.
    """
    question = ranking.query.corrected
    asked = questions.wanted(question)
    if asked.kind != "statement" or asked.speaker not in confidence.names_in(index, question):
        return scores
    return {i: s for i, s in scores.items() if not _is_by_another(index, i, asked.speaker)}


def _is_by_another(index: Index, sentence: int, asked: str) -> bool:
    at = speaker.named(index, sentence)
    if at is None:
        return False
    text = index.rows[at].read
    return not (
        confidence.holds(_terms(speaker.subject(text)), asked)
        or _accords(text, asked)
        or _speaks_too(text, asked)
    )


def _speaks_too(text: str, asked: str) -> bool:
    """Whether a name stands before another verb of speech of a text, however far."""
    plain = speaker.QUOTED.sub(" ", text)
    spoken = speaker.verbs(plain)
    return len(spoken) > 1 and confidence.holds(_terms(plain[: spoken[-1][0]]), asked)


def _accords(text: str, asked: str) -> bool:
    terms = [words.stem(word) for word in words.split(speaker.QUOTED.sub(" ", text))]
    at = [i for i, term in enumerate(terms) if term == _ACCORDING]
    return any(confidence.holds(set(terms[i : i + _AROUND]), asked) for i in at)


def _terms(text: str) -> set[str]:
    return {words.stem(word) for word in words.split(text)}
