"""How what two sentences say in answer to one question relates: the same, something else, or not.

Two sentences give the same answer where the reader marks the same value in both (a number with its
unit, a date, a name) and neither denies what the other says. Where nothing is marked, as for yes or
no, they are compared by what they say yes or no to, and else only near paraphrases count. Where
there is a doubt, they are in no relation.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from qa.answer import (
    confidence,
    doer,
    foreign,
    likeness,
    matter,
    planned,
    reader,
    replaced,
)
from qa.answer.dating import date_of
from qa.answer.matter import Likeness
from qa.answer.reader import Reading
from qa.answer.sayings import ANSWERS, DESCRIBED, Sayings, is_kind
from qa.answer.values import Value
from qa.index.memory import Index
from qa.index.rows import Row
from qa.search.ranking import Ranking
from qa.text import factuality, questions, stance, words
from qa.text.amounts import Amount, amounts, may_measure_one, tells_difference

Relation = Literal["same", "compatible", "different", "contradictory"]

# Chosen by hand on the dev half of made pairs that agree or contradict each other.
_ANSWERS_SURELY = 1.0  # log odds that both sides of a difference need
_ABOUT = 0.3  # share of the question, by rarity, that both sides of a difference hold
_SURELY_ABOUT = 0.5  # the same share, of a sentence that gives the same answer
_WORDS_ABOUT = 0.6  # and of one whose answer is neither a name nor a number, as "beetles"
_SAID_AS_ASKED = 0.6  # share of the words of a question, but for names, that both sides use
_NAME = re.compile(r"[A-Z][\w'’-]+(?: [A-Z][\w'’-]+)+")
_ENDS, _QUOTES = (".", "!", "?", "…"), " \"'”’)"
_READS = -4.5  # log odds that a sentence answers, at least, where its answer is marked surely
_ALIKE = 0.85  # cosine of two sentences that say yes and no to one thing, or twice the same

# Log odds of the mark of what tells the same part of one event: of an amount or a time, of a place.
_SURELY_MARKED, _PLACE_MARKED = -1.3, -2.3
_SAID_AGAIN = -1.0  # log odds of both, of the same answer told there
_SAME, _RELATED = ("same",), ("same", "alike", "complement", "contrary")
_MARKED = -3.0  # log odds of a mark, below which two answers never differ

# Near paraphrases: chosen on the questions of the gold set's dev split, for precision.
_PARAPHRASE = 0.945  # cosine
_NEWS = 0.6  # share of the names and numbers that are news to the question, of the side with fewer


@dataclass(frozen=True)
class Comparison:
    """Compares what sentences say in answer to a question.

    Attributes:
        index: Where the sentences are.
        ranking: Their scores for the question.
        read: What was read in them.
    """

    index: Index
    ranking: Ranking
    read: Mapping[int, Reading]

    @cached_property
    def said(self) -> Sayings:
        """What each of the sentences says by itself."""
        return Sayings(self.index, self.ranking, self.read)

    def relation(self, first: int, other: int) -> Relation | None:
        """How the answer of another sentence relates to that of the first; None where in doubt."""
        question = self.ranking.query.corrected
        if "row" in (self.index.rows[first].kind, self.index.rows[other].kind):
            return None  # a row says nothing without its table
        if any(foreign.is_foreign(self.index, self.ranking, i) for i in (first, other)):
            return None  # what denies is not known there
        if any(self.said.is_taken_back(i) for i in (first, other)):
            return None  # what is told only to be corrected is no answer of its article
        if any(self.said.is_open(i) for i in (first, other)):
            return None  # a rumour, a condition or a wish says nothing
        more = {tells_difference(self.index.rows[i].read) for i in (first, other)}
        if len(more) > 1:
            return None  # "four hours longer than planned" is not "four hours"
        relation = self._compared(first, other, question)
        # What a correction repeats it does not say.
        corrected = self.said.takes_back(other) or self.said.takes_back(first)
        return None if relation == "same" and corrected else relation

    def _compared(self, first: int, other: int, question: str) -> Relation | None:
        if self._is_copied(first, other):
            return "same"
        if questions.wanted(question).kind == "statement":
            return self._paraphrased(first, other)
        if questions.asks_whether(question):
            return self._of_stances(first, other)
        named = questions.wanted(question).kind == "name"  # of which the reader is never sure
        if self.said.odds(other) < _READS and not named and self._paraphrased(first, other) is None:
            return None  # whatever is marked in it, which would take long to look for
        denial = self._of_denial(first, other) or self._of_denial(other, first)
        # The other one's mark is looked for last, as it takes long.
        if (
            denial
            or (one := self.said.value(first)) is None
            or (two := self.said.value(other)) is None
        ):
            return denial or self._paraphrased(first, other)
        return self._of_values(one, two, first, other)

    def _of_denial(self, first: int, other: int) -> Relation | None:
        """What one sentence answers, another one may tell only to say that it is not so."""
        text = self.index.rows[other].read
        said = factuality.denied(text) if self.said.denies(other) else ""
        left = stance.unexcepted(text)
        if (not said and left == text) or self.said.denies(first):
            return None
        value = self.said.value(first)
        if value is None or not (value.named or value.amounts or value.day):
            return None
        told = value.terms <= set(words.terms(said or ""))
        if not told and value.terms <= set(words.terms(text)):  # "not the baker, but his lodger"
            told = value.terms.isdisjoint(words.terms(left))
        return "contradictory" if told and self.said.about(other) >= _SURELY_ABOUT else None

    def _is_copied(self, first: int, other: int) -> bool:
        """Whether two sentences are one, word for word, and follow one of the same words."""
        alike = self.index.rows[first].read == self.index.rows[other].read
        return alike and self.said.held(first) == self.said.held(other)

    def _of_values(self, one: Value, two: Value, first: int, other: int) -> Relation | None:
        if self.is_of_another(first, other):
            return None
        relation = self._related(one, two)
        if relation == "same":
            telling = one.named or one.amounts or one.day
            least = _SURELY_ABOUT if telling else _WORDS_ABOUT
            held = self.said.odds(other) >= ANSWERS and self.said.about(other) >= least
            measured = bool(one.amounts or one.day)  # whoever is named may do another thing there
            held = held or (measured and self._says_it_again(first, other))
            held = held and self.said.lacks(other) <= self.said.lacks(first)
            return "same" if held and self.said.denies(first) == self.said.denies(other) else None
        fits = relation == "compatible" and self._fits(one, two, first, other)
        if relation is None or not (fits or self._of_one_matter(first, other)):
            return None
        apart = one.is_spelled_like(two) or self._are_two_places(first, other)
        if relation == "compatible" and not apart:
            return relation if one.amounts or one.day else None
        held = self.said.holds_too(one, other) or self.said.holds_too(two, first)
        return None if held and not self._asks_for_now(first, other) else "different"

    def _are_two_places(self, first: int, other: int) -> bool:
        """Whether two answers to where it is have names of which a part is the same: "Upper Loam".

        "Nether Loam" is another one.
        """
        if not questions.asks_where(self.ranking.query.corrected):
            return False
        one, two = (_NAME.findall(self.said.marked(i)) for i in (first, other))
        alike = len(one) == len(two) == 1 and len(one[0].split()) == len(two[0].split())
        return alike and one[0].split()[-1] == two[0].split()[-1] and one != two

    def _related(self, one: Value, two: Value) -> Relation | None:
        """How two values relate, without words of the question, or for what it asks one of."""
        of_kind = {t for t in one.terms & two.terms if any(is_kind(t, k) for k in self.said.kinds)}
        said = self.said.asked | of_kind
        return one.without(said).relation(two.without(said))

    def _says_it_again(self, first: int, other: int) -> bool:
        """Whether another sentence has the same answer where its article tells the same part."""
        sure = min(self.said.odds(other), self.read[other].bounded_mark) >= _SAID_AGAIN
        near = sure and self.said.about(other) >= _ABOUT
        return near and likeness.are_counterparts(self.index, self.ranking.query, first, other)

    def _fits(self, one: Value, two: Value, first: int, other: int) -> bool:
        """Whether another sentence surely answers with an amount that can be the first one's too.

        "The more than four-hour meeting" fits "it lasted four and a half hours", in other words.
        """
        measures = {amount.measure for value in (one, two) for amount in value.amounts}
        measured = bool(one.amounts and two.amounts) and len(measures) == 1 and "" not in measures
        answers = self.said.odds(other) >= _ANSWERS_SURELY and self.said.about(other) >= _ABOUT
        return measured and answers and self._may_differ(one, two, first, other)

    def is_of_another(self, first: int, other: int) -> bool:
        """Whether another sentence has other words in the place of words of the question.

        "The tennis club named her as secretary" is not on who became captain of the golf club, nor
        "It was designed by Reuss" on the ice rink where the sentence before tells of the pool.
        """
        if doer.is_another(self.index, self.ranking, other):
            return True
        lacked = self.said.lacked(other)
        return any(
            replaced.is_of_another(tell(first), tell(other), lacked)
            for tell in (self.said.told, self.said.resolved)
        )

    def _tells_otherwise(self, first: int, other: int) -> bool:
        """Whether that is so of two sentences but for their answers, figures and small words.

        Who "built it in 1934" does not differ from who "steers it".
        """
        one, two = (
            [word for word in matter.content(self.said.around(i)) if not word[0].isdigit()]
            for i in (first, other)
        )
        return replaced.tells_otherwise(one, two, self.said.lacked(other))

    def _of_one_matter(self, first: int, other: int) -> bool:
        """Whether two values are of one matter, as far as the words around them tell.

        Another one who took part is no other one who led, and a part of them not all.
        """
        alike = self.likeness(first, other)
        if alike is None:
            return False
        sure = matter.probability(alike) >= matter.LIKELY and alike.marked >= _MARKED
        told = self._holds_now(first, other) or self._tell_one_part(first, other)
        return sure or told or self._are_of_the_kind(first, other)

    def _are_of_the_kind(self, first: int, other: int) -> bool:
        """Whether both surely answer with one of the kind asked for: "the Kettle bank", a sandbank.

        The words around the two may have nothing in common: "It came to rest", "The ferry lay".
        """
        if not self.said.kinds:
            return False
        values = [self.said.value(i) for i in (first, other)]
        both = all(
            value is not None and value.named and self.said.is_of_kind(value) for value in values
        )
        marks = min(self.read[i].bounded_mark for i in (first, other))
        surely = min(self.said.odds(first), self.said.odds(other), marks) >= _ANSWERS_SURELY
        return both and surely and self.said.lacks(other) <= self.said.lacks(first)

    def _tell_one_part(self, first: int, other: int) -> bool:
        """Whether an amount, a time or a place answers in both, where their articles tell one part.

        The words around the two may have little in common: "stadium" and "arena".
        """
        question, index = self.ranking.query.corrected, self.index
        kind = questions.wanted(question).kind
        typed = kind in reader.TYPED or questions.asks_where(question)
        whole = self.ranking.asked == question  # else its own words do not say what is asked
        if not (typed and whole) or self.said.lacks(other) > self.said.lacks(first):
            return False
        if planned.is_unsure(index.rows[other].read) and not planned.is_unsure(question):
            return False
        one, two = self.said.value(first), self.said.value(other)
        first_of, other_of = (
            {a.measure for a in v.amounts[:1]} if v else set() for v in (one, two)
        )
        if first_of and other_of and first_of != other_of:
            return False
        mark = self.read[other].bounded_mark
        least = _SURELY_MARKED if kind in reader.TYPED else _PLACE_MARKED
        surely = self.said.odds(other) >= ANSWERS and mark >= least
        held = surely and self.said.about(other) > 0
        return held and likeness.are_counterparts(index, self.ranking.query, first, other)

    def _holds_now(self, first: int, other: int) -> bool:
        """Whether both surely name who or what is asked for now, at different times."""
        named = all(value and value.named for value in map(self.said.value, (first, other)))
        answering = min(self.said.odds(first), self.said.odds(other)) >= _ANSWERS_SURELY
        said = named and answering and self._both_say_what_is_asked(first, other)
        return said and self._asks_for_now(first, other)

    def likeness(self, first: int, other: int) -> Likeness | None:
        """How alike another sentence is to the first one; None where the two cannot differ."""
        one, two = self.said.value(first), self.said.value(other)
        if one is None or two is None or not self._may_differ(one, two, first, other):
            return None
        read, question = self.read[other], self.ranking.query.corrected
        text = self.index.rows[other].read
        return Likeness(
            cosine=self._cosine(first, other),
            reading=read.odds,
            marked=read.bounded_mark,
            about=self.said.about(other),
            own=matter.own(question, text, self.said.marked(other)),
            typed=float(bool(one.amounts or one.day)),
            named=float(one.named and two.named),
            spelled=float(one.is_spelled_like(two)),
        )

    def _may_differ(self, one: Value, two: Value, first: int, other: int) -> bool:
        """Whether two values can be of one thing: not what is measured otherwise, nor a part."""
        if self._related(one, two) in (None, "same"):
            return False
        pairs = ((a.measure, b.measure) for a in one.amounts for b in two.amounts)
        if not all(may_measure_one(*pair) for pair in pairs) or self.is_of_another(first, other):
            return False
        if not _is_whole(self.index.rows[other]):
            return False  # "Minutes of the committee, 14 May"
        if not (one.amounts or one.day):
            if self._tell_apart(first, other) or self._tells_otherwise(first, other):
                return False  # who gave 200 pounds is no other one than who gave 900
            if self.said.tells_further(first) != self.said.tells_further(other):
                return False  # nor than who "also" gave
        alike = self.said.tells_rate(first) == self.said.tells_rate(other)
        return alike and self.said.tells_part(first) == self.said.tells_part(other)

    def _tell_apart(self, first: int, other: int) -> bool:
        """Whether two sentences give different numbers beside their answers: of two events.

        Of one kind: "three blankets" is no other than "sixteen days later".
        """
        one, two = (tuple(amounts(self.said.around(i))) for i in (first, other))
        relations = {a.relation(b) for a in one for b in two if _may_count_one(a, b)}
        return relations == {"different"}

    def _asks_for_now(self, first: int, other: int) -> bool:
        dates = {date_of(self.index, i) for i in (first, other)}
        return questions.asks_for_now(self.ranking.query.corrected) and len(dates) > 1

    def _of_stances(self, first: int, other: int) -> Relation | None:
        if self._cosine(first, other) < _ALIKE or not self._both_answer(first, other):
            return None
        if self.is_of_another(first, other):
            return None  # the south stair is shut, the north one is open
        if self.said.denies(first) == self.said.denies(other):
            whole = self._both_tell(first, other, _SAME, 1.0)
            return "same" if whole else self._paraphrased(first, other)
        alike = self._both_tell(first, other, _RELATED, _SAID_AS_ASKED)
        opposed = any(stance.opposes(self.index.rows[i].read) for i in (first, other))
        return "contradictory" if alike or opposed else None

    def _both_tell(self, first: int, other: int, relations: Collection[str], share: float) -> bool:
        """Whether both have words that relate so to a share of those of the question."""
        asked = self.said.words
        return all(
            sum(self.said.tells(word, i, relations) for word in asked) >= share * len(asked)
            for i in (first, other)
        )

    def _both_say_what_is_asked(self, first: int, other: int) -> bool:
        """Whether both use the words of the question that are no names: "safe", "allowed"."""
        query = self.ranking.query
        asked = set(query.terms) - confidence.names_in(self.index, query.corrected)
        asked -= set(words.terms(questions.now_in(query.corrected)))
        # What only says who is named says nothing of them: "the actor Rex Morrow".
        asked -= {word for of in DESCRIBED.findall(query.corrected) for word in words.terms(of)}
        return all(
            len(asked & set(self.index.terms[i])) >= _SAID_AS_ASKED * len(asked)
            for i in (first, other)
        )

    def _paraphrased(self, first: int, other: int) -> Relation | None:
        """The same where one sentence nearly repeats the other, with what is news in it.

        But not if a name of the question is missing: the envoy of Spain is not the one of Chile.
        """
        if self.said.lacks(other) > self.said.lacks(first):
            return None
        wanted = questions.wanted(self.ranking.query.corrected)
        asked = set(self.ranking.query.terms)
        news, others = (
            questions.telling(self.index.rows[i].text, wanted) - asked for i in (first, other)
        )
        least = min(self.index.vocabulary.weight(news), self.index.vocabulary.weight(others))
        shared = self.index.vocabulary.weight(news & others) / max(1e-9, least)
        question = self.ranking.query.corrected
        near = self._cosine(first, other) >= _PARAPHRASE and shared >= _NEWS
        one, two = (
            questions.offers(self.index.rows[i].read, wanted, question) for i in (first, other)
        )
        near = near and (wanted.kind == "statement" or two >= one)
        return "same" if near and self.said.denies(first) == self.said.denies(other) else None

    def _both_answer(self, first: int, other: int) -> bool:
        return self.said.lacks(other) <= self.said.lacks(first) and all(
            self.said.odds(i) >= _ANSWERS_SURELY and self.said.about(i) >= _ABOUT
            for i in (first, other)
        )

    def _cosine(self, first: int, other: int) -> float:
        return likeness.of(self.index, self.ranking.query, first, other)


def _is_whole(row: Row) -> bool:
    """Whether it is a sentence, or an item of its own: not what stands above an article."""
    return row.kind != "prose" or row.read.rstrip(_QUOTES).endswith(_ENDS)


def _may_count_one(one: Amount, other: Amount) -> bool:
    """Whether two amounts may be of one thing: measured alike, and where they count, one thing."""
    alike = not (one.noun and other.noun) or one.noun == other.noun
    return one.measure == other.measure and alike
