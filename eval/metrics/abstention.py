"""When an answerer refuses: precision and recall of refusals, and risk against coverage."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby


@dataclass(frozen=True)
class Refusals:
    """How refusals and unanswerable questions meet.

    Attributes:
        precision: Share of the refusals that were right. Best at 1.
        recall: Share of the unanswerable questions that were refused. Best at 1.
        f1: Their harmonic mean. Best at 1.
        over_refusal: Share of the answerable questions that were refused. Best at 0.
    """

    precision: float
    recall: float
    f1: float
    over_refusal: float


def refusals(refused: Sequence[bool], should_refuse: Sequence[bool]) -> Refusals:
    """Precision, recall and F1 with a refusal as the positive class; 0 where undefined.

    As in the no-answer evaluation of SQuAD 2.0 (Rajpurkar et al. 2018).
    """
    pairs = list(zip(refused, should_refuse, strict=True))
    right = sum(did and should for did, should in pairs)
    did, should = sum(refused), sum(should_refuse)
    answerable = len(pairs) - should
    return Refusals(
        precision=right / did if did else 0.0,
        recall=right / should if should else 0.0,
        f1=2 * right / (did + should) if did + should else 0.0,
        over_refusal=(did - right) / answerable if answerable else 0.0,
    )


def risk_coverage(confidences: Sequence[float], right: Sequence[bool]) -> list[tuple[float, float]]:
    """(coverage, risk) as ever less confident answers are let through.

    Risk is the share of wrong ones among those let through (El-Yaniv and Wiener 2010). A question
    that was not answered right is a loss at any confidence. Equal confidences come in no order:
    each of them stands for their mean, so that luck cannot help a constant.
    """
    ordered = sorted(zip(confidences, right, strict=True), key=lambda pair: -pair[0])
    curve: list[tuple[float, float]] = []
    losses = 0.0
    for _, tied in groupby(ordered, key=lambda pair: pair[0]):
        group = [not good for _, good in tied]
        for _ in group:
            losses += sum(group) / len(group)
            seen = len(curve) + 1
            curve.append((seen / len(ordered), losses / seen))
    return curve


def area_under_risk_coverage(confidences: Sequence[float], right: Sequence[bool]) -> float:
    """Mean risk over all coverages (AURC; Geifman and El-Yaniv 2017). Best at 0; 1 without data."""
    curve = risk_coverage(confidences, right)
    return sum(risk for _, risk in curve) / len(curve) if curve else 1.0
