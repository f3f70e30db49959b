"""Whether a sentence says another number, day or name of the very thing that a statement says.

A statement of which all but one value is in a sentence, and in which that value has a counterpart
of its kind there, is contradicted by it: "it cost 12 million crowns" by "it cost 10 million
crowns". Whatever else the checks find leaves it open.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from qa.index.memory import Index
from qa.locale import gettext
from qa.text import dates, factuality, meanings, words
from qa.text.amounts import Located
from qa.verify import figures, names, order, phrases, polarity, roles, slots
from qa.verify.alignment import Alignment
from qa.verify.findings import Finding
from qa.verify.reading import read

_EXCEPTING = meanings.listed("directions", "excepting")

Name = tuple[str, ...]  # its folded words


def findings(
    index: Index, statement: str, source: str, every: Sequence[Finding]
) -> Iterator[Finding]:
    """What a sentence says in the place of a value of a statement, where all else is alike.

    Args:
        index: What tells which words are names.
        statement: The statement.
        source: The sentence.
        every: All that the other checks found wrong with the statement beside it.
    """
    pair = Alignment(read(statement), read(source))
    if factuality.parts(source) or list(polarity.findings(pair)):
        return  # what is not so, or may not be, is not said in the place of anything
    if told := _said_instead(index, pair, every):
        yield Finding(told, "opposite", kind="instead")


def _said_instead(index: Index, pair: Alignment, every: Sequence[Finding]) -> str:
    found = [one for one in every if one.weight in ("opposite", "exact")]
    # Words that stand for what a pronoun of the source means are not told of.
    unmet = {pair.statement.words[at].text for at in pair.unmet} if found != every else set()
    valued = [one for one in figures.findings(pair) if one in found]
    if valued:
        alone = len(valued) == len(found) and unmet <= pair.statement.dates | figures.SEASONS
        return _reason(pair, valued[0]) if alone and _has_counterparts(pair) else ""
    return _other_name(index, pair, unmet, found)


def _reason(pair: Alignment, found: Finding) -> str:
    mine, theirs = (
        sorted(a.dates - b.dates)
        for a, b in ((pair.statement, pair.source), (pair.source, pair.statement))
    )
    if not mine or not theirs:
        if found.kind == "instead":
            return found.reason
        return _amount_instead(pair) or found.reason
    other = next((date for date in theirs if _same_calendar(mine[0], date)), theirs[0])
    return gettext(
        "the source says {other}, not {said}", other=other.capitalize(), said=mine[0].capitalize()
    )


def _amount_instead(pair: Alignment) -> str:
    """The only amount of the source that one of the statement can be told for; empty where open."""
    said = {one.amount.number for one in pair.statement.amounts}
    lacking = figures.missing(pair)
    if len(lacking) != 1:
        return ""
    one = lacking[0]
    others = [
        other
        for other in pair.source.amounts
        if other.amount.number not in said and _may_stand_for(pair, one, other)
    ]
    if len(others) != 1:
        return ""
    mine, theirs = (
        phrases.phrase(place, reading)
        for reading, place in ((pair.statement, one), (pair.source, others[0]))
    )
    return gettext("the source says {other}, not {said}", other=theirs, said=mine)


def _has_counterparts(pair: Alignment) -> bool:
    """Whether each value that is missing has one of its kind in the source that stands for it."""
    said = {one.amount.number for one in pair.statement.amounts}
    free = [one for one in pair.source.amounts if one.amount.number not in said]
    for one in figures.missing(pair):
        if not any(_may_stand_for(pair, one, other) for other in free):
            return False
    others = pair.source.dates - pair.statement.dates
    return all(
        any(_same_calendar(date, other) for other in others)
        for date in pair.statement.dates - pair.source.dates
    )


def _may_stand_for(pair: Alignment, one: Located, other: Located) -> bool:
    """Whether an amount of the source is of the kind of one of the statement.

    A day ("4 March") is no count, and what is left out ("all but one") is not what is told of.
    """
    before = pair.source.tokens[max(0, other.start - 1) : other.start]
    excepted = not _EXCEPTING.isdisjoint(before)
    days = (
        order.tells_time(reading, place.start)
        for reading, place in ((pair.statement, one), (pair.source, other))
    )
    scores = {
        figures.is_of_score(place, reading)
        for reading, place in ((pair.statement, one), (pair.source, other))
    }
    if excepted or len(scores) > 1 or len(set(days)) > 1:
        return False
    return one.amount.measure == other.amount.measure


def _same_calendar(one: str, other: str) -> bool:
    """Whether both are months, or both weekdays."""
    return (one in dates.MONTHS) == (other in dates.MONTHS)


def _other_name(index: Index, pair: Alignment, unmet: set[str], found: Sequence[Finding]) -> str:
    """The name of a sentence that stands where a statement has another one; all else alike."""
    statement, sentence = pair.statement.text, pair.source.text
    mine, theirs = names.find(statement, index), names.find(sentence, index)
    if namesake := _namesake(mine, theirs, unmet):
        one, other = namesake
        if all(_tells_of(f, one) for f in found):
            return gettext(
                "the source says {other}, not {said}",
                other=_written(other, sentence),
                said=_written(one, statement),
            )
    apart = [name for name in mine if not _shares(name, theirs)]
    if len(apart) != 1 or not unmet <= set(apart[0]):
        return ""
    others = [n for n in theirs if not _shares(n, mine) and slots.are_the_same(pair, apart[0], n)]
    if len(others) != 1:
        return ""
    if not all(_tells_of(one, apart[0]) for one in found):
        return ""
    return gettext(
        "the source says {other}, not {said}",
        other=_written(others[0], sentence),
        said=_written(apart[0], statement),
    )


def _tells_of(found: Finding, name: Name) -> bool:
    """Whether a finding is about a name, or that another one does it."""
    return found.kind == "doer" or not set(words.split(found.reason)).isdisjoint(name)


def _namesake(
    mine: Sequence[Name], theirs: Sequence[Name], unmet: set[str]
) -> tuple[Name, Name] | None:
    """A name and another one that shares a word with it: "Lars Dahl", and "Erik Dahl"."""
    found = [
        (one, other)
        for one in mine
        for other in theirs
        if not set(one).isdisjoint(other) and _own(one, other) and _own(other, one)
    ]
    if len(found) != 1 or not unmet <= set(found[0][0]):
        return None
    return found[0]


def _own(one: Name, other: Name) -> list[str]:
    return [word for word in one if word not in other and not roles.is_role(word)]


def _shares(name: Sequence[str], others: Sequence[Sequence[str]]) -> bool:
    return any(not set(name).isdisjoint(other) for other in others)


def _written(name: Sequence[str], text: str) -> str:
    """A name as a text writes it."""
    pattern = r"\W{1,3}".join(map(re.escape, name))
    found = re.search(pattern, text, re.IGNORECASE)
    return found.group() if found else " ".join(name).title()
