"""What somebody is of what: the treasurer of one firm is not that of another, nor its director."""

from __future__ import annotations

import re
from collections.abc import Iterator

from qa.answer import confidence, foreign, speaker, surroundings
from qa.answer.counterpart import Counterpart
from qa.answer.spans import CharacterRange
from qa.index.memory import Index
from qa.search.ranking import Ranking
from qa.text import lexicon, meanings, roles, words
from qa.text.language import ENGLISH, alternatives
from qa.text.roles import Role

_ALIKE = ("same", "alike")
_ASKS_WHO = re.compile(rf"\W*(?:{alternatives(ENGLISH.referents.asking_persons)})\b", re.IGNORECASE)
_NAME = r"[A-Z][\w'’-]*(?: (?:& |of )?[A-Z][\w'’-]*)*"
_PAIR = re.compile(
    rf"\b(?P<noun>[a-z][\w-]+) {ENGLISH.compounds.owning} (?:the )?(?P<name>{_NAME})"
)
_RANKS = [frozenset(row.split()) for row in ENGLISH.names.ranks]
_HIS = re.compile(
    rf"\W*(?:{alternatives(ENGLISH.referents.possessive & ENGLISH.referents.persons)}) ",
    re.IGNORECASE,
)
_DOER = re.compile("(?:[eo]r)$")  # a director directs
_LEADS = ENGLISH.names.leads  # verbs of who has nearly any office
_PAST = _RANKS[1]  # what somebody was
_PRESENT = frozenset({"is", "are", "s"})
# What nearly everything that has roles may be called: "the club", of Thornby Rovers.
_ANY = ENGLISH.referents.one | {"team", "side"}


def another(index: Index, ranking: Ranking, sentence: int) -> Counterpart | None:
    """What a sentence tells of instead of the one of a question; None where it may tell of it.

    Args:
        index: Where the sentence is.
        ranking: Its scores for the question.
        sentence: The one that would answer.
    """
    question, text = ranking.query.corrected, index.rows[sentence].read
    if ranking.query.language != ENGLISH.code or foreign.is_across(index, ranking, sentence):
        return None
    if not _ASKS_WHO.match(question):
        return None
    said = words.split(text)
    held = set(map(words.stem, said))
    for noun, name in _pairs(question):
        has_noun = any(meanings.relation(noun, word) in _ALIKE for word in said)
        for other, whose in _pairs(text):
            if _terms(name).isdisjoint(held):
                if meanings.relation(noun, other) == "same":
                    return Counterpart(name, whose)
            elif not has_noun and not _terms(name).isdisjoint(_terms(whose)):
                return Counterpart(noun, other)
    return None


def of_another(
    index: Index, ranking: Ranking, sentence: int, span: CharacterRange | None
) -> Counterpart | None:
    """The other role in which a sentence names somebody; None where it may be the one asked for.

    Asked for the treasurer of a club it is neither its chairman nor the treasurer of another.

    Args:
        index: Where the sentence is.
        ranking: Its scores for the question.
        sentence: The one that would answer.
        span: The characters of it that answer.
    """
    question, text = ranking.query.corrected, index.rows[sentence].read
    if ranking.query.language != ENGLISH.code or foreign.is_across(index, ranking, sentence):
        return None
    wanted = roles.asked(question)
    if wanted is None or span is None:
        return None
    told = roles.of(text, *span)
    if told and (owner := _owned_by_another(index, sentence, wanted)):
        return Counterpart(wanted.whose, owner)
    now = not _PRESENT.isdisjoint(words.split(question)[:2])
    others = [_apart(index, sentence, wanted, one, now=now) for one in told]
    return others[0] if others and all(others) else None


