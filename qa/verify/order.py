"""Who did what to whom, where the order of the words tells."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from qa.text import meanings, words
from qa.text.language import ENGLISH
from qa.verify.alignment import Alignment
from qa.verify.findings import Finding
from qa.verify.reading import Reading, is_verbal

_BE = meanings.listed("grammar", "be")
_PASSIVE_REACH = 3  # words before a participle in which its "was" stands
_PREPOSITIONS = meanings.listed("grammar", "prepositions")


@dataclass(frozen=True)
class Roles:
    """The positions of who does something, and of what it is done to or with.

    `has_agent` is true also where only a pronoun does it, or where nobody is told to.
    """

    agent: frozenset[int]
    patient: frozenset[int]
    has_agent: bool


def findings(pair: Alignment) -> Iterator[Finding]:
    """Verbs whose two sides are exchanged, or whose doer is another in the source."""
    for at, others in _pivots(pair):
        if all(_is_exchanged(pair, at, other) for other in others):
            yield Finding(f"in the source it is another who “{pair.statement.words[at].text}”")
            return


def _is_exchanged(pair: Alignment, at: int, other: int) -> bool:
    """Whether who does something in the statement does not do it in the source."""
    mine, theirs = roles(pair.statement, at), roles(pair.source, other)
    agents, patients = _matched(pair, mine.agent), _matched(pair, mine.patient)
    if agents & (theirs.patient - theirs.agent) and patients & (theirs.agent - theirs.patient):
        return True
    if not agents or agents & theirs.agent or not theirs.has_agent:
        return False
    sentence = pair.source.words[other].sentence
    elsewhere = all(pair.source.words[i].sentence == sentence for i in agents)
    return bool(agents & theirs.patient) or (bool(theirs.agent) and elsewhere)


def _pivots(pair: Alignment) -> Iterator[tuple[int, Sequence[int]]]:
    """Verbs of the statement, each with those of the source that it may be; else "is" with "is"."""
    for number in pair.statement.clauses:
        content = [at for at in pair.of_clause(number) if at in pair.matches]
        verbs = [
            at
            for at in content
            if _is_pivot(pair.statement, at) and pair.matches[at].relation in ("same", "alike")
        ]
        for at in verbs:
            yield at, pair.alike(at)
        if verbs or not content:
            continue
        mine = _copula(pair.statement, pair.statement.clause(number))
        last = pair.source.words[pair.matches[content[-1]].at].clause
        theirs = _copula(pair.source, pair.source.clause(last))
        if mine is not None and theirs is not None:
            yield mine, (theirs,)


def _copula(reading: Reading, clause: range) -> int | None:
    return next((i for i in clause if reading.tokens[i] in _BE), None)


def roles(reading: Reading, pivot: int) -> Roles:
    """The two sides of a verb, the passive turned round; after a preposition stands no subject."""
    clause = reading.clause(reading.words[pivot].clause)
    if reading.tokens[pivot].endswith("ing") and pivot == clause.start:
        return _inverted(reading, pivot, clause)
    before = _heads(reading, frozenset(range(clause.start, pivot)))
    if not before and clause.start > 0:
        before = _inherited(reading, clause)
    after = frozenset(i for i in range(pivot + 1, clause.stop) if _carries(reading, i))
    if _is_passive(reading, pivot, clause):
        by = next((i for i in range(pivot + 1, clause.stop) if reading.tokens[i] == "by"), None)
        doers = _heads(reading, frozenset(range(by + 1, clause.stop))) if by else frozenset()
        return Roles(doers, before | (after - doers), True)
    pronoun = any(
        reading.tokens[i] in ENGLISH.conversation.sentence_openers
        for i in range(clause.start, pivot)
    )
    return Roles(before, after, bool(before) or pronoun)


def _inverted(reading: Reading, pivot: int, clause: range) -> Roles:
    """Who does something where it stands after "was": "Leading the delegation was Rubio"."""
    link = _copula(reading, clause)
    if link is None:
        return Roles(frozenset(), frozenset(), False)
    after = frozenset(range(link + 1, clause.stop))
    between = frozenset(i for i in range(pivot + 1, link) if _carries(reading, i))
    return Roles(_heads(reading, after), between, True)


def _is_pivot(reading: Reading, at: int) -> bool:
    word = reading.words[at]
    return is_verbal(word.text) and word.base not in meanings.lemmas("reports", "plain")


def _is_passive(reading: Reading, pivot: int, clause: range) -> bool:
    start = max(clause.start, pivot - _PASSIVE_REACH)
    return any(reading.tokens[i] in _BE for i in range(start, pivot))


def _inherited(reading: Reading, clause: range) -> frozenset[int]:
    """The subject that a clause without one takes over: that of the clause before it."""
    opener = reading.tokens[clause.start]
    number = reading.words[clause.start].clause - 1
    span = reading.clause(number)
    if not span or reading.words[span.start].sentence != reading.words[clause.start].sentence:
        return frozenset()
    if opener in ("who", "which", "that", "whom"):
        return _heads(reading, frozenset(span)) or (
            _inherited(reading, span) if span.start > 0 else frozenset()
        )
    verb = next((i for i in span if is_verbal(reading.tokens[i])), None)
    if verb is not None:
        return _heads(reading, frozenset(range(span.start, verb)))
    earlier = _inherited(reading, span) if span.start > 0 else frozenset()
    return earlier | _heads(reading, frozenset(span))


def _heads(reading: Reading, positions: frozenset[int]) -> frozenset[int]:
    """Words that carry something and stand after no preposition but "of"."""
    found = set()
    in_phrase = False
    for at in sorted(positions):
        word = reading.tokens[at]
        follows_preposition = at - 1 in positions and reading.tokens[at - 1] in _PREPOSITIONS
        if word in _PREPOSITIONS:
            in_phrase = word != "of"
        elif is_verbal(word):
            in_phrase = False
        elif word in ENGLISH.places.articles:
            in_phrase = in_phrase and follows_preposition
        elif not in_phrase and _carries(reading, at):
            found.add(at)
    return frozenset(found)


def _carries(reading: Reading, at: int) -> bool:
    token = reading.tokens[at]
    return token not in words.STOPWORDS and not token[0].isdigit() and not is_verbal(token)


def _matched(pair: Alignment, positions: frozenset[int]) -> frozenset[int]:
    return frozenset(pair.matches[at].at for at in positions if at in pair.matches)
