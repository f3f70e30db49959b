"""Who did what to whom, where the order of the words tells."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from qa.text import meanings, words
from qa.text.language import ENGLISH
from qa.verify.alignment import Alignment
from qa.verify.findings import Finding
from qa.verify.reading import Reading, is_verbal

_BE = frozenset("am is are was were be been being".split())
_PASSIVE_REACH = 3  # words before a participle in which its "was" stands
_PREPOSITIONS = frozenset(
    "in on at of from to for with without into onto over under near during after before since until by "
    "against between among about above below through across".split()
)


@dataclass(frozen=True)
class Roles:
    """The positions of who does something, and of what it is done to or with."""

    agent: frozenset[int]
    patient: frozenset[int]


def findings(pair: Alignment) -> Iterator[Finding]:
    """Verbs whose two sides are exchanged, or whose doer is another in the source."""
    for at, match in pair.matches.items():
        if not _is_pivot(pair.statement, at) or match.relation not in ("same", "alike"):
            continue
        mine, theirs = roles(pair.statement, at), roles(pair.source, match.at)
        agents = _matched(pair, mine.agent)
        if not agents or agents & theirs.agent:
            continue
        if agents & theirs.patient and not _matched(pair, mine.patient) & (
            theirs.patient - agents
        ) - theirs.agent:
            verb = pair.statement.words[at].text
            yield Finding(f"in the source it is another who “{verb}”")
            return
        if agents & theirs.patient and _heads(pair.source, theirs.agent):
            verb = pair.statement.words[at].text
            yield Finding(f"in the source it is another who “{verb}”")
            return


def roles(reading: Reading, pivot: int) -> Roles:
    """The two sides of a verb, the passive turned round; words after prepositions are no subject."""
    clause = reading.clause(reading.words[pivot].clause)
    before = _heads(reading, frozenset(range(clause.start, pivot)))
    if not before and clause.start > 0:
        before = _inherited(reading, clause)
    after = frozenset(i for i in range(pivot + 1, clause.stop) if _carries(reading, i))
    if _is_passive(reading, pivot, clause):
        by = next((i for i in range(pivot + 1, clause.stop) if reading.tokens[i] == "by"), None)
        doers = frozenset(i for i in after if by is not None and i > by)
        return Roles(doers, before | (after - doers))
    return Roles(before, after)


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
    verb = next((i for i in span if is_verbal(reading.tokens[i])), span.stop)
    found = _heads(reading, frozenset(range(span.start, verb)))
    return found or (_inherited(reading, span) if span.start > 0 else frozenset())


def _heads(reading: Reading, positions: frozenset[int]) -> frozenset[int]:
    """Words that carry something and stand after no preposition."""
    found = set()
    in_phrase = False
    for i in sorted(positions):
        token = reading.tokens[i]
        if token in _PREPOSITIONS:
            in_phrase = token != "of"
        elif token in ENGLISH.places.articles or is_verbal(token):
            in_phrase = in_phrase and not is_verbal(token) and i - 1 in positions and (
                reading.tokens[i - 1] in _PREPOSITIONS
            )
        elif not in_phrase and _carries(reading, i):
            found.add(i)
    return frozenset(found)


def _carries(reading: Reading, at: int) -> bool:
    token = reading.tokens[at]
    return token not in words.STOPWORDS and not token[0].isdigit() and not is_verbal(token)


def _matched(pair: Alignment, positions: frozenset[int]) -> frozenset[int]:
    return frozenset(pair.matches[at].at for at in positions if at in pair.matches)
