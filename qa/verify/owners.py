"""Whose somebody is: what "Reed's brother" and "her brother" do, Reed does not."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from qa.text import meanings, numbers
from qa.text.language import ENGLISH
from qa.verify import named, order, roles
from qa.verify.alignment import Alignment
from qa.verify.reading import Reading, is_verbal

_PREPOSITIONS = meanings.listed("grammar", "prepositions")
_POSSESSIVE = ENGLISH.referents.possessive
_ARTICLES = meanings.listed("grammar", "articles") - _PREPOSITIONS - _POSSESSIVE
_OF = "of"


def is_owners(
    pair: Alignment, mine: Sequence[range], verb: int, every: Sequence[range], around: Reading
) -> bool:
    """Whether a verb of the source is told of what belongs to a name, and not of the name.

    Args:
        pair: The statement beside its source.
        mine: The names of the statement that do what the verb tells.
        verb: Where the source has it.
        every: The names of the source.
        around: The whole article, where a name may be called what the verb is told of.
    """
    source = pair.source
    subject = subject_of(source, verb)
    if not subject:
        return False
    met = {place for at in pair.matches for place in pair.alike(at)}
    own = [run for run in every if any(named.may_be_one(pair, one, run) for one in mine)]
    inside = [run for run in own if set(run) & subject]
    if inside:
        heads = [_owned(source, run, subject) for run in inside]
        return all(head is not None and head not in met for head in heads)
    sentence = source.words[verb].sentence
    if any(source.words[run.start].sentence == sentence for run in own):
        return False
    return any(
        head not in met and not _is_called(pair, source.tokens[head], mine, around)
        for head in _after_pronoun(source, subject, verb)
    )


def is_owned(
    pair: Alignment, at: int, verb: int, mine: Sequence[range], theirs: Sequence[range]
) -> bool:
    """Whether a verb of the source is told of a name, and that of the statement of what is its.

    Args:
        pair: The statement beside its source.
        at: Where the statement has the verb.
        verb: Where the source has it.
        mine: The names of the statement.
        theirs: Those of the source.
    """
    subject, other = subject_of(pair.statement, at), subject_of(pair.source, verb)
    for name in mine:
        head = _owned(pair.statement, name, subject) if set(name) & subject else None
        if head is None or not other.isdisjoint(pair.alike(head)):
            continue
        heads = [run for run in theirs if set(run) & other and not _owned(pair.source, run, other)]
        if any(named.may_be_one(pair, name, run) for run in heads):
            return True
    return False


def subject_of(reading: Reading, verb: int) -> frozenset[int]:
    """What a verb is told of: who does it, or to what it is done where nobody is told to."""
    clause = reading.clause(reading.words[verb].clause)
    sides = order.roles(reading, verb)
    if order.is_passive(reading, verb, clause) and not sides.agent:
        return order.subject(reading, verb, clause)
    return sides.agent


def _owned(reading: Reading, name: range, subject: frozenset[int]) -> int | None:
    """The noun that belongs to a name: after it ("Reed's brother"), or before "of" it."""
    before = reading.tokens[name.start - 1] if name.start else ""
    if before == _OF:
        return name.start - 2 if name.start - 2 in subject else None
    after = [at for at in subject if at >= name.stop]
    follows = name.stop in after and not is_verbal(reading.tokens[name.stop])
    follows = follows and not numbers.is_word(reading.tokens[name.stop])
    if not follows or reading.words[max(after)].clause != reading.words[name.start].clause:
        return None
    owns = rf"\b{re.escape(reading.written(reading.tokens[name.stop - 1]))}(?:['’]s|s['’])\s"
    return max(after) if before in _ARTICLES or re.search(owns, reading.text) else None


def _after_pronoun(source: Reading, subject: frozenset[int], verb: int) -> Iterator[int]:
    """The noun after "his" or "their" that the verb of its clause is told of."""
    first = min(subject)
    clause = source.words[verb].clause
    before = source.words[first - 1] if first else None
    if before is None or before.clause != clause or source.words[first].clause != clause:
        return
    if before.text in _POSSESSIVE:
        yield max(at for at in subject if source.words[at].clause == clause)


def _is_called(pair: Alignment, noun: str, mine: Sequence[range], around: Reading) -> bool:
    """Whether the article calls a name so anywhere: who "his deputy" is."""
    tokens = pair.statement.tokens
    return any(
        roles.beside(around, noun, tokens[run.stop - 1], tokens[run.start : run.stop])
        for run in mine
    )
