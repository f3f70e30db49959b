"""An amount as a reason tells it: with what it counts, its unit, and all of a score."""

from __future__ import annotations

import re
from functools import lru_cache

from qa.locale import gettext
from qa.text import forms, meanings, words
from qa.text.amounts import Located
from qa.text.language import ENGLISH
from qa.verify.reading import Reading

# Numbers that are written together and told together: "3-1", "570/920", "9:30".
_TOGETHER = re.compile(r"(?<![\w.,])\d+(?:\s?[-–/:]\s?\d+)+(?![\w])")
_SMALL = meanings.listed("grammar", "prepositions") | meanings.listed("grammar", "placing")


def phrase(one: Located, reading: Reading) -> str:
    """An amount with its unit or what it counts; of a number of a score the whole score."""
    if together := _together(one, reading):
        return together
    end = one.end + bool(_counted(one, reading)) if not one.amount.measure else one.end
    unit = [
        word
        for word in reading.tokens[max(0, one.start - 1) : one.start]
        if one.amount.measure and word in ENGLISH.unit_signs.values()
    ]
    return " ".join([*reading.tokens[one.start : end], *(f"{word}s" for word in unit)])


def bounded(one: Located, reading: Reading) -> str:
    """An amount with the words before it that bound it."""
    words_before = {
        "least": gettext("more than"),
        "most": gettext("less than"),
        "about": gettext("about"),
    }
    return f"{words_before.get(one.amount.bound, '')} {phrase(one, reading)}".strip()


def noun(one: Located, reading: Reading) -> str:
    """The word of what is counted: the next one that carries something; empty where none does."""
    after = reading.words[one.end : one.end + 1]
    if not after or after[0].clause != reading.words[one.start].clause:
        return ""
    word = after[0].text
    if word in words.STOPWORDS or word in _small(reading.text):
        return ""
    return "" if word.endswith("ed") or word[0].isdigit() else word


@lru_cache(maxsize=1024)
def _small(text: str) -> frozenset[str]:
    """The words that say nothing in another language that a text is in: "von 12 auf 15"."""
    return forms.forms(forms.language(text)).stopwords


def _counted(one: Located, reading: Reading) -> str:
    """What is counted; what stands after a number as "within" is not."""
    word = noun(one, reading)
    return "" if word in _SMALL else word


def _together(one: Located, reading: Reading) -> str:
    """The numbers with which one is written together; empty where it stands by itself."""
    for match in _TOGETHER.finditer(reading.text):
        parts = tuple(words.split(match.group()))
        for start in range(max(0, one.start - len(parts) + 1), one.start + 1):
            if len(parts) > 1 and reading.tokens[start : start + len(parts)] == parts:
                return match.group()
    return ""
