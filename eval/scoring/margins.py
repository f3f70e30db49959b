"""Which questions stand within a hair of the threshold, and may be answered otherwise elsewhere.

The reader computes in 8 bits, and processors round differently before that: the confidence of one
question may differ a little from machine to machine. Where it is nearer to the threshold than that,
one machine may refuse what another one answers.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from eval.scoring.score import Score

# By how much a confidence may differ between machines: 139 of 140 dev questions by less, where
# floating point was rounded otherwise; measured: docs/builder/decisions.md.
HAIR = 0.02


@dataclass(frozen=True)
class Near:
    """A question near the threshold: its confidence, and how far above it that is."""

    id: str
    confidence: float
    distance: float


@dataclass(frozen=True)
class Margins:
    """The questions within a hair of the threshold, and how many headline points hang on them.

    Attributes:
        threshold: The confidence below which a question is refused.
        near: The questions, the nearest first.
        points: The most that the share of right answers can differ for them, in percent.
    """

    threshold: float
    near: tuple[Near, ...]
    points: float

    @property
    def explained(self) -> str:
        """What this means, in a sentence."""
        if not self.near:
            return (
                f"No confidence is within {HAIR:.2f} of the threshold ({self.threshold:.2f}): "
                "another processor refuses the same questions."
            )
        return (
            f"{len(self.near)} confidences are within {HAIR:.2f} of the threshold "
            f"({self.threshold:.2f}): another processor may refuse what this one answers, or "
            f"answer it: the share of right answers then differs by up to {self.points:.1f} points."
        )


def margins(scores: Sequence[Score], threshold: float) -> Margins:
    """The questions within a hair of the threshold.

    Args:
        scores: Of a run that quoted.
        threshold: The confidence below which it refused.
    """
    found = [
        Near(s.id, s.confidence, s.confidence - threshold)
        for s in scores
        if not s.error and abs(s.confidence - threshold) <= HAIR
    ]
    names = {near.id for near in found}
    answerable = [s for s in scores if not s.should_refuse]
    at_stake = sum(s.id in names for s in answerable)
    return Margins(
        threshold=threshold,
        near=tuple(sorted(found, key=lambda near: abs(near.distance))),
        points=100 * at_stake / max(1, len(answerable)),
    )
