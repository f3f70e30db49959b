"""What kind of thing a question in another language asks for, and whether a text may give it.

"Wie alt ist sie?" is not answered by a text without a number, however many of its words it has. Of
the languages in `kinds.toml`; of others, and of what a question asks for else, nothing is told.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from qa.text import dates

_FILE = Path(__file__).with_name("kinds.toml")
_FIGURES = re.compile(r"\d")


@dataclass(frozen=True)
class Kind:
    """A kind of thing that is asked for.

    Attributes:
        asks: Matches questions for it.
        gives: Matches texts that may give it.
    """

    asks: re.Pattern[str]
    gives: re.Pattern[str]


def lacks(question: str, text: str, code: str) -> bool:
    """Whether a question asks for an amount, a price, an age or a time, and a text has none.

    Args:
        question: A question.
        text: What would answer it.
        code: The language of both.
    """
    asked = [kind for kind in _kinds(code) if kind.asks.search(question.lower())]
    folded = text.lower()
    return any(not kind.gives.search(folded) for kind in asked)


@cache
def _kinds(code: str) -> tuple[Kind, ...]:
    rows = tomllib.loads(_FILE.read_text("utf-8")).get(code, {})
    also = {"amount": _FIGURES.pattern, "time": dates.months(code)}
    return tuple(
        Kind(
            re.compile(row["asks"]),
            re.compile("|".join(filter(None, (row["gives"], also.get(name, ""))))),
        )
        for name, row in rows.items()
    )
