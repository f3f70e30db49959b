"""Sentences about somebody or something else than the question names: they do not answer it.

"Where was Owen Pryce born?" is not answered by where Rowland was, nor "Who built the Priory
Bridge?" by who built the Station Bridge, though nothing better is near.
"""

from __future__ import annotations

import re
from itertools import pairwise

from qa.answer import foreign, others, pronouns, speaker
from qa.index.memory import Index
from qa.locale import gettext_noop
from qa.search.ranking import Ranking
from qa.text import lexicon, questions, referents, words
from qa.text.language import ENGLISH

# Why a question is refused of which all that is near tells of another one.
ANOTHER = gettext_noop("the sentences that come nearest are about another one")
# The same where they have it the other way round: who was beaten, where it is asked how they won.
TURNED = gettext_noop("the articles tell it the other way round")

_NAME = r"[A-Z][\w'’-]+(?: [A-Z][\w'’-]+)*"
_NUMBER = re.compile(r"\b\d{1,3}\b")
_AGED = re.compile(
    rf"({_NAME}), (?:aged )?\d{{1,3}}\b(?=[,.;)])|\b\d{{1,3}}-year-old (?:\w+ ){{0,2}}?({_NAME})"
)
_WIDER = frozenset(words.stem(place) for place in ENGLISH.places.wider)
_RUN = re.compile(r"(?<![\w-])[A-Z][\w'’-]*(?: [A-Z][\w'’-]*)+")


def tells_of(index: Index, ranking: Ranking, sentence: int) -> bool:
    """Whether a sentence surely tells of another one than the question names.

    Args:
        index: Where the sentence is.
        ranking: Its scores for the question.
        sentence: Its number.
    """
    question = ranking.query.corrected
    if ranking.query.language != ENGLISH.code or foreign.is_across(index, ranking, sentence):
        return False  # "Reino Unido", "Oficina Federal": the kind stands first, and names otherwise
    asked = others.person(index, question)
    aged = bool(asked) and questions.wanted(question).kind == "age"
    if aged and _tells_anothers_age(index.rows[sentence].read, asked):
        return True
    if asked and _of_another_person(index, sentence, asked, question):
        return True
    return _of_another_thing(index, question, sentence) or _of_another_country(
        question, index.rows[sentence].read
    )


def _of_another_person(index: Index, sentence: int, asked: set[str], question: str) -> bool:
    """Whether a sentence names somebody, by name or by a pronoun, and nobody of the question."""
    if not others.is_subject(question):
        return False  # "the manager of Thornby Rovers": what is asked may be told without it
    text = index.rows[sentence].read
    if (asked | _terms(" ".join(lexicon.names(question)))) & _terms(text):
        return False
    if referents.pronoun(text) is not None:
        meant = pronouns.named(index, sentence)
        if meant is None or meant.span is None:
            return False
        named = index.rows[meant.at].text
        return not asked & _terms(named[slice(*meant.span)])
    people = (word for name in speaker.people(text) for word in words.split(name))
    return not all(index.vocabulary.in_dictionary(word) for word in people)  # "Number of pupils: 9"


def _tells_anothers_age(text: str, asked: set[str]) -> bool:
    """Whether each age in a text stands beside the name of somebody who was not asked for.

    "Corin Petrov, 41, has a brother, Jago" does not say how old Jago Petrov is.
    """
    owners = [match[1] or match[2] for match in _AGED.finditer(text)]
    left = _NUMBER.search(_AGED.sub(" ", text))
    return bool(owners) and not left and all(not asked <= _terms(owner) for owner in owners)


def _of_another_thing(index: Index, question: str, sentence: int) -> bool:
    """Whether a sentence names another one of a kind: the Station Bridge, not the Priory Bridge."""
    around = {term for i in _near(index, sentence) for term in index.terms[i]}
    named = [run.split() for run in _RUN.findall(index.rows[sentence].read)]
    for run in _RUN.finditer(question):
        *own, kind = run.group().split()
        called = (other for word in own for other in lexicon.also_called(words.fold(word)))
        told = set(words.terms(" ".join(called)))
        others_of_kind = [one for one in named if one[-1] == kind]
        common = index.vocabulary.in_dictionary(words.fold(kind))
        if run.start() and common and others_of_kind and told and not told & around:
            return True
    return False


def _of_another_country(question: str, text: str) -> bool:
    """Whether a text has what is asked about of other countries only: not the Russian delegation.

    "How much did Russian businesses lose?" is not answered by what U.S. businesses did.
    """
    theirs = _by_country(text)
    return any(
        named and None not in named | told and named.isdisjoint(told)
        for noun, named in _by_country(question).items()
        if (told := theirs.get(noun))
    )


def _by_country(text: str) -> dict[str, set[str | None]]:
    """Each word of a text → the countries that it follows: "U.S. businesses"; None for no one."""
    capitals = words.capitals()
    found: dict[str, set[str | None]] = {}
    for before, word in pairwise(("", *words.split(text))):
        country, term = words.stem(before), words.stem(word)
        if word not in words.STOPWORDS and not words.is_place(term):
            known = words.is_place(country) and country not in _WIDER
            found.setdefault(term, set()).add(capitals.get(country, country) if known else None)
    return found


def _near(index: Index, sentence: int) -> range:
    every = index.sentences_of(index.rows[sentence].file)
    return range(max(every.start, sentence - 1), min(every.stop, sentence + 2))


def _terms(text: str) -> set[str]:
    return {words.stem(word) for word in words.split(text)}
