"""Names of a question that the articles have nowhere, or elsewhere: of another is no answer.

"When did Solva open its plant?" is not answered by when Firn did, however alike the two are told,
nor "How long did the strike at Lanvane last?" by an article on another strike that mentions it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from qa.answer import confidence, foreign, pictures
from qa.index.memory import Index
from qa.search import names
from qa.search.ranking import Ranking
from qa.text import lexicon, meanings, questions, words

# Of a name in another language's text so many letters at least are the same, all but the last two.
_STEM, _ENDING = 4, 2
_LATIN = 0.6  # of the characters of a text in Latin letters are of ASCII; of others hardly any
# What is around a sentence: sentences before and after it, and those that open its article.
_BEFORE, _AFTER, _OPENING = 4, 1, 3


def unmet(index: Index, ranking: Ranking, sentences: Sequence[int]) -> str:
    """The first name or year of a question that no article of these sentences has.

    Args:
        index: Where the sentences are.
        ranking: Their scores for the question.
        sentences: Those that are quoted.

    Returns:
        It, as the question has it; empty where they have all.
    """
    asked = list(names.asked(index, ranking.query))
    if asked and foreign.is_across(index, ranking, sentences[0]):
        return _unwritten(index, [name for name, _ in asked], sentences)
    if not asked:
        return ""
    of_each = {index.rows[i].article: index.article_of(i) for i in sentences}
    held = {term for every in of_each.values() for i in every for term in index.terms[i]}
    held |= about(index, [every[0] for every in of_each.values()])
    return next((name for name, terms in asked if not _has(held, terms)), "")


def unknown(index: Index, ranking: Ranking) -> str:
    """The first name of a question with a word that no article has; empty where there is none."""
    for name in names.written(ranking.query):
        terms = (term for term in words.terms(name) if term not in lexicon.DATES)
        if not all(confidence.is_known(index, term) for term in terms):
            return name.removeprefix("the ")
    return ""


def elsewhere(index: Index, ranking: Ranking, sentences: Sequence[int]) -> str:
    """The first name of a question that these sentences' articles have, but nowhere around them.

    Around a sentence are those beside it, what it stands under, and how its article begins and is
    called: what that is about, each of its sentences may be of.

    Args:
        index: Where the sentences are.
        ranking: Their scores for the question.
        sentences: Those that are quoted.

    Returns:
        It, as the question has it; empty where there is none.
    """
    question = ranking.query.corrected
    asked = [] if questions.compares(question) else list(names.asked(index, ranking.query))
    if not asked or foreign.is_across(index, ranking, sentences[0]):
        return ""
    held = about(index, sentences)
    for sentence in sentences:
        every = index.article_of(sentence)
        near = range(max(every.start, sentence - _BEFORE), min(every.stop, sentence + _AFTER + 1))
        for i in (*near, *every[:_OPENING]):
            if i != sentence and pictures.is_of_picture(index.rows[i]):
                continue  # who took it is told of nowhere else
            held.update(index.terms[i])
        held.update(words.terms(index.rows[sentence].context))
    told = (name for name, terms in asked if not _has(held, terms))
    return next((name for name in told if not _is_beside(question, name)), "")


def _is_beside(question: str, name: str) -> bool:
    """Whether what is asked for need not stand near a name: of a year, or of who reports it."""
    after = words.split(question[question.index(name) + len(name) :])[:1]
    return bool(names.YEAR.fullmatch(name)) or not _reports().isdisjoint(after)


def about(index: Index, sentences: Iterable[int]) -> set[str]:
    """The terms of what articles are called: their files, titles and dates."""
    rows = [index.rows[i] for i in sentences]
    called = " ".join(f"{row.file} {row.title} {row.date}" for row in rows)
    return set(words.terms(re.sub(r"[-_/.]", " ", called)))


def _unwritten(index: Index, asked: Sequence[str], sentences: Sequence[int]) -> str:
    """The first name that no article in another language has, by how it begins.

    Names bend there ("Brzeziny", "w Brzezinach"), and other scripts write them in their own way.
    """
    every = {i for sentence in sentences for i in index.article_of(sentence)}
    text = " ".join(index.rows[i].read for i in every)
    if sum(map(str.isascii, text)) < _LATIN * len(text):
        return ""
    held = [words.fold(word) for word in words.TOKEN.findall(text)]
    for name in asked:
        parts = [words.fold(word) for word in name.split() if word[0].isupper()]
        stems = [part[: max(_STEM, len(part) - _ENDING)] for part in parts]
        if stems and not any(word.startswith(stem) for stem in stems for word in held):
            return name
    return ""


def _reports() -> frozenset[str]:
    return meanings.listed("reports", "itself")


def _has(held: set[str], terms: Sequence[str]) -> bool:
    return any(confidence.holds(held, term) for term in terms)
