"""Scores → the figures of a run: headline, detail, by type."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from eval.metrics import abstention, cost, robustness
from eval.metrics.abstention import Refusals
from eval.metrics.robustness import Robustness
from eval.scoring import statistics
from eval.scoring.measures import DETAIL, HEADLINE
from eval.scoring.score import Score
from eval.scoring.statistics import Figure


@dataclass(frozen=True)
class TypeRow:
    """One type of question: how many, and how they were answered.

    Attributes:
        type: The type's name.
        count: Its questions.
        right: Share answered right (of unanswerable ones: refused).
        right_reason: Share answered right and proven.
        refused: Share refused.
        recall: Mean recall@5 of facts; None for unanswerable questions.
        errors: Questions that raised.
    """

    type: str
    count: int
    right: Figure
    right_reason: float
    refused: float
    recall: float | None
    errors: int


@dataclass(frozen=True)
class Judged:
    """Advisory scores of one metric by a language model."""

    metric: str
    mean: float
    scored: int
    unscored: int


@dataclass(frozen=True)
class Summary:
    """The figures of a run."""

    questions: int
    errors: int
    false_citations: int
    figures: dict[str, Figure]  # by name of the measure
    refusals: Refusals
    refusal_f1: Figure
    aurc: Figure
    paraphrase: Robustness
    typo: Robustness
    seconds_p50: float
    seconds_p95: float
    tokens_in: int
    tokens_out: int
    cost: float | None
    types: tuple[TypeRow, ...]
    judged: tuple[Judged, ...] = field(default=())

    def as_json(self) -> dict[str, Any]:
        """For `summary.json` and the history."""
        return asdict(self)


def summarise(scores: Sequence[Score], prices: tuple[float, float] | None = None) -> Summary:
    """The figures of all scores.

    Args:
        scores: Of every question of the run.
        prices: Price of a million tokens read and of a million written, where they are known.
    """
    seconds = [s.seconds for s in scores if not s.error]
    tokens_in, tokens_out = sum(s.tokens_in for s in scores), sum(s.tokens_out for s in scores)
    return Summary(
        questions=len(scores),
        errors=sum(bool(s.error) for s in scores),
        false_citations=sum(len(s.faults) for s in scores),
        figures={
            m.name: statistics.mean([m.value(s) for s in m.population(scores)])
            for m in HEADLINE + DETAIL
        },
        refusals=_refusals(scores),
        refusal_f1=_refusal_f1(scores),
        aurc=_aurc(scores),
        paraphrase=_robustness(scores, "paraphrase"),
        typo=_robustness(scores, "typo"),
        seconds_p50=cost.percentile(seconds, 0.5),
        seconds_p95=cost.percentile(seconds, 0.95),
        tokens_in=tokens_in,
        tokens_out=tokens_out,
        cost=cost.price(tokens_in, tokens_out, price_in=prices[0], price_out=prices[1])
        if prices
        else None,
        types=tuple(_row(name, scores) for name in dict.fromkeys(s.type for s in scores)),
        judged=_judged(scores),
    )


def _refusals(scores: Sequence[Score]) -> Refusals:
    return abstention.refusals([s.refused for s in scores], [s.should_refuse for s in scores])


def _refusal_f1(scores: Sequence[Score]) -> Figure:
    return statistics.bootstrap(
        lambda drawn: _refusals([scores[at] for at in drawn]).f1, [s.family for s in scores]
    )


def _aurc(scores: Sequence[Score]) -> Figure:
    def area(drawn: Sequence[int]) -> float:
        some = [scores[at] for at in drawn]
        return abstention.area_under_risk_coverage(
            [s.confidence for s in some], [said_right(s) for s in some]
        )

    return statistics.bootstrap(area, [s.family for s in scores])


def said_right(score: Score) -> bool:
    """Whether something was said, and it was right: what risk and coverage are about."""
    return score.right and not score.refused


def _robustness(scores: Sequence[Score], kind: str) -> Robustness:
    return robustness.robustness(
        {s.id: s.right for s in scores}, {s.id: s.family for s in scores if s.type == kind}
    )


def _row(name: str, scores: Sequence[Score]) -> TypeRow:
    of_type = [s for s in scores if s.type == name]
    count = len(of_type)
    answerable = not of_type[0].should_refuse
    return TypeRow(
        type=name,
        count=count,
        right=statistics.mean([float(s.right) for s in of_type]),
        right_reason=sum(s.right_reason for s in of_type) / count,
        refused=sum(s.refused for s in of_type) / count,
        recall=sum(s.recall for s in of_type) / count if answerable else None,
        errors=sum(bool(s.error) for s in of_type),
    )


def _judged(scores: Sequence[Score]) -> tuple[Judged, ...]:
    found = []
    for metric in dict.fromkeys(name for s in scores for name in s.judged):
        verdicts = [s.judged[metric] for s in scores if metric in s.judged]
        read = [verdict for verdict in verdicts if verdict is not None]
        mean = sum(read) / len(read) if read else 0.0
        found.append(Judged(metric, mean, len(read), len(verdicts) - len(read)))
    return tuple(found)
