"""Marks of inputs that ask nothing, take for granted what is not so, or ask in keywords."""

from __future__ import annotations

from collections.abc import Mapping

from eval.metrics import answer as answers
from eval.suites.figures import Share
from eval.suites.items import FalsePremise, Item, Keywords, NoQuestion, located
from qa.types import Answer

NO_QUESTION = "no question"  # the `reason` of an answer to what asks nothing


def shares(item: Item, answer: Answer | None, texts: Mapping[str, str]) -> dict[str, Share]:
    """What an answer to one of these is worth, by measure; None where there is no answer."""
    if isinstance(item, NoQuestion):
        return _no_question(answer)
    if isinstance(item, FalsePremise):
        return _false_premise(item, answer, texts)
    assert isinstance(item, Keywords)
    return _keywords(item, answer)


def outcome(item: Item, answer: Answer) -> tuple[bool, str]:
    """Whether it is right as a whole, and what came of it."""
    if isinstance(item, Keywords):
        right = _is_right(item, answer)
        return right, "right" if right else "refused" if answer.refused else "wrong"
    return answer.refused, answer.reason or "refused" if answer.refused else "guessed"


def _no_question(answer: Answer | None) -> dict[str, Share]:
    refused = answer is not None and answer.refused
    known = answer is not None and refused and answer.reason == NO_QUESTION
    return {
        "nothing asked: refused": Share(refused),
        "nothing asked: known as such": Share(known),
    }


def _false_premise(
    item: FalsePremise, answer: Answer | None, texts: Mapping[str, str]
) -> dict[str, Share]:
    found = {"false premise: refused": Share(answer is not None and answer.refused)}
    if item.contradicting:
        sentence = located(texts, item.file, item.contradicting)
        near = answer is not None and any(
            sentence.overlaps(p.file, p.start, p.end) for p in answer.passages
        )
        found["false premise: contradiction near"] = Share(near)
    return found


def _keywords(item: Keywords, answer: Answer | None) -> dict[str, Share]:
    return {
        "keywords: right": Share(answer is not None and _is_right(item, answer)),
        "keywords: refused wrongly": Share(answer is not None and answer.refused),
    }


def _is_right(item: Keywords, answer: Answer) -> bool:
    return not answer.refused and answers.is_right(answer.text, item.required, ())
