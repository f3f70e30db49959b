"""A run against an earlier one, question by question."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from eval.gate.baseline import Baseline, KeptScore
from eval.scoring import statistics
from eval.scoring.measures import HEADLINE, Measure
from eval.scoring.score import Score
from eval.scoring.statistics import Difference


@dataclass(frozen=True)
class Change:
    """A question whose outcome is another one than before."""

    id: str
    before: str
    after: str
    better: bool


@dataclass(frozen=True)
class Comparison:
    """What changed since an earlier run.

    Attributes:
        against: The earlier run.
        differences: By name of the headline measure.
        changes: Questions with another outcome than before.
        compared: Questions that both runs asked, in the same words.
        missing: Questions of this run that the earlier one did not ask, or asked otherwise.
    """

    against: str
    differences: dict[str, Difference]
    changes: tuple[Change, ...]
    compared: int
    missing: int


def compare(baseline: Baseline, scores: Sequence[Score]) -> Comparison:
    """Compare the questions that both asked, word for word."""
    earlier = {
        s.id: _restored(s, kept)
        for s in scores
        if (kept := baseline.questions.get(s.id)) and kept.digest == s.digest
    }
    both = [s for s in scores if s.id in earlier]
    return Comparison(
        against=baseline.run,
        differences={m.name: _difference(m, earlier, both) for m in HEADLINE},
        changes=tuple(
            _change(earlier[s.id], s) for s in both if earlier[s.id].outcome != s.outcome
        ),
        compared=len(both),
        missing=len(scores) - len(both),
    )


def _restored(score: Score, kept: KeptScore) -> Score:
    return score.model_copy(update=kept.model_dump(exclude={"digest"}))


def _difference(
    measure: Measure, earlier: Mapping[str, Score], scores: Sequence[Score]
) -> Difference:
    after = measure.population(scores)
    return statistics.paired(
        [measure.value(earlier[s.id]) for s in after],
        [measure.value(s) for s in after],
        [s.family for s in after],
        binary=measure.binary,
    )


# Outcomes of a question, best first: to be wrong is worse than to refuse.
_ORDER = ("right", "unproven", "refused", "wrong", "guessed", "error")


def _change(before: Score, after: Score) -> Change:
    better = _ORDER.index(after.outcome) < _ORDER.index(before.outcome)
    return Change(after.id, before.outcome, after.outcome, better)
