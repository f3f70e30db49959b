"""Answerers that know nothing, and one that knows everything: the floor and the ceiling.

They are scored like the real one and printed beside it, so that a metric which can be had for
nothing is seen.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from eval.gold import Evidence, Question
from eval.metrics import abstention
from eval.results import Result
from eval.scoring import Score, score
from qa.answer.citations import REFUSAL
from qa.text import words
from qa.types import Answer, Citation, Passage, Statement

# The names that the articles hold most often: what a guesser would always say.
CONSTANT = "Trump, Putin, Rubio, Lavrov and Zelenskyy; Riyadh, Saudi Arabia; Tuesday, February 18."

_SENTENCE_END = re.compile(r"(?<=[a-z\d][.!?])\s|\n")


@dataclass(frozen=True)
class Level:
    """What an answerer reaches: shares of the answerable questions, and the F1 of refusals."""

    right: float
    right_reason: float
    refusal_f1: float


Answerer = Callable[[Question], tuple[str, Sequence[Evidence]]]  # what it says, what it cites


def levels(questions: Sequence[Question], texts: Mapping[str, str]) -> dict[str, Level]:
    """What every trivial answerer reaches, by name."""
    return {name: level(found) for name, found in scores(questions, texts).items()}


def level(scores: Sequence[Score]) -> Level:
    """What an answerer with these scores reaches."""
    answerable = [s for s in scores if not s.should_refuse]
    count = max(1, len(answerable))
    refusals = abstention.refusals([s.refused for s in scores], [s.should_refuse for s in scores])
    return Level(
        right=sum(s.right for s in answerable) / count,
        right_reason=sum(s.right_reason for s in answerable) / count,
        refusal_f1=refusals.f1,
    )


def scores(questions: Sequence[Question], texts: Mapping[str, str]) -> dict[str, list[Score]]:
    """The scores of every trivial answerer, by name, worst first; `oracle` comes last."""
    others = _others(questions)
    answerers: dict[str, Answerer] = {
        "empty": lambda question: ("", ()),
        "refusal": lambda question: (REFUSAL, ()),
        "constant": lambda question: (CONSTANT, ()),
        "echo": lambda question: (question.question, ()),
        "shuffled": lambda question: (others[question.id].answer, others[question.id].evidence),
        "first sentence": _leads(texts),
        "oracle": lambda question: (question.answer or REFUSAL, question.evidence),
    }
    return {
        name: [score(q, _result(q, *answerer(q), texts), texts) for q in questions]
        for name, answerer in answerers.items()
    }


def _others(questions: Sequence[Question]) -> dict[str, Question]:
    """For each question another one, of another family, whose answer is given in its place."""
    rng = random.Random(7)  # noqa: S311
    answerable = [q for q in questions if not q.should_refuse]
    found = {}
    for question in questions:
        strangers = [q for q in answerable if q.family != question.family]
        found[question.id] = rng.choice(strangers or [question])
    return found


def _leads(texts: Mapping[str, str]) -> Answerer:
    """Gives the lead of the article that has most words in common with the question."""
    vocabularies = {file: set(words.terms(text)) for file, text in sorted(texts.items())}

    def answerer(question: Question) -> tuple[str, Sequence[Evidence]]:
        asked = set(words.terms(question.question))
        file = max(vocabularies, key=lambda name: len(asked & vocabularies[name]))
        start, end = _first_span(texts[file])
        quote = texts[file][start:end]
        return quote, [Evidence(file=file, quote=quote, start=start, end=end)]

    return answerer


def _first_span(text: str) -> tuple[int, int]:
    start = len(text) - len(text.lstrip())
    ended = _SENTENCE_END.search(text, start)
    return start, ended.start() if ended else len(text.rstrip())


def _result(
    question: Question, text: str, cited: Sequence[Evidence], texts: Mapping[str, str]
) -> Result:
    refused = text == REFUSAL
    citations = [] if refused else [_citation(n, e, texts) for n, e in enumerate(cited, start=1)]
    answer = Answer(
        question=question.question,
        standalone_question=question.question,
        text=text,
        statements=(Statement(text=text, citations=tuple(citations)),),
        citations=tuple(citations),
        refused=refused,
        confidence=0.0 if refused else 1.0,
    )
    passages = tuple(
        Passage(**c.model_dump(exclude={"number", "quote"}), text=c.quote, score=1.0)
        for c in citations
    )
    return Result(id=question.id, digest=question.digest, answer=answer, passages=passages)


def _citation(number: int, evidence: Evidence, texts: Mapping[str, str]) -> Citation:
    text = texts[evidence.file]
    return Citation(
        number=number,
        line=text.count("\n", 0, evidence.start) + 1,
        end_line=text.count("\n", 0, evidence.end - 1) + 1,
        **evidence.model_dump(),
    )
