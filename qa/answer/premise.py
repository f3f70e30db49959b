"""What a question takes for granted, where the article of its answer says the opposite.

"When did Ada Kern leave the mill?" is not answered by when another one left, where she stays; nor
"Why did the mayor resign?" by why he is called on to.
"""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from itertools import pairwise

from qa.answer import foreign, planned
from qa.index.memory import Index
from qa.search.ranking import Ranking
from qa.text import lexicon, meanings, questions, words
from qa.text.language import ENGLISH

_ALIKE = ("same", "alike")
_OPPOSITE = ("contrary", "complement", "converse")
_PREPOSITIONS = frozenset(ENGLISH.compounds.prepositions)
_REACH = 4  # words before a verb in which it is denied; set by hand
_LIGHT = ENGLISH.counterparts.light  # who takes something may give another thing
_PRONOUNS = ENGLISH.compounds.subjects.intersection(ENGLISH.conversation.sentence_openers)


@dataclass(frozen=True)
class Premise:
    """What a question takes for so.

    Attributes:
        subject: Terms of who or what it is said of, in their order: of somebody the last name, of
            something its noun and the words before it.
        verb: The folded verb.
        rest: Terms of what else belongs to it.
    """

    subject: tuple[str, ...]
    verb: str
    rest: frozenset[str]


def contradicting(index: Index, ranking: Ranking, sentence: int) -> int | None:
    """The sentence that says the opposite of what a question takes for so, or only wants it.

    None where nothing in the article does, or where something says that it is so.

    Args:
        index: Where the sentence is.
        ranking: Its scores for the question.
        sentence: The one that would answer.
    """
    question = ranking.query.corrected
    if ranking.query.language != ENGLISH.code or questions.asks_whether(question):
        return None
    if questions.wanted(question).kind == "statement":
        return None
    premise = _premise(question)
    if premise is None or foreign.is_across(index, ranking, sentence):
        return None
    noun = premise.subject[-1]
    article = [
        i
        for i in index.article_of(sentence)
        if index.rows[i].kind == "prose" and (noun in index.terms[i] or noun in index.terms[i - 1])
    ]
    if any(_says(index, i, premise, question) for i in article):
        return None
    return next((i for i in article if _denies(index, i, premise, question)), None)


def _premise(question: str) -> Premise | None:
    """What a question takes for so: after an auxiliary who or what, and the verb."""
    asked = words.split(question)
    named = {word for name in lexicon.names(question) for word in words.split(name)}
    helps = (at for at, word in enumerate(asked) if word in ENGLISH.questions.auxiliaries)
    start = next(helps, len(asked))
    end = next((at for at in range(start, len(asked)) if asked[at] == "to"), len(asked))
    verbs = [
        at
        for at in range(start + 2, end)
        if asked[at] not in words.STOPWORDS | named
        and asked[at - 1] not in ENGLISH.compounds.determiners
        and _subject(asked[start + 1 : at], named)
    ]
    told = (at for at in verbs if meanings.has_opposites(asked[at]) and asked[at] not in _LIGHT)
    after = (at for at in verbs if asked[at - 1] in named)
    at = next(told, next(after, None))
    if at is None:
        return None
    return Premise(_subject(asked[start + 1 : at], named), asked[at], _terms(asked[at + 1 :]))


def _subject(said: Sequence[str], named: AbstractSet[str]) -> tuple[str, ...]:
    ends = (at for at, word in enumerate(said) if word in _PREPOSITIONS)
    own = [word for word in said[: next(ends, len(said))] if word not in words.STOPWORDS]
    things = [word for word in own if word not in named]
    return tuple(words.stem(word) for word in things or own[-1:])


def _terms(said: Sequence[str]) -> frozenset[str]:
    return frozenset(words.stem(word) for word in said if word not in words.STOPWORDS)


def _says(index: Index, sentence: int, premise: Premise, question: str) -> bool:
    """Whether a sentence has the verb, of the subject, and not as denied or only wanted."""
    text = index.rows[sentence].read
    said = words.split(text)
    return any(
        meanings.relation(word, premise.verb) in _ALIKE
        and not _is_denied(said[:at])
        and _is_on(index, sentence, premise)
        and not _is_wanted(question, text, said, at)
        for at, word in enumerate(said)
    )


def _denies(index: Index, sentence: int, premise: Premise, question: str) -> bool:
    text = index.rows[sentence].read
    said = words.split(text)
    near = not premise.rest or not premise.rest.isdisjoint(_terms(said))
    for at, word in enumerate(said):
        if not set(premise.subject) <= set(map(words.stem, said[:at])):
            continue
        relation = meanings.relation(word, premise.verb)
        denied = _is_denied(said[:at])
        if relation in _OPPOSITE and near and not denied and _is_verb(said, at):
            return True
        if relation == "same" and (denied or _is_wanted(question, text, said, at)):
            return True
    return False


def _is_verb(said: Sequence[str], at: int) -> bool:
    word, before = said[at], said[at - 1] if at else ""
    ended = word.endswith(("ed", "s")) or meanings.is_irregular(word)
    return ended or before in ENGLISH.questions.auxiliaries or before == "to"


def _is_wanted(question: str, text: str, said: Sequence[str], at: int) -> bool:
    """Whether a verb only tells what is wanted of somebody: "asked Brill to resign"."""
    return at > 0 and said[at - 1] == "to" and planned.is_only(question, text)


def _is_denied(before: Sequence[str], reach: int | None = _REACH) -> bool:
    return not ENGLISH.denials.words.isdisjoint(before[-reach:] if reach else before)


def _is_on(index: Index, sentence: int, premise: Premise) -> bool:
    """Whether a sentence speaks of the subject: it names it, or means it by a pronoun."""
    said = words.split(index.rows[sentence].read)
    if set(premise.subject) <= set(index.terms[sentence]) or any(
        before in ENGLISH.compounds.determiners and words.stem(word) == premise.subject[-1]
        for before, word in pairwise(said)
    ):
        return True
    leans = bool(said) and said[0] in _PRONOUNS
    return leans and set(premise.subject) <= set(index.terms[sentence - 1])
