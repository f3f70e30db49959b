"""What somebody is of what, as it stands beside a name: "the treasurer of the club, Ada Kern".

Told from words for roles (`names.roles`) and from where they stand, without a parser: before a
name, after it between commas, or on the other side of "is".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from qa.text import meanings, words
from qa.text.language import ENGLISH, alternatives

_KNOWN = ENGLISH.names.roles
_STEMS = frozenset(map(words.stem, _KNOWN))
_ARTICLES = ENGLISH.compounds.determiners
_LEADING = ("of", "at", "for", "in", "to", "from")
_ENDING = frozenset((*ENGLISH.compounds.prepositions, *ENGLISH.compounds.relatives))
_CLOSING = words.STOPWORDS - _ARTICLES - {ENGLISH.compounds.owning}
_BE = alternatives(tuple(sorted(meanings.listed("grammar", "be"))))
_ASKED = re.compile(
    rf"\W*(?:{alternatives(ENGLISH.referents.asking_persons)})"
    rf"(?:['’]s| (?:{_BE})) (?:(?:now|currently|then|still) )?(?P<held>[^?,;]+)",
    re.IGNORECASE,
)
_TOKEN = re.compile(r"[^\W_]+(?:[-.'’][^\W_]+)*['’]?")
_PART = re.compile(r"[,;:–—()“”\"]")
_AFTER = re.compile(rf"(?:,| (?:{_BE}|became|as),?) (?P<held>[^,;:–—()“”\"]+)")
_LINK = re.compile(rf"(?:[,:]| (?:{_BE})) $")
_LONGEST = 7  # words before a name or after it that tell its role; set by hand


@dataclass(frozen=True)
class Role:
    """What somebody is.

    Attributes:
        noun: The word for it, folded: "treasurer".
        own: The words before it that tell which, folded: "deputy", "finance".
        whose: Of what, as it is written; empty where that is not said.
    """

    noun: str
    own: tuple[str, ...]
    whose: str

    @property
    def name(self) -> str:
        """It in words: "deputy mayor"."""
        return " ".join((*self.own, self.noun))


def asked(question: str) -> Role | None:
    """The role of which a question asks who has it; None where it asks something else."""
    match = _ASKED.match(question)
    held = _TOKEN.findall(match["held"]) if match else []
    return _role(held) if held else None


def of(text: str, start: int, end: int) -> list[Role]:
    """The roles that stand beside a name.

    Args:
        text: A sentence.
        start: Where the name begins; a role with a capital may be part of it: "President Kern".
        end: Where it ends.
    """
    return [role for held in _beside(text, start, end) if (role := _role(held))]


def is_role(word: str) -> bool:
    """Whether a folded word is one for what somebody is."""
    return words.stem(word) in _STEMS


def _beside(text: str, start: int, end: int) -> Iterator[list[str]]:
    name = _TOKEN.findall(text[start:end])
    titles = [at for at, word in enumerate(name) if is_role(words.fold(word))]
    lead = text[:start]
    linked = _LINK.search(lead)
    part = _PART.split(lead[: linked.start()] if linked else lead)[-1]
    before = _TOKEN.findall(part)[-_LONGEST:]
    if titles:
        yield [*_closing(before), *name[: titles[-1] + 1]]
    elif linked:
        yield from (before[at:] for at in _openings(before))
    else:
        yield _closing(before)
    if after := _AFTER.match(text, end):
        yield _TOKEN.findall(after["held"])[:_LONGEST]


def _openings(before: Sequence[str]) -> Iterator[int]:
    """Where what tells a role may begin, the last place first; the whole where no article does."""
    found = [at for at, word in enumerate(before) if words.fold(word) in _ARTICLES]
    # "The chairman of the club": the last article opens what the role is of.
    starts = [at for at in found if not at or words.fold(before[at - 1]) not in _LEADING]
    yield from starts[-1:] or [0]


def _closing(before: Sequence[str]) -> list[str]:
    """The words right before a name that may tell its role: "the union's secretary"."""
    ends = (at for at in range(len(before), 0, -1) if words.fold(before[at - 1]) in _ENDING)
    after = list(before[next(ends, 0) :])
    opened = [at for at, word in enumerate(after) if words.fold(word) in _ARTICLES]
    return after[opened[-1] :] if opened else after


def _role(held: Sequence[str]) -> Role | None:
    """The role that words tell, up to the first that is not of it."""
    folded = [words.fold(word) for word in held]
    stop = next((at for at, word in enumerate(folded) if word in _ENDING), len(folded))
    noun = next((at for at in range(stop - 1, -1, -1) if is_role(folded[at])), None)
    if noun is None or any(word in words.STOPWORDS - _ARTICLES for word in folded[:noun]):
        return None
    owners = [at for at in range(noun) if held[at].endswith(("'s", "’s", "s'", "s’"))]
    first = owners[-1] + 1 if owners else 0
    own = tuple(word for word in folded[first:noun] if word not in _ARTICLES)
    return Role(folded[noun], own, _whose(held, owners, noun, stop))


def _whose(held: Sequence[str], owners: Sequence[int], noun: int, stop: int) -> str:
    """Of what the role is: what owns it, or what "of" leads to."""
    if owners:
        return " ".join(held[: owners[-1] + 1])
    if stop != noun + 1 or stop >= len(held) or words.fold(held[stop]) not in _LEADING:
        return ""
    rest = held[stop + 1 :]
    ends = (
        at
        for at, word in enumerate(rest)
        if words.fold(word) in _ENDING - {"of"} or (at and words.fold(word) in _CLOSING)
    )
    return " ".join(rest[: next(ends, len(rest))])
