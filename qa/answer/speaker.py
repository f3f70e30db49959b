"""Who speaks in a sentence of an article, also where "she said" leaves it to the sentences before.

Told from names, verbs of speech and pronouns alone, outside of quotation marks. Where these do not
say who speaks, nobody is taken to.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from qa.index.memory import Index
from qa.text import lexicon, words
from qa.text.language import ENGLISH, alternatives

BACK = 5  # sentences in which one looks for who "she" is; set by hand
_AFTER = 6  # words from a verb of speech to the name after it: "said the spokeswoman Hanna Voss"
QUOTED = re.compile(r"[\"“][^\"”]*(?:[\"”]|$)")
_RUN = re.compile(r"[A-Z][\w'’.-]*(?: [A-Z][\w'’.-]*)*")
_BESIDE = 2  # words before a verb among which its subject stands
_SUBJECTS = ENGLISH.referents.persons & ENGLISH.compounds.subjects  # "he", "she"; not "his"
_PARTICIPLES = ENGLISH.referents.participle_endings
_PRONOUN = re.compile(rf"\b(?:{alternatives(_SUBJECTS)})\b", re.IGNORECASE)


class Speaker(NamedTuple):
    """Who speaks in a sentence.

    Attributes:
        at: The number of the sentence that names them: itself, or one before it.
        name: The words of that sentence that do.
    """

    at: int
    name: str


def introduced(index: Index, sentence: int) -> str:
    """The sentence that names who speaks in another one by a pronoun; empty where none does."""
    named = _before(index, sentence)
    return index.rows[named.at].read if named is not None else ""


def of(index: Index, sentence: int) -> Speaker | None:
    """Who speaks in a sentence; None where nobody does, or where it is not told."""
    own = subject(index.rows[sentence].read)
    return Speaker(sentence, own) if own else _before(index, sentence)


def is_unnamed(index: Index, sentence: int) -> bool:
    """Whether a pronoun speaks in a sentence, and it is not told for whom it stands."""
    return bool(_pronouns(index.rows[sentence].read)) and of(index, sentence) is None


def _before(index: Index, sentence: int) -> Speaker | None:
    """For whom the pronoun stands that speaks in a sentence, told by those before it.

    Nobody where "he" speaks in between, and it is "she" who is looked for.
    """
    said = _pronouns(index.rows[sentence].read)
    if not said:
        return None
    first = index.first(index.rows[sentence].file)
    for at in range(sentence - 1, max(first, sentence - BACK) - 1, -1):
        row = index.rows[at]
        if row.heading:
            continue
        if spoken := subject(row.read):
            return Speaker(at, spoken)
        if named := people(row.read):
            return Speaker(at, named[0]) if len(named) == 1 else None
        if not said.issuperset(_pronouns(row.read)):
            return None
    return None


def _pronouns(text: str) -> set[str]:
    """The pronouns that speak in a text."""
    plain = QUOTED.sub(" ", text)
    found = (_pronoun(plain, span) for span in verbs(plain))
    return {pronoun for pronoun in found if pronoun}


def people(text: str) -> list[str]:
    """Whoever a text names, outside of quotation marks, as each is written there."""
    plain = QUOTED.sub(" ", text)
    known = set(_names(plain))
    found: list[str] = []
    for match in _RUN.finditer(plain):
        name = " ".join(word for word in match.group().split() if word in known)
        if name and not any(set(name.split()) & set(other.split()) for other in found):
            found.append(name)
    return found


def subject(text: str) -> str:
    """What stands before a verb of speech, or right after the first one, if it has a name."""
    plain = QUOTED.sub(" ", text)
    spoken = verbs(plain)
    if not spoken:
        return ""
    start, end = spoken[0]
    if _pronoun(plain, spoken[0]):
        return ""
    before, after = plain[:start], " ".join(plain[end:].split()[:_AFTER])
    if _is_turned(before) and _names(after) and not _opens_clause(after):
        return after
    return next((plain[:start] for start, _ in spoken if _names(plain[:start])), "")


def _pronoun(text: str, span: tuple[int, int]) -> str:
    """The pronoun that a verb has for its subject: "she also said", "…, said he"; else nothing.

    Where a name stands before the verb, what follows is another clause: "Ada Kern said he would".
    """
    before, after = text[: span[0]], text[span[1] :]
    beside = before.split()[-_BESIDE:]
    if _is_turned(before) and not _names(before):
        beside += after.split()[:1]
    found = _PRONOUN.search(" ".join(beside))
    return found.group().lower() if found else ""


def _is_turned(before: str) -> bool:
    """Whether the subject of a verb may follow it, by what stands before: "It is so, said Kern"."""
    return not before.strip(" ,.") or before.rstrip().endswith(",")


def _opens_clause(after: str) -> bool:
    """Whether the name after a verb is the subject of a clause: "said Ada Kern would come"."""
    found = _RUN.search(after)
    following = words.split(after[found.end() :])[:1] if found else []
    return any(
        word in ENGLISH.questions.auxiliaries or word.endswith(_PARTICIPLES) for word in following
    )


def _names(text: str) -> list[str]:
    """Names that no place or time goes by: who may speak."""
    placed = set(lexicon.located(text))
    return [
        name
        for name in lexicon.names(text)
        if name not in placed and words.fold(name) not in lexicon.TIMES
    ]


@lru_cache(maxsize=4096)
def verbs(text: str) -> tuple[tuple[int, int], ...]:
    """Where the verbs of speech of a text stand."""
    return tuple(
        match.span()
        for match in words.TOKEN.finditer(text)
        if not match.group()[0].isupper()
        and words.stem(words.fold(match.group())) in lexicon.SPEECH
    )
