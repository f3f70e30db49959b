"""Who "she" or "the company" is in a sentence that answers, told by the sentences before it.

"She won the prize in 2021" proves nothing of Mona Feld without the sentence that names her.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from qa.answer import speaker
from qa.answer.spans import CharacterRange
from qa.index.memory import Index
from qa.text import referents, words
from qa.text.language import ENGLISH, alternatives

_SUBJECTS = (
    ENGLISH.referents.persons | ENGLISH.referents.things | ENGLISH.referents.several
) & ENGLISH.compounds.subjects
_OPENS = re.compile(rf"\W*(?:{alternatives(tuple(sorted(_SUBJECTS)))})\b", re.IGNORECASE)
_THE = re.compile(
    rf"\W*the (?:(?P<one>{alternatives(tuple(ENGLISH.referents.one))})"
    rf"|(?P<some>{alternatives(tuple(ENGLISH.referents.some))}))\b(?! of\b)",
    re.IGNORECASE,
)
_SEVERAL = 2  # names at least in a sentence that names "the two"


class Named(NamedTuple):
    """The sentence that names whom another one means by a pronoun, or by "the company".

    Attributes:
        at: Its number.
        span: The characters of it that do; None where it has several, of whom each may be meant.
    """

    at: int
    span: CharacterRange | None


def is_pronoun(text: str) -> bool:
    """Whether a text is nothing but a pronoun that stands for somebody or something."""
    return " ".join(words.split(text)) in _SUBJECTS


def opens(text: str) -> bool:
    """Whether a sentence begins with a pronoun for who or what was named before it."""
    return _OPENS.match(text) is not None


def named(index: Index, sentence: int) -> Named | None:
    """The sentence that names whom a pronoun means that opens a sentence, or speaks in it.

    So does "the company", and "the two". None where nothing of the kind does, or where nothing
    before it can be meant.
    """
    text = index.rows[sentence].read
    told = speaker.of(index, sentence)
    if told is not None and told.at != sentence:
        return _in(index, told.at, told.name)
    opened = _OPENS.match(text)
    if opened is None:
        return _of_noun(index, sentence)
    said = words.split(opened.group())[0]
    if referents.is_person(said):
        at = next((i for i in _before(index, sentence) if speaker.people(index.rows[i].read)), None)
        people = speaker.people(index.rows[at].read) if at is not None else []
        return _in(index, at, people[0] if len(people) == 1 else "") if at is not None else None
    at = next(iter(_before(index, sentence)), None)
    if at is None:
        return None
    meant = referents.candidates(said, index.rows[at].read)
    return _in(index, at, meant[0] if len(meant) == 1 else "") if meant else None


def _of_noun(index: Index, sentence: int) -> Named | None:
    """The sentence that names what "the company" or "the two" are that open another one."""
    opened = _THE.match(index.rows[sentence].read)
    if opened is None:
        return None
    least = _SEVERAL if opened["some"] else 1
    for at in _before(index, sentence):
        names = speaker.people(index.rows[at].read)
        if len(names) >= least:
            return _in(index, at, names[0] if len(names) == 1 else "")
    return None


def _before(index: Index, sentence: int) -> list[int]:
    first = index.first(index.rows[sentence].file)
    near = range(sentence - 1, max(first, sentence - speaker.BACK) - 1, -1)
    return [i for i in near if not index.rows[i].heading]


def _in(index: Index, at: int, name: str) -> Named:
    start = index.rows[at].text.find(name) if name else -1
    return Named(at, (start, start + len(name)) if start >= 0 else None)
