"""Intervals of means, and tests of paired differences; everything random is seeded."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

SEED = 20250218
RESAMPLES = 2000
_Z = 1.959964  # 95 %, two-sided

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Figure:
    """A value, its 95 % interval, and the number of questions behind it."""

    value: float
    low: float
    high: float
    count: int


@dataclass(frozen=True)
class Difference:
    """What changed between two runs over the questions that both asked.

    Attributes:
        change: Mean of the later values minus mean of the earlier ones.
        low: Lower end of its 95 % interval.
        high: Upper end.
        p: Chance of a drop like this, or a greater, if nothing had changed.
        lost: Questions with a lower value than before.
        gained: Questions with a higher one.
        count: Questions compared.
    """

    change: float
    low: float
    high: float
    p: float
    lost: int
    gained: int
    count: int


def mean(values: Sequence[float]) -> Figure:
    """Mean of values in [0, 1], with the Wilson score interval (Wilson 1927).

    For values between 0 and 1 the interval is too wide rather than too narrow, as none varies
    more than a coin of the same mean; and it never shrinks to nothing. 0 and [0, 1] without data.
    """
    n = len(values)
    return _wilson(sum(values) / n, n) if n else Figure(0.0, 0.0, 1.0, 0)


def bootstrap(statistic: Callable[[Sequence[int]], float], families: Sequence[str]) -> Figure:
    """Any statistic of the questions, with a percentile interval (Efron 1979).

    Whole families are drawn, since variants of one question stand and fall together. Where every
    draw gives one value, which is no certainty, the Wilson interval over families is given.

    Args:
        statistic: From the positions of the drawn questions to a value.
        families: The family of each question, by position.
    """
    rng = np.random.default_rng(SEED)
    groups = _groups(families)
    drawn = [
        statistic([at for g in rng.integers(len(groups), size=len(groups)) for at in groups[g]])
        for _ in range(RESAMPLES // 4)
    ]
    value = statistic(range(len(families)))
    if min(drawn) == max(drawn):
        return _wilson(value, len(groups))
    low, high = np.percentile(drawn, [2.5, 97.5])
    return Figure(value, min(value, float(low)), max(value, float(high)), len(families))


def paired(
    before: Sequence[float], after: Sequence[float], families: Sequence[str], *, binary: bool
) -> Difference:
    """Compare two runs question by question.

    The test is one-sided, for a drop: McNemar's exact test (McNemar 1947) for values of 0 and 1,
    a permutation test of the signs (Fisher 1935) for others. The interval is a bootstrap over
    families. One question cannot be told from chance: p is 1 where nothing differs.
    """
    change = np.asarray(after, dtype=np.float64) - np.asarray(before, dtype=np.float64)
    if not change.size:
        return Difference(0.0, 0.0, 0.0, 1.0, 0, 0, 0)
    lost, gained = int((change < 0).sum()), int((change > 0).sum())
    low, high = _interval(change, families)
    p = _mcnemar(lost, gained) if binary else _signs(change)
    return Difference(float(change.mean()), low, high, p, lost, gained, change.size)


def _wilson(p: float, n: int) -> Figure:
    centre = (p + _Z**2 / (2 * n)) / (1 + _Z**2 / n)
    half = _Z / (1 + _Z**2 / n) * math.sqrt(p * (1 - p) / n + _Z**2 / (4 * n**2))
    return Figure(p, max(0.0, min(p, centre - half)), min(1.0, max(p, centre + half)), n)


def _mcnemar(lost: int, gained: int) -> float:
    from scipy.stats import binomtest

    if not lost + gained:
        return 1.0
    return float(binomtest(lost, lost + gained, 0.5, alternative="greater").pvalue)


def _signs(change: Floats) -> float:
    """Share of all choices of signs whose mean is as low, from seeded samples of them."""
    differing = change[change != 0]
    if not differing.size:
        return 1.0
    rng = np.random.default_rng(SEED)
    signs = rng.choice([-1.0, 1.0], size=(5 * RESAMPLES, differing.size))
    as_low = (signs @ np.abs(differing)) <= differing.sum() + 1e-9
    return float((as_low.sum() + 1) / (as_low.size + 1))


def _interval(change: Floats, families: Sequence[str]) -> tuple[float, float]:
    groups = _groups(families)
    sums = np.array([change[group].sum() for group in groups])
    sizes = np.array([len(group) for group in groups])
    drawn = np.random.default_rng(SEED).integers(len(groups), size=(RESAMPLES, len(groups)))
    means = sums[drawn].sum(axis=1) / sizes[drawn].sum(axis=1)
    low, high = np.percentile(means, [2.5, 97.5])
    return float(low), float(high)


def _groups(families: Sequence[str]) -> list[list[int]]:
    groups: dict[str, list[int]] = {}
    for position, family in enumerate(families):
        groups.setdefault(family, []).append(position)
    return list(groups.values())
