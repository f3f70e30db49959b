"""Letters and common words of languages: what tells the encoding and the language of a text."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_TABLE = Path(__file__).parent / "alphabets.toml"
_SAMPLE = 5000  # characters
_WORD = re.compile(r"[^\W\d_]+")
_SHARE = 0.1  # of the words of a text are among the commonest of its language
_LEAD = 1.5  # times as many as are English, before a text counts as another language's


@dataclass(frozen=True)
class Language:
    """What is known of a language's texts; see `alphabets.toml`."""

    code: str
    encodings: tuple[str, ...]
    letters: frozenset[str] = frozenset()
    words: frozenset[str] = frozenset()
    common: frozenset[str] = frozenset()
    ordinals: bool = False


@cache
def languages() -> tuple[Language, ...]:
    """All languages of the table."""
    table = tomllib.loads(_TABLE.read_text("utf-8"))
    return tuple(
        Language(
            row["code"],
            tuple(row["encodings"]),
            frozenset(row.get("letters", "")),
            frozenset(row.get("words", "").split()),
            frozenset(row.get("common", "")),
            bool(row.get("ordinals")),
        )
        for row in table.values()
    )


def language(text: str) -> Language:
    """The language that a text is written in; English where none is plainly another's."""
    sample = text[:_SAMPLE]
    english = next(known for known in languages() if known.code == "en")
    words = [word.lower() for word in _WORD.findall(sample)]
    scores = {known: _share(sample, words, known) for known in languages()}
    best = max(scores, key=lambda known: scores[known])
    if scores[best] >= max(_SHARE, _LEAD * scores[english]):
        return best
    return english


def _share(sample: str, words: list[str], known: Language) -> float:
    """How much of a text are common words, or, where words are not parted, common characters."""
    if known.words:
        return sum(word in known.words for word in words) / max(1, len(words))
    return sum(character in known.common for character in sample) / max(1, len(sample))
