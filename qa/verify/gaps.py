"""Verbs that are left out: "The hall received £900, the library £1,400" tells of two receipts.

Written out, each is a sentence of its own, so that what is said of one is not read of the other.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from qa.text import lexicon, meanings, numbers, words
from qa.verify.reading import is_verbal

_BORDER = re.compile(r"(?:[,;]\s+(?:and\s+|but\s+|while\s+)?|\s+and\s+|\s+while\s+)")
_QUOTE = re.compile(r"\"[^\"]*\"|“[^”]*”|‘[^’]*’")
# What is within quotation marks has no borders: its spaces and marks are put out of sight.
_HIDDEN = str.maketrans(" ,;", "\x01\x02\x03")
_SHOWN = str.maketrans("\x01\x02\x03", " ,;")
_SIGNS = re.compile(r"^[^\w]*")  # signs of money before a number
_PREPOSITIONS = meanings.listed("grammar", "prepositions")
_PRONOUNS = meanings.listed("gaps", "pronouns")
_STANDS_FOR = meanings.listed("gaps", "stands_for")
_NO_SUBJECT = meanings.listed("gaps", "no_subject")
_LEADING = meanings.listed("gaps", "leading")
_LONGEST = 7  # words of a clause without a verb; set by hand
_UNIT = 2  # words after its number in such a clause ("5 euros a day"); set by hand


@dataclass(frozen=True)
class _Head:
    """A clause with its verb, whose verb those after it leave out.

    Attributes:
        lead: What stands before its subject.
        subject, verb, rest: The parts of it.
    """

    lead: str
    subject: tuple[str, ...]
    verb: str
    rest: tuple[str, ...]


@lru_cache(maxsize=4096)
def written_out(text: str) -> tuple[str, ...]:
    """A sentence as one for each verb that it says or leaves out; itself where none is left out."""
    whole, text = text, _QUOTE.sub(lambda quote: quote.group().translate(_HIDDEN), text)
    borders = list(_BORDER.finditer(text))
    starts = [0, *(match.end() for match in borders)]
    ends = [*(match.start() for match in borders), len(text.rstrip(" ."))]
    pieces = [text[a:b] for a, b in zip(starts, ends, strict=True)]
    for first, piece in enumerate(pieces[:-1]):
        head = _head(piece)
        if head is None:
            continue
        told = []
        for other in pieces[first + 1 :]:
            filled = _filled(head, other)
            if not filled:
                break
            told.append(filled)
        last = first + len(told)
        if told:
            before, after = text[: starts[first]], text[ends[last] :].rstrip(" .")
            found = (f"{before}{one}{after}.".translate(_SHOWN) for one in (piece, *told))
            return tuple(one[:1].upper() + one[1:] for one in found)
    return (whole,)


def _head(piece: str) -> _Head | None:
    """The parts of a clause with a verb that another may leave out; None where it has none."""
    said = piece.split()
    verb = next((at for at in range(1, len(said)) if is_verb(said, at)), None)
    if verb is None:
        return None
    last = verb
    while last + 1 < len(said) and is_verb(said[: last + 2], last + 1):
        last += 1
    subject, rest = tuple(said[:verb]), tuple(said[last + 1 :])
    if not rest or _PRONOUNS.intersection(map(_plain, subject)) or not _shape(rest):
        return None
    start = _start(subject)
    return _Head(" ".join(subject[:start]), subject[start:], " ".join(said[verb : last + 1]), rest)


def is_verb(said: Sequence[str], at: int) -> bool:
    """Whether a word is a verb by its form, or by what stands after it: "cars pay 20 crowns"."""
    word = _plain(said[at])
    if _is_name(said[at]):
        return False  # "Max Fell", "in May"
    if is_verbal(word):
        return True
    if not said[at].isalpha() or not said[at].islower() or word in words.STOPWORDS:
        return False
    after = _plain(said[at + 1]) if at + 1 < len(said) else ""
    return _is_number(after) or (word.endswith("s") and after in _PREPOSITIONS and after != "of")


def _start(subject: Sequence[str]) -> int:
    """Where the subject begins after what leads its clause: "In the men's race Abel Okoye"."""
    if _plain(subject[0]) not in _PREPOSITIONS:
        return 0
    at = len(subject)
    while at and _is_name(subject[at - 1]) and _plain(subject[at - 1]) not in lexicon.DATES:
        at -= 1
    return at if at < len(subject) else 0


def _shape(rest: Sequence[str]) -> str:
    """How what follows a verb begins: with an amount, a preposition, or one bare noun."""
    first = _plain(rest[0])
    if _is_number(first):
        return "amount"
    if first in _PREPOSITIONS:
        return first
    bare = len(rest) == 1 and rest[0].islower() and rest[0].isalpha()
    return "noun" if bare and first not in words.STOPWORDS else ""


def _filled(head: _Head, piece: str) -> str:
    """A clause without a verb with that of another one; empty where it is none."""
    said = tuple(piece.split())
    if not 2 <= len(said) <= _LONGEST or any(
        is_verbal(_plain(word)) and not _is_name(word) for word in said
    ):
        return ""
    at = _cut(head, said)
    subject, rest = said[:at], said[at:]
    if not at or not rest or not _may_be_subject(head, subject, _shape(head.rest)):
        return ""
    told = [head.lead, *_named(head, subject), head.verb, *rest]
    if _shape(head.rest) == "amount" and len(rest) == 1:
        told += _counted(head.rest)
    return " ".join(word for word in told if word)


def _cut(head: _Head, said: Sequence[str]) -> int:
    """Where in a clause without a verb its subject ends; 0 where it has no two parts."""
    shape = _shape(head.rest)
    if shape == "amount":
        at = next((at for at, word in enumerate(said) if at and _is_number(_plain(word))), 0)
        size = numbers.number_at([_plain(word) for word in said], at)[1] or 1
        return at if at and len(said) - at - size <= _UNIT else 0
    if shape == "noun":
        return len(said) - 1 if said[-1].islower() and said[-1].isalpha() else 0
    return next((at for at, word in enumerate(said) if at and _plain(word) == shape), 0)


def _may_be_subject(head: _Head, subject: Sequence[str], shape: str) -> bool:
    """Whether some words can stand where the subject of a clause does, and are of its kind."""
    first, of_head = _plain(subject[0]), _plain(head.subject[0])
    counted = [word for word in map(_plain, subject) if _is_number(word)]
    if first in _NO_SUBJECT or not _STANDS_FOR.issuperset(counted):
        return False
    named = _is_name(subject[-1]) and _is_name(head.subject[-1])
    if shape == "noun":
        return named and all(map(_is_name, subject))
    alike = named or first == of_head or first in _STANDS_FOR or first in _LEADING
    if shape == "amount":
        return alike or (len(subject) == 1 and len(head.subject) == 1)
    return alike and first not in ("a", "an")


def _named(head: _Head, subject: Sequence[str]) -> tuple[str, ...]:
    """A subject with the noun in the place of "one": "one for children" is a ticket for them."""
    if _plain(subject[0]) not in _STANDS_FOR:
        return tuple(subject)
    return (*head.subject, *subject[1:])


def _counted(rest: Sequence[str]) -> tuple[str, ...]:
    """What an amount counts: "410,000 passengers"."""
    size = numbers.number_at([_plain(word) for word in rest], 0)[1] or 1
    after = tuple(rest[size : size + 1])
    return after if after and after[0].isalpha() and after[0] not in words.STOPWORDS else ()


def _is_number(word: str) -> bool:
    return bool(word) and (word[0].isdigit() or numbers.is_word(word))


def _is_name(word: str) -> bool:
    return word[:1].isupper()


def _plain(word: str) -> str:
    """A word as the checks fold it, without the signs around it."""
    return words.fold(_SIGNS.sub("", word)).strip(".,;:!?'’\"")
