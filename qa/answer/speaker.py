"""Who speaks in a sentence of an article, also where "she said" leaves it to the sentences before.

Told from names, verbs of speech and pronouns alone, outside of quotation marks. Where these do not
say who speaks, nobody is taken to.
"""

from __future__ import annotations

import re

from qa.index.memory import Index
from qa.text import lexicon, words
from qa.text.language import ENGLISH, alternatives

_BACK = 5  # sentences in which one looks for who "she" is; set by hand
_AFTER = 6  # words from a verb of speech to the name after it: "said the spokeswoman Hanna Voss"
QUOTED = re.compile(r"[\"“][^\"”]*(?:[\"”]|$)")
_BESIDE = 2  # words before a verb among which its subject stands
_SUBJECTS = ENGLISH.referents.persons & ENGLISH.compounds.subjects  # "he", "she"; not "his"
_PRONOUN = re.compile(rf"\b(?:{alternatives(_SUBJECTS)})\b", re.IGNORECASE)


def introduced(index: Index, sentence: int) -> str:
    """The sentence that names who speaks in another one by a pronoun; empty where none does."""
    named = _naming(index, sentence)
    return index.rows[named].read if named is not None else ""


def named(index: Index, sentence: int) -> int | None:
    """The sentence that names who speaks in one: itself, or one before it; None if unknown."""
    return sentence if subject(index.rows[sentence].read) else _naming(index, sentence)


def _naming(index: Index, sentence: int) -> int | None:
    """The sentence that says for whom the pronoun stands that speaks in a sentence."""
    text = QUOTED.sub(" ", index.rows[sentence].read)
    if not any(_PRONOUN.search(_near(text, span)) for span in verbs(text)):
        return None
    first = index.first(index.rows[sentence].file)
    for at in range(sentence - 1, max(first, sentence - _BACK) - 1, -1):
        before = index.rows[at]
        if not before.heading and subject(before.read):
            return at
    return None


def subject(text: str) -> str:
    """What stands before a verb of speech, or right after the first one, if it has a name."""
    plain = QUOTED.sub(" ", text)
    spoken = verbs(plain)
    if not spoken:
        return ""
    start, end = spoken[0]
    if _PRONOUN.search(_near(plain, spoken[0])):
        return ""
    before, after = plain[:start], " ".join(plain[end:].split()[:_AFTER])
    turned = not before.strip(" ,.") or before.rstrip().endswith(",")
    if turned and _people(after):
        return after
    return next((plain[:start] for start, _ in spoken if _people(plain[:start])), "")


def _near(text: str, span: tuple[int, int]) -> str:
    """A verb with the words beside it: "she also said", "said he"."""
    before, after = text[: span[0]].split()[-_BESIDE:], text[span[1] :].split()[:1]
    return " ".join([*before, *after])


def _people(text: str) -> list[str]:
    """Names that no place or time goes by: who may speak."""
    placed = set(lexicon.located(text))
    return [
        name
        for name in lexicon.names(text)
        if name not in placed and words.fold(name) not in lexicon.TIMES
    ]


def verbs(text: str) -> list[tuple[int, int]]:
    """Where the verbs of speech of a text stand."""
    return [
        match.span()
        for match in words.TOKEN.finditer(text)
        if not match.group()[0].isupper()
        and words.stem(words.fold(match.group())) in lexicon.SPEECH
    ]
