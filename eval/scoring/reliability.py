"""Whether a confidence means what it says, and what a threshold of it refuses."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

BINS = 10  # of confidence, equally wide

Numbers = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Bin:
    """Cases of like confidence: how sure they are on the mean, and the share that is right."""

    count: int
    sure: float
    right: float


@dataclass(frozen=True)
class Reliability:
    """How a kind of answers bears out its confidence.

    Attributes:
        kind: What was asked: the gold set, or a suite.
        count: So many answers that were given.
        error: The expected calibration error.
        bins: The points of the diagram.
    """

    kind: str
    count: int
    error: float
    bins: Sequence[Bin]


def of_kind(kind: str, answered: Sequence[tuple[float, bool]]) -> Reliability:
    """The reliability of answers, each with its confidence and whether it is right."""
    sure = np.array([confidence for confidence, _ in answered])
    right = np.array([good for _, good in answered], dtype=bool)
    return Reliability(kind, len(answered), calibration_error(sure, right), bins(sure, right))


def bins(sure: Numbers, right: Flags) -> list[Bin]:
    """The points of a reliability diagram; bins that hold nothing are left out."""
    at = np.minimum((sure * BINS).astype(int), BINS - 1)
    return [
        Bin(int(of.sum()), float(sure[of].mean()), float(right[of].mean()))
        for number in range(BINS)
        if (of := at == number).any()
    ]


def calibration_error(sure: Numbers, right: Flags) -> float:
    """The expected calibration error: mean distance of confidence and share, by size of the bin.

    As in Naeini, Cooper and Hauskrecht (2015). Best at 0; 0 without data.
    """
    found = bins(sure, right)
    count = max(1, sum(one.count for one in found))
    return sum(one.count * abs(one.sure - one.right) for one in found) / count


def threshold(answerable: Mapping[str, Sequence[float]], most: float) -> float:
    """The highest threshold that refuses at most a share `most` of the answerable of each kind.

    What is less sure than the threshold is refused.

    Args:
        answerable: The confidences of the questions that the articles answer, by kind.
        most: The share of them that may be refused.
    """
    return min(_highest(sorted(of), most) for of in answerable.values() if of)


def _highest(ordered: Sequence[float], most: float) -> float:
    return ordered[min(len(ordered) - 1, int(most * len(ordered) + 1e-9))]
