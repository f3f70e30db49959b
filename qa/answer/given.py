"""When something was, or how much it was, as a question takes it for known: another is another one.

"What was sold on 15 May?" is not answered by what was on the 25th, nor "Who gave 6 million crowns?"
by who gave two.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from collections.abc import Set as AbstractSet

from qa.answer import foreign, surroundings
from qa.index.memory import Index
from qa.search.ranking import Ranking
from qa.text import amounts, dates, questions, words
from qa.text.language import ENGLISH, alternatives

# What is told of one time may be told of two: these questions ask for several, or for whether.
_OTHERS = (
    questions.compares,
    questions.offers_choice,
    questions.asks_whether,
    amounts.asks_difference,
)
_TO = ENGLISH.calendar.spans
# "From 3 to 7 May" holds the days between, "between Monday and Friday" as well.
_SPAN = re.compile(rf"(?i:\b(?:{alternatives(_TO)})\b|\d ?[-–—/] ?\d|[-–—])")
_FIGURES = re.compile(r"[$€£¥]?\d[\d.,]*(?: (?:thousand|million|billion))?(?<![.,])")
_UNTOLD = ("", "time")  # measures of which one text may have several, told in many ways


def unmet(index: Index, ranking: Ranking, sentence: int) -> str:
    """The day, month or amount of a question of which a sentence has another one only.

    Args:
        index: Where the sentence is.
        ranking: Its scores for the question.
        sentence: The one that would answer.

    Returns:
        It, as the question has it; empty where the sentence, or what stands around it, has it, and
        where it tells of none.
    """
    question = ranking.query.corrected
    english = ranking.query.language == index.languages[index.rows[sentence].file] == ENGLISH.code
    if not english or foreign.is_across(index, ranking, sentence):
        return ""
    if any(asks(question) for asks in _OTHERS):
        return ""
    row = index.rows[sentence]
    text, near = row.read, [index.rows[i].read for i in surroundings.of(index, sentence)]
    near.append(dates.in_words(row.date or ""))
    return _other_day(question, text, near) or _other_amount(index, question, sentence)


def _other_day(question: str, text: str, near: list[str]) -> str:
    told = {day for _, day in dates.written_days(text)}
    around = {day for one in near for _, day in dates.written_days(one)}
    asked = dict(dates.written_days(question))
    if not asked:
        return next(_other_names(question, text, near), "")
    if not told or (len(told) > 1 and _SPAN.search(text)):
        return ""
    return next((written for written, day in asked.items() if day not in around), "")


def _other_names(question: str, text: str, near: list[str]) -> Iterator[str]:
    """The months and weekdays of a question, of which a text has others only."""
    asked, told = dates.named(f"on {question}"), dates.named(f"on {text}")
    around = frozenset[str]().union(*(dates.named(f"on {one}") for one in near))
    for kind in (dates.MONTHS, dates.WEEKDAYS):
        own, theirs = asked.intersection(kind), told.intersection(kind)
        spans = len(theirs) > 1 and _SPAN.search(text)
        if own and theirs and own.isdisjoint(around) and not spans:
            yield _as_written(question, own)


def _as_written(question: str, names: AbstractSet[str]) -> str:
    found = (
        match.group()
        for match in words.TOKEN.finditer(question)
        if dates.name_at(match.group(), match.start() + 1, f" {question}") in names
    )
    return next(found, "")


def _other_amount(index: Index, question: str, sentence: int) -> str:
    """The amount that a question takes for known, of which an article has others only."""
    asked = [one for one in amounts.amounts(question) if one.measure not in _UNTOLD]
    told = amounts.amounts(index.rows[sentence].read) if asked else []
    for one in asked:
        if not any(other.measure == one.measure for other in told):
            continue
        every = (index.rows[i].read for i in index.article_of(sentence))
        if all(
            one.relation(other) == "different" for text in every for other in amounts.amounts(text)
        ):
            figures = _FIGURES.search(question)
            return figures.group() if figures else f"{one.number:,.0f}"
    return ""
