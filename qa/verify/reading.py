"""A text as what the checks look at: its words in order, cut into clauses, with base forms."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import chain

from qa.corpus import chunking
from qa.text import dates, lexicon, meanings, words
from qa.text.amounts import Located, located, spelled
from qa.text.language import ENGLISH

# Marks at which one clause ends and the next begins.
_MARKS = re.compile(r"[;:()—–…?!]|,(?!\d)|\.(?!\d)|\s-\s")
_ENDS = re.compile(r"[.!?][\"”’)]*\s+[\"“‘(]?[A-Z]")  # where a sentence may end within a text
_LONGEST = 5  # words that one folded word may be written as ("the United States of America")
_PARTICLE_REACH = 5  # words after a verb in which its particle stands ("turned the request down")


@dataclass(frozen=True)
class Word:
    """A word of a text.

    Attributes:
        text: The folded word.
        base: Its base form, of a verb with a particle that of both together; a particle has none.
        clause: The number of its clause, from 0.
        sentence: The number of its sentence, from 0.
    """

    text: str
    base: str
    clause: int
    sentence: int

    @property
    def has_particle(self) -> bool:
        """Whether it is a verb with a particle after it, so that its base is another word's."""
        return bool(self.base) and self.base != meanings.lemma(_named(self.text))

    @property
    def is_number(self) -> bool:
        """Whether it is written in digits."""
        return self.text[0].isdigit()


class Reading:
    """One or more sentences, read.

    Attributes:
        text: As they are written.
        words: Their words, stop words and all.
    """

    def __init__(self, texts: Sequence[str]) -> None:
        self.text = " ".join(texts)
        self.words = tuple(_all_words(texts))

    @cached_property
    def tokens(self) -> tuple[str, ...]:
        """The folded words."""
        return tuple(word.text for word in self.words)

    @cached_property
    def amounts(self) -> tuple[Located, ...]:
        """Its amounts, by the positions of their words; none reaches over the end of a clause."""
        found: list[Located] = []
        for clause in self.clauses:
            here = self.clause(clause)
            for one in located(self.tokens[here.start : here.stop]):
                shifted = (one.start + here.start, one.end + here.start)
                found.append(Located(one.amount, *shifted, one.leads))
        return tuple(found)

    @cached_property
    def bases(self) -> Mapping[str, Sequence[int]]:
        """Base form → the positions of its words."""
        found: dict[str, list[int]] = {}
        for at, word in enumerate(self.words):
            found.setdefault(meanings.lemma(word.text), []).append(at)
        return found

    @cached_property
    def names(self) -> frozenset[str]:
        """The folded words that it writes with a capital, though they open no sentence."""
        return frozenset(w for name in lexicon.names(self.text) for w in words.split(name))

    @cached_property
    def run(self) -> str:
        """The folded words as one text with a space around each."""
        return f" {' '.join(word.text for word in self.words)} "

    @cached_property
    def folded(self) -> str:
        """The folded text, phrases put as single words."""
        return meanings.plain(words.fold(self.text))

    def clause(self, number: int) -> range:
        """The positions of the words of a clause."""
        return self._clauses.get(number, range(0))

    @cached_property
    def _clauses(self) -> dict[int, range]:
        found: dict[int, range] = {}
        for at, word in enumerate(self.words):
            found[word.clause] = range(found.get(word.clause, range(at, at)).start, at + 1)
        return found

    @property
    def clauses(self) -> range:
        """The numbers of the clauses."""
        return range(self.words[-1].clause + 1 if self.words else 0)

    def written(self, *folded: str) -> str:
        """Some folded words that stand beside each other, as the text writes them.

        One may be written as several: "us" as "United States". Each is by itself where they stand
        nowhere so together.
        """
        wanted = list(folded)
        spans = [match.span() for match in words.TOKEN.finditer(self.text)]
        for start, _ in spans if wanted else ():
            near = [end for _, end in spans if end > start][: len(wanted) + _LONGEST]
            for end in near:
                if words.split(self.text[start:end]) == wanted:
                    return _bare(self.text[start:end])
        if len(wanted) > 1:
            return " ".join(self.written(word) for word in wanted)
        return next((self._around(word) for word in wanted), "")

    def _around(self, folded: str) -> str:
        """A folded word as the text writes it, with what it is written together with."""
        found = (match.group() for match in words.TOKEN.finditer(self.text))
        return _bare(next((word for word in found if folded in words.split(word)), folded))

    @cached_property
    def dates(self) -> frozenset[str]:
        """The months and weekdays that it names."""
        return dates.named(self.text)


