"""What a check finds wrong with a statement, in words for people."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Weight = Literal["opposite", "exact", "wording"]


@dataclass(frozen=True)
class Finding:
    """Something that a statement says and its sentences do not.

    Attributes:
        reason: What it is, as a short phrase.
        weight: `opposite` where the sentences say the opposite, `exact` where they lack what can be
            told exactly; `wording` where they lack words, for which others may stand.
    """

    reason: str
    weight: Weight = "exact"
