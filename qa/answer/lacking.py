"""What a question asks for and the sentences that come nearest do not give: a year, a count.

"How many novels has she written?" is not answered by how many bells her book is about, nor "Why did
they swim off?" by that they did. Told by exact signs alone; how likely it is tells `confidence`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise

from qa.answer import confidence, foreign
from qa.answer.reader import TYPED, Reading
from qa.answer.spans import CharacterRange
from qa.index.memory import Index
from qa.index.rows import Row
from qa.search.ranking import Ranking
from qa.text import dates, lexicon, meanings, questions, words
from qa.text.language import ENGLISH, alternatives

_ALIKE = ("same", "alike")
_ASKS_WHO = re.compile(rf"\W*(?:{alternatives(ENGLISH.referents.asking_persons)})\b", re.IGNORECASE)
_ASKS_ONE = re.compile(
    rf"\W*(?:{alternatives((*ENGLISH.referents.asking_persons, *ENGLISH.questions.choosing))})\b",
    re.IGNORECASE,
)
_AFTER_NAME = re.compile(r"[A-Z][\w'’-]+, $")  # "Koval, 24, beat Groh"
_YEAR_DIGITS = 4
_NOUN_WORDS = 4  # of "by the old firm of", before the last; set by hand
_SUPERLATIVES = ("est", "most")
_ORDINALS = ENGLISH.counterparts.ordinals
_DETERMINERS = ENGLISH.compounds.determiners
# Verbs that open no participle: "were", but not "been".
_BE = meanings.listed("grammar", "be")
_FINITE = meanings.listed("grammar", "past") | meanings.listed("grammar", "present") - {"be"}
_ASKS_YEAR = re.compile(rf"\b(?:{alternatives(ENGLISH.questions.what)}) year\b", re.IGNORECASE)
_OPENING_CLAUSES = ENGLISH.compounds.relatives | {ENGLISH.speech.opens}
_ANY_OF = lexicon.NUMBERS | ENGLISH.counterparts.indefinite | {"one"}
# After these the most of a kind is who or what is spoken of: "did the eldest princess leave".
_OF_ONE_KNOWN = frozenset((*ENGLISH.choices.helping, *ENGLISH.questions.subordinating))
_DIMENSIONS = ENGLISH.counterparts.dimensions
_ASKS_HOW = re.compile(r"\W*how (?P<dimension>\w+)\b", re.IGNORECASE)
_CLAUSES = re.compile(r"[,;:–—(]")  # of several clauses each may be a reason without a sign
_YEAR = re.compile(r"\d{4}|[’']\d\d\b")
# "From Monday to Friday" holds those between.
_DAYS = re.compile(
    rf"\b(?:{alternatives(tuple(dates.WEEKDAYS))})s?(?: ?[-–—] ?| \w+ )"
    rf"(?:{alternatives(tuple(dates.WEEKDAYS))})"
)
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
    if any(not _is_told(row) for row in rows) or not {*shown} <= {*read}:
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
    answering = next(i for i in shown if read[i].span is not None)
    beside = beside or _is_mistyped(question, text, (start, end))
    beside = beside or _lacks_degree(index, question, answering)
    beside = beside or _is_of_other_days(index, question, answering)
    beside = beside or _is_of_other_rank(index, question, answering)
    return confidence.NOT_GIVEN if beside else ""


def _is_told(row: Row) -> bool:
    """Whether a row is a sentence as it stands, or a section of a numbered report."""
    prose = row.kind == "prose" or (row.kind == "item" and not row.context)
    return prose and row.read == row.text


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
    if _is_of_other_dimension(question, text[len(before) + len(answer) :]):
        return True
    return _is_no_doer(question, before) or _counts_another(question, text, answer)


def _is_mistyped(question: str, text: str, span: CharacterRange) -> bool:
    """Whether what is marked is no age, but an age where none is asked for, a name of the question.

    Nor is a clause one of a kind: "Which player was sent off?" – "a phone rang in his pocket".
    """
    wanted, answer = questions.wanted(question), text[slice(*span)]
    if wanted.kind == "age":
        return not questions.offers(text, wanted, question)
    aged = _AFTER_NAME.search(text[: span[0]]) and text[span[1] : span[1] + 1] in (",", ".", ";")
    if answer.isdigit() and len(answer) < _YEAR_DIGITS and aged:
        return True
    if not _ASKS_ONE.match(question) or not _BE.isdisjoint(words.split(question)[1:2]):
        return False  # "Who is Ada Kern?"
    told = [word for word in words.split(answer) if word not in words.STOPWORDS]
    own = {words.stem(word) for word in words.split(question)}
    names = any(w[:1].isupper() and words.fold(w) not in words.STOPWORDS for w in answer.split())
    fresh = [word for word in told if words.stem(word) not in own and not word[0].isdigit()]
    return (names and bool(told) and not fresh) or _is_clause(answer)


def _is_clause(answer: str) -> bool:
    """Whether a verb stands within words that are no clause about a noun before it."""
    said = words.split(answer)
    if not _OPENING_CLAUSES.isdisjoint(said):
        return False
    return any(word in _FINITE or meanings.is_past(word) for word in said[1:-1])


def _lacks_degree(index: Index, question: str, sentence: int) -> bool:
    """Whether the most of a kind is asked for ("the best player"), and nothing tells of any."""
    asked = words.split(question)
    named = {word for name in lexicon.names(question) for word in words.split(name)}
    most = {word for word in asked if _is_most(word)} - named  # "the Albacrest cannery"
    if not any(word in most and _is_asked_for(asked[:at]) for at, word in enumerate(asked)):
        return False
    row = index.rows[sentence]
    before = index.rows[sentence - 1].read if row.index else ""
    said = words.split(f"{before} {row.context} {row.read}")
    # "The second-best" is not the best; the second longest may be asked for itself.
    if _ORDINALS.isdisjoint(asked):
        ranked = {word for led, word in pairwise(said) if led in _ORDINALS}
        said = [word for led, word in pairwise(("", *said)) if led not in _ORDINALS]
        if not (ranked & most).isdisjoint(words.split(row.read)) and most.isdisjoint(said):
            return True
    telling = ENGLISH.counterparts.foremost | {ENGLISH.choices.than}  # "fitter than their peers"
    return not any(_is_most(word) or word in telling for word in said)


def _is_asked_for(before: Sequence[str]) -> bool:
    """Whether what follows some words of a question is asked for, and not spoken of as known.

    "Who was the best player?" asks for it; "What did the eldest princess do?" and "What is one of
    the most common reasons?" do not.
    """
    if not before or before[-1] not in _DETERMINERS:
        return False
    *_, one, of = ("", "", "", *before[:-1])
    if of == ENGLISH.compounds.owning:
        return one not in _ANY_OF
    return of not in _OF_ONE_KNOWN


def _is_of_other_rank(index: Index, question: str, sentence: int) -> bool:
    """Whether it is asked who came fourth, and told who came second and third."""
    asked = words.split(question)
    alone = (
        word
        for word, then in pairwise((*asked, "of"))
        if word in _ORDINALS and then in words.STOPWORDS
    )
    ordinal = next(alone, "")
    row = index.rows[sentence]
    said = words.split(f"{row.context} {row.read}")
    return bool(ordinal) and ordinal not in said and not _ORDINALS.isdisjoint(said)


def _is_of_other_dimension(question: str, after: str) -> bool:
    """Whether a measure is told to be of another dimension: "40 metres long", asked how high."""
    asked, told = _ASKS_HOW.match(question), words.split(after)[:1]
    if asked is None or not told or told[0] not in _DIMENSIONS:
        return False
    dimension = words.fold(asked["dimension"])
    return dimension in _DIMENSIONS and meanings.relation(dimension, told[0]) not in _ALIKE


def _is_of_other_days(index: Index, question: str, sentence: int) -> bool:
    """Whether it is asked how it is on one day of the week ("on Fridays"), and told of another."""
    asked = {day for day in dates.WEEKDAYS if f"{day}s" in words.split(question)}
    if not asked:
        return False
    row = index.rows[sentence]
    text = words.fold(f"{row.context} {row.read}")
    told = {day for day in dates.WEEKDAYS if day in text}
    return bool(told) and asked.isdisjoint(told) and not _DAYS.search(text)


def _is_most(word: str) -> bool:
    """Whether a word tells the most of a kind: "best", "longest", "northernmost"."""
    ended = word.endswith(_SUPERLATIVES) and word not in ENGLISH.counterparts.positives
    return ended or word in ENGLISH.counterparts.superlatives


def _is_no_doer(question: str, before: str) -> bool:
    """Whether what is marked only took part: it is asked who sold it, and "was sold to" them."""
    asked, led = words.split(question), words.split(before)
    verb = asked[1] if len(asked) > 1 else ""
    if not _ASKS_WHO.match(question) or verb in ENGLISH.questions.auxiliaries:
        return False
    done = any(meanings.lemma(word) == meanings.lemma(verb) for word in led)
    return done and _leading(led) in _NO_DOERS


def _leading(led: Sequence[str]) -> str:
    """The word that leads to what follows: "by" of "by the firm of"."""
    if led[-1] != ENGLISH.compounds.owning:
        return led[-1]
    near = led[-1 - _NOUN_WORDS : -1]
    return next((w for w in reversed(near) if w in ENGLISH.compounds.prepositions), led[-1])


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
