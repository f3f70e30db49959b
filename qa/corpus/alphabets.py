"""Letters and common words of languages: what tells the encoding and the language of a text."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from qa.text import forms

_TABLE = Path(__file__).parent / "alphabets.toml"
_SAMPLE = 5000  # characters
_WORD = re.compile(r"[^\W\d_]+")
_CEDILLAS = str.maketrans("șț", "şţ")  # Romanian is written with either
_SHARE = 0.1  # of the words of a text are among the commonest of its language
_LEAD = 1.5  # times as many as are of the next one, before a text counts as a language's
# More than English has in the logarithm: 40 short sentences have 10 to 97 more, English ones 1.
_SURE = 10.0
_WORDS = 3  # of a text, from which its letters tell more than what few of its words are


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

    def writes(self, word: str) -> bool:
        """Whether it has all letters of a word in small letters."""
        return all(one.isascii() or one in self.letters for one in word.translate(_CEDILLAS))


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
    said = _WORD.findall(sample)
    words = Counter(word.lower() for word in said)
    lettered = Counter(word for word in said if word.islower() and not word.isascii())
    characters = Counter(sample)
    scores = {known: _share(words, lettered, characters, known) for known in languages()}
    best, second = sorted(scores, key=lambda known: -scores[known])[:2]
    if scores[best] >= max(_SHARE, _LEAD * scores[english]):
        if scores[best] >= _LEAD * scores[second]:
            return best
        alike = [known for known in scores if scores[known] > 0]  # "de la" is of four languages
        return _identified(sample, alike)[0]
    if scores[english] >= _SHARE:
        return english
    if words.total() >= _WORDS:
        told, lead = _identified(sample, list(languages()))
        return told if lead >= _SURE else english
    code = forms.language(sample)  # a text of few words tells more by script and by longer lists
    return next((known for known in languages() if known.code == code), english)


def _identified(text: str, among: Sequence[Language]) -> tuple[Language, float]:
    """The one of some languages that a text is most likely in, and how much more than English.

    By its runs of letters (langid.py, Lui & Baldwin 2012); more in the logarithm of likelihood.
    """
    import py3langid  # loads its model, which most folders do not need

    likely = dict(py3langid.rank(text))
    best = max(among, key=lambda known: likely[known.code])
    return best, likely[best.code] - likely["en"]


def _share(
    words: Counter[str], lettered: Counter[str], characters: Counter[str], known: Language
) -> float:
    """How much of a text are common words, less those with letters that the language lacks.

    Names, which have a capital, may be of any language. Where words are not parted, how much are
    common characters.
    """
    if not known.words:
        return sum(characters[one] for one in known.common) / max(1, characters.total())
    common = sum(words[one] for one in known.words & words.keys())
    foreign = sum(count for word, count in lettered.items() if not known.writes(word))
    return (common - foreign) / max(1, words.total())
