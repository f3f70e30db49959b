"""What a sentence has from another paper: "…, the Gazette reports" is no report of its own."""

from __future__ import annotations

import re
from functools import lru_cache

from qa.text import words
from qa.text.language import ENGLISH, alternatives

_CALLED = alternatives(tuple(word.capitalize() for word in ENGLISH.speech.press))
_PAPER = (
    rf"(?P<paper>(?:[Tt]he )?(?:[A-Z][\w'’-]* )*(?:{_CALLED})|(?:[Tt]he|[Aa]) (?:\w+ )?newspaper)"
)
_VERBS = alternatives(ENGLISH.speech.reporting)
_SOURCES = (
    re.compile(
        rf"(?:^|[,;–—-] ?|\bas ){_PAPER} (?:had |has )?(?:{_VERBS})\b"
    ),  # "…, the Echo reports"
    re.compile(rf"\b[Aa]ccording to {_PAPER}\b(?!['’]s)"),
    re.compile(rf"\b(?:{_VERBS}) (?:by|in) {_PAPER}\b(?!['’]s)"),
)


@lru_cache(maxsize=4096)
def source(text: str) -> str:
    """The paper or agency that a text has it from; empty where it names none."""
    found = (pattern.search(text) for pattern in _SOURCES)
    return next((" ".join(words.TOKEN.findall(one["paper"])) for one in found if one), "")
