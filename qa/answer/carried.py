"""Whether an answer is about what its question only points to, or takes from the question before.

What "it" stands for is told by simple means, and of two things that are asked at once one may well
be missing: such a question is answered only by a sentence that surely does, about that subject.
"""

from __future__ import annotations

from itertools import pairwise

from qa.answer import confidence, pronouns
from qa.answer.answerer import compose
from qa.locale import gettext_noop
from qa.search.search import SearchResult
from qa.text import questions, words
from qa.text.language import ENGLISH
from qa.types import Answer

# Log odds of the marked answer, at least; and where its sentence has all words of the question. Set
# by hand.
_MARKED, _WORD_FOR_WORD = 2.5, 1.0
_BEFORE = 3  # sentences in which a subject may be named before a sentence that leaves it out
UNSURE = gettext_noop("no sentence surely says it of what is asked about")


def surely(found: SearchResult, answer: Answer, referent: str = "", *, near: bool = True) -> Answer:
    """The answer where it surely is about a referent, else the refusal.

    Args:
        found: What was found for the question.
        answer: What was answered from it.
        referent: What a pronoun of the question stands for; empty where nothing is known of it.
        near: Whether it may be named in the sentences before; else the first sentence has to name
            it, or to mean it by a pronoun.
    """
    about = _is_about(found, answer, referent, near=near) if not answer.refused else False
    if answer.refused or (about and _is_marked(found, answer)):
        return answer
    return refusal(found, answer, UNSURE)


def naming(found: SearchResult, answer: Answer, new: str) -> Answer:
    """The answer where its first sentence has what is new in a question, else the refusal.

    Args:
        found: What was found for the question.
        answer: What was answered from it.
        new: What the question names: "the museum", "2019".
    """
    if answer.refused:
        return answer
    best, asked = _sentence(found, answer), words.terms(new)
    held = set(found.index.terms[best])
    meant = pronouns.named(found.index, best)
    held.update(found.index.terms[meant.at] if meant else ())
    names = any(confidence.holds(held, term) for term in asked[-1:])
    return answer if names or not asked else refusal(found, answer, UNSURE)


def names(found: SearchResult, answer: Answer, name: str) -> bool:
    """Whether the first sentence has a name, or the part that its article goes on to use.

    That is its last word, or any of it right after a title: "Prince Mohammed".
    """
    text = found.index.rows[_sentence(found, answer)].read
    said = words.split(text)
    called = words.split(name)
    held = set(called) - words.STOPWORDS
    titled = (before in ENGLISH.names.titles for before, word in pairwise(said) if word in held)
    return not set(called[-1:]).isdisjoint(said) or any(titled)


def refusal(found: SearchResult, answer: Answer, reason: str) -> Answer:
    """The refusal in the place of an answer, no surer than what is refused."""
    return compose(
        found,
        (),
        confidence=min(answer.confidence, confidence.REFUSAL_THRESHOLD),
        mode=answer.mode,
        model=answer.model,
        reason=reason,
    )


def _is_marked(found: SearchResult, answer: Answer) -> bool:
    if not questions.has_short_answer(found.ranking.query.corrected):
        return True
    if not answer.short:
        return False
    best = _sentence(found, answer)
    read = confidence.readings(found.index, found.ranking, [best])
    whole = set(found.ranking.query.terms) <= set(found.index.terms[best])
    return read[best].mark.odds >= (_WORD_FOR_WORD if whole else _MARKED)


def _is_about(found: SearchResult, answer: Answer, referent: str, *, near: bool) -> bool:
    """Whether the terms of a referent stand in the first sentence, or before it."""
    index, best = found.index, _sentence(found, answer)
    first = max(index.first(index.rows[best].file), best - _BEFORE)
    meant = pronouns.named(index, best)
    before = range(first, best) if near else [meant.at] if meant and meant.span else []
    held = {term for i in (*before, best) for term in index.terms[i]}
    return all(confidence.holds(held, term) for term in words.terms(referent))


def _sentence(found: SearchResult, answer: Answer) -> int:
    cited = answer.citations[0]
    return found.index.sentence_at(cited.file, cited.start)
