"""Letters and common words of languages: what tells the encoding and the language of a text."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from qa.text import forms

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
    abbreviations: frozenset[str] = frozenset()

    @property
    def spaced(self) -> bool:
        """Whether it is written with spaces between words."""
        return bool(self.words)


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
            frozenset(row.get("abbreviations", "").split()),
        )
        for row in table.values()
    )


def language(text: str) -> Language:
    """The language that a text is written in; English where none is plainly another's."""
    sample = text[:_SAMPLE]
    english = next(known for known in languages() if known.code == "en")
    words = Counter(word.lower() for word in _WORD.findall(sample))
    characters = Counter(sample)
    scores = {known: _share(words, characters, known) for known in languages()}
    best = max(scores, key=lambda known: scores[known])
    if scores[best] >= max(_SHARE, _LEAD * scores[english]):
        return best
    if scores[english] >= _SHARE:
        return english
    code = forms.language(sample)  # a text of few words tells more by script and by longer lists
    return next((known for known in languages() if known.code == code), english)


def _share(words: Counter[str], characters: Counter[str], known: Language) -> float:
    """How much of a text are common words, or, where words are not parted, common characters."""
    counted, common = (words, known.words) if known.words else (characters, known.common)
    return sum(counted[one] for one in common & counted.keys()) / max(1, counted.total())
