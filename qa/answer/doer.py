"""Who does in a sentence what a question asks of somebody else: "Ostrow employs 640 people".

"How many people does Brannock employ?" is not answered by it, though the sentence may go on "at its
works beside the plant of Brannock".
"""

from __future__ import annotations

import re

from qa.answer import foreign
from qa.index.memory import Index
from qa.search.ranking import Ranking
from qa.text import lexicon, meanings, questions, referents, words
from qa.text.language import ENGLISH, alternatives

_NAME = r"[A-Z][\w'’-]*(?: [A-Z][\w'’-]*)*"
_ASKED = re.compile(
    rf"\b(?:{alternatives(ENGLISH.choices.helping)}) (?:the (?:[a-z]+ )?)?"
    rf"(?P<name>{_NAME}) (?P<verb>[a-z]+)\b"
)
_SUBJECTS = alternatives(tuple(ENGLISH.referents.things))
# A name, or a pronoun for the one before it, with the verb right after it.
_DONE = re.compile(
    rf"(?P<led>\w+ )?(?:(?P<name>{_NAME})|(?P<it>(?i:{_SUBJECTS}))) "
    r"(?:also |now |already |[a-z]+ly )?(?P<verb>[a-z]+)\b"
)
_PRONOUNS = ENGLISH.compounds.subjects
_OBJECT = 3  # words after a verb among which its object stands; set by hand
_PREPOSITIONS = meanings.listed("grammar", "prepositions") | ENGLISH.counterparts.placing


def is_another(index: Index, ranking: Ranking, sentence: int) -> bool:
    """Whether a sentence surely has somebody else do what a question asks of one by name.

    Args:
        index: Where the sentence is.
        ranking: Its scores for the question.
        sentence: Its number.
    """
    question, text = ranking.query.corrected, index.rows[sentence].read
    asked = _ASKED.search(question)
    if asked is None or ranking.query.language != ENGLISH.code:
        return False
    if questions.wanted(question).kind == "statement":
        return False  # `attribution` tells whose words they are
    if foreign.is_across(index, ranking, sentence):
        return False
    name, own = _terms(asked["name"]), _terms(question)
    doers = [
        doer
        for done in _DONE.finditer(text)
        if meanings.lemma(done["verb"]) == meanings.lemma(asked["verb"])
        if (doer := _doer(text, done, name))
    ]
    apart = any(name <= set(index.terms[i]) for i in index.article_of(sentence))
    return apart and bool(doers) and all(own.isdisjoint(doer) for doer in doers)


def _doer(text: str, done: re.Match[str], name: set[str]) -> set[str]:
    """The terms of who does it; none where that is not sure, or is done to the one asked for."""
    after = _terms(" ".join(text[done.end() :].split()[:_OBJECT]))
    before = text[: done.start("verb")]
    led = words.fold((done["led"] or "").strip())
    if not name.isdisjoint(after) or led in _PREPOSITIONS:
        return set()
    if done["it"] is None:
        if words.fold(done["name"]) in _PRONOUNS:
            return set()
        known = set(lexicon.names(f"of {done['name']}"))
        return _terms(done["name"]) if known and name.isdisjoint(_terms(before)) else set()
    told = referents.candidates(done["it"], text[: done.start("it")])
    meant = [one for one in told if lexicon.names(f"of {one}")]
    return _terms(meant[0]) if len(meant) == 1 and name.isdisjoint(_terms(meant[0])) else set()


def _terms(text: str) -> set[str]:
    return {words.stem(word) for word in words.split(text)}
