"""What a sentence says in answer to a question: its value, and whether it is said to be so.

It may leave it open, deny it, take it back, or tell a rate, a part or one beside others.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from qa.answer import (
    confidence,
    matter,
    pronouns,
    replaced,
    retold,
)
from qa.answer.reader import Reading
from qa.answer.values import Value, value_of
from qa.index.memory import Index
from qa.search.ranking import Ranking
from qa.text import factuality, meanings, questions, referents, stance, words
from qa.text.amounts import amounts
from qa.text.language import ENGLISH, alternatives

# Chosen by hand on the dev half of made pairs that agree or contradict each other.
ANSWERS = 0.0  # log odds, from which a sentence is taken to answer at all
_RATE = re.compile(rf"(?:^|[ -])(?:{alternatives(ENGLISH.numbers.rates)})\b")
_PART = re.compile(rf" (?:{alternatives(ENGLISH.numbers.parts)})\b")
_FURTHER = re.compile(rf"\b(?:{alternatives(ENGLISH.referents.further)})\b", re.IGNORECASE)
_ASKS_PART = re.compile(rf"\b{ENGLISH.questions.counting}of\b", re.IGNORECASE)
# What a name is said to be: "the baker Jan Roth".
DESCRIBED = re.compile(r"\b[Tt]he (\w+) (?=[A-Z]\w)")
_CORRECTED = 2  # sentences around one, in which a correction may be told to be one
_PART_OF_KIND = 4  # letters of the last part of a word; set by hand


@dataclass(frozen=True)
class Sayings:
    """What single sentences say in answer.

    Attributes:
        index: Where the sentences are.
        ranking: Their scores for the question.
        read: What was read in them.
    """

    index: Index
    ranking: Ranking
    read: Mapping[int, Reading]

    def is_open(self, sentence: int) -> bool:
        """Whether a sentence leaves open whether it is so, unasked: "If the mine had closed"."""
        query = self.ranking.query
        told = factuality.is_open(self.index.rows[sentence].read, self.asked)
        return told and not (self.marked(sentence) or factuality.asks(query.corrected))

    @cached_property
    def kinds(self) -> frozenset[str]:
        """The sort of thing that is asked for: "sandbank"."""
        return questions.sort_asked(self.ranking.query.corrected)

    def is_of_kind(self, value: Value) -> bool:
        """Whether a word of a value is that, or its last part."""
        return any(is_kind(term, kind) for term in value.terms for kind in self.kinds)

    def holds_too(self, value: Value, sentence: int) -> bool:
        """Whether an article gives the other one's value as well, and not only to correct it."""
        return self._told_by(value, sentence) and not self.takes_back(sentence)

    def told(self, sentence: int) -> replaced.Told:
        """A sentence, and the one before it where it begins with a pronoun for what that names."""
        row = self.index.rows[sentence]
        opened = row.index > 0 and pronouns.opens(row.read)
        before = f"{self.index.rows[sentence - 1].read} " if opened else ""
        return replaced.Told(before + row.read, self.marked(sentence))

    def resolved(self, sentence: int) -> replaced.Told:
        """A sentence with what its pronoun stands for, where the one before opens with that."""
        row = self.index.rows[sentence]
        text, before = row.read, self.index.rows[sentence - 1].read if row.index > 0 else ""
        if before and pronouns.opens(text):
            meant = referents.candidates("it", before)
            if meant and before.startswith(meant[0]):
                text = f"{meant[0]} {text.partition(' ')[2]}"
        return replaced.Told(text, self.marked(sentence))

    def lacked(self, sentence: int) -> set[str]:
        """The terms of the question that neither a sentence nor what is around it has.

        Without what the answer stands for: who says that Seilwerk builds it need not say "firm".
        """
        around = confidence.context_of(self.index, sentence) | self.held(sentence)
        asked = self.asked - self._stood_for(sentence)
        lacked = {t for t in asked if not confidence.holds(around, t)}
        return {t for t in lacked if not self._is_meant(t, sentence)}

    def _is_meant(self, term: str, sentence: int) -> bool:
        """Whether a sentence has a word alike to one of the question, or the opposite of it."""
        asked = [word for word in self.words if words.stem(word) == term]
        said = matter.content(self.index.rows[sentence].text)
        return any(
            self.tells(word, sentence, ("same", "alike"))
            or (word in self._told_of_it and _is_undone(word, said))
            for word in asked
        )

    def _stood_for(self, sentence: int) -> frozenset[str]:
        """The terms of the question that a name stands for in answer: "firm"; none of a "mill"."""
        answer = words.split(self.marked(sentence))
        named = not any(map(self.index.vocabulary.in_dictionary, answer))
        told = named and bool(answer)
        return questions.sort_asked(self.ranking.query.corrected) if told else frozenset()

    def held(self, sentence: int) -> set[str]:
        """The terms of a sentence and of the one before it."""
        before = self.index.terms[sentence - 1] if self.index.rows[sentence].index > 0 else ()
        return {*self.index.terms[sentence], *before}

    def around(self, sentence: int) -> str:
        """A sentence without its marked answer."""
        text, span = self.index.rows[sentence].text, self.read[sentence].span
        return text if span is None else f"{text[: span[0]]} {text[span[1] :]}"

    def tells_rate(self, sentence: int) -> bool:
        """Whether an amount is one for each of something, unasked: "10 miles an hour"."""
        told = _RATE.match(self._after(sentence)) or _RATE.search(self.marked(sentence))
        return bool(told) and not _RATE.search(self.ranking.query.corrected)

    def tells_part(self, sentence: int) -> bool:
        """Whether an amount is one out of more, unasked: "two of them"."""
        asked = _ASKS_PART.search(self.ranking.query.corrected)
        return bool(_PART.match(self._after(sentence))) and not asked

    def tells_further(self, sentence: int) -> bool:
        """Whether a sentence tells of one beside others, unasked: "It also included"."""
        told = _FURTHER.search(self.index.rows[sentence].read)
        return bool(told) and not _FURTHER.search(self.ranking.query.corrected)

    def _after(self, sentence: int) -> str:
        """What stands after the marked answer of a sentence."""
        text, span = self.index.rows[sentence].text, self.read[sentence].span
        return text[span[1] :] if span else ""

    def marked(self, sentence: int) -> str:
        """The marked answer of a sentence, empty where there is none."""
        span = self.read[sentence].span if sentence in self.read else None
        return self.index.rows[sentence].text[slice(*span)] if span else ""

    @cached_property
    def asked(self) -> frozenset[str]:
        """The terms of the question."""
        return frozenset(self.ranking.query.terms)

    def lacks(self, sentence: int) -> int:
        """How many names of the question the surroundings of a sentence lack."""
        context = confidence.context_of(self.index, sentence)
        asked = confidence.names_in(self.index, self.ranking.query.corrected)
        return sum(not confidence.holds(context, n) for n in asked & set(self.ranking.query.terms))

    def _told_by(self, value: Value, sentence: int) -> bool:
        """Whether an article gives a value as well, in answer or right there: it denies it not."""
        article = self.index.rows[sentence].article
        beside = {sentence - 1, sentence, sentence + 1}
        answering = {i for i, one in self.read.items() if one.odds >= ANSWERS}
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

    def is_taken_back(self, sentence: int) -> bool:
        """Whether a sentence is told only to be corrected."""
        text = self.index.rows[sentence].read
        return retold.is_retold(self.index, sentence) or stance.takes_itself_back(text)

    def takes_back(self, sentence: int) -> bool:
        """Whether a sentence, or one near it, is part of a correction."""
        article, rows = self.index.rows[sentence].article, self.index.rows
        near = range(sentence - _CORRECTED, sentence + _CORRECTED + 1)
        beside = (i for i in near if 0 <= i < len(rows))
        return any(stance.takes_back(rows[i].read) for i in beside if rows[i].article == article)

    def value(self, sentence: int) -> Value | None:
        """What the marked answer of a sentence amounts to."""
        reading = self.read.get(sentence)
        if reading is None or reading.span is None:
            return None
        return value_of(self.index.rows[sentence].text, reading.span)

    def odds(self, sentence: int) -> float:
        """The log odds that a sentence answers."""
        return self.read[sentence].odds if sentence in self.read else float("-inf")

    def about(self, sentence: int) -> float:
        """Share of the question's terms in a sentence and the one before it: by rarity or by count.

        In a few sentences the words that all of them hold, and so the subject itself, count little.
        """
        asked = set(self.ranking.query.terms)
        held, weight = self.held(sentence), self.index.vocabulary.weight
        by_rarity = weight(asked & held) / max(1e-9, weight(asked))
        return max(by_rarity, len(asked & held) / max(1, len(asked)))

    def denies(self, sentence: int) -> bool:
        """Whether a sentence denies what is asked, or says the opposite of it: "unaware" of "know".

        Who denies the opposite affirms.
        """
        text = self.index.rows[sentence].text
        return stance.denies(text, set(self.ranking.query.terms)) != self._says_opposite(text)

    def _says_opposite(self, text: str) -> bool:
        """Whether words of the question are not in a text, but their opposites are: an odd number.

        But for those that count as a denial already.
        """
        said = [word for word in matter.content(text) if not stance.has_denial(word)]
        return sum(_is_undone(word, said) for word in self._told_of_it) % 2 == 1

    @cached_property
    def _told_of_it(self) -> tuple[str, ...]:
        """The words of the question that tell of what it names, and not which: "the north stair".

        Whatever is told of the south one is of another stair.
        """
        asked = words.split(self.ranking.query.corrected)
        which = {
            word for before, word in pairwise(asked) if before in ENGLISH.compounds.determiners
        }
        return tuple(word for word in self.words if word not in which)

    @cached_property
    def words(self) -> tuple[str, ...]:
        """The words of the question that are no names, with its verb, whatever that is."""
        query = self.ranking.query
        # What only says who is named says nothing of them: "the actor Rex Morrow".
        described = [word for of in DESCRIBED.findall(query.corrected) for word in words.terms(of)]
        left_out = {
            *confidence.names_in(self.index, query.corrected),
            *words.terms(questions.now_in(query.corrected)),
            *described,
        }
        asked = matter.content(query.corrected)
        return tuple(dict.fromkeys(w for w in asked if words.stem(w) not in left_out))

    def tells(self, word: str, sentence: int, relations: Collection[str]) -> bool:
        """Whether a sentence has a word that relates so to one of the question."""
        said = matter.content(self.index.rows[sentence].text)
        return any(meanings.relation(word, other) in relations for other in said)


def _is_undone(word: str, said: Sequence[str]) -> bool:
    """Whether a text has the opposite of a word, and not the word."""
    base = meanings.lemma(word)
    return all(meanings.lemma(other) != base for other in said) and any(
        meanings.undoes(word, other) for other in said
    )


def is_kind(term: str, kind: str) -> bool:
    """Whether a word of a name is the kind asked for, or its last part: "bank" of "sandbank"."""
    return term == kind or (len(term) >= _PART_OF_KIND and kind.endswith(term))
