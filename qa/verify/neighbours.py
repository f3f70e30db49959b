"""Which name stands beside a word: "the plant in Ghent" and "moved to Brno" are not exchanged."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from qa.locale import gettext
from qa.text import lexicon, meanings, words
from qa.text.amounts import Located
from qa.text.language import ENGLISH
from qa.verify import order, unreal
from qa.verify.alignment import Alignment
from qa.verify.findings import Finding
from qa.verify.reading import Reading, is_verbal

_PREPOSITIONS = meanings.listed("grammar", "prepositions")
_ARTICLES = meanings.listed("grammar", "articles") - _PREPOSITIONS
_WAYS = meanings.listed("grammar", "ways")
_BE = meanings.listed("grammar", "be")
_TITLES = ENGLISH.names.titles | ENGLISH.names.offices
_JOINERS = meanings.listed("clauses", "joiners")
_COUNTED = 2  # words between two numbers of a count ("five votes to two"); by hand
_OPENING = ".!?:"  # marks after which a capital tells of no name
_BRACKETED = re.compile(r"([^\W_]+)\W?\s*\(([^()]{1,60})\)")


@dataclass(frozen=True)
class _Beside:
    """A word beside which a name stands, and how.

    Attributes:
        at: Where the word stands.
        led: The preposition between the two; empty where there is none.
        of_noun: Whether the word is a noun, and no verb before the name.
    """

    at: int
    led: str
    of_noun: bool


def findings(pair: Alignment) -> Iterator[Finding]:
    """Names that stand beside another word in the source, where others stand beside this one."""
    known = _names(pair)
    replaced = unreal.places(pair.source).replaced  # "in Latin rather than in English"
    runs = [run for run in _runs(pair.source, known) if not replaced.issuperset(run)]
    there = {run: _beside(pair.source, run, known) for run in runs}
    for run in _runs(pair.statement, known):
        mine = [place for place in there if _shares(pair, run, place)]
        if not mine:
            continue  # what the source has not at all is looked at elsewhere
        for one in _beside(pair.statement, run, known):
            if any(wrong(pair, one, mine, there) for wrong in _WRONG):
                said = pair.statement.written(*pair.statement.tokens[run.start : run.stop])
                yield Finding(gettext("the source says “{said}” of something else", said=said))
                return
    yield from _bracketed(pair, known)
    yield from _counts(pair)


def _is_anothers(
    pair: Alignment, one: _Beside, mine: list[range], there: dict[range, list[_Beside]]
) -> bool:
    """Whether other names, and never this one, stand beside a word of the source."""
    places = set(pair.alike(one.at)) if one.at in pair.matches else set()
    held = {run: [o for o in some if _is_same(one, o, places)] for run, some in there.items()}
    if not any(held.values()) or any(held[run] for run in mine):
        return False
    return all(there[run] and not _may_be_of(pair, one, run, there[run], places) for run in mine)


def _is_same(one: _Beside, other: _Beside, places: set[int]) -> bool:
    if other.at not in places or one.of_noun != other.of_noun:
        return False
    return one.led == other.led or (one.of_noun and not (one.led and other.led))


def _may_be_of(
    pair: Alignment, one: _Beside, run: range, others: list[_Beside], places: set[int]
) -> bool:
    """Whether a name tells where all of a clause is, or is said of what stands before a word.

    "The spruce comes from Fassa and the maple from Bosnia" says that the maple comes from Bosnia.
    """
    if any(other.at in places for other in others):
        return True
    if any(other.led == one.led and other.at in _subjects(pair, one) for other in others):
        return True
    clause = pair.source.words[run.start].clause
    within = any(pair.source.words[at].clause == clause for at in places)
    return within and not any(other.of_noun or other.led in {*_WAYS, ""} for other in others)


def _is_left_out(
    pair: Alignment, one: _Beside, mine: list[range], there: dict[range, list[_Beside]]
) -> bool:
    """Whether a verb that is left out in the source stands there with another name.

    "The spruce comes from Fassa and the maple from Bosnia": no maple comes from Fassa.
    """
    subjects = _subjects(pair, one) if one.led else set()
    last = max(run.stop for run in mine)
    return any(
        other.at in subjects and other.led == one.led and other.at >= last and run not in mine
        for run, some in there.items()
        for other in some
    )


def _does_other(
    pair: Alignment, one: _Beside, mine: list[range], there: dict[range, list[_Beside]]
) -> bool:
    """Whether the source tells a verb of the thing of another name: "sold the Riga works"."""
    places = set(pair.alike(one.at)) if one.of_noun and one.at in pair.matches else set()
    owned: set[int] = set()  # clauses
    others: set[int] = set()
    for run, some in there.items():
        for other in some:
            if _is_same(one, other, places):
                (owned if run in mine else others).add(pair.source.words[other.at].clause)
    verbs = [
        {pair.source.words[i].clause for i in pair.alike(at)}
        for at in pair.statement.clause(pair.statement.words[one.at].clause)
        if at in pair.matches and _is_verb(pair.statement, at)
    ]
    return bool(owned) and any(told and told <= others - owned for told in verbs)


_WRONG = (_is_anothers, _is_left_out, _does_other)


def _subjects(pair: Alignment, one: _Beside) -> set[int]:
    """Where the source has the word right before one that stands with a name."""
    before = one.at - 1
    return set(pair.alike(before)) if before in pair.matches else set()


def _names(pair: Alignment) -> frozenset[str]:
    """The folded words that either of both writes as names, and neither as anything else."""
    high, low = set(), set()
    for text in (pair.statement.text, pair.source.text):
        for match in words.TOKEN.finditer(text):
            opens = text[: match.start()].rstrip(" \"'“‘(")[-1:] in ("", *_OPENING)
            if not match.group()[0].isupper():
                low.update(words.split(match.group()))
            elif not opens:
                high.update(words.split(match.group()))
    return frozenset(
        word
        for word in high - low - lexicon.DATES - words.STOPWORDS - _TITLES
        if not word[0].isdigit()
    )


def _runs(reading: Reading, known: frozenset[str]) -> list[range]:
    """Names of one or more words that stand side by side."""
    found: list[range] = []
    for at, word in enumerate(reading.words):
        if word.text not in known:
            continue
        last = found[-1] if found else None
        if last and last.stop == at and reading.words[last.start].clause == word.clause:
            found[-1] = range(last.start, at + 1)
        else:
            found.append(range(at, at + 1))
    return found


def _shares(pair: Alignment, run: range, other: range) -> bool:
    mine = {words.stem(pair.statement.tokens[at]) for at in run}
    return not mine.isdisjoint(words.stem(pair.source.tokens[at]) for at in other)


def _beside(reading: Reading, run: range, known: frozenset[str]) -> list[_Beside]:
    """What a name stands beside, and what a name that is joined to it does."""
    found = [*_after(reading, run), *_before(reading, run)]
    for other in _runs(reading, known):
        if other.stop <= run.start and _are_joined(reading, other, run):
            beside = _beside(reading, other, known)
            ways = _WAYS.intersection(reading.tokens[other.stop : run.start])
            found += (one for one in beside if one.of_noun or not ways)
        elif run.stop <= other.start and _are_joined(reading, run, other):
            found += _after(reading, other)
    return found


def _are_joined(reading: Reading, one: range, other: range) -> bool:
    """Whether nothing but small words stands between two names: "Ghent, Brno and in Halle"."""
    between = reading.tokens[one.stop : other.start]
    if reading.words[one.start].sentence != reading.words[other.start].sentence:
        return False
    return set(between) <= _JOINERS | _ARTICLES | _PREPOSITIONS


def _after(reading: Reading, run: range) -> Iterator[_Beside]:
    """The noun right after a name: "the Ghent plant"."""
    if run.stop in reading.clause(reading.words[run.start].clause) and _is_noun(reading, run.stop):
        yield _Beside(run.stop, "", of_noun=True)


def _before(reading: Reading, run: range) -> Iterator[_Beside]:
    """The noun or verb before a name, with the preposition between the two where one is."""
    clause = reading.clause(reading.words[run.start].clause)
    first = run.start - 1
    while first in clause and reading.tokens[first] in _ARTICLES:
        first -= 1
    if first not in clause:
        return
    led = reading.tokens[first]
    if led not in _PREPOSITIONS:
        if _is_verb(reading, first) and not any(_after(reading, run)):
            yield _Beside(first, "", of_noun=False)
        return
    if first - 1 in clause and _is_noun(reading, first - 1):
        yield _Beside(first - 1, led, of_noun=True)
    start = next(
        i for i, w in enumerate(reading.words) if w.sentence == reading.words[run.start].sentence
    )
    verb = next((at for at in range(first - 1, start - 1, -1) if _is_verb(reading, at)), None)
    if verb is not None and not any(_after(reading, run)):
        yield _Beside(verb, led, of_noun=False)


def _is_noun(reading: Reading, at: int) -> bool:
    return (
        order.carries(reading, at)
        and not _is_verb(reading, at)
        and not order.is_year(reading.tokens[at])
        and reading.tokens[at] not in _PREPOSITIONS
    )


def _is_verb(reading: Reading, at: int) -> bool:
    word = reading.tokens[at]
    return (is_verbal(word) or word.endswith("ing")) and word not in _BE


def _bracketed(pair: Alignment, known: frozenset[str]) -> Iterator[Finding]:
    """What a bracket tells of the name before it, and the statement of another one."""
    owners = _owners(pair.source, known)
    for number in pair.statement.clauses:
        clause = pair.statement.clause(number)
        link = next((at for at in clause if pair.statement.tokens[at] in _BE), None)
        if link is None:
            continue
        before = {*pair.statement.tokens[clause.start : link]}
        named = before & known if before.isdisjoint(_PREPOSITIONS) else set()
        for at in range(link + 1, clause.stop):
            found = pair.alike(at) if at in pair.matches else []
            if not named or pair.statement.tokens[at] in known or not found:
                continue
            if all(i in owners and owners[i].isdisjoint(named) for i in found):
                said = pair.statement.written(pair.statement.tokens[at])
                yield Finding(gettext("the source says “{said}” of something else", said=said))
                return


def _owners(source: Reading, known: frozenset[str]) -> dict[int, frozenset[str]]:
    """Words in brackets → the words of the name right before the bracket; none without one."""
    found = {}
    for match in _BRACKETED.finditer(source.text):
        last, inner = words.split(match[1]), words.split(match[2])
        both = (*last, *inner)
        for start in range(len(source.tokens) - len(both) + 1):
            end = start + len(last)
            name = next((run for run in _runs(source, known) if end - 1 in run), range(0))
            if source.tokens[start : start + len(both)] != both or _is_led(source, name):
                continue
            owner = frozenset(source.tokens[at] for at in name)
            found.update(dict.fromkeys(range(end, start + len(both)), owner))
    return found


def _is_led(source: Reading, name: range) -> bool:
    """Whether a name stands after a preposition, or there is none: "the head of Acme (retired)"."""
    return not name or (name.start > 0 and source.tokens[name.start - 1] in _PREPOSITIONS)


def _counts(pair: Alignment) -> Iterator[Finding]:
    """Two numbers of one count that the source has in the other order: "by five votes to two"."""
    if any(match.relation not in ("same", "alike") for match in pair.matches.values()):
        return  # who lost has the lower one first
    theirs = {_count(pair.source, *amounts) for amounts in _pairs(pair.source)}
    for one, other in _pairs(pair.statement):
        first, way, then = mine = _count(pair.statement, one, other)
        if first != then and (then, way, first) in theirs and mine not in theirs:
            said = " ".join(pair.statement.tokens[one.start : other.end])
            yield Finding(gettext("“{said}” is not in the source", said=said))
            return


def _count(reading: Reading, one: Located, other: Located) -> tuple[object, str, object]:
    """Two numbers, and the word between them: "from" turns round what "to" tells."""
    return one.amount.number, reading.tokens[other.start - 1], other.amount.number


def _pairs(reading: Reading) -> Iterator[tuple[Located, Located]]:
    """Amounts that follow each other with "to" between, and no more than what is counted."""
    for one, other in pairwise(reading.amounts):
        between = reading.tokens[one.end : other.start]
        if 1 <= len(between) <= _COUNTED and between[-1] in _WAYS:
            yield one, other
