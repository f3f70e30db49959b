"""What a check finds wrong with a statement, in words for people."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Weight = Literal["opposite", "exact", "elsewhere", "wording"]
Kind = Literal["", "quote", "instead", "doer", "joined"]


@dataclass(frozen=True)
class Finding:
    """Something that a statement says and its sentences do not.

    Attributes:
        reason: What it is, as a short phrase.
        weight: `opposite` where the sentences say the opposite, `exact` where they lack what can be
            told exactly; `wording` where they lack words, for which others may stand; `elsewhere`
            where they lack one that the article uses elsewhere: no other for one of theirs.
        kind: `quote` for one whose words they do not have; `instead` where the reason tells what
            they have in its place; `doer` where another name does what one of the statement does;
            `joined` where no sentence has all of a clause.
    """

    reason: str
    weight: Weight = "exact"
    kind: Kind = ""
