"""Marks of the gold set's own answers that its headline does not hold: what is shown, how short."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from eval.gold.questions import Question
from eval.metrics import answer as answers
from eval.metrics import shown
from eval.running.results import Result
from eval.suites.figures import Mark, Share, SuiteFigures
from qa.types import Answer

GOLD = "gold"
# Types of which one value, place or name may be the whole answer.
_SINGLE = (
    "single_file",
    "agreement",
    "numeric",
    "temporal",
    "paraphrase",
    "typo",
    "two_hop",
    "follow_up",
)


def figures(questions: Sequence[Question], results: Mapping[str, Result]) -> SuiteFigures:
    """The marks of every answerable question of the gold set."""
    return SuiteFigures(
        GOLD,
        [_mark(question, results.get(question.id)) for question in questions if question.required],
    )


def _mark(question: Question, result: Result | None) -> Mark:
    answer = result.answer if result else None
    right = bool(answer) and answers.is_right(
        answer.text if answer else "", question.required, question.forbidden
    )
    return Mark(
        id=question.id,
        sort=question.type,
        split=question.split,
        shares=_shares(question, answer),
        good=right,
        outcome="right" if right else "wrong",
    )


def _shares(question: Question, answer: Answer | None) -> dict[str, Share]:
    found = {}
    found["answer precision"] = Share(
        *(shown.right_sentences(answer, question) if answer else (0, 0))
    )
    if question.type in _SINGLE and shown.is_single_fact(question.question, question.required):
        found["short right"] = Share(
            bool(answer and shown.short_is_right(answer, question.required))
        )
    if question.type == "list":
        text = answer.text if answer and not answer.refused else ""
        found["list completeness"] = Share(answers.facts(text, question.required))
    return found
