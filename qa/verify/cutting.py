"""Where a sentence can be cut so that what is left is whole, and in its writer's own words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from qa.text import meanings, words
from qa.verify import attribution
from qa.verify.reading import is_verbal, read

_LEAST_WORDS = 3  # of a sentence that is left; set by hand
_PAIRED = meanings.listed("clauses", "paired")
_BORDER = re.compile(
    r"\s*(?:;"
    r"|[,–—]\s(?=and |but |which |who |because |while |although |where |so )"
    r"|\s(?=and |but |because )"
    r")\s*"
)
# Between clauses of which the second says its own subject; and after one that is granted.
_OWN = re.compile(r"\s*(?:;\s*(?:and |but )?|,\s(?:and|but|while|whereas)\s)")
_GRANTED = re.compile(
    rf"(?:{'|'.join(sorted(meanings.listed('clauses', 'concessive')))})\s"
    r"(?P<granted>[^,;]+),\s(?P<rest>.+)",
    re.IGNORECASE | re.DOTALL,
)


@dataclass(frozen=True)
class Cut:
    """A sentence in two.

    Attributes:
        kept: The part that is whole, as a sentence.
        rest: The other one, as it is written.
        leads: Whether the part that is whole stands first.
        alone: The rest as a sentence, where it is whole as well; else empty.
    """

    kept: str
    rest: str
    leads: bool
    alone: str = ""


def cuts(sentence: str) -> Iterator[Cut]:
    """The clean cuts of a sentence, those that keep most of its beginning first."""
    ends = list(tails(sentence))
    for head, rest in heads(sentence):
        alone = next((tail for tail, before in ends if f"{before}." == head), "")
        yield Cut(head, rest, leads=True, alone=alone)
    for tail, before in ends:
        alone = f"{before[:1].upper()}{before[1:]}." if _stands_alone(before) else ""
        yield Cut(tail, before, leads=False, alone=alone)


def heads(sentence: str) -> Iterator[tuple[str, str]]:
    """What stands before each border, longest first, as a sentence; and what is cut off."""
    for match in reversed(list(_BORDER.finditer(sentence))):
        head, rest = sentence[: match.start()].rstrip(" ,;–—"), sentence[match.end() :].strip()
        if _is_whole(head) and _can_go(rest):
            yield f"{head}.", rest.rstrip(" .")


def tails(sentence: str) -> Iterator[tuple[str, str]]:
    """What stands after each border, longest first, as a sentence; and what is cut off before it.

    Only what says its own subject is left, and leans on nothing of what is cut off.
    """
    for before, rest in _borders(sentence):
        if _is_whole(before) and _stands_alone(rest) and not attribution.reports(read(before)):
            yield rest[:1].upper() + rest[1:], before


def _borders(sentence: str) -> Iterator[tuple[str, str]]:
    """What stands before and after each border between two clauses that say their own subjects."""
    granted = _GRANTED.match(sentence)
    if granted:
        yield granted["granted"], granted["rest"]
        return
    for match in _OWN.finditer(sentence):
        yield sentence[: match.start()].strip(" ,"), sentence[match.end() :]


def _stands_alone(rest: str) -> bool:
    """Whether a clause names its own subject, has a verb, and leans on nothing before it."""
    said = words.split(rest)
    leaning = meanings.listed("clauses", "leaning") | meanings.listed("clauses", "openers")
    return (
        len(said) >= _LEAST_WORDS
        and not leaning.intersection(said)
        and not is_verbal(said[0])
        and any(is_verbal(word) for word in said[1:])
        and all(rest.count(a) == rest.count(b) for a, b in ("“”", "()", "‘’"))
        and rest.count('"') % 2 == 0
    )


def _is_whole(head: str) -> bool:
    said = words.split(head)
    return (
        len(said) >= _LEAST_WORDS
        and said[0] not in _PAIRED
        and any(is_verbal(word) or _may_be_verb(said, at) for at, word in enumerate(said) if at)
        and all(head.count(a) == head.count(b) for a, b in ("“”", "()", "‘’"))
        and head.count('"') % 2 == 0
    )


def _may_be_verb(said: Sequence[str], at: int) -> bool:
    """Whether a word in "s" may be a verb: not in "demand from towns"."""
    before = meanings.listed("grammar", "prepositions").intersection(said[max(0, at - 2) : at])
    return said[at].endswith("s") and not before


def _can_go(rest: str) -> bool:
    """Whether what is cut off says something by itself, so that its loss changes nothing before."""
    said = words.split(rest)
    opener = said[0] if said else ""
    follows = said[1] if len(said) > 1 else ""
    if opener in meanings.listed("clauses", "joiners"):
        return is_verbal(follows) or any(is_verbal(word) for word in said[2:6])
    return len(said) > 1
