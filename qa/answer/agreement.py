"""What several articles say in answer to one question: the same, something else, or the opposite.

Two sentences give the same answer where the reader marks the same value in both (a number with its
unit, a date, a name) and neither denies what the other says. Where nothing is marked, as for yes or
no, they are compared by what they say yes or no to, and else only near paraphrases count. Where
there is a doubt, an article is neither counted as agreeing nor shown as differing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
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
    pronouns,
    reader,
    replaced,
    retold,
)
from qa.answer.matter import Likeness
from qa.answer.reader import Reading
from qa.answer.values import Value, value_of
from qa.index.memory import Index
from qa.index.rows import Row
from qa.search.ranking import Ranking
from qa.text import factuality, questions, referents, stance, words
from qa.text.amounts import Amount, amounts, may_measure_one, tells_difference
from qa.text.language import ENGLISH, alternatives

Relation = Literal["same", "compatible", "different", "contradictory"]

# Chosen by hand on the dev half of made pairs that agree or contradict each other.
_ANSWERS = 0.0  # log odds, from which a sentence is taken to answer at all
_ANSWERS_SURELY = 1.0  # log odds that both sides of a difference need
_ABOUT = 0.3  # share of the question, by rarity, that both sides of a difference hold
_SURELY_ABOUT = 0.5  # the same share, of a sentence that gives the same answer
_WORDS_ABOUT = 0.6  # and of one whose answer is neither a name nor a number, as "beetles"
_SAID_AS_ASKED = 0.6  # share of the words of a question, but for names, that both sides use
_DATE = re.compile(r"(?<!\d)(?:19|20)\d\d(?:-[01]\d(?:-[0-3]\d)?)?(?!\d)")
_RATE = re.compile(rf"(?:^|[ -])(?:{alternatives(ENGLISH.numbers.rates)})\b")
_PART = re.compile(rf" (?:{alternatives(ENGLISH.numbers.parts)})\b")
_FURTHER = re.compile(rf"\b(?:{alternatives(ENGLISH.referents.further)})\b", re.IGNORECASE)
_DESCRIBED = re.compile(r"\b[Tt]he (\w+) (?=[A-Z]\w)")
_ASKS_PART = re.compile(rf"\b{ENGLISH.questions.counting}of\b", re.IGNORECASE)
_ENDS, _QUOTES = (".", "!", "?", "…"), " \"'”’)"
_CORRECTED = 2  # sentences around one, in which a correction may be told to be one
APART: tuple[Relation, ...] = ("different", "contradictory")
_READS = -4.5  # log odds that a sentence answers, at least, where its answer is marked surely
_PART_OF_KIND = 4  # letters of the last part of a word; set by hand
_ALIKE = 0.85  # cosine of two sentences that say yes and no to one thing, or twice the same

# Log odds of the mark of what tells the same part of one event: of an amount or a time, of a place.
_SURELY_MARKED, _PLACE_MARKED = -1.3, -2.3
_SAID_AGAIN = -1.0  # log odds of both, of the same answer told there
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

    def relation(self, first: int, other: int) -> Relation | None:
        """How the answer of another sentence relates to that of the first; None where in doubt."""
        question = self.ranking.query.corrected
        if "row" in (self.index.rows[first].kind, self.index.rows[other].kind):
            return None  # a row says nothing without its table
        if any(foreign.is_foreign(self.index, self.ranking, i) for i in (first, other)):
            return None  # what denies is not known there
        if any(self._is_taken_back(i) for i in (first, other)):
            return None  # what is told only to be corrected is no answer of its article
        if any(self._is_open(i) for i in (first, other)):
            return None  # a rumour, a condition or a wish says nothing
        more = {tells_difference(self.index.rows[i].read) for i in (first, other)}
        if len(more) > 1:
            return None  # "four hours longer than planned" is not "four hours"
        relation = self._compared(first, other, question)
        # What a correction repeats it does not say.
        corrected = self._takes_back(other) or self._takes_back(first)
        return None if relation == "same" and corrected else relation

    def _compared(self, first: int, other: int, question: str) -> Relation | None:
        if self._is_copied(first, other):
            return "same"
        if questions.wanted(question).kind == "statement":
            return self._paraphrased(first, other)
        if questions.asks_whether(question):
            return self._of_stances(first, other)
        named = questions.wanted(question).kind == "name"  # of which the reader is never sure
        if self._odds(other) < _READS and not named and self._paraphrased(first, other) is None:
            return None  # whatever is marked in it, which would take long to look for
        denial = self._of_denial(first, other) or self._of_denial(other, first)
        # The other one's mark is looked for last, as it takes long.
        if denial or (one := self._value(first)) is None or (two := self._value(other)) is None:
            return denial or self._paraphrased(first, other)
        return self._of_values(one, two, first, other)

    def _of_denial(self, first: int, other: int) -> Relation | None:
        """What one sentence answers, another one may tell only to say that it is not so."""
        said = factuality.denied(self.index.rows[other].read)
        if not (said and self._denies(other)) or self._denies(first):
            return None
        value = self._value(first)
        if value is None or not (value.named or value.amounts or value.day):
            return None
        told = value.terms <= set(words.terms(said)) and self.about(other) >= _SURELY_ABOUT
        return "contradictory" if told else None

    def _is_open(self, sentence: int) -> bool:
        """Whether a sentence leaves open whether it is so, unasked: "If the mine had closed"."""
        query = self.ranking.query
        told = factuality.is_open(self.index.rows[sentence].read, self._asked)
        return told and not (self._marked(sentence) or factuality.asks(query.corrected))

    def _is_copied(self, first: int, other: int) -> bool:
        """Whether two sentences are one, word for word, and follow one of the same words."""
        alike = self.index.rows[first].read == self.index.rows[other].read
        return alike and self._held(first) == self._held(other)

    def _of_values(self, one: Value, two: Value, first: int, other: int) -> Relation | None:
        if self.is_of_another(first, other):
            return None
        relation = self._related(one, two)
        if relation == "same":
            telling = one.named or one.amounts or one.day
            least = _SURELY_ABOUT if telling else _WORDS_ABOUT
            held = self._odds(other) >= _ANSWERS and self.about(other) >= least
            measured = bool(one.amounts or one.day)  # whoever is named may do another thing there
            held = held or (measured and self._says_it_again(first, other))
            held = held and self._lacks(other) <= self._lacks(first)
            return "same" if held and self._denies(first) == self._denies(other) else None
        fits = relation == "compatible" and self._fits(one, two, first, other)
        if relation is None or not (fits or self._of_one_matter(first, other)):
            return None
        if relation == "compatible" and not one.is_spelled_like(two):
            return relation if one.amounts or one.day else None
        held = self._holds_too(one, other) or self._holds_too(two, first)
        return None if held and not self._asks_for_now(first, other) else "different"

    def _related(self, one: Value, two: Value) -> Relation | None:
        """How two values relate, without words of the question, or for what it asks one of."""
        of_kind = {t for t in one.terms & two.terms if any(_is_kind(t, k) for k in self._kinds)}
        said = self._asked | of_kind
        return one.without(said).relation(two.without(said))

    @cached_property
    def _kinds(self) -> frozenset[str]:
        return questions.sort_asked(self.ranking.query.corrected)

    def _is_of_kind(self, value: Value) -> bool:
        return any(_is_kind(term, kind) for term in value.terms for kind in self._kinds)

    def _says_it_again(self, first: int, other: int) -> bool:
        """Whether another sentence has the same answer where its article tells the same part."""
        sure = min(self._odds(other), self.read[other].bounded_mark) >= _SAID_AGAIN
        near = sure and self.about(other) >= _ABOUT
        return near and likeness.are_counterparts(self.index, self.ranking.query, first, other)

    def _holds_too(self, value: Value, sentence: int) -> bool:
        """Whether an article gives the other one's value as well, and not only to correct it."""
        return self._told_by(value, sentence) and not self._takes_back(sentence)

    def _fits(self, one: Value, two: Value, first: int, other: int) -> bool:
        """Whether another sentence surely answers with an amount that can be the first one's too.

        "The more than four-hour meeting" fits "it lasted four and a half hours", in other words.
        """
        measures = {amount.measure for value in (one, two) for amount in value.amounts}
        measured = bool(one.amounts and two.amounts) and len(measures) == 1 and "" not in measures
        answers = self._odds(other) >= _ANSWERS_SURELY and self.about(other) >= _ABOUT
        return measured and answers and self._may_differ(one, two, first, other)

    def is_of_another(self, first: int, other: int) -> bool:
        """Whether another sentence has other words in the place of words of the question.

        "The tennis club named her as secretary" is not on who became captain of the golf club, nor
        "It was designed by Reuss" on the ice rink where the sentence before tells of the pool.
        """
        if doer.is_another(self.index, self.ranking, other):
            return True
        lacked = self._lacked(other)
        return any(
            replaced.is_of_another(tell(first), tell(other), lacked)
            for tell in (self._told, self._resolved)
        )

    def _told(self, sentence: int) -> replaced.Told:
        """A sentence, and the one before it where it begins with a pronoun for what that names."""
        row = self.index.rows[sentence]
        opened = row.index > 0 and pronouns.opens(row.read)
        before = f"{self.index.rows[sentence - 1].read} " if opened else ""
        return replaced.Told(before + row.read, self._marked(sentence))

    def _resolved(self, sentence: int) -> replaced.Told:
        """A sentence with what its pronoun stands for, where the one before opens with that."""
        row = self.index.rows[sentence]
        text, before = row.read, self.index.rows[sentence - 1].read if row.index > 0 else ""
        if before and pronouns.opens(text):
            meant = referents.candidates("it", before)
            if meant and before.startswith(meant[0]):
                text = f"{meant[0]} {text.partition(' ')[2]}"
        return replaced.Told(text, self._marked(sentence))

    def _tells_otherwise(self, first: int, other: int) -> bool:
        """Whether that is so of two sentences but for their answers, figures and small words.

        Who "built it in 1934" does not differ from who "steers it".
        """
        one, two = (
            [word for word in matter.content(self._around(i)) if not word[0].isdigit()]
            for i in (first, other)
        )
        return replaced.tells_otherwise(one, two, self._lacked(other))

    def _lacked(self, sentence: int) -> set[str]:
        """The terms of the question that neither a sentence nor what is around it has.

        Without what the answer stands for: who says that Seilwerk builds it need not say "firm".
        """
        around = confidence.context_of(self.index, sentence) | self._held(sentence)
        asked = self._asked - self._stood_for(sentence)
        return {t for t in asked if not confidence.holds(around, t)}

    def _stood_for(self, sentence: int) -> frozenset[str]:
        """The terms of the question that a name stands for in answer: "firm"; none of a "mill"."""
        answer = words.split(self._marked(sentence))
        named = not any(map(self.index.vocabulary.in_dictionary, answer))
        told = named and bool(answer)
        return questions.sort_asked(self.ranking.query.corrected) if told else frozenset()

    def _held(self, sentence: int) -> set[str]:
        """The terms of a sentence and of the one before it."""
        before = self.index.terms[sentence - 1] if self.index.rows[sentence].index > 0 else ()
        return {*self.index.terms[sentence], *before}

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
        if not self._kinds:
            return False
        values = [self._value(i) for i in (first, other)]
        both = all(
            value is not None and value.named and self._is_of_kind(value) for value in values
        )
        marks = min(self.read[i].bounded_mark for i in (first, other))
        surely = min(self._odds(first), self._odds(other), marks) >= _ANSWERS_SURELY
        return both and surely and self._lacks(other) <= self._lacks(first)

    def _tell_one_part(self, first: int, other: int) -> bool:
        """Whether an amount, a time or a place answers in both, where their articles tell one part.

        The words around the two may have little in common: "stadium" and "arena".
        """
        question, index = self.ranking.query.corrected, self.index
        kind = questions.wanted(question).kind
        typed = kind in reader.TYPED or questions.asks_where(question)
        whole = self.ranking.asked == question  # else its own words do not say what is asked
        if not (typed and whole) or self._lacks(other) > self._lacks(first):
            return False
        if planned.is_unsure(index.rows[other].read) and not planned.is_unsure(question):
            return False
        one, two = self._value(first), self._value(other)
        first_of, other_of = (
            {a.measure for a in v.amounts[:1]} if v else set() for v in (one, two)
        )
        if first_of and other_of and first_of != other_of:
            return False
        mark = self.read[other].bounded_mark
        least = _SURELY_MARKED if kind in reader.TYPED else _PLACE_MARKED
        surely = self._odds(other) >= _ANSWERS and mark >= least
        held = surely and self.about(other) > 0
        return held and likeness.are_counterparts(index, self.ranking.query, first, other)

    def _holds_now(self, first: int, other: int) -> bool:
        """Whether both surely name who or what is asked for now, at different times."""
        named = all(value and value.named for value in map(self._value, (first, other)))
        answering = min(self._odds(first), self._odds(other)) >= _ANSWERS_SURELY
        said = named and answering and self._both_say_what_is_asked(first, other)
        return said and self._asks_for_now(first, other)

    def likeness(self, first: int, other: int) -> Likeness | None:
        """How alike another sentence is to the first one; None where the two cannot differ."""
        one, two = self._value(first), self._value(other)
        if one is None or two is None or not self._may_differ(one, two, first, other):
            return None
        read, question = self.read[other], self.ranking.query.corrected
        text = self.index.rows[other].read
        return Likeness(
            cosine=self._cosine(first, other),
            reading=read.odds,
            marked=read.bounded_mark,
            about=self.about(other),
            own=matter.own(question, text, self._marked(other)),
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
            if self._tells_further(first) != self._tells_further(other):
                return False  # nor than who "also" gave
        alike = self._tells_rate(first) == self._tells_rate(other)
        return alike and self._tells_part(first) == self._tells_part(other)

    def _tell_apart(self, first: int, other: int) -> bool:
        """Whether two sentences give different numbers beside their answers: of two events.

        Of one kind: "three blankets" is no other than "sixteen days later".
        """
        one, two = (tuple(amounts(self._around(i))) for i in (first, other))
        relations = {a.relation(b) for a in one for b in two if _may_count_one(a, b)}
        return relations == {"different"}

    def _around(self, sentence: int) -> str:
        text, span = self.index.rows[sentence].text, self.read[sentence].span
        return text if span is None else f"{text[: span[0]]} {text[span[1] :]}"

    def _tells_rate(self, sentence: int) -> bool:
        """Whether an amount is one for each of something, unasked: "10 miles an hour"."""
        told = _RATE.match(self._after(sentence)) or _RATE.search(self._marked(sentence))
        return bool(told) and not _RATE.search(self.ranking.query.corrected)

    def _tells_part(self, sentence: int) -> bool:
        """Whether an amount is one out of more, unasked: "two of them"."""
        asked = _ASKS_PART.search(self.ranking.query.corrected)
        return bool(_PART.match(self._after(sentence))) and not asked

    def _tells_further(self, sentence: int) -> bool:
        """Whether a sentence tells of one beside others, unasked: "It also included"."""
        told = _FURTHER.search(self.index.rows[sentence].read)
        return bool(told) and not _FURTHER.search(self.ranking.query.corrected)

    def _after(self, sentence: int) -> str:
        """What stands after the marked answer of a sentence."""
        text, span = self.index.rows[sentence].text, self.read[sentence].span
        return text[span[1] :] if span else ""

    def _marked(self, sentence: int) -> str:
        span = self.read[sentence].span if sentence in self.read else None
        return self.index.rows[sentence].text[slice(*span)] if span else ""

    def _asks_for_now(self, first: int, other: int) -> bool:
        dates = {dated(self.index, i) for i in (first, other)}
        return questions.asks_for_now(self.ranking.query.corrected) and len(dates) > 1

    @cached_property
    def _asked(self) -> frozenset[str]:
        return frozenset(self.ranking.query.terms)

    def _of_stances(self, first: int, other: int) -> Relation | None:
        if self._cosine(first, other) < _ALIKE or not self._both_answer(first, other):
            return None
        alike = self._both_say_what_is_asked(first, other)
        if self._denies(first) == self._denies(other):
            whole = self._both_say_what_is_asked(first, other, 1.0)
            return "same" if whole else self._paraphrased(first, other)
        opposed = any(stance.opposes(self.index.rows[i].read) for i in (first, other))
        return "contradictory" if alike or opposed else None

    def _both_say_what_is_asked(
        self, first: int, other: int, share: float = _SAID_AS_ASKED
    ) -> bool:
        """Whether both use the words of the question that are no names: "safe", "allowed"."""
        query = self.ranking.query
        asked = set(query.terms) - confidence.names_in(self.index, query.corrected)
        asked -= set(words.terms(questions.now_in(query.corrected)))
        # What only says who is named says nothing of them: "the actor Rex Morrow".
        asked -= {word for of in _DESCRIBED.findall(query.corrected) for word in words.terms(of)}
        return all(
            len(asked & set(self.index.terms[i])) >= share * len(asked) for i in (first, other)
        )

    def _paraphrased(self, first: int, other: int) -> Relation | None:
        """The same where one sentence nearly repeats the other, with what is news in it.

        But not if a name of the question is missing: the envoy of Spain is not the one of Chile.
        """
        if self._lacks(other) > self._lacks(first):
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
        return "same" if near and self._denies(first) == self._denies(other) else None

    def _both_answer(self, first: int, other: int) -> bool:
        return self._lacks(other) <= self._lacks(first) and all(
            self._odds(i) >= _ANSWERS_SURELY and self.about(i) >= _ABOUT for i in (first, other)
        )

    def _lacks(self, sentence: int) -> int:
        """How many names of the question the surroundings of a sentence lack."""
        context = confidence.context_of(self.index, sentence)
        asked = confidence.names_in(self.index, self.ranking.query.corrected)
        return sum(not confidence.holds(context, n) for n in asked & set(self.ranking.query.terms))

    def _told_by(self, value: Value, sentence: int) -> bool:
        """Whether an article gives a value as well, in answer or right there: it denies it not."""
        article = self.index.rows[sentence].article
        beside = {sentence - 1, sentence, sentence + 1}
        answering = {i for i, one in self.read.items() if one.odds >= _ANSWERS}
        near = (i for i in beside | answering if 0 <= i < len(self.index.rows))
        return any(self.index.rows[i].article == article and self._gives(i, value) for i in near)

    def _gives(self, sentence: int, value: Value) -> bool:
        """Whether a sentence has a value: "85 people", which "85 beds and 40 people" has not."""
        text = stance.affirmed(self.index.rows[sentence].text)
        if not value.terms <= set(words.terms(text)):
            return False
        told = tuple(amounts(text))
        return not value.amounts or any(
            mine.relation(other) == "same" and mine.noun in ("", other.noun)
            for mine in value.amounts
            for other in told
        )

    def _is_taken_back(self, sentence: int) -> bool:
        text = self.index.rows[sentence].read
        return retold.is_retold(self.index, sentence) or stance.takes_itself_back(text)

    def _takes_back(self, sentence: int) -> bool:
        """Whether a sentence, or one near it, is part of a correction."""
        article, rows = self.index.rows[sentence].article, self.index.rows
        near = range(sentence - _CORRECTED, sentence + _CORRECTED + 1)
        beside = (i for i in near if 0 <= i < len(rows))
        return any(stance.takes_back(rows[i].read) for i in beside if rows[i].article == article)

    def _value(self, sentence: int) -> Value | None:
        reading = self.read.get(sentence)
        if reading is None or reading.span is None:
            return None
        return value_of(self.index.rows[sentence].text, reading.span)

    def _odds(self, sentence: int) -> float:
        return self.read[sentence].odds if sentence in self.read else float("-inf")

    def about(self, sentence: int) -> float:
        """Share of the question's terms in a sentence and the one before it: by rarity or by count.

        In a few sentences the words that all of them hold, and so the subject itself, count little.
        """
        asked = set(self.ranking.query.terms)
        held, weight = self._held(sentence), self.index.vocabulary.weight
        by_rarity = weight(asked & held) / max(1e-9, weight(asked))
        return max(by_rarity, len(asked & held) / max(1, len(asked)))

    def _denies(self, sentence: int) -> bool:
        return stance.denies(self.index.rows[sentence].text, set(self.ranking.query.terms))

    def _cosine(self, first: int, other: int) -> float:
        return likeness.of(self.index, self.ranking.query, first, other)


@dataclass(frozen=True)
class Side:
    """Sentences of different articles that give one answer, and how it relates to the first."""

    relation: Relation
    sentences: tuple[int, ...]


def sides(comparison: Comparison, order: Sequence[int]) -> list[Side]:
    """What the articles say in answer: first the answer of the best sentence, then what differs.

    Args:
        comparison: How to compare.
        order: Sentences that were read, the best first. Of each article the first that fits counts.
    """
    first, index = order[0], comparison.index
    related = [(i, comparison.relation(first, i)) for i in order[1:]]
    # An article that repeats a claim and then takes it back does not agree with it.
    denying = {index.rows[i].article for i, relation in related if relation == "contradictory"}
    agreeing = [i for i, r in related if r == "same" and index.rows[i].article not in denying]
    same = _one_an_article(index, [first, *agreeing])
    taken = {index.rows[i].article for i in same}
    found = [Side("same", tuple(same))]
    for relation in ("contradictory", "different", "compatible"):
        left = [i for i, r in related if r == relation and index.rows[i].article not in taken]
        while left:
            others = [i for i in left[1:] if comparison.relation(left[0], i) == "same"]
            cited = _one_an_article(index, [left[0], *others])
            found.append(Side(relation, tuple(cited)))
            taken |= {index.rows[i].article for i in cited}
            left = [i for i in left if index.rows[i].article not in taken]
    return found


def _is_whole(row: Row) -> bool:
    """Whether it is a sentence, or an item of its own: not what stands above an article."""
    return row.kind != "prose" or row.read.rstrip(_QUOTES).endswith(_ENDS)


def _is_kind(term: str, kind: str) -> bool:
    """Whether a word of a name is the kind asked for, or its last part: "bank" of "sandbank"."""
    return term == kind or (len(term) >= _PART_OF_KIND and kind.endswith(term))


def _may_count_one(one: Amount, other: Amount) -> bool:
    """Whether two amounts may be of one thing: measured alike, and where they count, one thing."""
    alike = not (one.noun and other.noun) or one.noun == other.noun
    return one.measure == other.measure and alike


def newest_first(index: Index, said: Sequence[Side]) -> list[Side]:
    """The sides of an answer for a question about now: first what the newest article says.

    Only among sides that cannot all be true, and of which the dates are known.
    """
    apart = [side for side in said if side.relation in APART]
    dated = [side for side in (said[0], *apart) if _date(index, side)]
    newest = max(dated, key=lambda side: _date(index, side), default=said[0])
    if newest not in apart:
        return list(said)
    others = [side for side in said[1:] if side is not newest]
    return [Side("same", newest.sentences), Side(newest.relation, said[0].sentences), *others]


def _date(index: Index, side: Side) -> str:
    return max(dated(index, i) for i in side.sentences)


def dated(index: Index, sentence: int) -> str:
    """The date of a sentence's article, `YYYY-MM-DD`; else that in its file's name, or nothing."""
    row = index.rows[sentence]
    named = _DATE.search(row.file)
    return row.date or (named.group() if named else "")


def _one_an_article(index: Index, sentences: Iterable[int]) -> list[int]:
    kept: dict[str, int] = {}
    for sentence in sentences:
        kept.setdefault(index.rows[sentence].article, sentence)
    return list(kept.values())
