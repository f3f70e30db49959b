"""Sentences about somebody else: they name another person, and one near names the right one.

"What newspaper did Ann Lee write for?" is not answered by "Writing in the Post, Bob Ray …", as long
as another sentence that was read speaks of Ann Lee and has an answer too.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from qa.answer.reader import Reading
from qa.index.memory import Index
from qa.search.ranking import Ranking
from qa.text import lexicon, referents, words
from qa.text.language import ENGLISH, alternatives

_APART = 4.0  # of the score of a sentence, against one about somebody else; set by hand
_UNNAMED = 1.0  # against one that names nobody, where what somebody does is asked; set by hand
_LEAST = -6.0  # log odds of a mark, from which a sentence may have an answer; set by hand
_SUBJECT = re.compile(rf"\b(?:{alternatives(ENGLISH.questions.auxiliaries)}) [A-Z][\w'’-]+ [A-Z]")
_RUN = re.compile(r"[A-Z][\w'’-]+(?: [A-Z][\w'’-]+)+")


def set_back(
    index: Index, ranking: Ranking, scores: dict[int, float], read: Mapping[int, Reading]
) -> dict[int, float]:
    """Scores, with sentences about somebody else behind those about who was asked for.

    Args:
        index: Where they are.
        ranking: Their scores for the question.
        scores: How directly each candidate answers.
        read: What was read in the best of them.
    """
    asked = person(index, ranking.query.corrected)
    if not asked:
        return scores
    named = (i for i in read if i in scores and asked <= set(index.terms[i]))
    if not any(read[i].mark.odds >= _LEAST for i in named):
        return scores
    unnamed = _UNNAMED if is_subject(ranking.query.corrected) else 0.0
    return {
        i: score - _behind(index, i, asked, unnamed) * (i in read) for i, score in scores.items()
    }


def is_subject(question: str) -> bool:
    """Whether a question asks what somebody does or is: "Where was Owen Pryce born?"."""
    return bool(_SUBJECT.search(question))


def _behind(index: Index, sentence: int, asked: set[str], unnamed: float) -> float:
    """How far a sentence is set back that does not speak of who was asked for."""
    text = index.rows[sentence].read
    terms = {words.stem(word) for word in words.split(text)}
    if terms & asked or referents.pronoun(text) is not None:
        return 0.0
    named = any(_is_full_name(run, text) for run in _RUN.findall(text))
    return _APART if named else unnamed


def person(index: Index, question: str) -> set[str]:
    """The terms of the one full name in a question; empty where there are none or more."""
    runs = people(question)
    if len(runs) != 1:
        return set()
    terms = {words.stem(word) for word in words.split(runs[0])}
    return terms if all(index.vocabulary.is_name(term) for term in terms) else set()


def people(question: str) -> list[str]:
    """The full names in a question, as they are written there."""
    return [run for run in _RUN.findall(question) if _is_full_name(run, question)]


def _is_full_name(run: str, text: str) -> bool:
    parts = run.split()
    known = set(lexicon.names(text))
    return all(part in known for part in parts) and not any(
        words.is_place(words.stem(word)) for word in words.split(run)
    )
