"""What tells who somebody is: age and office of the next one in a list are not theirs.

"Ann Orr, 31, a diver, and Max Fell, 45, a pilot" makes no pilot of Ann Orr.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from qa.locale import gettext
from qa.text import meanings
from qa.verify import named, order
from qa.verify.alignment import Alignment
from qa.verify.findings import Finding
from qa.verify.reading import Reading, is_verbal

_BE = meanings.listed("grammar", "be")
_ARTICLES = meanings.listed("grammar", "articles")
_PREPOSITIONS = meanings.listed("grammar", "prepositions")
_JOINERS = meanings.listed("clauses", "joiners")
_REACH = 9  # words between a name and what tells who it is; set by hand


def findings(pair: Alignment, around: Reading) -> Iterator[Finding]:
    """Words that tell who somebody is, and that the source has beside other names alone.

    Args:
        pair: The statement beside its source.
        around: The whole article, by which a word is known for a name.
    """
    known = named.proper(around)
    mine, theirs = named.runs(pair.statement, known), named.runs(pair.source, known)
    for name in mine:
        if not any(named.may_be_one(pair, name, other) for other in theirs):
            continue
        for at in _told(pair.statement, name, mine):
            places = _places(pair, at)
            owners = [_owners(pair.source, place, theirs) for place in places]
            if places and all(
                some and not any(named.may_be_one(pair, name, other) for other in some)
                for some in owners
            ):
                said = pair.statement.written(pair.statement.tokens[at])
                yield Finding(gettext("the source says “{said}” of something else", said=said))
                return


def _told(statement: Reading, name: range, every: list[range]) -> Iterator[int]:
    """The words that tell who a name is: between commas, right before it, and after "is a"."""
    yield from _before(statement, name, every)
    yield from _after(statement, name, every)
    clause, link = _link(statement, name)
    if link is not None:
        led = statement.tokens[link + 1 : link + 2]
        opens = led and (led[0] in _ARTICLES or led[0][0].isdigit())
        for at in range(link + 1, clause.stop) if opens else ():
            if statement.tokens[at] in _PREPOSITIONS or _is_verb(statement, at):
                break  # "is a pilot of the port"
            if _says(statement, at) and not any(at in run for run in every):
                yield at


def _before(statement: Reading, name: range, every: list[range]) -> Iterator[int]:
    """What stands right before a name: "the broker Otis Lamb", "the warden, Ned Fox"."""
    first = name.start
    clause = statement.words[first].clause
    while _goes_on(statement, first - 1, name, every):
        first -= 1
        word = statement.words[first]
        if word.clause == clause and word.text in _PREPOSITIONS:
            return
        if _says(statement, first):
            yield first
        elif word.text in _ARTICLES and word.text not in _PREPOSITIONS:
            return


def _after(statement: Reading, name: range, every: list[range]) -> Iterator[int]:
    """What stands after a name between commas: "Otis Lamb, 63, a broker"."""
    own = statement.words[name.start].clause
    at = name.stop
    while _goes_on(statement, at, name, every) and statement.words[at].clause != own:
        clause = statement.clause(statement.words[at].clause)
        if any(_is_verb(statement, i) for i in clause) or statement.tokens[at] in _PREPOSITIONS:
            return
        yield from (i for i in clause if _says(statement, i))
        at = clause.stop


def _goes_on(reading: Reading, at: int, name: range, every: list[range]) -> bool:
    """Whether a word may be of what tells who a name is: no verb, no other name, no "and"."""
    if not 0 <= at < len(reading.words) or any(at in run for run in every):
        return False
    word = reading.words[at]
    same = word.sentence == reading.words[name.start].sentence
    return same and word.text not in _JOINERS and not _is_verb(reading, at)


def _link(reading: Reading, name: range) -> tuple[range, int | None]:
    """Where "is" stands right after a name and what tells who it is; None where it does not."""
    for at in range(name.stop, min(name.stop + _REACH, len(reading.words))):
        word = reading.words[at]
        if word.sentence != reading.words[name.start].sentence:
            break
        if word.text in _BE:
            return reading.clause(word.clause), at
        if _is_verb(reading, at):
            break
    return range(0), None


def _places(pair: Alignment, at: int) -> list[int]:
    token = pair.statement.tokens[at]
    if token[0].isdigit():
        return [i for i, other in enumerate(pair.source.tokens) if other == token]
    return pair.alike(at) if at in pair.matches else []


def _owners(source: Reading, at: int, every: list[range]) -> list[range]:
    """The names that a word may tell of: before it or after it, up to "and", and what they join."""
    if any(at in run for run in every) or _is_verb(source, at):
        return []
    found = []
    sentence = source.words[at].sentence
    near = [run for run in every if source.words[run.start].sentence == sentence]
    before = [run for run in near if run.stop <= at][-1:]
    after = [run for run in near if run.start > at][:1]
    for run in before:
        if _are_close(source, range(run.stop, at), _BE):
            found += [run, *_joined(source, run, near[: near.index(run)][::-1])]
    for run in after:
        between = range(at + 1, run.start)
        clause = source.words[run.start].clause
        led = any(
            source.tokens[i] in _PREPOSITIONS and source.words[i].clause == clause for i in between
        )
        if not led and _are_close(source, between, frozenset()):
            found += [run, *_joined(source, run, near[near.index(run) + 1 :])]
    return found


def _are_close(source: Reading, between: range, links: frozenset[str]) -> bool:
    """Whether no verb but some of these, and no "and", stands between a name and a word."""
    return len(between) <= _REACH and all(
        source.tokens[i] not in _JOINERS and (source.tokens[i] in links or not _is_verb(source, i))
        for i in between
    )


def _joined(source: Reading, name: range, others: Sequence[range]) -> Iterator[range]:
    """The names that stand beside one with nothing but "and" and articles between them."""
    for other in others:
        first, second = sorted((name, other), key=lambda run: run.start)
        if not set(source.tokens[first.stop : second.start]) <= _JOINERS | _ARTICLES:
            return
        yield other
        name = other


def _says(reading: Reading, at: int) -> bool:
    """Whether a word says who somebody is, or is a number by itself as an age is."""
    token = reading.tokens[at]
    if token[0].isdigit():
        return sum(word.clause == reading.words[at].clause for word in reading.words) == 1
    return order.carries(reading, at) and not order.tells_time(reading, at)


def _is_verb(reading: Reading, at: int) -> bool:
    """Whether a word looks like a verb; "retired" after "a" is none."""
    led = at > 0 and reading.tokens[at - 1] in _ARTICLES
    return is_verbal(reading.tokens[at]) and not led
