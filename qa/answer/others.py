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

_APART = 4.0  # of the score of a sentence, against one about somebody else; set by hand
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
    about = [i for i in read if i in scores and asked <= set(index.terms[i]) and read[i].span]
    if not about:
        return scores
    return {
        i: score - _APART * (i in read and _is_of_another(index.rows[i].read, asked))
        for i, score in scores.items()
    }


def person(index: Index, question: str) -> set[str]:
    """The terms of the one full name in a question; empty where there are none or more."""
    runs = [run for run in _RUN.findall(question) if _is_full_name(run, question)]
    if len(runs) != 1:
        return set()
    terms = {words.stem(word) for word in words.split(runs[0])}
    return terms if all(index.vocabulary.is_name(term) for term in terms) else set()


def _is_full_name(run: str, text: str) -> bool:
    parts = run.split()
    known = set(lexicon.names(text))
    return all(part in known for part in parts) and not any(
        words.is_place(words.stem(word)) for word in words.split(run)
    )


def _is_of_another(sentence: str, asked: set[str]) -> bool:
    """Whether a sentence has nothing of a name, no pronoun, and another full name."""
    terms = {words.stem(word) for word in words.split(sentence)}
    if terms & asked or referents.pronoun(sentence) is not None:
        return False
    return any(_is_full_name(run, sentence) for run in _RUN.findall(sentence))
