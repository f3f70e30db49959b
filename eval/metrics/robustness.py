"""Whether a question asked in other words, or with slips, is answered as well as the original."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Robustness:
    """Variants of questions against the questions that they vary.

    Attributes:
        pairs: Variants whose original was asked too.
        original: Share of them whose original was answered right.
        variant: Share of them that were answered right.
        kept: Share of the variants answered right among those whose original was. Best at 1.
    """

    pairs: int
    original: float
    variant: float
    kept: float


def robustness(right: Mapping[str, bool], parents: Mapping[str, str]) -> Robustness:
    """Compare variants with originals.

    Args:
        right: Id of each question → whether it was answered right.
        parents: Id of each variant → id of its original.
    """
    pairs = [(right[parent], right[child]) for child, parent in parents.items() if parent in right]
    originals, total = sum(before for before, _ in pairs), len(pairs)
    both = sum(before and after for before, after in pairs)
    return Robustness(
        pairs=total,
        original=originals / total if total else 0.0,
        variant=sum(after for _, after in pairs) / total if total else 0.0,
        kept=both / originals if originals else 0.0,
    )
