"""Why an answer is as it is: what was read, what speaks for and against it, what came second.

It is made of what the answerer on this machine looks at (`extractive.weigh`). Of an answer that a
language model wrote, it tells what this machine makes of the same sentences.
"""

from __future__ import annotations

import math
from dataclasses import astuple, fields

from pydantic import BaseModel, ConfigDict

from qa.answer import confidence
from qa.answer.certainty import Certainty, in_words
from qa.answer.confidence import Evidence
from qa.answer.extractive import Weighed, weigh
from qa.locale import gettext, gettext_noop
from qa.search.ranking import Query
from qa.search.search import SearchResult
from qa.text import words
from qa.types import Answer

_NEARLY = 3  # sentences that are told to have come near
_TOLD = 0.05  # log odds: what weighs less is not told

# What each kind of evidence says where it speaks for an answer, and where against it.
_SAID = {
    "coverage": (gettext_noop("the sentence holds words of the question"), ""),
    "missing_names": ("", gettext_noop("names of the question are not near the sentence")),
    "unknown_names": ("", gettext_noop("no article has a name of the question")),
    "unknown_words": ("", gettext_noop("no article has some words of the question")),
    "lacks_type": (
        "",
        gettext_noop("it may not give what was asked for, such as a number, a time or a reason"),
    ),
    "marked": (
        gettext_noop("words of it stand out as the answer"),
        gettext_noop("no words of it stand out as the answer"),
    ),
    "reading": (
        gettext_noop("the reader finds an answer in it"),
        gettext_noop("the reader finds no answer in it"),
    ),
}


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True)


class Ground(_Frozen):
    """One kind of evidence, and what it does to the confidence.

    Attributes:
        kind: The field of `Evidence`.
        value: Its value.
        effect: Log odds that it adds; below zero it speaks against the answer.
        said: What it says, in words.
    """

    kind: str
    value: float
    effect: float
    said: str


class Read(_Frozen):
    """A sentence that was read together with the question.

    Attributes:
        file: Its article.
        line: Its line, from 1.
        text: The sentence.
        likelihood: How likely it answers by the reader alone, from 0 to 1.
        marked: The words of it that answer; empty where none stand out.
        used: Whether the answer cites it.
        score: What the sentences were ordered by; higher is better, for this question alone.
    """

    file: str
    line: int
    text: str
    likelihood: float
    marked: str
    used: bool
    score: float


class Explanation(_Frozen):
    """Why an answer is as it is.

    Attributes:
        question: What was searched for.
        terms: The words of it that were looked for.
        files: How many articles were searched, and how many sentences.
        sentences: How many sentences these have.
        read: The sentences that were read, those of the answer first, then the best first.
        grounds: The evidence, what weighs most first.
        confidence: How likely the answer is right.
        certainty: The same in a word.
        threshold: The confidence below which it is refused.
        reason: Why nothing was read, or why it is refused; empty otherwise.
    """

    question: str
    terms: tuple[str, ...]
    files: int
    sentences: int
    read: tuple[Read, ...] = ()
    grounds: tuple[Ground, ...] = ()
    confidence: float
    certainty: Certainty
    threshold: float
    reason: str = ""

    @property
    def supporting(self) -> tuple[Ground, ...]:
        """What speaks for the answer, the strongest first."""
        return tuple(g for g in self.grounds if g.effect >= _TOLD)

    @property
    def opposing(self) -> tuple[Ground, ...]:
        """What speaks against it, the strongest first."""
        return tuple(g for g in self.grounds if g.effect <= -_TOLD)

    @property
    def nearly(self) -> tuple[Read, ...]:
        """The sentences that were not taken and came nearest, the nearest first."""
        return tuple(one for one in self.read if not one.used)[:_NEARLY]


def explain(result: SearchResult, answer: Answer, threshold: float) -> Explanation:
    """Why an answer is as it is.

    Args:
        result: What was found for its question.
        answer: The answer.
        threshold: The confidence below which it is refused.
    """
    weighed = None if answer.reason == "no question" else weigh(result)
    told = weighed if isinstance(weighed, Weighed) else None
    return Explanation(
        question=answer.standalone_question,
        terms=_looked_for(result.ranking.query),
        files=len(result.index.files),
        sentences=len(result.index.rows),
        read=_read(result, answer, told) if told else (),
        grounds=grounds(told.evidence) if told and isinstance(told.evidence, Evidence) else (),
        confidence=answer.confidence,
        certainty=in_words(answer.confidence),
        threshold=threshold,
        reason=answer.reason,
    )


def _looked_for(query: Query) -> tuple[str, ...]:
    """The words of a question that were looked for, as it has them."""
    asked = words.split(query.corrected)
    return tuple(dict.fromkeys(word for word in asked if words.stem(word) in query.terms))


def grounds(evidence: Evidence) -> tuple[Ground, ...]:
    """What each kind of evidence does to the confidence, what weighs most first."""
    names = [field.name for field in fields(evidence)]
    found = [
        Ground(kind=name, value=value, effect=weight * value, said=_words(name, weight * value))
        for name, value, weight in zip(names, astuple(evidence), confidence.WEIGHTS, strict=True)
    ]
    return tuple(sorted(found, key=lambda ground: -abs(ground.effect)))


def _words(kind: str, effect: float) -> str:
    said = _SAID.get(kind, ("", ""))[effect < 0]
    return gettext(said) if said else kind.replace("_", " ")


def _read(result: SearchResult, answer: Answer, weighed: Weighed) -> tuple[Read, ...]:
    index = result.index
    cited = {(citation.file, citation.start) for citation in answer.citations}
    found = []
    for i in sorted(weighed.read, key=lambda i: (-weighed.scores.get(i, -math.inf), i)):
        row, reading = index.rows[i], weighed.read[i]
        span = reading.span
        found.append(
            Read(
                file=row.file,
                line=index.line(row.file, row.start),
                text=" ".join(row.read.split()),
                likelihood=1 / (1 + math.exp(-reading.odds)),
                marked=" ".join(row.text[slice(*span)].split()) if span else "",
                used=(row.file, row.start) in cited,
                score=round(weighed.scores.get(i, -math.inf), 3),
            )
        )
    return tuple(sorted(found, key=lambda one: not one.used))
