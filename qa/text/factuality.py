"""What a sentence tells without saying that it is so: denied, nearly so, a rumour, a condition.

"Police ruled out that Reh stole it", "Kern almost won", "if the mine had closed in 1998": of such
parts nothing is an answer. Told by phrases and the borders of clauses, without a parser.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from qa.text import meanings, words
from qa.text.language import ENGLISH, alternatives

Kind = Literal["denied", "open"]

_FACTS = ENGLISH.factuality
_THAT = rf"(?:{_FACTS.aside})? (?:{alternatives(_FACTS.opening)})\b"
_LED = {
    "denied": re.compile(rf"\b(?:{alternatives(_FACTS.denied)})(?P<that>{_THAT})?", re.IGNORECASE),
    "open": re.compile(rf"\b(?:{alternatives(_FACTS.open)})(?P<that>{_THAT})?\b", re.IGNORECASE),
}
_UNFOUNDED = re.compile(
    rf"\b(?:{_FACTS.unfounded[0]}) (?P<told>.+?),? (?:{_FACTS.unfounded[1]})\b", re.IGNORECASE
)
_NEARLY = re.compile(rf"\b(?:{alternatives(_FACTS.nearly)}) (?P<form>[^\W\d]+)\b", re.IGNORECASE)
_UNREAL = re.compile(rf"\b(?:{alternatives(_FACTS.unreal)})\b", re.IGNORECASE)
_ASKED = re.compile(rf"\b(?:{alternatives(_FACTS.asked)})\b", re.IGNORECASE)
_BORDER = re.compile(rf"[,;:–—()]|\b(?:{alternatives(ENGLISH.denials.joints)})\b")
_WIDE_BORDER = re.compile(rf"[;:–—]|{alternatives(_FACTS.turning)}")  # of what "that" opens
_NO_DENIAL = re.compile(rf"\b(?:{alternatives(_FACTS.undenied)})$", re.IGNORECASE)


@dataclass(frozen=True)
class Told:
    """A part of a text that is told without being said to be so.

    Attributes:
        start: Its first character.
        end: The character after its last one.
        kind: Whether it is said not to be so, or left open.
    """

    start: int
    end: int
    kind: Kind


@lru_cache(4096)
def parts(text: str) -> tuple[Told, ...]:
    """Every part of a text that it does not say to be so."""
    return tuple(_parts(text))


def _parts(text: str) -> Iterator[Told]:
    for found in _UNFOUNDED.finditer(text):
        yield Told(*found.span("told"), "denied")
    for found in _LED["denied"].finditer(text):
        if not _NO_DENIAL.search(text[: found.start()]):
            yield Told(found.end(), _end(text, found), "denied")
    for found in _LED["open"].finditer(text):
        yield Told(_opening(text, found), _end(text, found), "open")
    for found in _NEARLY.finditer(text):
        if _is_past(found["form"].lower()):
            yield Told(_start(text, found.start()), _end(text, found), "denied")
    for found in _UNREAL.finditer(text):
        yield Told(_start(text, found.start()), _end(text, found), "open")


def _opening(text: str, found: re.Match[str]) -> int:
    """Where what is left open begins: with its subject, unless that follows."""
    return found.start() if found["that"] else _start(text, found.start())


def _start(text: str, at: int) -> int:
    """The beginning of the clause around a place."""
    return max((border.end() for border in _BORDER.finditer(text, 0, at)), default=0)


def _end(text: str, found: re.Match[str]) -> int:
    """The end of what is told, after the words that tell so."""
    wide = "that" in found.groupdict() and found["that"]
    border = (_WIDE_BORDER if wide else _BORDER).search(text, found.end())
    return border.start() if border else len(text)


def _is_past(form: str) -> bool:
    return form.endswith(ENGLISH.referents.participle_endings) or meanings.is_irregular(form)


def is_so(text: str, start: int, end: int) -> bool:
    """Whether nothing says that `text[start:end]` is not so, or may not be."""
    return not any(part.start < end and start < part.end for part in parts(text))


def asks(question: str) -> bool:
    """Whether a question itself asks for what is not so, or may not be: "Who almost won?"."""
    return bool(parts(question) or _ASKED.search(question))


def denied(text: str) -> str:
    """What a text says not to be so, the longest part; empty where there is none."""
    found = (text[part.start : part.end] for part in parts(text) if part.kind == "denied")
    return max(found, key=len, default="")


def is_denied(text: str, about: AbstractSet[str]) -> bool:
    """Whether a text says not to be so most of what it tells of some terms (`words.terms`)."""
    return _holds_most(text, about, "denied")


def is_open(text: str, about: AbstractSet[str]) -> bool:
    """Whether a text leaves open most of what it tells of some terms (`words.terms`)."""
    return _holds_most(text, about, "open")


def _holds_most(text: str, about: AbstractSet[str], kind: Kind) -> bool:
    held = about & set(words.terms(text))
    told = (text[part.start : part.end] for part in parts(text) if part.kind == kind)
    return any(2 * len(held & set(words.terms(part))) > len(held) for part in told)