def _bare(written: str) -> str:
    """What is written without the sign that something is owned."""
    ending = len(ENGLISH.words.possessive)
    return written[:-ending] if words.fold(written).endswith(ENGLISH.words.possessive) else written


@lru_cache(maxsize=4096)
def read(*texts: str) -> Reading:
    """Read sentences; what was read is kept for the next time."""
    return Reading(texts)


def is_verbal(word: str) -> bool:
    """Whether a folded word looks like a verb that could carry a clause."""
    return (
        word in _AUXILIARIES
        or word in ENGLISH.denials.words
        or word in _verbs()
        or (word.endswith("ed") and (len(word) > 4 or word in _SHORT_PASTS))
        or meanings.is_irregular_verb(word)
    )


_SHORT_PASTS = meanings.listed("grammar", "short_pasts")
_AUXILIARIES = frozenset(ENGLISH.questions.auxiliaries) | meanings.listed("grammar", "be")


@lru_cache(maxsize=1)
def _verbs() -> frozenset[str]:
    return frozenset(ENGLISH.speech.verbs)


def _all_words(texts: Sequence[str]) -> Iterator[Word]:
    clauses = 0
    for sentence, part in enumerate(chain.from_iterable(map(parts, texts))):
        found = _renumbered(_cut(part))
        for at, (word, clause) in enumerate(found):
            yield Word(word, _base(found, at), clauses + clause, sentence)
        clauses += found[-1][1] + 1 if found else 0


@lru_cache(maxsize=4096)
def parts(text: str) -> tuple[str, ...]:
    """The sentences of a text: an item of a list, which is quoted whole, may have several."""
    return tuple(chunking.parts(text)) if _ENDS.search(text) else (text,)


def _cut(text: str) -> list[tuple[str, int]]:
    """The folded words of a sentence, each with a number that grows from clause to clause."""
    found: list[tuple[str, int]] = []
    clause = 0
    for piece in _MARKS.split(meanings.plain(words.fold(spelled(text)))):
        here = words.split(piece)
        for at, word in enumerate(here):
            clause += _opens(word, here, at)
            found.append((word, clause))
        clause += 1
    return found


def _named(word: str) -> str:
    """A folded word, or the name that it goes by."""
    return ENGLISH.places.aliases.get(word, word)


def _renumbered(found: list[tuple[str, int]]) -> list[tuple[str, int]]:
    order = {number: at for at, number in enumerate(dict.fromkeys(n for _, n in found))}
    return [(word, order[number]) for word, number in found]


def _opens(word: str, here: list[str], at: int) -> bool:
    """Whether a word opens a clause: a conjunction, or "and" before a verb."""
    if word in meanings.listed("clauses", "openers"):
        return at > 0
    following = here[at + 1] if at + 1 < len(here) else ""
    return (
        at > 0
        and word in meanings.listed("clauses", "joiners")
        and bool(following)
        and is_verbal(following)
    )


def _base(numbered: list[tuple[str, int]], at: int) -> str:
    word, clause = numbered[at]
    base = meanings.lemma(_named(word))
    for other, there in numbered[max(0, at - _PARTICLE_REACH) : at]:
        if there == clause and (meanings.lemma(other), word) in meanings.particles():
            return ""
    for other, there in numbered[at + 1 : at + 1 + _PARTICLE_REACH]:
        if there == clause and (base, other) in meanings.particles():
            return meanings.particles()[base, other]
    return base
