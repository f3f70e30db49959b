"""Marks → the figures of a run, with their intervals."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from qa.scoring.marks import Mark

_Z = 1.959964  # 95 %, two-sided


@dataclass(frozen=True)
class Share:
    """So many of so many, with the 95 % interval of the share.

    The interval is Wilson's (1927): it stays within 0 and 1, and is wide where there are few.
    """

    part: int
    whole: int

    @property
    def value(self) -> float:
        """The share; 0 of nothing."""
        return self.part / self.whole if self.whole else 0.0

    @property
    def interval(self) -> tuple[float, float]:
        """Its lower and upper end."""
        if not self.whole:
            return 0.0, 1.0
        p, n = self.value, self.whole
        centre = (p + _Z**2 / (2 * n)) / (1 + _Z**2 / n)
        half = _Z / (1 + _Z**2 / n) * math.sqrt(p * (1 - p) / n + _Z**2 / (4 * n**2))
        return max(0.0, min(p, centre - half)), min(1.0, max(p, centre + half))


@dataclass(frozen=True)
class Figures:
    """What a run comes to.

    Attributes:
        ended: Questions that ended as they should, of all.
        right: Answerable questions that were answered right.
        refused: Unanswerable questions that were refused.
        lost: Answerable questions that were refused.
        errors: Questions that raised.
        seconds: The median time of an answer.
    """

    ended: Share
    right: Share
    refused: Share
    lost: Share
    errors: int
    seconds: float


def figures(marks: Sequence[Mark]) -> Figures:
    """The figures of a run."""
    answerable = [m for m in marks if m.question.answerable]
    others = [m for m in marks if not m.question.answerable]
    times = sorted(m.seconds for m in marks if m.answer is not None)
    return Figures(
        ended=Share(sum(m.right for m in marks), len(marks)),
        right=Share(sum(m.right for m in answerable), len(answerable)),
        refused=Share(sum(m.right for m in others), len(others)),
        lost=Share(sum(m.outcome == "refused" for m in answerable), len(answerable)),
        errors=sum(m.outcome == "error" for m in marks),
        seconds=times[(len(times) - 1) // 2] if times else 0.0,
    )
