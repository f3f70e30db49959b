"""Marks of single items → the figures of a suite: of all, of a split, of a sort."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from eval.scoring import statistics
from eval.scoring.statistics import Figure

# The measure that a suite's kinds or types are told by; each has one, or its measures name them.
_BY_KIND = {
    "inputs": "nothing asked: refused",
    "corpora": "right",
    "statements": "right",
    "drafts": "right",
    "formats": "right",
}
# Measures of which less is better; of all others more is.
LESS_IS_BETTER = frozenset(
    {
        "false conflicts",
        "merged contradictions",
        "refused wrongly",
        "keywords: refused wrongly",
        "same: set apart wrongly",
        "same: refused wrongly",
    }
)
# What becomes of two articles that are not both shown: that they are not tells it already.
TOLD_BY_ANOTHER = frozenset({"one side", "neither", "refused", "merged"})


@dataclass(frozen=True)
class Share:
    """So many good ones of so many: of one item, or of the sentences or files that it shows."""

    good: float
    of: int = 1


@dataclass(frozen=True)
class Mark:
    """What one answer is worth.

    Attributes:
        id: The item's.
        sort: The row that it counts in: its kind, or its type.
        split: `dev` or `test`.
        shares: By measure; a measure that does not apply to the item is missing, one that was not
            earned is 0. An item that ended in an error earns nothing.
        good: Whether the item as a whole is right.
        outcome: The same in a word or two.
        false_citations: What is false about its citations, in words.
        merged: Files of different sides that it cites for one thing, in words.
        error: What was raised.
        text: What was answered.
        seconds: How long it took.
        confidence: How sure the answer is; None where nothing was answered.
    """

    id: str
    sort: str
    split: str
    shares: Mapping[str, Share]
    good: bool
    outcome: str
    false_citations: tuple[str, ...] = ()
    merged: tuple[str, ...] = ()
    error: str = ""
    text: str = ""
    seconds: float = 0.0
    confidence: float | None = None


@dataclass(frozen=True)
class SuiteFigures:
    """A suite: its marks, and what they come to."""

    suite: str
    marks: Sequence[Mark]

    @property
    def measures(self) -> list[str]:
        """Every measure, in the order in which marks bring them."""
        return list(dict.fromkeys(name for mark in self.marks for name in mark.shares))

    @property
    def sorts(self) -> list[str]:
        """Every kind or type, in the order of the files."""
        return list(dict.fromkeys(mark.sort for mark in self.marks))

    @property
    def by_kind(self) -> str | None:
        """The measure that its kinds or types are told by."""
        return _BY_KIND.get(self.suite)

    def figure(self, measure: str, *, sort: str | None = None, split: str | None = None) -> Figure:
        """A measure over all marks, or over those of a sort or a split, pooled.

        The mean of everything that was counted: of items, or of the sentences or files that the
        items show.
        """
        shares = [
            mark.shares[measure]
            for mark in self.marks
            if measure in mark.shares and sort in (None, mark.sort) and split in (None, mark.split)
        ]
        return statistics.mean([share.good / share.of for share in shares for _ in range(share.of)])

    def as_json(self) -> dict[str, object]:
        """The figures, by measure and by sort, and the mark of every item."""
        return {
            "items": len(self.marks),
            "figures": {name: self._parts(name) for name in self.measures},
            "marks": {
                mark.id: {
                    "outcome": mark.outcome,
                    "good": mark.good,
                    "shares": {name: [s.good, s.of] for name, s in mark.shares.items()},
                    "faults": [*mark.false_citations, *mark.merged],
                    "text": mark.text,
                }
                for mark in self.marks
            },
        }

    def _parts(self, measure: str) -> dict[str, object]:
        """A measure over all, over each split and over each sort that it applies to."""
        sorts = [sort for sort in self.sorts if self._has(measure, sort)]
        return {
            "all": _told(self.figure(measure)),
            **{split: _told(self.figure(measure, split=split)) for split in ("dev", "test")},
            **{sort: _told(self.figure(measure, sort=sort)) for sort in sorts},
        }

    def _has(self, measure: str, sort: str) -> bool:
        return any(measure in mark.shares for mark in self.marks if mark.sort == sort)


def _told(figure: Figure) -> dict[str, float]:
    return {"value": round(figure.value, 4), "of": figure.count}
