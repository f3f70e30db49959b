"""Amounts and dates of a statement: each in its source, with its unit, and as exact as there."""

from __future__ import annotations

from collections.abc import Iterator

from qa.locale import gettext
from qa.text import meanings, words
from qa.text.amounts import Amount, Located
from qa.text.language import ENGLISH
from qa.verify import apart, phrases
from qa.verify.alignment import Alignment
from qa.verify.findings import Finding
from qa.verify.reading import Reading, is_verbal

_EXACT = 1e-9  # relative difference of one number written in two ways
_CONVERTED = 0.005  # relative difference of one amount in two units: 26.2 miles are 42.2 km
# How far an amount may be from "about" so much, and the digits that such a one has; set by hand.
_ROUNDED, _DIGITS = 0.03, 2
_TO_DIGITS = (
    0.05  # the same where it is the nearest one with as many digits: 1,043 is "about 1,000"
)
_NOUN_REACH = 5  # words after a number in which what it counts may stand ("64 of the delegates")
# Words by which another amount must be nearer to be the one that is meant, and words that the
# border of a clause counts for; set by hand on the dev part of eval/statements.
_NEARER, _CLAUSE = 2, 4
_WAYS = meanings.listed("grammar", "ways")
SEASONS = ENGLISH.calendar.seasons
_YEARS = (1000, 2100)  # a bare number within these may be a year


def findings(pair: Alignment) -> Iterator[Finding]:
    """Amounts and dates that the source lacks, has in other units, or bounds otherwise."""
    lacking = missing(pair)
    for one in pair.statement.amounts:
        if one in lacking:
            yield _found(one, pair)
        elif other := _other_measure(one, pair):
            told = gettext("the source says “{other}” of this", other=other)
            yield Finding(told)
        elif way := _other_way(one, pair):
            told = gettext("the source says “{other}” of this", other=way)
            yield Finding(told, kind="instead")
        elif not _is_way(one, pair) and (rival := _rival(one, pair)):
            said, other = phrases.phrase(one, pair.statement), phrases.phrase(rival, pair.source)
            told = gettext("the source says {other} of this, not {said}", other=other, said=said)
            yield Finding(told, kind="instead")
    for date in sorted(pair.statement.dates - pair.source.dates):
        yield Finding(gettext("“{said}” is not in the source", said=date.capitalize()))
    mine, theirs = (
        [token for token in one.tokens if token in SEASONS] for one in (pair.statement, pair.source)
    )
    for season in mine:
        if theirs and season not in theirs:
            told = gettext("the source says {other}, not {said}", other=theirs[0], said=season)
            yield Finding(told, kind="instead")


def missing(pair: Alignment) -> list[Located]:
    """The amounts of the statement that the source does not have so."""
    rests = set(apart.remainder(pair.source))
    return [
        one
        for one in pair.statement.amounts
        if _counts(one, pair.statement)
        and not any(_says(one, pair.statement, o, pair.source) for o in pair.source.amounts)
        and one.amount.number not in rests
    ]


def held(one: Located, pair: Alignment) -> list[Located]:
    """The amounts of the source that say one of the statement."""
    return [o for o in pair.source.amounts if _says(one, pair.statement, o, pair.source)]


def places(pair: Alignment, at: int) -> frozenset[int]:
    """Where the source has a word of the statement, or an amount that begins there."""
    if at in pair.matches:
        return frozenset(pair.alike(at))
    one = next((one for one in pair.statement.amounts if one.start == at), None)
    return frozenset(other.start for other in held(one, pair)) if one else frozenset()


def _other_way(one: Located, pair: Alignment) -> str:
    """What the source says where an amount is what came first, and there what came of it.

    "From 22 to 90" is not "from 90 to 22". Empty where it is as in the source.
    """
    said = _way(one, pair.statement)
    own = [o for o in pair.source.amounts if _says(one, pair.statement, o, pair.source)]
    ways = {_way(other, pair.source) for other in own}
    if said and ways == _WAYS - {said}:
        return f"{ways.pop()} {phrases.phrase(own[0], pair.source)}"
    return ""


def _other_measure(one: Located, pair: Alignment) -> str:
    """An amount of the source with its adjective, where the statement has it with another one.

    "The hall is 40 metres wide" of one that is "40 metres long and 25 metres wide".
    """
    said = _adjective(one, pair.statement)
    own = held(one, pair)
    others = {_adjective(other, pair.source) for other in own}
    if not said or "" in others or not others:
        return ""
    if any(meanings.relation(said, other) in ("same", "alike") for other in others):
        return ""
    return f"{phrases.phrase(own[0], pair.source)} {_adjective(own[0], pair.source)}"


def _adjective(one: Located, reading: Reading) -> str:
    """The adjective of measure right after an amount; empty where there is none."""
    after = reading.tokens[one.end : one.end + 1]
    return after[0] if after and after[0] in meanings.listed("measures", "adjectives") else ""


