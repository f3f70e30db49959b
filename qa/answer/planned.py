"""Sentences that tell of what is planned, possible or denied, where it is asked what was done.

"How many turbines has it built?" – "It wants to build 14.": to be told, but it is no answer.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import pairwise

from qa.answer.reader import TYPED, Reading
from qa.answer.spans import CharacterRange
from qa.index.memory import Index
from qa.locale import gettext_noop
from qa.search.ranking import Ranking
from qa.text import amounts, factuality, intent, meanings, questions, words
from qa.text.language import ENGLISH

# Why a question is refused of which all that is near tells no more.
ONLY = gettext_noop("the articles tell of a plan, a possibility or a denial: not of what was done")

_DOERS = ("who", "what", "which")
_HELPING = ("was", "were", "has", "have", "had")
_PRESENT = ("is", "are")
_HAVE_TO = re.compile(r"\b(?:has|have|had) to\b")
_EXPECTED = re.compile(r"\b(?:expected|planned|intended|meant|proposed|hoped) to\b")
_CLAUSES = re.compile(r"[,;:–—()]")
_REACH = 6  # words before a verb in which it may be said that it is only planned; set by hand
# Right before a verb, or before its "be", one of these tells that it is not done.
_LED = frozenset("to will would could may might should shall must not never".split())
_LATER = ("would",)
_BEHIND = 4.0  # of a score, as for what is told of somebody else (`others`)
_DEGREES = ("possible", "planned", "future")


def set_back(
    index: Index, ranking: Ranking, scores: dict[int, float], read: Mapping[int, Reading]
) -> dict[int, float]:
    """Scores, with sentences behind that do not say to be so what they tell of the question.

    So are those that tell only how much more something is: "four hours longer than planned".
    """
    question = ranking.query.corrected
    if questions.asks_whether(question):
        return scores
    typed = not amounts.asks_difference(question) and questions.wanted(question).kind in TYPED
    return {
        i: score - _BEHIND * (i in read and _is_behind(question, index.rows[i].read, typed=typed))
        for i, score in scores.items()
    }


def _is_behind(question: str, text: str, *, typed: bool) -> bool:
    return (typed and amounts.tells_difference(text)) or _is_not_so(question, text)


def is_only(question: str, sentence: str, answer: CharacterRange | None = None) -> bool:
    """Whether a question asks what was done, and a sentence has it as planned, possible or denied.

    Args:
        question: The question.
        sentence: A sentence that may answer it.
        answer: What is marked in it: where that is said to be so, the rest may be a wish.
    """
    folded = words.fold(question)
    if questions.asks_whether(question) or " to be " in folded or _HAVE_TO.search(folded):
        return False
    asked, said = words.split(meanings.plain(folded)), words.split(sentence)
    said_so = answer is not None and factuality.is_so(sentence, *answer)
    if not said_so and _is_not_so(question, sentence):
        return True
    told = meanings.lemmas("reports", "opinion").isdisjoint(map(meanings.lemma, asked))
    if not told or is_unsure(" ".join(asked)) or not _denials().isdisjoint(asked):
        return False
    if meanings.pattern("certainty", "allowed").search(" ".join(asked)):
        return False  # "What can be seen there?"
    own = set(_verbs(asked))
    return any(
        meanings.lemma(word) in own
        and _is_led(said[:at])
        and _is_before(said[max(0, at - _REACH) : at])
        and not _is_fate(said[:at], word)
        and "until" not in said[at:]  # "was not published until May"
        for at, word in enumerate(said)
    )


def is_plan(question: str, sentence: str, answer: CharacterRange | None) -> bool:
    """Whether a sentence has its answer as a plan, where it is asked what is: "is to be 4 m wide".

    Of a time nothing more can be told before it comes, and what somebody said has been said.

    Args:
        question: The question.
        sentence: A sentence that may answer it.
        answer: What is marked in it.
    """
    folded = words.fold(question)
    if (
        answer is None
        or questions.asks_whether(question)
        or questions.wanted(question).kind in ("time", "statement")
    ):
        return False
    if is_unsure(folded) or _HAVE_TO.search(folded) or factuality.asks(question):
        return False
    clause = _CLAUSES.split(words.fold(sentence[: answer[0]]))[-1]
    return bool(meanings.pattern("certainty", "future").search(clause) or _EXPECTED.search(clause))


def _is_not_so(question: str, sentence: str) -> bool:
    """Whether most of what is asked is told only as denied, a rumour, a wish or a condition."""
    if questions.wanted(question).kind == "statement" or factuality.asks(question):
        return False
    if not intent.has_interrogative(question):
        return False  # words to look for, of whatever kind
    about = frozenset(words.terms(question))
    return factuality.is_open(sentence, about) or factuality.is_denied(sentence, about)


def _verbs(asked: list[str]) -> Iterator[str]:
    """What a question takes for done, as base forms: "did … open", "was … opened", "who opened"."""
    base, past = False, asked[0] in _DOERS
    for before, word in pairwise(asked):
        base, past = base or before == "did", past or before in _HELPING
        if before in ENGLISH.compounds.determiners or word in words.STOPWORDS:
            continue
        if before in _PRESENT:
            continue  # "is used", of what "may be used"
        ended = word.endswith("ed") or meanings.is_irregular(word)
        if (past and ended) or (base and not word.endswith(("ed", "ing"))):
            yield meanings.lemma(word)


def _is_led(before: list[str]) -> bool:
    last = before[:-1] if before and before[-1] in ("be", "been", "yet") else before
    return bool(last) and last[-1] in {*_LED, "yet"}


def _is_fate(before: list[str], word: str) -> bool:
    """Whether it is told of what came later: "two of them would become his friends"."""
    if before[-1] not in _LATER or meanings.lemma(word) != meanings.lemma("become"):
        return False
    return not _is_before(before[-_REACH:-1])


def _is_before(near: list[str]) -> bool:
    return is_unsure(" ".join(near)) or not _denials().isdisjoint(near)


def is_unsure(text: str) -> bool:
    """Whether a text has words by which something is planned, possible or to come."""
    return any(meanings.pattern("certainty", degree).search(text) for degree in _DEGREES)


def _denials() -> frozenset[str]:
    return meanings.listed("denials", "words")
