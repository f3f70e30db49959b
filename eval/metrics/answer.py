"""What an answer says: the required facts, the forbidden ones, and its words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from qa.scoring import matching
from qa.text import words

_ARTICLES = re.compile(r"^(?:a|an|the)$")


def facts(text: str, required: Sequence[Iterable[str]]) -> float:
    """Share of the required groups of which the text holds an alias; 1 is best.

    The alias match of TriviaQA (Joshi et al. 2017), for several facts, on whole words.
    """
    held = matching.groups_held(matching.unmarked(text), required)
    return sum(held) / len(held) if held else 0.0


def said_forbidden(text: str, forbidden: Iterable[str]) -> list[str]:
    """The forbidden phrases that the text holds; empty is best."""
    plain = matching.unmarked(text)
    return [phrase for phrase in forbidden if matching.holds(plain, phrase)]


def is_right(text: str, required: Sequence[Iterable[str]], forbidden: Iterable[str]) -> bool:
    """Whether the text holds a required alias of every group and nothing forbidden."""
    return facts(text, required) == 1.0 and not said_forbidden(text, forbidden)


def token_f1(text: str, reference: str) -> float:
    """Harmonic mean of word precision and recall against a reference; 1 is best.

    The F1 of SQuAD (Rajpurkar et al. 2016), on our normalised words without a, an, the. An answer
    that quotes whole sentences cannot score high on it: it compares runs, not modes.
    """
    said, wanted = _bag(matching.unmarked(text)), _bag(reference)
    shared = (said & wanted).total()
    if not shared:
        return float(said == wanted)
    precision, recall = shared / said.total(), shared / wanted.total()
    return 2 * precision * recall / (precision + recall)


def exact(text: str, reference: str) -> bool:
    """Whether a text is the reference, a, an, the and marks aside: SQuAD's exact match."""
    return _plain(text) == _plain(reference)


def _plain(text: str) -> list[str]:
    return [word for word in words.split(text) if not _ARTICLES.match(word)]


def _bag(text: str) -> Counter[str]:
    return Counter(_plain(text))