def _is_way(one: Located, pair: Alignment) -> bool:
    """Whether something rose or fell to an amount in both, or from it."""
    said = _way(one, pair.statement)
    own = (o for o in pair.source.amounts if _says(one, pair.statement, o, pair.source))
    return bool(said) and any(_way(o, pair.source) == said for o in own)


def _way(one: Located, reading: Reading) -> str:
    """The word before an amount that tells whether something rose or fell from it or to it."""
    before = reading.tokens[one.start - 1] if one.start else ""
    return before if before in _WAYS else ""


def _rival(one: Located, pair: Alignment) -> Located | None:
    """An amount of the same kind that stands nearer to what the statement says it of."""
    anchor = _anchor(one, pair)
    own = [o for o in pair.source.amounts if _says(one, pair.statement, o, pair.source)]
    if anchor is None or not own:
        return None
    said = {other.amount.number for other in pair.statement.amounts}
    others = [
        o
        for o in pair.source.amounts
        if o.amount.number not in said
        and _is_of_kind(o, one, pair)
        and not _is_only_planned(o, pair.source, own)
        and pair.source.words[o.start].sentence == pair.source.words[anchor].sentence
    ]
    nearest = min(others, key=lambda o: _distance(o, anchor, pair.source), default=None)
    least = min(_distance(o, anchor, pair.source) for o in own)
    gapped = _gapped(one, pair)
    said_so = _adjective(one, pair.statement)
    if said_so and any(_adjective(o, pair.source) == said_so for o in own):
        return None  # "40 metres long and 25 metres wide"
    if gapped and any(o.start in gapped for o in own):
        return None
    of_subject = next((o for o in others if o.start in gapped), None)
    if of_subject:
        return of_subject
    if nearest and _distance(nearest, anchor, pair.source) + _NEARER <= least:
        return nearest
    return None


def _is_only_planned(other: Located, source: Reading, own: list[Located]) -> bool:
    """Whether an amount is of a plan beside that of a fact: "meant to have six, but has four"."""
    planned = meanings.pattern("certainty", "planned")

    def has_plan(one: Located) -> bool:
        clause = source.clause(source.words[one.start].clause)
        return bool(planned.search(" ".join(source.tokens[clause.start : clause.stop])))

    return has_plan(other) and not any(map(has_plan, own))


def _gapped(one: Located, pair: Alignment) -> range:
    """The clause of the source that says an amount of what the statement's clause opens with.

    "The scales division earned 121 million, the sensor division 63 million": one without a verb,
    which stands in the clause before. Empty where there is none.
    """
    clause = pair.statement.words[one.start].clause
    opening = [at for at in pair.of_clause(clause) if at < one.start and at in pair.matches]
    if not opening:
        return range(0)
    subject = pair.matches[opening[0]].at
    if beside := _joined(pair.source, subject):
        return beside
    found = pair.source.clause(pair.source.words[subject].clause)
    said = [i for i in found if pair.source.tokens[i] not in words.STOPWORDS]
    verbal = any(is_verbal(pair.source.tokens[i]) for i in found)
    return range(0) if verbal or said[:1] != [subject] else found


def _joined(source: Reading, subject: int) -> range:
    """A noun after "and" with the amount right after it: "cars pay 20 crowns and lorries 65"."""
    one = next((one for one in source.amounts if one.start == subject + 1), None)
    before = source.tokens[subject - 1] if subject else ""
    joined = before in meanings.listed("clauses", "joiners")
    return range(subject, one.end) if one and joined else range(0)


def _is_of_kind(other: Located, one: Located, pair: Alignment) -> bool:
    """Whether two amounts could be exchanged: of one unit, or of none that is told."""
    a, b = one.amount, other.amount
    if a.measure:
        bare = not (b.measure or phrases.noun(other, pair.source)) and not _is_year(b)
        return b.measure == a.measure or bare
    return not b.measure and phrases.noun(other, pair.source) == phrases.noun(one, pair.statement)


def _anchor(one: Located, pair: Alignment) -> int | None:
    """The place in the source of the word before an amount that says what it is of."""
    clause = pair.statement.words[one.start].clause
    before = [
        at for at in pair.matches if at < one.start and pair.statement.words[at].clause == clause
    ]
    return pair.matches[max(before)].at if before else None


def _distance(one: Located, at: int, source: Reading) -> int:
    """Words between an amount and a word, and more for each clause between them."""
    between = one.start - at if one.start > at else at - one.end + 1
    return between + _CLAUSE * abs(source.words[one.start].clause - source.words[at].clause)


def _counts(one: Located, statement: Reading) -> bool:
    """Whether a number must be met; "one" alone is a word like any other."""
    written = statement.tokens[one.start]
    return bool(one.amount.number != 1.0 or one.amount.measure or written[0].isdigit())


