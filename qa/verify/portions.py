"""What is told of a part and not of the whole: "nine of its 24 trams", "two of them badly"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from qa.locale import gettext
from qa.text import meanings
from qa.text.amounts import Located
from qa.verify import figures
from qa.verify.alignment import Alignment, carries
from qa.verify.findings import Finding
from qa.verify.reading import Reading, is_verbal

_OF, _OUT, _NOT = meanings.fact("portions", "of")
_ADVERBS = tuple(meanings.listed("portions", "adverbs"))
_PRONOUNS = meanings.listed("portions", "pronouns")
_QUANTIFIERS = meanings.listed("portions", "quantifiers")
_WHOLE = meanings.listed("portions", "whole")
_HAVING = meanings.listed("portions", "having") | meanings.listed("grammar", "be")
_TELLING_WHICH = 3  # words between "of" and the number of the whole ("of the last 24"); by hand
_ONE = meanings.listed("portions", "one")


@dataclass(frozen=True)
class Part:
    """A part of what a text tells of, and what it tells of that part alone.

    Attributes:
        start: Where its number or quantifier stands.
        told: The positions of what is told of it.
    """

    start: int
    told: range


def findings(pair: Alignment) -> Iterator[Finding]:
    """Numbers of a whole with what is told of a part, and what is told of a part without it."""
    for one in pair.statement.amounts:
        held = figures.held(one, pair)
        of_whole = bool(held) and all(_is_whole(other, pair.source) for other in held)
        if of_whole and not (_is_whole(one, pair.statement) or _only_tells_how_many(one, pair)):
            yield _of_part()
            return
    if any(_is_of_part_alone(pair, part) for part in _parts(pair.source)):
        yield _of_part()


def are_of_part(pair: Alignment, places: Sequence[int]) -> bool:
    """Whether the source tells all that stands there of a part that the statement tells of."""
    return any(
        set(places) <= set(part.told) and _has_part(pair, part) for part in _parts(pair.source)
    )


def _of_part() -> Finding:
    return Finding(gettext("the source says this only of a part"))


def _is_whole(one: Located, reading: Reading) -> bool:
    """Whether an amount is what a part is of: 24 of "nine of its 24 trams", "of the 24 nine"."""
    clause = reading.clause(reading.words[one.start].clause)
    if len(clause) == one.end - one.start and _follows_whole(reading, clause):
        return True  # "Of those who applied, 18 in all, only seven"
    first = one.start - one.leads
    for at in range(first - 1, max(clause.start, first - 1 - _TELLING_WHICH) - 1, -1):
        if reading.tokens[at] == _OF:
            of = at - (reading.tokens[at - 1] == _OUT)  # "five out of eight"
            return at == clause.start or _is_part(reading, of)
        if is_verbal(reading.tokens[at]) or _counts(reading, at):
            return False
    return False


def _follows_whole(reading: Reading, clause: range) -> bool:
    """Whether a clause stands after one that opens its sentence with "of" a whole."""
    sentence = reading.words[clause.start].sentence
    start = next(i for i, word in enumerate(reading.words) if word.sentence == sentence)
    return start < clause.start and reading.tokens[start] == _OF


def _quantifier(reading: Reading, of: int) -> int | None:
    """Where the number or word before an "of" begins that tells how many; None without one."""
    found = next((one.start for one in reading.amounts if one.end == of), None)
    if found is None and of and reading.tokens[of - 1] in _QUANTIFIERS:
        return of - 1
    return found


def _is_part(reading: Reading, of: int) -> bool:
    """Whether less than all is told of before an "of"; "not all" is less."""
    start = _quantifier(reading, of)
    if start is None or reading.tokens[start] not in _WHOLE:
        return start is not None
    return start > 0 and reading.tokens[start - 1] == _NOT


def _only_tells_how_many(one: Located, pair: Alignment) -> bool:
    """Whether a clause tells no more than that there are so many, or that something has them."""
    statement = pair.statement
    clause = statement.clause(statement.words[one.start].clause)
    after = next((at for at in range(one.end, clause.stop) if not carries(statement.words[at])), 0)
    rest = range(after, clause.stop) if after else range(0)
    verbs = [at for at in range(clause.start, one.start) if is_verbal(statement.tokens[at])]
    has = all(statement.tokens[at] in _HAVING for at in verbs)
    return bool(verbs) and has and not any(carries(statement.words[at]) for at in rest)


def _parts(reading: Reading) -> Iterator[Part]:
    """Parts of what stands before them: "two of them badly", "of whom nine came"."""
    for one in reading.amounts:  # "ten were hurt, two badly"
        stop = reading.clause(reading.words[one.start].clause).stop
        if one.end == stop - 1 and reading.tokens[one.end].endswith(_ADVERBS):
            yield Part(one.start, range(one.start, stop))
    for at, token in enumerate(reading.tokens):
        if token not in _PRONOUNS or not at or reading.tokens[at - 1] != _OF:
            continue
        stop = _end(reading, at)
        start = _quantifier(reading, at - 1)
        if start is None:  # "of whom nine came"
            start = next((i for i in range(at + 1, stop) if _counts(reading, i)), None)
        if start is not None and _WHOLE.isdisjoint(reading.tokens[start : start + 1]):
            yield Part(start, range(min(start, at - 1), stop))


def _end(reading: Reading, pronoun: int) -> int:
    """The end of what is told of a part: over an apposition ("one of them, Anna Vik, won")."""
    word = reading.words[pronoun]
    stop = reading.clause(word.clause).stop
    if pronoun + 1 < stop:
        return stop
    rest = (i for i in range(stop, len(reading.words)) if is_verbal(reading.tokens[i]))
    verb = next(rest, pronoun)
    same = reading.words[verb].sentence == word.sentence
    return reading.clause(reading.words[verb].clause).stop if same else stop


def _counts(reading: Reading, at: int) -> bool:
    return reading.tokens[at] in _QUANTIFIERS or any(one.start == at for one in reading.amounts)


def _is_of_part_alone(pair: Alignment, part: Part) -> bool:
    """Whether a clause says of all what the source tells of a part, whose number it has not."""
    told = set(part.told)
    for number in pair.statement.clauses:
        clause = pair.statement.clause(number)
        found = [some for at in clause if (some := figures.places(pair, at))]
        of_part = any(some <= told for some in found)
        of_all = any(some.isdisjoint(told) for some in found)
        if of_part and of_all and not _has_part(pair, part):
            return True
    return False


def _has_part(pair: Alignment, part: Part) -> bool:
    """Whether the statement has the number of a part, or the word for how many it is."""
    number = next((one for one in pair.source.amounts if one.start == part.start), None)
    if number is None:
        return pair.source.tokens[part.start] in pair.statement.tokens
    if any(number in figures.held(one, pair) for one in pair.statement.amounts):
        return True
    return number.amount.number == 1.0 and not _ONE.isdisjoint(pair.statement.tokens[:1])
