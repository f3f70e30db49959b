"""Marks of two articles and one question: merged, both shown, one side only, or refused."""

from __future__ import annotations

from eval.suites import agreement
from eval.suites.figures import Share
from eval.suites.items import Pair, Side
from qa.types import Answer

REFUSED, MERGED, BOTH, ONE, NEITHER = "refused", "merged", "both shown", "one side", "neither"
# What can come of two articles that contradict each other.
OUTCOMES = (BOTH, ONE, NEITHER, REFUSED, MERGED)
APART = "set apart wrongly"


def sides(pair: Pair) -> tuple[Side, Side]:
    """What each of the articles says."""
    return (
        Side(value=pair.value_a, files=("a.txt",)),
        Side(value=pair.value_b, files=("b.txt",)),
    )


def shares(pair: Pair, answer: Answer | None) -> dict[str, Share]:
    """What an answer is worth, by measure; None where there is no answer.

    Of a contradiction just one of `OUTCOMES` holds.
    """
    found = outcome_of(pair, answer) if answer else ""
    if not pair.agreeing:
        told = answer is not None and found == BOTH and agreement.sets_apart(answer)
        return {name: Share(found == name) for name in OUTCOMES} | {"said to differ": Share(told)}
    return {
        "same: merged rightly": Share(found == MERGED),
        "same: set apart wrongly": Share(found == APART),
        "same: refused wrongly": Share(found == REFUSED),
    }


def outcome(pair: Pair, answer: Answer) -> tuple[bool, str]:
    """Whether it is right as a whole, and what came of it."""
    found = outcome_of(pair, answer)
    return found == (MERGED if pair.agreeing else BOTH), found


def merged(pair: Pair, answer: Answer) -> list[str]:
    """The two articles, where they contradict each other and are cited for one thing, in words."""
    return [] if pair.agreeing else agreement.merged(answer, sides(pair))


def outcome_of(pair: Pair, answer: Answer) -> str:
    """What came of a pair, in a word."""
    if answer.refused:
        return REFUSED
    if pair.agreeing:
        if agreement.sets_apart(answer):
            return APART
        if agreement.cited_together(answer, {"a.txt", "b.txt"}):
            return MERGED
    elif merged(pair, answer):
        return MERGED
    seen = sum(agreement.sides_shown(answer, sides(pair)))
    return (NEITHER, ONE, BOTH)[seen]
