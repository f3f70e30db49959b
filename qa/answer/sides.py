"""Which side of a contest a question is on: who beat somebody won, who was beaten lost."""

from __future__ import annotations

import re

from qa.answer.spans import CharacterRange
from qa.text import meanings, words
from qa.text.language import ENGLISH, alternatives

_BE = meanings.listed("grammar", "be")
_WORD = re.compile(r"[^\W\d_]+")
_WHO = alternatives(
    (*ENGLISH.referents.asking_persons, rf"(?:{alternatives(ENGLISH.questions.what)}) [\w-]+")
)
_ASKED = re.compile(rf"(?:\w+ )?(?:{_WHO}) (?P<verb>[a-z]+)\b", re.IGNORECASE)
_BEATING = frozenset(map(meanings.lemma, ENGLISH.counterparts.beating))
_WINNING = frozenset(map(meanings.lemma, ENGLISH.counterparts.winning))
_LOSING = frozenset(map(meanings.lemma, ENGLISH.counterparts.losing))


def asked(text: str, question: str) -> CharacterRange | None:
    """The part of a sentence that has who won, or who lost; None where it does not tell by a verb.

    "Ilse Vahl beat Marko Petric": the winner stands before the verb, unless it is in the passive.

    Args:
        text: The sentence.
        question: The question: "Who won?", "Which team lost the final?".
    """
    match = _ASKED.match(question)
    verb = meanings.lemma(words.fold(match["verb"])) if match else ""
    if verb not in _WINNING | _LOSING:
        return None
    found = list(_WORD.finditer(text))
    said = [words.fold(word.group()) for word in found]
    for at, word in enumerate(said):
        if not at or meanings.lemma(word) not in _BEATING:
            continue
        passive = not _BE.isdisjoint(said[max(0, at - 2) : at])
        before = (verb in _WINNING) != passive
        return (0, found[at].start()) if before else (found[at].end(), len(text))
    return None
