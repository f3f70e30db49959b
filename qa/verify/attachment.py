"""What a time or a name belongs to in the source: words put to another thing within a sentence."""

from __future__ import annotations

from collections.abc import Iterator

from qa.locale import gettext
from qa.text import lexicon, meanings, words
from qa.verify import order
from qa.verify.alignment import Alignment
from qa.verify.findings import Finding
from qa.verify.reading import Reading, is_verbal

_PREPOSITIONS = meanings.listed("grammar", "prepositions")
_ARTICLES = meanings.listed("grammar", "articles")


def findings(pair: Alignment) -> Iterator[Finding]:
    """Names and times that the source says of something that the statement does not speak of."""
    for at in (*pair.content, *_years(pair)):
        if not (found := _places(pair, at)):
            continue
        other = _of_other_verb if _tells_time(pair.statement, at) else _of_other_noun
        if all(other(pair, at, place) for place in found):
            said = pair.statement.written(pair.statement.tokens[at])
            yield Finding(gettext("the source says “{said}” of something else", said=said))
            return
    yield from _invented_deeds(pair)


def _invented_deeds(pair: Alignment) -> Iterator[Finding]:
    """Verbs that the source has not, of what it only names beside another deed.

    "Under an agreement he led the delegation" does not say that he reached an agreement.
    """
    for at in pair.unmet:
        if not is_verbal(pair.statement.tokens[at]):
            continue
        mine = order.roles(pair.statement, at)
        agents, patients = (
            {pair.matches[i].at for i in some if i in pair.matches}
            for some in (mine.agent, mine.patient)
        )
        beside = {_opening(pair.source, i) for i in patients}
        if agents and patients and None not in beside and _does_other(pair.source, agents):
            said = pair.statement.written(pair.statement.tokens[at])
            yield Finding(gettext("“{said}” is not in the source", said=said))
            return


def _opening(source: Reading, at: int) -> int | None:
    """Where a sentence opens with the preposition before a word; None where that is not so."""
    start = next(i for i, w in enumerate(source.words) if w.sentence == source.words[at].sentence)
    between = source.tokens[start + 1 : at]
    led = source.tokens[start] in _PREPOSITIONS
    return start if led and not any(map(is_verbal, between)) else None


def _does_other(source: Reading, agents: set[int]) -> bool:
    """Whether what does something in the statement stands before a verb of the source."""
    ends = (source.clause(source.words[at].clause).stop for at in agents)
    pairs = zip(agents, ends, strict=True)
    return any(_is_verb(source, i) for at, end in pairs for i in range(at + 1, end))


def _places(pair: Alignment, at: int) -> list[int]:
    """Where in the source a word of the statement is."""
    token = pair.statement.tokens[at]
    if token[0].isdigit():
        return [i for i, other in enumerate(pair.source.tokens) if other == token]
    return pair.alike(at) if at in pair.matches else []


def _years(pair: Alignment) -> Iterator[int]:
    tokens = pair.statement.tokens
    return (at for at in range(len(tokens)) if order.is_year(tokens[at]))


def _tells_time(reading: Reading, at: int) -> bool:
    token = reading.tokens[at]
    return not lexicon.DATES.isdisjoint((token, token.removesuffix("s"))) or order.is_year(token)


def _of_other_verb(pair: Alignment, at: int, place: int) -> bool:
    """Whether a time stands in the source after a verb that the statement has not.

    "It was begun in 1284 and finished later" does not say that it was finished in 1284.
    """
    mine = pair.statement.clause(pair.statement.words[at].clause)
    present = [i for i, _ in order.present(pair)]
    verbs = [i for i in mine if _is_verb(pair.statement, i) or i in present]
    said = [pair.matches[i].at for i in verbs if i in pair.matches]
    clause = pair.source.clause(pair.source.words[place].clause)
    before = [i for i in range(clause.start, place) if _is_verb(pair.source, i)]
    if not said or not before:
        return False
    met = {match.at for match in pair.matches.values()}
    return met.isdisjoint(before) and all(
        pair.source.words[i].clause != pair.source.words[place].clause
        and pair.source.words[i].sentence == pair.source.words[place].sentence
        for i in said
    )


def _of_other_noun(pair: Alignment, at: int, place: int) -> bool:
    """Whether a name belongs in the source to a noun that the statement has not.

    "Under an agreement with Russia he led the delegation" is of no Russian delegation.
    """
    if not (_names(pair.statement, at) and _names(pair.source, place)):
        return False
    mine, theirs = _governor(pair.statement, at), _governor(pair.source, place)
    if mine is None or theirs is None or mine not in pair.matches:
        return False
    met = {match.at for match in pair.matches.values()}
    return theirs not in met and theirs not in pair.alike(mine)


def _names(reading: Reading, at: int) -> bool:
    token = reading.tokens[at]
    return token in reading.names or words.is_place(words.stem(token))


def _governor(reading: Reading, at: int) -> int | None:
    """The noun that a name is said of: after it ("the Russian delegation"), or before "of" it."""
    clause = reading.clause(reading.words[at].clause)
    after = at + 1
    if after in clause and _is_noun(reading, after) and not _names(reading, after):
        return after
    return _owner(reading, at)


def _owner(reading: Reading, at: int) -> int | None:
    """The noun right before the preposition before a name: "the agreement with Russia"."""
    clause = reading.clause(reading.words[at].clause)
    first = at - 1
    while first in clause and reading.tokens[first] in _ARTICLES - {"of"}:
        first -= 1
    if first - 1 not in clause or reading.tokens[first] not in _PREPOSITIONS:
        return None
    return first - 1 if _is_noun(reading, first - 1) and not _names(reading, first - 1) else None


def _is_noun(reading: Reading, at: int) -> bool:
    return order.carries(reading, at) and not order.is_year(reading.tokens[at])


def _is_verb(reading: Reading, at: int) -> bool:
    return is_verbal(reading.tokens[at]) and reading.tokens[at] not in meanings.listed(
        "grammar", "be"
    )
