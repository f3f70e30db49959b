"""Which of several clauses of a sentence a question is on: "12 for an adult and 8 for a student".

Told by the words of the question alone, where clauses are joined by "and" or a semicolon.
"""

from __future__ import annotations

import re
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from qa.answer.spans import CharacterRange
from qa.text import lexicon, meanings, questions, words
from qa.text.language import ENGLISH, alternatives

_JOINTS = ENGLISH.compounds.joints
_LEADING = ("in", "at", "by", "for", "to", r"\d")
_BETWEEN = re.compile(
    rf"; |,? (?:{alternatives(_JOINTS)}) "
    rf"|, (?=(?:{alternatives(ENGLISH.compounds.determiners)} )?"
    rf"(?P<next>[a-z]+) (?:{alternatives(_LEADING)}))"
)
_BY = re.compile(r"[a-z]+ by ")
_ACTS = re.compile(rf"\b[a-z]+s (?=\d|(?:{alternatives(ENGLISH.compounds.determiners)}) )")
_IT = re.compile(rf"(?:{alternatives(ENGLISH.referents.things & ENGLISH.compounds.subjects)}) ")
_FINITE = meanings.listed("grammar", "past") | meanings.listed("grammar", "present")
_HELPING = frozenset(ENGLISH.questions.auxiliaries)
_DIGIT = re.compile(r"\d")


@dataclass(frozen=True)
class Clause:
    """A clause of a sentence.

    Attributes:
        start: Where it begins.
        end: Where it ends.
        terms: Its terms.
        verbal: Whether it has a verb.
    """

    start: int
    end: int
    terms: frozenset[str]
    verbal: bool

    def holds(self, span: CharacterRange) -> bool:
        """Whether some characters are all in it."""
        return self.start <= span[0] and span[1] <= self.end


def of(text: str, wanted: AbstractSet[str]) -> list[Clause]:
    """The clauses of a sentence that a joint or a semicolon sets apart, in their order.

    So does a comma before what is asked about: "drills are made in Elm, saws in Tarn".

    Args:
        text: The sentence.
        wanted: Terms of the question.
    """
    ends = [
        match.span()
        for match in _BETWEEN.finditer(text)
        if not _is_done_by_one(text, match.end())
        and (not match["next"] or words.stem(words.fold(match["next"])) in wanted)
    ]
    starts = [0, *(end for _, end in ends)]
    stops = [*(start for start, _ in ends), len(text)]
    return [_clause(text, *both) for both in zip(starts, stops, strict=True)]


def asked(text: str, span: CharacterRange, question: str) -> Clause | None:
    """The other clause that a question is on, by what it has of its words; None where none is.

    It has a verb, all that the clause of the span has of the question, and more. A clause without a
    verb only goes on with the one before it: "an adult pays 12 pounds and a student 8".

    Args:
        text: The sentence.
        span: The characters of it that are marked as the answer.
        question: The question.
    """
    wanted = frozenset(words.terms(question)) - questions.sort_asked(question)
    every = of(text, wanted)
    own = next((one for one in every if one.holds(span)), None)
    if own is None or len(every) == 1:
        return None
    others = [one for one in every if one is not own and one.verbal]
    others = [one for one in others if own.verbal or one.end <= own.start]
    others += [one for one in every if not one.verbal and one.start >= own.end and own.verbal]
    best = max(others, key=lambda one: len(one.terms & wanted), default=None)
    if best is None:
        return None
    lost, more = ((one.terms - two.terms) & wanted for one, two in ((own, best), (best, own)))
    if not best.verbal:
        lost -= {_verb(question)}
    if not more or (lost and not is_on_it(text, best)):
        return None
    named = {term for name in lexicon.names(question) for term in words.terms(name)}
    return best if own.terms & wanted or more & named or len(more) > 1 else None


def _is_done_by_one(text: str, at: int) -> bool:
    """Whether what begins there goes on with a verb before it: "written and sent by Ann Lee"."""
    return _BY.match(text, at) is not None and _BY.search(text, 0, at) is None


def _verb(question: str) -> str:
    """The term of the last word of a question's verb: "judge" of "Who will judge the onions?"."""
    asked = words.split(question)
    led = (i for i, word in enumerate(asked) if i and word in ENGLISH.compounds.determiners)
    before = asked[1 : next(led, len(asked))]
    return words.stem(before[-1]) if before else ""


def is_on_it(text: str, clause: Clause) -> bool:
    """Whether a clause opens with "it", and so goes on with what the one before is on."""
    return _IT.match(text, clause.start) is not None


def is_alike(text: str, one: CharacterRange, other: CharacterRange) -> bool:
    """Whether two answers are of one kind by their looks: numbers, or names."""
    first, second = text[slice(*one)], text[slice(*other)]
    numbers = [bool(_DIGIT.search(part)) or _has_number(part) for part in (first, second)]
    if any(numbers):
        return all(numbers)
    return all(any(word[:1].isupper() for word in part.split()) for part in (first, second))


def _has_number(text: str) -> bool:
    return not lexicon.NUMBERS.isdisjoint(words.split(text))


def _clause(text: str, start: int, end: int) -> Clause:
    said = words.split(text[start:end])
    verbal = any(map(_is_verb, said)) or bool(_ACTS.search(text, start, end))
    return Clause(start, end, frozenset(words.terms(text[start:end])), verbal)


def _is_verb(word: str) -> bool:
    helping = word in _FINITE or word in _HELPING or meanings.is_irregular_verb(word)
    return helping or word.endswith("ed")