def unsaid(index: Index, ranking: Ranking, sentence: int) -> str:
    """The office of a question of which nothing in a sentence or before it tells.

    Args:
        index: Where the sentence is.
        ranking: Its scores for the question.
        sentence: The one that would answer.

    Returns:
        It, in words; empty where something does, or no office is asked for.
    """
    wanted = roles.asked(ranking.query.corrected)
    if wanted is None or wanted.noun not in ENGLISH.names.offices - ENGLISH.names.leading:
        return ""
    if ranking.query.language != ENGLISH.code or foreign.is_across(index, ranking, sentence):
        return ""
    row = index.rows[sentence]
    before = index.rows[sentence - 1].read if row.index else ""
    said = words.split(f"{row.title} {before} {row.context} {row.read}")
    base = meanings.lemma(_DOER.sub("", wanted.noun))
    told = any(
        _is_one(wanted.noun, word) or meanings.lemma(word) == base or word in _LEADS
        for word in said
    )
    return "" if told else wanted.name


def _apart(
    index: Index, sentence: int, wanted: Role, told: Role, *, now: bool
) -> Counterpart | None:
    """What tells two roles apart; None where they may be one."""
    if _stands_for(index, sentence, wanted, told):
        return None
    if not _is_one(wanted.noun, told.noun) or _differ_in_rank(wanted, told, now=now):
        return Counterpart(wanted.name, told.name)
    if wanted.whose and told.whose and _is_anothers(index, sentence, wanted.whose, told.whose):
        return Counterpart(wanted.whose, told.whose)
    return None


def _stands_for(index: Index, sentence: int, wanted: Role, told: Role) -> bool:
    """Whether a rank by itself is that of a role which the sentence before has: "her deputy"."""
    ranks = [rank for rank in _RANKS if told.noun in rank]
    same = not told.own and any(not rank.isdisjoint(wanted.own) for rank in ranks)
    before = index.terms[sentence - 1] if index.rows[sentence].index else ()
    return same and words.stem(wanted.noun) in before


def _is_one(wanted: str, told: str) -> bool:
    heads, leading = ENGLISH.names.heads, ENGLISH.names.leading
    either = {wanted, told}
    return (
        meanings.relation(wanted, told) in _ALIKE
        or words.stem(wanted) == words.stem(told)
        or (either <= heads and not either.isdisjoint(leading))
    )


def _differ_in_rank(wanted: Role, told: Role, *, now: bool) -> bool:
    for rank in _RANKS:
        asked, said = (not rank.isdisjoint((*one.own, one.noun)) for one in (wanted, told))
        if asked != said and (asked or rank is not _PAST or now):
            return True
    return False


def _is_anothers(index: Index, sentence: int, wanted: str, told: str) -> bool:
    """Whether a role is of another one: both are named, or an article has both."""
    asked, said = _terms(wanted), _terms(told)
    if not asked or not said or any(confidence.holds(said, term) for term in asked):
        return False
    if any(words.is_place(term) for term in asked | said) or said <= _ANY:
        return False
    if not asked.isdisjoint(index.terms[sentence]) or asked <= _ANY:
        return False
    named = [bool(lexicon.names(f"the {one}")) for one in (wanted, told)]
    if all(named):
        apart = (
            not asked.isdisjoint(held) and not said.isdisjoint(held)
            for held in (set(index.terms[i]) for i in index.article_of(sentence))
        )
        return any(apart) or asked.isdisjoint(surroundings.terms(index, sentence))
    every = {term for i in index.article_of(sentence) for term in index.terms[i]}
    return not any(named) and asked <= every


def _owned_by_another(index: Index, sentence: int, wanted: Role) -> str:
    """Who "his" is in a sentence that opens so, where the role of another one is asked for."""
    text = index.rows[sentence].read
    if not lexicon.names(f"the {wanted.whose}") or not _HIS.match(text):
        return ""
    first = index.article_of(sentence).start
    for at in range(sentence - 1, max(first, sentence - speaker.BACK) - 1, -1):
        if people := speaker.people(index.rows[at].read):
            held = set(index.terms[at])
            return "" if _terms(wanted.whose) & held else people[0]
    return ""


def _pairs(text: str) -> Iterator[tuple[str, str]]:
    """Each noun before "of" and a name: "treasurer", "Tarn"."""
    for match in _PAIR.finditer(text):
        if words.fold(match["noun"]) not in words.STOPWORDS:
            yield words.fold(match["noun"]), match["name"]


def _terms(name: str) -> set[str]:
    return {words.stem(word) for word in words.split(name) if word not in words.STOPWORDS}
