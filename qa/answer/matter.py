"""Whether two sentences with different answers tell of one matter, so that they differ in it.

A number, a date or a name beside another one is no difference yet: it may be of another event, of
another thing or of a part of it. How alike the sentences and the question are tells how likely it
is that both answer the same; by a logistic model, as for a confidence.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import astuple, dataclass

from qa.text import meanings, words

_ALIKE = ("same", "alike")


@dataclass(frozen=True)
class Likeness:
    """How alike another sentence is to the first one, and to the question.

    Attributes:
        cosine: Of the two sentences.
        reading: The log odds that the other one answers, 6 from even at most.
        marked: The log odds of its marked answer, by the same bounds.
        about: Share of the question in it and the sentence before: `sayings.Sayings.about`.
        own: Share of its own words, but for its answer, that are alike to words of the question.
        typed: 1 where an amount or a date answers: `Value.amounts`, `Value.day`.
        named: 1 where names answer in both.
        spelled: 1 where those are spelled alike, but not the same.
    """

    cosine: float
    reading: float
    marked: float
    about: float
    own: float
    typed: float
    named: float
    spelled: float


# One weight for each field of `Likeness`, in their order, after the intercept; fitted by
# `python -m eval.teach.matters`, which tells on what, and chooses the threshold: the probability
# from which they are taken to tell of one matter.
INTERCEPT = -19.17
WEIGHTS = (17.74, 0.17, 0.54, 1.93, 3.75, 1.71, 0.86, 1.97)
LIKELY = 0.5


def probability(likeness: Likeness) -> float:
    """How likely it is that two sentences tell of one matter, by logistic regression."""
    score = INTERCEPT + sum(w * x for w, x in zip(WEIGHTS, astuple(likeness), strict=True))
    return 1 / (1 + math.exp(-max(-60.0, min(60.0, score))))


def own(question: str, text: str, answer: str) -> float:
    """Share of the words of a text, but for its answer, that are alike to words of a question.

    "hurt" is alike to "injured".
    """
    told, asked = set(content(answer)), content(question)
    said = [word for word in content(text) if word not in told]
    return sum(_is_alike(word, asked) for word in said) / max(1, len(said))


def content(text: str) -> list[str]:
    """The words of a text that say something, folded."""
    return [word for word in words.split(text) if word not in words.STOPWORDS]


def _is_alike(word: str, others: Sequence[str]) -> bool:
    return any(meanings.relation(word, other) in _ALIKE for other in others)
