"""Whose amount a sentence gives: what the roof cost is not what the school did.

Told where a sentence has the verb of the question with another subject, which the article names
beside the one that is asked for.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from qa.answer import foreign
from qa.answer.counterpart import Counterpart
from qa.answer.reader import TYPED
from qa.index.memory import Index
from qa.search.ranking import Ranking
from qa.text import lexicon, meanings, questions, words
from qa.text.language import ENGLISH

_ALIKE = ("same", "alike")
_NAME = r"[A-Z][\w'’-]*(?: [A-Z][\w'’-]*)*"
_OPENS = re.compile(rf"The (?:[a-z]+ )?(?P<noun>[a-z]+) (?P<name>{_NAME})")
_STOPS = re.compile(r"(?<=[^\W\d_]{3}[.!?])\s+(?=[A-Z])")
_PREPOSITIONS = meanings.listed("grammar", "prepositions") | ENGLISH.counterparts.placing
_DETERMINERS = ENGLISH.compounds.determiners
_NOUNS = ENGLISH.referents
_BEING = ENGLISH.choices.being
_HELPING = frozenset(ENGLISH.questions.auxiliaries)
# What may be the very thing that is asked for, by another name.
_WHOLES = ENGLISH.counterparts.wholes | _NOUNS.one | _NOUNS.some | _NOUNS.anybody


def another(index: Index, ranking: Ranking, sentence: int) -> Counterpart | None:
    """The other subject that a sentence surely has; None where it may be the one asked for.

    Args:
        index: Where the sentence is.
        ranking: Its scores for the question.
        sentence: The one that would answer.
    """
    question = ranking.query.corrected
    if ranking.query.language != ENGLISH.code or questions.wanted(question).kind not in TYPED:
        return None
    if foreign.is_across(index, ranking, sentence):
        return None
    texts = _STOPS.split(index.rows[sentence].read)  # an item may have several
    if called := _called_otherwise(index, question, sentence):
        return called
    for text in texts:
        said = words.split(text)
        for at, verb in enumerate(said):
            noun = _asked(question, verb, said[:at]) if _is_verb(said, at) else ""
            if noun and any(noun in words.split(other) for other in texts if other != text):
                return None
            if noun and (told := _other(question, noun, said[:at])):
                return Counterpart(noun, told) if _is_apart(index, sentence, noun, told) else None
    return None


def _called_otherwise(index: Index, question: str, sentence: int) -> Counterpart | None:
    """What opens a sentence with a name, where the article names otherwise what is asked about.

    "How much did the tug cost?" – "The lifeboat Mary cost 2.1 million", beside "the tug Bruno".
    """
    opens = _OPENS.match(index.rows[sentence].read)
    if opens is None:
        return None
    asked, held = words.split(question), set(index.terms[sentence])
    own, name = opens["noun"], set(words.terms(opens["name"]))
    if own in asked or not name.isdisjoint(words.terms(question)):
        return None
    every = [index.rows[i].read for i in index.article_of(sentence)]
    for led, noun in pairwise(asked):
        if led not in _DETERMINERS or words.stem(noun) in held or meanings.relation(noun, own):
            continue
        named = re.compile(rf"\b{re.escape(noun)} (?P<name>{_NAME})")
        others = [set(words.terms(m["name"])) for text in every for m in named.finditer(text)]
        if others and all(other.isdisjoint(name | held) for other in others):
            return Counterpart(noun, own)
    return None


def _is_verb(said: Sequence[str], at: int) -> bool:
    word, before = said[at], said[at - 1] if at else ""
    led = before in _DETERMINERS or before[:1].isdigit() or word in _HELPING
    return not led and (word.endswith(("ed", "s")) or meanings.is_irregular(word))


def _asked(question: str, verb: str, before: Sequence[str]) -> str:
    """The noun of which a question asks with a verb: "school" in "did the school at Solm cost".

    None where it was done to it, and the sentence tells who did: "was the floor cut", "a team cut".
    """
    asked = words.split(question)
    named = {word for name in lexicon.names(question) for word in words.split(name)}
    helps = (at for at, word in enumerate(asked) if word in ENGLISH.questions.auxiliaries)
    start = next(helps, len(asked)) + 1
    if not _BEING.isdisjoint(asked[start - 1 : start]) and _BEING.isdisjoint(before):
        return ""
    same = (
        at for at in range(start, len(asked)) if meanings.lemma(asked[at]) == meanings.lemma(verb)
    )
    end = next(same, start)
    if start >= end or asked[start] not in _DETERMINERS:
        return ""
    run = _run(asked[start + 1 : end])
    return run[-1] if run and run[-1] not in named else ""


def _other(question: str, noun: str, before: Sequence[str]) -> str:
    """The subject before a verb, where it is surely not what a question asks of; else empty."""
    told = _subject(before)
    if not told or told in _WHOLES or words.stem(noun) in map(words.stem, before):
        return ""
    if re.search(rf"\b{noun} {ENGLISH.compounds.owning} (?:\w+ )?{told}\b", words.fold(question)):
        return told  # the tower, of whose roof it is asked
    alike = any(meanings.relation(told, word) in _ALIKE for word in words.split(question))
    return "" if alike else told


def _is_apart(index: Index, sentence: int, noun: str, other: str) -> bool:
    """Whether two nouns are not the same: one is owned, or an article names both in a sentence."""
    said = words.split(index.rows[sentence].read)
    owned = said[0] in ENGLISH.referents.possessive or "one" in said
    both = {words.stem(noun), words.stem(other)}
    return owned or any(both <= set(index.terms[i]) for i in index.article_of(sentence))


def _subject(before: Sequence[str]) -> str:
    """The noun that the first determiner of a sentence opens; empty where it opens with none."""
    if len(before) < 2 or before[0] not in _DETERMINERS - ENGLISH.compounds.subjects:
        return ""
    run = _run(before[1:])
    return run[-1] if run else ""


def _run(said: Sequence[str]) -> list[str]:
    """The words up to the first that ends a noun phrase."""
    ends = (i for i, w in enumerate(said) if w in words.STOPWORDS or w in _PREPOSITIONS)
    return list(said[: next(ends, len(said))])
