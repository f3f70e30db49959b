"""TrivialAnswerers that know nothing, and one that knows everything: the floor and the ceiling.

They are scored like the real one and printed beside it, so that a metric which can be had for
nothing is seen.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from eval.gold.questions import GoldSentence, Question
from eval.metrics import abstention
from eval.running.results import Result
from eval.scoring.score import Score, score
from qa.answer.citations import REFUSAL
from qa.text import words
from qa.types import Answer, Citation, Passage, Statement

# The names that the articles hold most often: what a guesser would always say.
CONSTANT = "Trump, Putin, Rubio, Lavrov and Zelenskyy; Riyadh, Saudi Arabia; Tuesday, February 18."

_FLOOR = 0.1  # share of right answers that an answerer which knows nothing may reach; by hand
_SENTENCE_END = re.compile(r"(?<=[a-z\d][.!?])\s|\n")


@dataclass(frozen=True)
class Level:
    """What an answerer reaches: shares of the answerable questions, and the F1 of refusals."""

    right: float
    right_reason: float
    refusal_f1: float


# What it says, and what it cites.
TrivialAnswerer = Callable[[Question], tuple[str, Sequence[GoldSentence]]]


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
    answerers: dict[str, TrivialAnswerer] = {
        "empty": lambda question: ("", ()),
        "refusal": lambda question: (REFUSAL, ()),
        "constant": lambda question: (CONSTANT, ()),
        "echo": lambda question: (question.question, ()),
        "shuffled": lambda question: _reference(others[question.id]),
        "first sentence": _leads(texts),
        "oracle": lambda question: _reference(question) if question.answer else (REFUSAL, ()),
    }
    return {
        name: [score(q, _result(q, *answerer(q), texts), texts) for q in questions]
        for name, answerer in answerers.items()
    }


def problems(questions: Sequence[Question], texts: Mapping[str, str]) -> Iterator[str]:
    """Where a gold set is too easy or too hard: the oracle fails, or knowing nothing succeeds."""
    try:
        found = scores(questions, texts)
    except KeyError:
        return  # a file that does not exist, which `gold.rules` tells
    for name, of in found.items():
        if name == "oracle":
            yield from (f"{s.id}: the oracle is {s.outcome}" for s in of if not s.right_reason)
            yield from (f"{s.id}: the oracle's citation: {s.faults[0]}" for s in of if s.faults)
        elif (share := level(of).right) > _FLOOR:
            yield f"the answerer '{name}', which knows nothing, is right in {share:.0%}"


def _reference(question: Question) -> tuple[str, Sequence[GoldSentence]]:
    return question.answer, question.gold_sentences


def _others(questions: Sequence[Question]) -> dict[str, Question]:
    """For each question another one, of another family, whose answer is given in its place."""
    rng = random.Random(7)  # noqa: S311
    answerable = [q for q in questions if not q.should_refuse]
    found = {}
    for question in questions:
        strangers = [q for q in answerable if q.family != question.family]
        found[question.id] = rng.choice(strangers or [question])
    return found


def _leads(texts: Mapping[str, str]) -> TrivialAnswerer:
    """Gives the lead of the article that has most words in common with the question."""
    vocabularies = {file: set(words.terms(text)) for file, text in sorted(texts.items())}

    def answerer(question: Question) -> tuple[str, Sequence[GoldSentence]]:
        asked = set(words.terms(question.question))
        file = max(vocabularies, key=lambda name: len(asked & vocabularies[name]))
        start, end = _first_span(texts[file])
        quote = texts[file][start:end]
        return quote, [GoldSentence(file=file, quote=quote, start=start, end=end)]

    return answerer


def _first_span(text: str) -> tuple[int, int]:
    start = len(text) - len(text.lstrip())
    ended = _SENTENCE_END.search(text, start)
    return start, ended.start() if ended else len(text.rstrip())


def _result(
    question: Question, text: str, cited: Sequence[GoldSentence], texts: Mapping[str, str]
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


def _citation(number: int, gold: GoldSentence, texts: Mapping[str, str]) -> Citation:
    text = texts[gold.file]
    return Citation(
        number=number,
        line=text.count("\n", 0, gold.start) + 1,
        end_line=text.count("\n", 0, gold.end - 1) + 1,
        **gold.model_dump(),
    )
