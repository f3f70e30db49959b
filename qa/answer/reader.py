"""A small cross-encoder on this machine: how likely a sentence answers a question, and where.

Words and vectors judge a question and a sentence apart; this reads them together, and so can tell
an invitation that was made from one that was accepted. Six layers of 384 in 8 bits, made from
all-MiniLM-L6-v2 by `python -m eval.teach` with its lessons: nothing of `seeds/`, of the gold set
or of the benchmarks is among them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache, partial
from pathlib import Path
from typing import Any, cast

import numpy as np
import numpy.typing as npt

from qa import tracing
from qa.answer import clauses, sides, spans
from qa.neural import wordpieces
from qa.neural.network import network, side_by_side
from qa.neural.wordpieces import END, START, UNKNOWN
from qa.text import amounts, factuality, lexicon, questions, stance, words
from qa.text.language import ENGLISH, alternatives

_WEIGHTS = Path(__file__).parent / "weights"
SENTENCE = 90  # pieces of words that are read of a sentence
QUESTION, _BEFORE = 40, 40  # and of the question, and of the sentence before
CERTAIN = 6.0  # log odds beyond which they tell no more
_KEPT = 8192  # readings, and marks, of some 200 bytes each
_STATES = 128  # of the readings made last, what the models above take of them: some 100 kB each
# Log odds of the best span over there being none, below which none is marked: of any type, and of
# one that a span shows by its words. Chosen on dev questions of gold set and small corpora, and on
# SQuAD: docs/builder/decisions.md.
_SURE, _SURE_OF_TYPE = -3.0, -4.0
TYPED = ("time", "quantity", "duration", "share", "age")
_ASKS_WHO = re.compile(rf"\W*(?:{alternatives(ENGLISH.referents.asking_persons)})\b", re.IGNORECASE)
_ASKS_SPEAKER = re.compile(rf"^\W*\w+ (?:{alternatives(frozenset(lexicon.SPEECH))})\w*\b")
_ASKS_ONE = re.compile(  # what one of several clauses may give
    rf"(?:\w+ )?(?:{alternatives(ENGLISH.questions.singling)})\b(?!.*[\"“])",
    re.IGNORECASE,
)
_ASKS_THING = re.compile(  # "What did the Kremlin voice?"; not "What town …?"
    rf"\W*(?:{alternatives(ENGLISH.questions.what)}) (?:{alternatives(ENGLISH.choices.helping)})\b",
    re.IGNORECASE,
)
# Log odds that the best span may lose to one that is no mere place; set by hand.
_NO_PLACE = 1.5
_OF_COUNTRY = re.compile(r"\b(?:the|a|an|which|what) ([A-Z][\w.]+(?:['’]s)?) (?=[a-z])")
_YEAR = re.compile(r"(?<![\d.,])(?:1\d|20)\d\d(?![\d.,]*\d)")


@dataclass(frozen=True)
class Mark:
    """Where a sentence answers, if anywhere.

    Attributes:
        span: The characters of the sentence that answer, as whole words; None where no span stands
            out, or where no few words can be the answer: `questions.has_short_answer`.
        odds: The log odds of the best span over there being none. It tells more than
            `Reading.odds` of questions that the sentence only seems to answer.
    """

    span: spans.CharacterRange | None
    odds: float


@dataclass(frozen=True)
class Reading:
    """What was read in a sentence.

    Attributes:
        odds: The log odds that it answers, comparable across questions.
        look: Looks where.
    """

    odds: float
    look: Callable[[], Mark] = field(repr=False, compare=False)

    @property
    def mark(self) -> Mark:
        """Where it answers. Looked for when first asked for: it takes two thirds of a reading."""
        # No `cached_property`: before Python 3.12 it lets one reading at a time look.
        if (found := self.__dict__.get("_looked")) is None:
            found = self.__dict__["_looked"] = self.look()
        return cast("Mark", found)

    @property
    def bounded_mark(self) -> float:
        """The log odds of the mark, 6 from even at most: beyond that they tell no more."""
        return max(-CERTAIN, min(CERTAIN, self.mark.odds))

    @property
    def span(self) -> spans.CharacterRange | None:
        """The span of the mark."""
        return self.mark.span


def unread(odds: float) -> Reading:
    """What stands for a reading of a sentence that is in no language that the reader knows.

    Args:
        odds: The log odds that it is given.
    """
    return Reading(odds, lambda: Mark(None, 0.0))


@tracing.traced("qa.read")
def read(question: str, sentences: Sequence[tuple[str, str]]) -> list[Reading]:
    """Read each sentence for an answer to a question.

    Args:
        question: What was asked.
        sentences: Each with the sentence before it, which says who "he" is; empty if there is none.

    Returns:
        One reading a sentence; it does not depend on the others.
    """
    # Each by itself: in 8 bits, what is read together shares a scale, and would sway each other.
    asked = [question] * len(sentences)
    texts, befores = [text for text, _ in sentences], [before for _, before in sentences]
    return side_by_side(_reading, asked, texts, befores)


def look(readings: Sequence[Reading]) -> list[Mark]:
    """Where each of some readings says that its sentence answers, looked for side by side."""
    return side_by_side(lambda one: one.mark, readings)


@lru_cache(_KEPT)
def _reading(question: str, text: str, before: str) -> Reading:
    """A reading: none is made twice.

    A follow-up is asked in several ways of the same sentences, a question again when another
    article has changed, and why an answer is as it is when it has been read.
    """
    odds, _ = _states(question, text, before)
    return Reading(odds, partial(mark, question, text, before))


@lru_cache(_STATES)
def _states(question: str, text: str, before: str) -> tuple[float, dict[str, npt.NDArray[Any]]]:
    """What is below a reading, while its mark is most likely to be looked for."""
    return below(question, text, before)


def forget() -> None:
    """Read everything anew."""
    _reading.cache_clear()
    mark.cache_clear()
    _states.cache_clear()


def below(question: str, text: str, before: str) -> tuple[float, dict[str, npt.NDArray[Any]]]:
    """What is read once for all: the log odds, and what the models above the first layers take.

    Args:
        question: The question; or a statement, for `qa.verify.entailment`.
        text: The sentence.
        before: The one before it; may be empty.
    """
    taken = inputs([(question, text, before)])
    odds, states = network(weights()).run(["log_odds", "states"], taken)
    masks = {name: taken[name] for name in ("attention_mask", "qmask", "smask")}
    return float(odds[0]), {"states": states, **masks}


@lru_cache(_KEPT)
def mark(question: str, text: str, before: str) -> Mark:
    """Where a sentence answers; it is read once more where that was too long ago.

    Args:
        question: What was asked.
        text: The sentence.
        before: The one before it; may be empty.
    """
    _, read = _states(question, text, before)
    first, last, nowhere = network(_WEIGHTS / "spans.onnx").run(None, read)
    said = read["smask"][0] > 0
    return marked(question, text, first[0][said], last[0][said], float(nowhere[0]))


def marked(
    question: str, text: str, first: spans.Scores, last: spans.Scores, nowhere: float
) -> Mark:
    """The mark of a sentence, from the scores of its pieces of words.

    Args:
        question: What was asked.
        text: The sentence.
        first: The log odds of each piece as the first one of the span.
        last: And as the last one.
        nowhere: The log odds that there is no span.
    """
    odds = next(spans.ranked(first, last)).odds - nowhere
    wanted = questions.wanted(question)
    typed = wanted.kind in TYPED
    least = _SURE_OF_TYPE if typed else _SURE
    if odds < least or not questions.has_short_answer(question):
        return Mark(None, odds)
    told = _told(text, spans.ranked(first, last))
    if years := frozenset(_YEAR.findall(question)):
        told = (one for one in told if not spans.is_of_another_year(text, one, years))
    if _ASKS_WHO.match(question):
        named = _countries(question)
        told = (one for one in told if not spans.is_of_another(text, one, named))
        if _ASKS_SPEAKER.search(words.fold(question)):
            told = (one for one in told if not spans.is_spoken_to(text, one))
    span = next(told, None)
    if span and typed and not _offers(text, span, wanted, question):
        # From one piece each: a longer span of the type says more than its amount or its date.
        alone = _told(text, (one for one in spans.ranked(first, last) if one.first == one.last))
        span = next((s for s in alone if _offers(text, s, wanted, question)), None)
    if span:
        span = _placed(question, text, span, list(spans.ranked(first, last)))
    denying = wanted.kind == "statement" or stance.has_denial(question)
    if span and not denying and spans.in_denial(text, span):
        return Mark(None, odds)
    factual = not (wanted.kind == "statement" or factuality.asks(question))
    more = span and typed and amounts.is_difference(text, span[1])
    if more and not amounts.asks_difference(question):
        return Mark(None, odds)
    if span and factual and not factuality.is_so(text, *span):
        sure = (one for one in spans.ranked(first, last) if one.odds - nowhere >= least)
        span = next((s for s in _told(text, sure) if typed and factuality.is_so(text, *s)), None)
        if span is None or not _offers(text, span, wanted, question):
            return Mark(None, odds)
    unnamed = (
        wanted.kind == "name"
        and span
        and questions.offers(text[slice(*span)], wanted, question) < 1
    )
    if unnamed or stance.takes_itself_back(text):
        return Mark(None, odds)
    return Mark(span and spans.narrowed(text, span, _named(question)), odds)


def _placed(
    question: str, text: str, span: spans.CharacterRange, ranked: Sequence[spans.Scored]
) -> spans.CharacterRange | None:
    """The span that a question asks for by what it is on: no place, the right side, or clause."""
    if _ASKS_THING.match(question) and _is_place(text[slice(*span)]):
        near = (one for one in ranked if one.odds > ranked[0].odds - _NO_PLACE)
        span = next((s for s in _told(text, near) if not _is_place(text[slice(*s)])), span)
    if side := sides.asked(text, question):
        of_side = (s for s in _told(text, ranked) if _is_within(s, side))
        return next((s for s in of_side if clauses.is_alike(text, span, s)), span)
    if not _ASKS_ONE.match(question):
        return span
    return _in_clause(question, text, span, _told(text, ranked))


def _is_within(span: spans.CharacterRange, part: spans.CharacterRange) -> bool:
    return part[0] <= span[0] and span[1] <= part[1]


def _is_place(text: str) -> bool:
    """Whether a text is nothing but places, peoples or places joined: "Washington and Moscow"."""
    return all(words.is_place(term) for term in words.terms(text))


def _in_clause(
    question: str,
    text: str,
    span: spans.CharacterRange,
    told: Iterator[spans.CharacterRange],
) -> spans.CharacterRange | None:
    """The best span of the clause that a question is on, if it has one of the same looks.

    None where that does not say who: "designed by Hugh Lister; it was built in 1846".
    """
    asked, wanted = clauses.asked(text, span, question), questions.wanted(question)
    if asked is None:
        return span
    inside = (
        one
        for one in told
        if asked.holds(one)
        and clauses.is_alike(text, span, one)
        and (wanted.kind not in TYPED or _offers(text, one, wanted, question))
    )
    unsaid = bool(_ASKS_WHO.match(question)) and clauses.is_on_it(text, asked)
    return next(inside, None if unsaid else span)


def _offers(text: str, span: spans.CharacterRange, wanted: questions.Wanted, question: str) -> bool:
    """Whether a span is of the type that is asked for, led by what stands before it."""
    return questions.offers(text[slice(*span)], wanted, question, text[: span[0]]) > 0


def _told(text: str, ranked: Iterable[spans.Scored]) -> Iterator[spans.CharacterRange]:
    """Spans as whole words, in their order, without those that hold no word or are denied."""
    offsets = wordpieces.cut(text).offsets
    for one in ranked if offsets else ():
        span = spans.whole(text, (offsets[one.first][0], offsets[one.last][1]))
        if span is not None and not (spans.denied(text, span) or spans.is_verb(text, span)):
            yield span


def _countries(question: str) -> frozenset[str]:
    """Countries that tell which one is meant, as in "the Russian delegation"; not "in Russia"."""
    found = (words.terms(match[1]) for match in _OF_COUNTRY.finditer(question))
    capitals = words.capitals()
    return frozenset(capitals.get(t, t) for some in found for t in some if words.is_place(t))


def _named(question: str) -> frozenset[str]:
    """The terms of a question that name somebody, something or a place."""
    named = {term for name in lexicon.names(question) for term in words.terms(name)}
    named.update(_YEAR.findall(question))
    return frozenset(t for t in words.terms(question) if t in named or words.is_place(t))


def inputs(texts: Sequence[tuple[str, str, str]]) -> dict[str, npt.NDArray[Any]]:
    """What the model takes: the ids of pieces of words, and masks of them, all (pairs, pieces).

    Args:
        texts: Question, sentence and the sentence before it.
    """
    pairs = [_Pair(*(wordpieces.cut(text).ids for text in three)) for three in texts]
    shape = len(pairs), max(len(pair.ids) for pair in pairs)
    ids, there, second = (np.zeros(shape, np.int64) for _ in range(3))
    question, sentence = (np.zeros(shape, np.float32) for _ in range(2))
    for row, pair in enumerate(pairs):
        ids[row, : len(pair.ids)] = pair.ids
        there[row, : len(pair.ids)] = 1
        second[row, pair.sentence.start : len(pair.ids)] = 1
        question[row, pair.question] = 1
        sentence[row, pair.sentence] = 1
    return {
        "input_ids": ids,
        "attention_mask": there,
        "token_type_ids": second,
        "qmask": question,
        "smask": sentence,
    }


class _Pair:
    """Question, sentence and the one before it, in one row, and where the first two are."""

    def __init__(self, question: list[int], sentence: list[int], before: list[int]) -> None:
        asked = question[:QUESTION] or [UNKNOWN]
        said, led = sentence[:SENTENCE] or [UNKNOWN], before[-_BEFORE:]
        self.ids = [START, *asked, END, *said, END, *led, *([END] if led else [])]
        self.question = slice(1, 1 + len(asked))
        self.sentence = slice(2 + len(asked), 2 + len(asked) + len(said))


def weights() -> Path:
    """The file of the model."""
    return _WEIGHTS / "reader.onnx"
