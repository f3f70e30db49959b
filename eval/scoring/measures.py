"""The measures that a run is judged by: each the mean of one value over a fixed population."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from eval.scoring.score import Score


@dataclass(frozen=True)
class Measure:
    """A mean over the questions of a population.

    Attributes:
        name: How files name it.
        title: How tables name it.
        of: Which questions count, every one of them.
        value: The value of one question, in [0, 1]; 1 is best.
        binary: Whether a value is only ever 0 or 1.
        explained: What it means, in one sentence for a reader.
    """

    name: str
    title: str
    of: Literal["answerable", "unanswerable"]
    value: Callable[[Score], float]
    binary: bool
    explained: str

    def population(self, scores: Sequence[Score]) -> list[Score]:
        """The questions that count."""
        return [s for s in scores if s.should_refuse == (self.of == "unanswerable")]


# The gate tests each of these for a significant drop.
HEADLINE = (
    Measure(
        "right",
        "right",
        "answerable",
        lambda s: float(s.right),
        True,
        "Answerable questions whose answer holds every required fact and no forbidden one.",
    ),
    Measure(
        "right_reason",
        "right, for the right reason",
        "answerable",
        lambda s: float(s.right_reason),
        True,
        "Answered right, and the cited sentences prove it.",
    ),
    Measure(
        "answered",
        "answered, not refused",
        "answerable",
        lambda s: float(bool(s.text) and not s.refused and not s.error),
        True,
        "Answerable questions that were answered, rightly or wrongly.",
    ),
    Measure(
        "refused",
        "refused when it should",
        "unanswerable",
        lambda s: float(s.refused),
        True,
        "Unanswerable questions that were refused.",
    ),
    Measure(
        "recall",
        "recall@5 of facts",
        "answerable",
        lambda s: s.recall,
        False,
        "Required facts that stand in a gold sentence of the first five passages.",
    ),
)

# Printed and kept, not gated.
DETAIL = (
    Measure(
        "mrr",
        "MRR",
        "answerable",
        lambda s: s.reciprocal_rank,
        False,
        "One over the rank of the first passage with a gold sentence.",
    ),
    Measure(
        "ndcg",
        "nDCG@10",
        "answerable",
        lambda s: s.ndcg,
        False,
        "Gold sentences near the top, those of the reference answer counting double.",
    ),
    Measure(
        "token_recall",
        "token recall in 4,000 characters",
        "answerable",
        lambda s: s.token_recall,
        False,
        "Words of the gold sentences that were retrieved.",
    ),
    Measure(
        "token_precision",
        "token precision",
        "answerable",
        lambda s: s.token_precision,
        False,
        "Retrieved words that are of gold sentences.",
    ),
    Measure(
        "token_iou",
        "token IoU",
        "answerable",
        lambda s: s.token_iou,
        False,
        "Gold and retrieved words: intersection over union.",
    ),
    Measure(
        "token_f1",
        "token F1",
        "answerable",
        lambda s: s.token_f1,
        False,
        "Words of the answer against a short reference; low for answers that quote.",
    ),
    Measure(
        "file_precision",
        "cited files that say it",
        "answerable",
        lambda s: s.file_precision,
        False,
        "Share of the cited files that hold a gold sentence.",
    ),
    Measure(
        "file_recall",
        "files that say it, cited",
        "answerable",
        lambda s: s.file_recall,
        False,
        "Share of the files with a gold sentence that were cited.",
    ),
    Measure(
        "statement_support",
        "statements supported",
        "answerable",
        lambda s: s.statement_support,
        False,
        "Statements whose numbers and words stand in what they cite.",
    ),
)