def _says(one: Located, statement: Reading, other: Located, source: Reading) -> bool:
    a, b = one.amount, other.amount
    if (_is_bounded(a, b) or _is_rounded(a, b)) and _alike(one, statement, other, source):
        return True
    return (
        _is_equal(a, b)
        and _keeps_bound(a, b)
        and (_alike(one, statement, other, source) or (_is_year(a) and _is_year(b)))
    )


def _is_rounded(a: Amount, b: Amount) -> bool:
    """Whether the statement's amount is the source's, said to be about so much and rounded."""
    digits = f"{a.number:.6g}".replace(".", "").strip("0")
    x, y = (a.value, b.value) if a.measure and b.measure else (a.number, b.number)
    rounded = a.bound == "about" and b.bound in ("exact", "about") and len(digits) <= _DIGITS
    nearest = f"{x:.{max(1, len(digits))}g}" == f"{y:.{max(1, len(digits))}g}"
    return rounded and _near(x, y, _TO_DIGITS if nearest else _ROUNDED)


def _is_equal(a: Amount, b: Amount) -> bool:
    if _near(a.number, b.number, _EXACT):
        return not (a.measure and a.measure == b.measure) or _near(a.value, b.value, _EXACT)
    return bool(a.measure) and a.measure == b.measure and _near(a.value, b.value, _CONVERTED) and (
        not _near(a.number, b.number, 4 * _CONVERTED)
    )  # fmt: skip


def _near(a: float, b: float, share: float) -> bool:
    return abs(a - b) <= share * max(abs(a), abs(b))


def _keeps_bound(a: Amount, b: Amount) -> bool:
    """Whether an amount may be said so where the source bounds it so."""
    if "about" in (a.bound, b.bound):
        return {a.bound, b.bound} <= {"about", "exact"}
    return a.bound == b.bound


def _is_bounded(a: Amount, b: Amount) -> bool:
    """Whether the source's amount lies within the bound of the statement's."""
    x, y = (a.value, b.value) if a.measure and b.measure else (a.number, b.number)
    if a.bound == "least":
        return b.bound in ("exact", "least") and y > x
    return a.bound == "most" and b.bound in ("exact", "most") and y < x


def _alike(one: Located, statement: Reading, other: Located, source: Reading) -> bool:
    """Whether two amounts are of one unit, or count the same things."""
    a, b = one.amount, other.amount
    if a.measure or b.measure:
        if a.measure and b.measure:
            return a.measure == b.measure
        return not (a.measure and b.noun) and not (b.measure and phrases.noun(one, statement))
    wanted = phrases.noun(one, statement)
    if wanted and not phrases.noun(other, source) and is_of_score(other, source):
        return False  # "two goals" are not the 2 of "2-1"
    return not wanted or not phrases.noun(other, source) or _counted(wanted, other, source)


def is_of_score(one: Located, reading: Reading) -> bool:
    """Whether a number by itself stands right beside another one: "2-1", no "84 crowns, 9 more"."""
    if one.end - one.start > 1:
        return False
    beside = (*reading.tokens[max(0, one.start - 1) : one.start], *reading.tokens[one.end :][:1])
    return any(token[0].isdigit() for token in beside)


def _counted(noun: str, other: Located, source: Reading) -> bool:
    """Whether an amount of the source counts what a noun names, a few words further on."""
    stop = min(
        [one.start for one in source.amounts if one.start >= other.end]
        + [other.end + _NOUN_REACH, len(source.words)]
    )
    return any(
        meanings.relation(noun, source.words[at].text) in ("same", "alike")
        for at in range(max(0, other.start - 2), stop)
    )


def _is_year(a: Amount) -> bool:
    return not a.measure and a.number == int(a.number) and _YEARS[0] <= a.number <= _YEARS[1]


def _found(one: Located, pair: Alignment) -> Finding:
    """What is wrong with an amount, beside the amount of the source that is nearest to it."""
    said = phrases.phrase(one, pair.statement)
    a = one.amount
    for other in pair.source.amounts:
        b = other.amount
        if _is_equal(a, b) and not _keeps_bound(a, b):
            bounded = phrases.bounded(one, pair.statement)
            return _instead(phrases.bounded(other, pair.source), bounded)
    for other in pair.source.amounts:
        b = other.amount
        same_unit = bool(a.measure) and a.measure == b.measure
        score = bool(phrases.noun(one, pair.statement)) and is_of_score(other, pair.source)
        if same_unit or (_near(a.number, b.number, _EXACT) and not score):
            return _instead(phrases.phrase(other, pair.source), said)
    return Finding(gettext("“{said}” is not in the source", said=said))


def _instead(other: str, said: str) -> Finding:
    told = gettext("the source says {other}, not {said}", other=other, said=said)
    return Finding(told, kind="instead")
