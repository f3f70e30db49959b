"""What it is asked who did: a sentence that tells who did something else does not answer it.

"Who scored the penalty?" is not answered by whose penalty was saved, where the article tells of
other goals that were scored; nor "Who founded Nordkiks?" by who founded what belongs to Nordkiks.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from qa.answer import foreign, pronouns
from qa.index.memory import Index
from qa.search.ranking import Ranking
from qa.text import lexicon, meanings, words
from qa.text.language import ENGLISH, alternatives

_ALIKE = ("same", "alike", "converse")
_ASKED = re.compile(rf"\b(?:{alternatives(ENGLISH.questions.interrogatives)})\b")
_WAS = meanings.listed("grammar", "be") & meanings.listed("grammar", "past")
_DONE = re.compile(
    rf"\b(?:{alternatives(tuple(sorted(_WAS)))}) (?:the )?"
    r"[A-Z][\w'’-]*(?: [A-Z][\w'’-]*)* (?P<verb>[a-z]+)\W*$"
)
# Verbs that say little by themselves: "came second", "had a cold", "made an offer".
_LIGHT = ENGLISH.counterparts.light
_ADVERBS = ENGLISH.counterparts.ordinals | ENGLISH.counterparts.foremost
_WINNING, _BEATING = ENGLISH.counterparts.winning, ENGLISH.counterparts.beating


def another(index: Index, ranking: Ranking, sentence: int, *, unsure: bool = False) -> str:
    """The verb of a question for who did something, of which a sentence surely tells otherwise.

    Either its article has the verb elsewhere, and the sentence or the one it leans on none alike;
    or the sentence tells it of "it", and has the name of the question later, as something else.

    Args:
        index: Where the sentence is.
        ranking: Its scores for the question.
        sentence: The one that would answer.
        unsure: Whether its answer is not surely marked: then also of what was done to somebody, as
            "booked" in "When was Hale booked?".

    Returns:
        It, as the question has it; empty where the sentence may tell of it.
    """
    question = ranking.query.corrected
    verb = _verb(question) or (_undergone(question) if unsure else "")
    row = index.rows[sentence]
    if not verb or ranking.query.language != ENGLISH.code or row.reading:
        return ""
    if foreign.is_across(index, ranking, sentence):
        return ""
    said = words.split(row.read)
    near = [*said, *words.split(row.context)]
    if row.index and (pronouns.opens(row.read) or row.kind != "prose"):
        near += words.split(index.rows[sentence - 1].read)
    if any(tells(verb, word) for word in near):
        return verb if _is_of_it(question, row.read, said, verb) else ""
    every = (word for i in index.article_of(sentence) for word in words.split(index.rows[i].read))
    return verb if any(meanings.lemma(word) == meanings.lemma(verb) for word in every) else ""


def tells(verb: str, word: str) -> bool:
    """Whether a word is alike to a verb, or tells of who has won by whom they beat."""
    base, other = meanings.lemma(verb), meanings.lemma(word)
    beaten = base in map(meanings.lemma, _WINNING) and other in map(meanings.lemma, _BEATING)
    return beaten or meanings.relation(verb, word) in _ALIKE


def _verb(question: str) -> str:
    """The verb after "who", where that is the one interrogative of a question."""
    folded = words.fold(question)
    asked = words.split(folded)
    while len(asked) > 2 and _is_adverb(asked[1]):
        del asked[1]  # "who first said", "who originally owned"
    if len(asked) < 2 or asked[0] != "who" or len(_ASKED.findall(folded)) > 1:
        return ""
    none = words.STOPWORDS | _LIGHT | frozenset(ENGLISH.questions.auxiliaries)
    spoken = words.stem(asked[1]) in lexicon.SPEECH  # `attribution` tells whose words they are
    return "" if spoken or asked[1] in none else asked[1]


def _is_adverb(word: str) -> bool:
    return word in _ADVERBS or (word.endswith("ly") and meanings.lemma(word) == word)


def _undergone(question: str) -> str:
    """The verb of what was done to one who is named: "In which minute was Hale booked?"."""
    asked = _DONE.search(question)
    return asked["verb"] if asked and asked["verb"] not in _LIGHT | words.STOPWORDS else ""


def _is_of_it(question: str, text: str, said: Sequence[str], verb: str) -> bool:
    """Whether a pronoun opens a text, before the verb, and a name of the question comes later."""
    if not pronouns.opens(text):
        return False
    named = {words.stem(word) for name in lexicon.names(question) for word in words.split(name)}
    done = next((at for at, w in enumerate(said) if meanings.relation(w, verb) == "same"), None)
    at = next((at for at, word in enumerate(said) if words.stem(word) in named), None)
    return done is not None and at is not None and done < at and _is_passive(said, done)


def _is_passive(said: Sequence[str], at: int) -> bool:
    return not meanings.listed("grammar", "be").isdisjoint(said[max(0, at - 2) : at])
