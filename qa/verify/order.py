"""Who did what to whom, where the order of the words tells."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from qa.locale import gettext
from qa.text import lexicon, meanings, words
from qa.text.language import ENGLISH
from qa.verify import portions
from qa.verify.alignment import Alignment
from qa.verify.findings import Finding
from qa.verify.reading import Reading, is_verbal
from qa.verify.roles import is_role

_BE = meanings.listed("grammar", "be")
_OWNER_REACH = 3  # words before a noun in which whose it is stands; set by hand
_PASSIVE_REACH = 3  # words before a participle in which its "was" stands
_AMOUNT_REACH = 4  # words after a verb in which "by" tells how much ("by nearly a fifth"); by hand
_YEAR = re.compile(r"(?:1\d|20)\d\d")
_PREPOSITIONS = meanings.listed("grammar", "prepositions")
RELATIVES = ("who", "which", "that", "whom", "whose")
_CONTROL = meanings.lemmas("control", "verbs")
_MODALS = meanings.listed("grammar", "modals")
_PERFECT = meanings.listed("grammar", "perfect")
_ARTICLES = meanings.listed("grammar", "articles")
_DEGREES = meanings.listed("grammar", "degrees")


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
    for at, others in (*pivots(pair), *present(pair)):
        if others and all(_is_exchanged(pair, at, other) for other in others):
            if portions.are_of_part(pair, others):
                continue  # "38 people came, of whom 29 finished": 29 people finished
            yield another(pair, at)
            return


def converses(pair: Alignment) -> Iterator[Finding]:
    """Verbs that tell of one event from its other side, but for one who is not on that side."""
    for at, match in pair.matches.items():
        if match.relation != "converse":
            continue
        mine, theirs = roles(pair.statement, at), roles(pair.source, match.at)
        agents = _matched(pair, mine.agent)
        told = gettext(
            "the source says “{other}”, not “{said}”",
            other=pair.source.words[match.at].text,
            said=pair.statement.words[at].text,
        )
        if agents & theirs.agent:
            plainly = meanings.are_converse(pair.statement.tokens[at], pair.source.tokens[match.at])
            yield Finding(told, "opposite" if plainly else "exact")
        elif not agents or not agents & theirs.patient:
            yield Finding(told)


def another(pair: Alignment, at: int) -> Finding:
    """That the source has another one who does what the word at `at` tells."""
    verb = pair.statement.words[at].text
    return Finding(gettext("in the source it is another who “{verb}”", verb=verb))


def _is_exchanged(pair: Alignment, at: int, other: int) -> bool:
    """Whether who does something in the statement does not do it in the source."""
    mine = roles(pair.statement, at)
    if attributes(pair.statement, at) or attributes(pair.source, other):
        return _tells_of_another(pair, at, other)
    verb = _may_carry(pair.source, other)
    theirs = roles(pair.source, other) if verb else _of_noun(pair.source, other)
    agents, patients = _doers(pair, mine.agent), _matched(pair, mine.patient)
    if _tells_who(pair, at, other) and patients & theirs.agent:
        return False  # "the directors are Ann and Bo": Bo is one of them
    if agents & (theirs.patient - theirs.agent) and patients & (theirs.agent - theirs.patient):
        return True
    if not agents and verb and _is_another_subject(pair, at, other):
        return True
    if not agents or agents & theirs.agent or not theirs.has_agent:
        return False
    sentence = pair.source.words[other].sentence
    elsewhere = all(pair.source.words[i].sentence == sentence for i in agents)
    return bool(agents & theirs.patient) or (bool(theirs.agent) and elsewhere)


def _tells_of_another(pair: Alignment, at: int, other: int) -> bool:
    """Whether a participle before a noun is said of another thing on one side than on the other."""
    mine, theirs = roles(pair.statement, at), roles(pair.source, other)
    noun = frozenset(attributes(pair.statement, at))
    said = _matched(pair, noun or mine.patient)
    told = frozenset(attributes(pair.source, other)) or theirs.agent | theirs.patient
    return bool(said) and bool(told) and said.isdisjoint(told)


def _tells_who(pair: Alignment, at: int, other: int) -> bool:
    """Whether "is" stands on both sides, and in the source after "the …" and before a name."""
    source = pair.source
    if pair.statement.tokens[at] not in _BE or source.tokens[other] not in _BE:
        return False
    clause = source.clause(source.words[other].clause)
    after = source.tokens[other + 1 : other + 2]
    return source.tokens[clause.start] == "the" and bool(after) and after[0] in source.names


def _is_another_subject(pair: Alignment, at: int, other: int) -> bool:
    """Whether something is done to another one of the same sentence: "his brother was hanged"."""
    clauses = [r.clause(r.words[i].clause) for r, i in ((pair.statement, at), (pair.source, other))]
    if not is_passive(pair.statement, at, clauses[0]):
        return False
    if pair.source.tokens[clauses[1].start] in RELATIVES:  # any noun before may be meant
        return False
    if not is_passive(pair.source, other, clauses[1]) and not _has_no_subject(pair.source, other):
        return False
    mine = _matched(pair, subject(pair.statement, at, clauses[0]))
    theirs = subject(pair.source, other, clauses[1])
    sentence = pair.source.words[other].sentence
    beside = all(pair.source.words[i].sentence == sentence for i in mine)
    return bool(mine) and bool(theirs) and not mine & theirs and beside


def _has_no_subject(reading: Reading, pivot: int) -> bool:
    """Whether a verb takes over what stands before another one: "was taken and hanged"."""
    clause = reading.clause(reading.words[pivot].clause)
    return not heads(reading, frozenset(range(clause.start, pivot)))


def pivots(pair: Alignment) -> Iterator[tuple[int, Sequence[int]]]:
    """Verbs of the statement, each with those of the source that it may be; else "is" with "is"."""
    for number in pair.statement.clauses:
        content = [at for at in pair.of_clause(number) if at in pair.matches]
        verbs = [
            at
            for at in content
            if _is_pivot(pair.statement, at) and pair.matches[at].relation in ("same", "alike")
        ]
        for at in verbs:
            yield at, _beside_patient(pair, at)
        if verbs or not content:
            continue
        mine = _copula(pair.statement, pair.statement.clause(number))
        last = pair.source.words[pair.matches[content[-1]].at].clause
        theirs = _copula(pair.source, pair.source.clause(last))
        if mine is not None and theirs is not None:
            yield mine, (theirs,)


def present(pair: Alignment) -> Iterator[tuple[int, Sequence[int]]]:
    """The same of verbs whose form does not tell that they are: "makes", after its subject."""
    reading = pair.statement
    for number in reading.clauses:
        clause = reading.clause(number)
        if any(is_verbal(reading.tokens[at]) for at in clause):
            continue
        for at in pair.of_clause(number):
            if _is_present(reading, at) and pair.alike(at):
                yield at, _beside_patient(pair, at)
                break


def _is_present(reading: Reading, at: int) -> bool:
    """Whether a word may be a verb by its "s", after its subject: "Vahl succeeds Grimm"."""
    clause = reading.clause(reading.words[at].clause)
    if at == clause.start or any(is_verbal(reading.tokens[i]) for i in clause):
        return False
    word, before = reading.tokens[at], reading.tokens[at - 1]
    led = before not in _PREPOSITIONS | _ARTICLES
    return led and word.endswith("s") and word not in reading.names


def _beside_patient(pair: Alignment, at: int) -> list[int]:
    """The verbs of the source that one of the statement may be.

    Where some stand with what it is done to, those that stand with most of it.
    """
    found = [i for i in pair.alike(at) if _may_carry(pair.source, i)] or pair.alike(at)
    rest = range(at, len(pair.statement.words))
    until = next((i for i in rest if pair.statement.tokens[i] == "and"), rest.stop)
    patient = {i for i in roles(pair.statement, at).patient if i < until}
    places = [pair.matches[i].at for i in patient if i in pair.matches]

    def shared(other: int) -> int:
        clause = pair.source.words[other].clause
        return sum(pair.source.words[place].clause == clause for place in places)

    most = max(map(shared, found), default=0)
    return [i for i in found if shared(i) == most]


def _may_carry(reading: Reading, at: int) -> bool:
    """Whether a word of the source can be the verb that one of the statement is."""
    word = reading.tokens[at]
    before = reading.tokens[at - 1] if at else ""
    if _is_present(reading, at):
        return True
    follows = before in ENGLISH.questions.auxiliaries or before == "to"
    return is_verbal(word) or word.endswith("ing") or follows


def _copula(reading: Reading, clause: range) -> int | None:
    return next((i for i in clause if reading.tokens[i] in _BE), None)


def roles(reading: Reading, pivot: int) -> Roles:
    """The two sides of a verb, the passive turned round; after a preposition stands no subject."""
    clause = reading.clause(reading.words[pivot].clause)
    if reading.tokens[pivot].endswith("ing") and pivot == clause.start:
        if _is_added(reading, clause):
            return Roles(*_sides_of_added(reading, pivot, clause), has_agent=True)
        return _inverted(reading, pivot, clause)
    before = _of_infinitive(reading, pivot, clause) or subject(reading, pivot, clause)
    pronoun = any(
        reading.tokens[i] in ENGLISH.conversation.sentence_openers
        for i in range(clause.start, pivot)
    )
    after = frozenset(i for i in range(pivot + 1, clause.stop) if carries(reading, i))
    if is_passive(reading, pivot, clause):
        by = next((i for i in range(pivot + 1, clause.stop) if reading.tokens[i] == "by"), None)
        doers = heads(reading, frozenset(range(by + 1, clause.stop))) if by else frozenset()
        return Roles(doers, before | (after - doers), True)
    return Roles(before, after, bool(before) or pronoun)


def _of_infinitive(reading: Reading, pivot: int, clause: range) -> frozenset[int]:
    """Who does what a verb after "to" tells: the subject of the verb before, not its object.

    "Ada beat Max to win the cup": it is Ada. Who is asked to do something is the other one.
    """
    if reading.tokens[pivot - 1 : pivot] != ("to",):
        return frozenset()
    earlier = [i for i in range(clause.start + 1, pivot - 1) if is_verbal(reading.tokens[i])]
    if not earlier or any(reading.words[i].base in _CONTROL for i in earlier):
        return frozenset()
    return subject(reading, earlier[0], clause)


def subject(reading: Reading, pivot: int, clause: range) -> frozenset[int]:
    """What stands before a verb, or before the one that its clause goes on from."""
    before = heads(reading, frozenset(range(clause.start, pivot)))
    if clause.start and _are_participles(reading, clause.start, pivot):
        return _inherited(reading, clause)  # "…, leaving homes dark and closing the harbour"
    openers = ENGLISH.conversation.sentence_openers
    before = before or _after_opening(reading, clause.start, pivot)
    if before or clause.start == 0:
        return before
    if any(reading.tokens[i] in openers for i in range(clause.start, pivot)):
        return before
    return _inherited(reading, clause)


def _after_opening(reading: Reading, first: int, pivot: int) -> frozenset[int]:
    """The names before a verb after a phrase that opens its clause: "In the doubles Ann Orr won".

    Of names right after its preposition the first is the phrase's: "In Westward Dermot Flood lost".
    """
    if reading.tokens[first] not in _PREPOSITIONS or first >= pivot:
        return frozenset()
    start = pivot
    while start - 1 > first and _may_name(reading, start - 1):
        start -= 1
    if reading.tokens[start - 1] in _PREPOSITIONS | _ARTICLES:
        start += 1
    while start < pivot and not carries(reading, start):
        start += 1
    return frozenset(i for i in range(start, pivot) if carries(reading, i))


def _may_name(reading: Reading, at: int) -> bool:
    """Whether a word is of a name, or joins two of them."""
    token = reading.tokens[at]
    joins = token in meanings.listed("clauses", "joiners")
    return joins or (token in reading.names and not tells_time(reading, at))


def _are_participles(reading: Reading, first: int, second: int) -> bool:
    """Whether two words of one clause look like participles, so that they have one subject."""
    opens = reading.words[first - 1].sentence == reading.words[first].sentence
    return first < second and opens and all(
        reading.tokens[at].endswith("ing") and len(reading.tokens[at]) > len("being")
        for at in (first, second)
    )  # fmt: skip


def attributes(reading: Reading, at: int) -> range:
    """The noun that a participle right before it tells of: "three heated rooms"; else empty."""
    clause = reading.clause(reading.words[at].clause)
    before = reading.tokens[at - 1] if at > clause.start else ""
    counted = any(one.end == at for one in reading.amounts)
    led = counted or before in _ARTICLES | _DEGREES or before in _PREPOSITIONS - {"by", "to"}
    if not led or not reading.tokens[at].endswith("ed") or not is_verbal(reading.tokens[at]):
        return range(0)
    stop = at + 1
    while stop < clause.stop and carries(reading, stop):
        if reading.tokens[stop] in _PREPOSITIONS:
            break
        stop += 1
    return range(at + 1, stop)


def _of_noun(reading: Reading, noun: int) -> Roles:
    """The two sides of what a noun says: "Russia's annexation of Crimea"."""
    clause = reading.clause(reading.words[noun].clause)
    start = max(clause.start, noun - _OWNER_REACH)
    owners = frozenset(
        i for i in range(start, noun) if words.is_place(words.stem(reading.tokens[i]))
    )
    verb = next((i for i in range(clause.start, noun) if is_verbal(reading.tokens[i])), None)
    if not owners and verb is not None and not is_passive(reading, noun, clause):
        owners = heads(reading, frozenset(range(clause.start, verb)))
    after = reading.tokens[noun + 1 : noun + 2] == ("of",)
    things = heads(reading, frozenset(range(noun + 2, clause.stop))) if after else frozenset()
    return Roles(owners, things, bool(owners))


def _inverted(reading: Reading, pivot: int, clause: range) -> Roles:
    """Who does something where it stands after "was": "Leading the delegation was Rubio"."""
    link = _copula(reading, clause)
    if link is None:
        return Roles(frozenset(), frozenset(), False)
    after = frozenset(range(link + 1, clause.stop))
    between = frozenset(i for i in range(pivot + 1, link) if carries(reading, i))
    return Roles(heads(reading, after), between, True)


def _is_added(reading: Reading, clause: range) -> bool:
    """Whether a clause has no verb but a participle, and follows one with: "…, beating them".

    After a passive, either side may do what the participle tells.
    """
    before = reading.clause(reading.words[clause.start].clause - 1)
    follows = bool(before) and (
        reading.words[before.start].sentence == reading.words[clause.start].sentence
    )
    own = any(is_verbal(reading.tokens[at]) for at in clause)
    verbs = [at for at in before if is_verbal(reading.tokens[at])]
    passive = any(is_passive(reading, at, before) for at in verbs)
    return follows and not own and bool(verbs) and not passive


def _sides_of_added(
    reading: Reading, pivot: int, clause: range
) -> tuple[frozenset[int], frozenset[int]]:
    """Who does what a participle tells, by the clause before; and what stands after it."""
    after = range(pivot + 1, clause.stop)
    return _inherited(reading, clause), frozenset(i for i in after if carries(reading, i))


def _is_pivot(reading: Reading, at: int) -> bool:
    word = reading.words[at]
    said = word.text not in reading.names and word.base not in meanings.lemmas("reports", "plain")
    led = at > 0 and reading.tokens[at - 1] in _MODALS | _PERFECT and carries(reading, at)
    return (is_verbal(word.text) or led) and said


def is_passive(reading: Reading, pivot: int, clause: range) -> bool:
    """Whether a verb tells what is done to its subject: after a form of "be", or before "by".

    "By 12 percent" tells how much, "by train" how, and not who.
    """
    start = max(clause.start, pivot - _PASSIVE_REACH)
    if any(reading.tokens[i] in _BE for i in range(start, pivot)):
        return True
    if pivot + 2 >= clause.stop or reading.tokens[pivot + 1] != "by":
        return False
    amounts = any(pivot + 2 <= one.start <= pivot + _AMOUNT_REACH for one in reading.amounts)
    agent = reading.tokens[pivot + 2]
    somebody = agent in _ARTICLES or agent in reading.names or is_role(agent)
    return somebody and not amounts and not reading.tokens[pivot].endswith("ing")


def _inherited(reading: Reading, clause: range) -> frozenset[int]:
    """The subject that a clause without one takes over: that of the clause before it."""
    opener = reading.tokens[clause.start]
    span = reading.clause(reading.words[clause.start].clause - 1)
    if span and opener not in RELATIVES and reading.tokens[span.start] in RELATIVES:
        return _inherited(reading, span)  # "The library, which stands there, was paid for …"
    if not span or reading.words[span.start].sentence != reading.words[clause.start].sentence:
        return frozenset()
    if opener in RELATIVES:
        return heads(reading, frozenset(span)) or (
            _inherited(reading, span) if span.start > 0 else frozenset()
        )
    verb = next((i for i in span if is_verbal(reading.tokens[i])), None)
    if verb is not None:
        return heads(reading, frozenset(range(span.start, verb)))
    earlier = _inherited(reading, span) if span.start > 0 else frozenset()
    return earlier | heads(reading, frozenset(span))


def heads(reading: Reading, positions: frozenset[int]) -> frozenset[int]:
    """Words that carry something and stand after no preposition but "of".

    What follows a time does not belong to it: "In September 2022 Korvane bought …".
    """
    found = set()
    in_phrase = timed = False
    for at in sorted(positions):
        word = reading.tokens[at]
        follows_preposition = at - 1 in positions and reading.tokens[at - 1] in _PREPOSITIONS
        is_time = tells_time(reading, at)
        in_phrase = in_phrase and (is_time or not timed)
        timed = in_phrase and is_time
        if word in _PREPOSITIONS:
            in_phrase = word != "of"
        elif _is_verb(reading, at):
            in_phrase = False
        elif word in _ARTICLES:
            in_phrase = in_phrase and follows_preposition
        elif not in_phrase and carries(reading, at):
            found.add(at)
    return frozenset(found)


def tells_time(reading: Reading, at: int) -> bool:
    """Whether a word is a month, a weekday, a year, or a day beside a month."""
    word, beside = reading.tokens[at], reading.tokens[max(0, at - 1) : at + 2]
    day = word.isdigit() and any(one in lexicon.DATES for one in beside)
    return day or word in lexicon.DATES or is_year(word)


def is_year(word: str) -> bool:
    """Whether a folded word may be a year."""
    return bool(_YEAR.fullmatch(word))


def carries(reading: Reading, at: int) -> bool:
    """Whether a word says somebody or something."""
    token = reading.tokens[at]
    small = token in words.STOPWORDS or token[0].isdigit() or token.endswith("ly")
    return not small and not _is_verb(reading, at)


def _is_verb(reading: Reading, at: int) -> bool:
    """Whether a word looks like a verb; "demand" at the beginning, or after "the", is a noun."""
    token = reading.tokens[at]
    opens = at == reading.clause(reading.words[at].clause).start
    led = opens or reading.tokens[at - 1] in _ARTICLES
    return is_verbal(token) and not (led and token in ENGLISH.speech.verbs)


def _matched(pair: Alignment, positions: frozenset[int]) -> frozenset[int]:
    return frozenset(pair.matches[at].at for at in positions if at in pair.matches)


def _doers(pair: Alignment, positions: frozenset[int]) -> frozenset[int]:
    """Where the source has those who do something; the "Wolf" of Clara Wolf is no Jonas Wolf."""
    found = _matched(pair, positions)
    others = {at for at in found if _is_of_other_name(pair, at)}
    return found - others or found


def _is_of_other_name(pair: Alignment, at: int) -> bool:
    """Whether a word of the source is a name after one that the statement has not."""
    first, last = pair.source.tokens[max(0, at - 1)], pair.source.tokens[at]
    named = at > 0 and {first, last} <= pair.source.names and not is_role(first)
    return named and first not in pair.statement.tokens
