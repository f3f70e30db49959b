"""Marks of answers over files of every kind: right, and cited at the place that people use."""

from __future__ import annotations

from eval.metrics import answer as answers
from eval.suites.figures import Share
from eval.suites.items import FormatQuestion
from qa.types import Answer


def shares(question: FormatQuestion, answer: Answer | None) -> dict[str, Share]:
    """What an answer is worth, by measure; None where there is no answer."""
    right = answer is not None and is_right(question, answer)
    refused = answer is not None and answer.refused
    if question.should_refuse:
        return {"refused rightly": Share(refused)}
    found = {"right": Share(right), "refused wrongly": Share(refused)}
    if answer is not None and right:
        found["right: cited at its place"] = Share(is_placed(question, answer))
    return found


def outcome(question: FormatQuestion, answer: Answer) -> tuple[bool, str]:
    """Whether it is right as a whole, and what came of it."""
    if not is_right(question, answer):
        guessed = "guessed" if question.should_refuse else "wrong"
        return False, "refused" if answer.refused else guessed
    if question.should_refuse:
        return True, "refused"
    placed = is_placed(question, answer)
    return placed, "right" if placed else "misplaced"


def is_right(question: FormatQuestion, answer: Answer) -> bool:
    """Whether it says what is required; of what no file says, whether it is refused."""
    if question.should_refuse or answer.refused:
        return question.should_refuse and answer.refused
    return answers.is_right(answer.text, question.required, ())


def is_placed(question: FormatQuestion, answer: Answer) -> bool:
    """Whether it cites the file that answers, at the right address within it."""
    return any(c.file == question.file and question.where in c.where for c in answer.citations)
