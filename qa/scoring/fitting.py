"""The threshold of refusal, fitted to somebody's own questions.

An answer is worth 1 where it is right, nothing where it is withheld, and a wrong one costs `cost`:
the threshold is the one with the greatest worth (Chow, "On optimum recognition error and reject
tradeoff", 1970). Were confidences true probabilities, the best threshold would be
`cost / (1 + cost)`; so the threshold that comes with the program says what a wrong answer costs,
and stays that, while the threshold moves to where this cost is best met on these questions.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from qa.answer.confidence import THRESHOLDS
from qa.errors import UsageError
from qa.scoring.marks import Mark
from qa.settings import Caution

LEAST = 10  # questions that are answered or refused by confidence
LEAST_EACH = 3  # of them that should be answered, and that should not

_STEPS = [n / 200 for n in range(1, 200)]


@dataclass(frozen=True)
class Candidate:
    """An answer before it is decided whether to give it: its confidence, and if it is right."""

    confidence: float
    right: bool


@dataclass(frozen=True)
class Tally:
    """What a threshold does: right answers given, wrong ones given, and what is withheld."""

    right: int
    wrong: int
    withheld: int


@dataclass(frozen=True)
class Fit:
    """A threshold that was fitted.

    Attributes:
        threshold: The threshold that is best kept: the program's own, where none is better.
        before: What the program's own threshold does.
        after: What the new one does, on the questions that it was fitted to.
        apart: What it does on questions that it was not fitted to: each question is judged by a
            threshold fitted to all others.
    """

    threshold: float
    before: Tally
    after: Tally
    apart: Tally


def candidates(marks: Sequence[Mark]) -> list[Candidate]:
    """The answers of a run in which nothing was refused for its confidence.

    What is refused for another reason is refused at any threshold, and tells nothing.

    Raises:
        UsageError: There are too few to fit anything to.
    """
    found = [
        Candidate(m.confidence, m.right)
        for m in marks
        if m.answer is not None and not m.answer.refused
    ]
    wrong = sum(not one.right for one in found)
    if len(found) < LEAST or min(wrong, len(found) - wrong) < LEAST_EACH:
        raise UsageError(
            f"{len(found)} questions have an answer to judge by, {len(found) - wrong} of them "
            f"right: at least {LEAST} are needed, {LEAST_EACH} right and {LEAST_EACH} wrong; add "
            "some, and some that the articles do not answer"
        )
    return found


def fit(found: Sequence[Candidate], caution: Caution) -> Fit:
    """Fit the threshold of a caution.

    Args:
        found: The candidate answers.
        caution: Whose cost of a wrong answer is taken.
    """
    usual = THRESHOLDS[caution]
    chosen = best(found, usual)
    apart = Tally(0, 0, 0)
    for left_out, one in enumerate(found):
        others = [*found[:left_out], *found[left_out + 1 :]]
        apart = _sum(apart, tally([one], best(others, usual)))
    before, after = tally(found, usual), tally(found, chosen)
    if worth(apart, usual) <= worth(before, usual):
        chosen, after = usual, before  # what is gained is no more than chance
    return Fit(chosen, before, after, apart)


def fits(found: Sequence[Candidate]) -> Mapping[Caution, Fit]:
    """A fit for each caution."""
    return {caution: fit(found, caution) for caution in THRESHOLDS}


def best(found: Sequence[Candidate], usual: float) -> float:
    """The threshold with the greatest worth, in steps of 0.005.

    The usual one, where none is better; else the middle of the stretch of best ones nearest to it.
    """
    worths = [round(worth(tally(found, at), usual), 9) for at in _STEPS]
    most = max(worths)
    if round(worth(tally(found, usual), usual), 9) >= most:
        return usual
    stretches: list[list[float]] = []
    for at, value in zip(_STEPS, worths, strict=True):
        if value < most:
            continue
        if stretches and at - stretches[-1][-1] < 0.0051:
            stretches[-1].append(at)
        else:
            stretches.append([at])
    nearest = min(stretches, key=lambda some: min(abs(at - usual) for at in some))
    return nearest[len(nearest) // 2]


def worth(found: Tally, usual: float) -> float:
    """What a threshold is worth, where the usual one says what a wrong answer costs."""
    return found.right - found.wrong * usual / (1 - usual)


def tally(found: Sequence[Candidate], threshold: float) -> Tally:
    """What a threshold does."""
    given = [one for one in found if one.confidence >= threshold]
    right = sum(one.right for one in given)
    return Tally(right, len(given) - right, len(found) - len(given))


def _sum(one: Tally, other: Tally) -> Tally:
    return Tally(one.right + other.right, one.wrong + other.wrong, one.withheld + other.withheld)
