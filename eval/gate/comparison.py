"""A run against an earlier one, question by question."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from eval.gate.baseline import Baseline, KeptScore
from eval.scoring import statistics
from eval.scoring.measures import HEADLINE, Measure
from eval.scoring.score import Score
from eval.scoring.statistics import Difference
from qa.report.items import OUTCOMES


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
        by_a_hair: Of these, the ones that another processor may have refused or answered: they are
            near the threshold, and count as before.
        compared: Questions that both runs asked, in the same words.
        missing: Questions of this run that the earlier one did not ask, or asked otherwise.
    """

    against: str
    differences: dict[str, Difference]
    changes: tuple[Change, ...]
    compared: int
    missing: int
    by_a_hair: tuple[str, ...] = ()


def compare(
    baseline: Baseline, scores: Sequence[Score], near: AbstractSet[str] = frozenset()
) -> Comparison:
    """Compare the questions that both asked, word for word.

    Args:
        baseline: The earlier run.
        scores: Of this one.
        near: Ids of questions near the threshold; one of them that is refused now and was not, or
            was and is not, counts as it did before.
    """
    earlier = {
        s.id: _restored(s, kept)
        for s in scores
        if (kept := baseline.questions.get(s.id)) and kept.digest == s.digest
    }
    both = [s for s in scores if s.id in earlier]
    hair = {s.id for s in both if s.id in near and s.refused != earlier[s.id].refused}
    counted = [earlier[s.id] if s.id in hair else s for s in both]
    return Comparison(
        against=baseline.run,
        differences={m.name: _difference(m, earlier, counted) for m in HEADLINE},
        changes=tuple(
            _change(earlier[s.id], s) for s in both if earlier[s.id].outcome != s.outcome
        ),
        compared=len(both),
        missing=len(scores) - len(both),
        by_a_hair=tuple(s.id for s in both if s.id in hair),
    )


def _restored(score: Score, kept: KeptScore) -> Score:
    return score.model_copy(update=kept.model_dump(exclude={"digest"}, exclude_none=True))


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


def _change(before: Score, after: Score) -> Change:
    better = OUTCOMES.index(after.outcome) < OUTCOMES.index(before.outcome)
    return Change(after.id, before.outcome, after.outcome, better)
