"""What a question asks for and the sentences that come nearest do not give: a year, a count.

"How many novels has she written?" is not answered by how many bells her book is about, nor "Why did
they swim off?" by that they did. Told by exact signs alone; how likely it is tells `confidence`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from qa.answer import confidence, foreign
from qa.answer.reader import TYPED, Reading
from qa.index.memory import Index
from qa.search.ranking import Ranking
from qa.text import lexicon, meanings, questions, words
from qa.text.language import ENGLISH, alternatives

_ALIKE = ("same", "alike")
_ASKS_WHO = re.compile(rf"\W*(?:{alternatives(ENGLISH.referents.asking_persons)})\b", re.IGNORECASE)
_ASKS_YEAR = re.compile(rf"\b(?:{alternatives(ENGLISH.questions.what)}) year\b", re.IGNORECASE)
_CLAUSES = re.compile(r"[,;:–—(]")  # of several clauses each may be a reason without a sign
_YEAR = re.compile(r"\d{4}|[’']\d\d\b")
# Before who does something no such word stands, but for "by".
_NO_DOERS = frozenset(ENGLISH.compounds.prepositions) - {"by"}


def tells_nothing(
    index: Index, ranking: Ranking, read: Mapping[int, Reading], shown: Sequence[int]
) -> str:
    """Why none of some sentences gives what is asked for; empty where one may.

    Args:
        index: Where they are.
        ranking: Their scores for the question.
        read: What was read in the best sentences.
        shown: Those that are quoted, the best one first.
    """
    question = ranking.query.corrected
    if ranking.query.language != ENGLISH.code or foreign.is_across(index, ranking, shown[0]):
        return ""
    rows = [index.rows[i] for i in shown]
    if any(row.kind != "prose" or row.read != row.text for row in rows) or not {*shown} <= {*read}:
        return ""
    texts = [row.read for row in rows]
    if questions.wanted(question).kind == "reason":
        given = any(_CLAUSES.search(text) or gives_reason(question, text) for text in texts)
        return "" if given else confidence.NOT_GIVEN
    spans = [(text, read[i].span) for text, i in zip(texts, shown, strict=True)]
    marked = [(text, span) for text, span in spans if span is not None]
    if not marked:
        lacks = _ASKS_WHO.match(question) or _offers_nothing(question, texts)
        return confidence.NOT_GIVEN if lacks else ""
    text, (start, end) = marked[0]
    beside = _is_another(question, text, text[start:end], text[:start])
    return confidence.NOT_GIVEN if beside else ""


def _offers_nothing(question: str, texts: Sequence[str]) -> bool:
    """Whether a number is asked for, and nothing in some texts may be one.

    A time may be told in words that are none: "as soon as possible", "in the reign of Victoria".
    """
    wanted = questions.wanted(question)
    typed = wanted.kind in TYPED and wanted.kind != "time"
    return typed and not any(questions.offers(text, wanted, question) for text in texts)


def _is_another(question: str, text: str, answer: str, before: str) -> bool:
    """Whether what is marked is surely of another kind than what is asked for."""
    if _ASKS_YEAR.search(question) and not _YEAR.search(text):
        return True
    return _is_no_doer(question, before) or _counts_another(question, text, answer)


def _is_no_doer(question: str, before: str) -> bool:
    """Whether what is marked only took part: it is asked who sold it, and "was sold to" them."""
    asked, led = words.split(question), words.split(before)
    verb = asked[1] if len(asked) > 1 else ""
    if not _ASKS_WHO.match(question) or verb in ENGLISH.questions.auxiliaries:
        return False
    done = any(meanings.lemma(word) == meanings.lemma(verb) for word in led)
    return done and led[-1] in _NO_DOERS


def _counts_another(question: str, text: str, answer: str) -> bool:
    """Whether a number counts something else than what is asked for: bells, not novels."""
    counted = questions.wanted(question).counted
    if not counted or any(_is_any_of(word, counted) for word in words.split(text)):
        return False
    known = lexicon.NUMBERS | lexicon.MEASURES | words.STOPWORDS
    return any(word not in known and not word[0].isdigit() for word in words.split(answer))


def _is_any_of(word: str, terms: frozenset[str]) -> bool:
    return words.stem(word) in terms or any(
        meanings.relation(word, term) in _ALIKE for term in terms
    )


def gives_reason(question: str, text: str) -> bool:
    """Whether a word that may open a reason leads to anything that the question has not."""
    own = {meanings.lemma(word) for word in words.split(question)}
    folded = words.fold(text)
    return any(
        meanings.lemma(word) not in own
        for end in questions.reasons(folded)
        for word in words.split(folded[end:])
        if word not in words.STOPWORDS
    )
