"""Questions that a passage answers, edited so that it does not: the hardest to tell apart.

A name, a number or a year of the question is exchanged for another one of the passage, or a word
for its opposite, in the manner of SQuAD 2.0's adversarial questions (Rajpurkar et al., 2018).
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator

from qa.text import words

_NAME = re.compile(r"\b[A-Z][\w'’.-]*(?: (?:of |the |de |van |von )?[A-Z][\w'’.-]*)*")
_NUMBER = re.compile(r"\b\d[\d,.]*\d\b|\b\d\b")
_PAIRS = """
first-last before-after largest-smallest highest-lowest most-least north-south northern-southern
east-west eastern-western earliest-latest oldest-youngest more-less increase-decrease
increased-decreased won-lost win-lose began-ended begin-end start-stop started-stopped early-late
male-female men-women positive-negative better-worse best-worst major-minor above-below upper-lower
inside-outside accept-reject accepted-rejected import-export allowed-forbidden legal-illegal
public-private old-new higher-lower larger-smaller longest-shortest fastest-slowest rich-poor
always-never long-short biggest-smallest bought-sold buy-sell joined-left support-oppose
supported-opposed born-buried founded-dissolved opened-closed rose-fell internal-external
national-local winner-loser son-daughter father-mother brother-sister husband-wife king-queen
summer-winter ancient-modern strong-weak strongest-weakest maximum-minimum majority-minority
same-different common-rare domestic-foreign
"""
OPPOSITES = {
    one: other
    for pair in _PAIRS.split()
    for one, other in (pair.split("-"), reversed(pair.split("-")))
}


def edited(question: str, passage: str, answer: str, draw: random.Random) -> str | None:
    """The question after one edit, drawn from those that can be made; None where none can."""
    found = [*_exchanged(_NAME, question, passage, answer, draw)]
    found += _exchanged(_NUMBER, question, passage, answer, draw)
    for match in re.finditer(r"[a-z]+", question):
        if match.group() in OPPOSITES:
            found.append(_put(question, match, OPPOSITES[match.group()]))
    return draw.choice(found) if found else None


def _exchanged(
    kind: re.Pattern[str], question: str, passage: str, answer: str, draw: random.Random
) -> Iterator[str]:
    """The question with each name or number in turn exchanged for another one of the passage."""
    known = set(words.split(question)) | set(words.split(answer))
    others = {match.group().rstrip(".'’") for match in kind.finditer(passage)}
    fresh = sorted(
        other
        for other in others
        if known.isdisjoint(words.split(other))
        and not words.STOPWORDS.issuperset(words.split(other))
    )
    for match in kind.finditer(question):
        like = [o for o in fresh if abs(len(o.split()) - len(match.group().split())) <= 1]
        if match.start() > 0 and like:
            yield _put(question, match, draw.choice(like))


def _put(question: str, match: re.Match[str], other: str) -> str:
    possessive = re.search(r"['’]s$|[.'’]+$", match.group())
    end = match.end() - (len(possessive.group()) if possessive else 0)
    return question[: match.start()] + other + question[end:]
