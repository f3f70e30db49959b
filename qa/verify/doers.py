"""Who does it: the name before a verb of a statement stands so in the sentence that has its words.

A name of one sentence and the verb of the next one, with what follows it, are not put together:
"Cllr Iqbal moved that it be raised. Cllr Dunne moved an amendment" tells of no amendment by Iqbal.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from qa.text import meanings
from qa.verify import figures, named, order, owners, wording
from qa.verify.alignment import Alignment
from qa.verify.findings import Finding
from qa.verify.reading import Reading, is_verbal

_BE = meanings.listed("grammar", "be")
_PRONOUNS = wording.PRONOUNS - meanings.listed("clauses", "openers")
_PREPOSITIONS = meanings.listed("grammar", "prepositions")
_PERSONAL = meanings.listed("grammar", "doing")


def findings(pair: Alignment, around: Reading, before: Reading) -> Iterator[Finding]:
    """Verbs that the source tells of others than the name that the statement has before them.

    Args:
        pair: The statement beside its source.
        around: The whole article, by which a word is known for a name.
        before: The headline, and the sentences before the source.
    """
    known = named.proper(around)
    every = {side: named.runs(side, known) for side in (pair.statement, pair.source)}
    present = {at for at, _ in order.present(pair)}
    for at in range(len(pair.statement.words)):
        if not _is_told(pair, at) and at not in present:
            continue
        mine = _doers(pair.statement, at, every[pair.statement])
        others = _nearest(pair, at)
        if _tells_no_doer(pair.statement, at):  # who did it there is no other one
            others = [i for i in others if _tells_no_doer(pair.source, i)]
        others = others or _beside_complement(pair, at)
        if mine and others and all(_is_anothers(pair, mine, i, every) for i in others):
            yield replace(order.another(pair, at), kind="doer")
            return
        if mine and others and all(_is_named_later(pair, mine, i, every, before) for i in others):
            yield order.another(pair, at)
            return
        if others and all(_is_of_owner(pair, at, mine, i, every, around) for i in others):
            yield order.another(pair, at)
            return
        if others and all(_is_of_other_thing(pair, at, i) for i in others):
            yield order.another(pair, at)
            return


def _is_told(pair: Alignment, at: int) -> bool:
    """Whether a word of the statement is a verb that the source has too, or "is"."""
    token = pair.statement.tokens[at]
    if token in _BE:
        clause = pair.statement.clause(pair.statement.words[at].clause)
        return not any(is_verbal(pair.statement.tokens[i]) for i in clause if i > at)
    return is_verbal(token) and at in pair.matches and token not in pair.statement.names


def _doers(reading: Reading, verb: int, every: list[range]) -> list[range]:
    """The names that do what a verb tells, or that it is done to where nobody is told to."""
    sides = order.roles(reading, verb)
    clause = reading.clause(reading.words[verb].clause)
    passive = order.is_passive(reading, verb, clause)
    heads = order.subject(reading, verb, clause) if passive and not sides.agent else sides.agent
    return [
        run for run in every if set(run) & heads and (run.stop == verb or _is_head(reading, run))
    ]


def _tells_no_doer(reading: Reading, verb: int) -> bool:
    """Whether a verb is in the passive, and nobody is told to do it: "the ferry was built"."""
    clause = reading.clause(reading.words[verb].clause)
    return order.is_passive(reading, verb, clause) and not order.roles(reading, verb).agent


def _is_head(reading: Reading, name: range) -> bool:
    """Whether a phrase ends with a name: not "the Tarn yard", nor "Tarn's yard"."""
    clause = reading.clause(reading.words[name.start].clause)
    if name.stop not in clause:
        return True
    token = reading.tokens[name.stop]
    return not order.carries(reading, name.stop) or token in _PREPOSITIONS or is_verbal(token)


def _nearest(pair: Alignment, at: int) -> list[int]:
    """The verbs of the source that one of the statement may be, in the sentences nearest to it.

    Those are the ones that hold most of what follows the verb.
    """
    token = pair.statement.tokens[at]
    if token in _BE:
        found = [i for i, other in enumerate(pair.source.tokens) if other in _BE]
    else:
        found = [i for i in pair.alike(at) if _may_be_verb(pair.source, i)]
        found = found or [i for i in pair.alike(at) if pair.source.tokens[i] == token]
    sentence = pair.statement.words[at].sentence
    rest = [
        i
        for i in pair.content
        if i > at and i in pair.matches and pair.statement.words[i].sentence == sentence
    ]
    held = [{pair.source.words[i].sentence for i in pair.alike(at)} for at in rest]

    def shared(verb: int) -> int:
        return sum(pair.source.words[verb].sentence in some for some in held)

    most = max(map(shared, found), default=0)
    near = [i for i in found if shared(i) == most] if most or not rest else []
    # What a sentence lacks may be meant by a pronoun, where it has one.
    open_ones = [i for i in near if shared(i) == len(rest) or _has_pronoun(pair.source, i)]
    return open_ones or near


def _beside_complement(pair: Alignment, at: int) -> list[int]:
    """The verbs beside what something "is", where the source has no "is": "Tan came third"."""
    if pair.statement.tokens[at] not in _BE:
        return []
    clause = pair.statement.clause(pair.statement.words[at].clause)
    told = (some for i in clause if i > at and (some := figures.places(pair, i)))
    found = []
    for place in sorted(next(told, ())):
        here = pair.source.clause(pair.source.words[place].clause)
        verb = next((i for i in here if i < place and _may_be_verb(pair.source, i)), None)
        if verb is None:
            return []  # who somebody is stands beside the name: `appositions`
        found.append(verb)
    return found


def _has_pronoun(source: Reading, at: int) -> bool:
    sentence = source.words[at].sentence
    return any(w.text in _PRONOUNS for w in source.words if w.sentence == sentence)


def _may_be_verb(reading: Reading, at: int) -> bool:
    token = reading.tokens[at]
    return (is_verbal(token) or token.endswith("ing")) and token not in reading.names


def _is_anothers(
    pair: Alignment, mine: list[range], verb: int, every: dict[Reading, list[range]]
) -> bool:
    """Whether other names, and none of these, stand before a verb of the source."""
    source = pair.source
    names = every[source]
    theirs = _doers(source, verb, names) or _after_place(source, verb, names)
    theirs = theirs or _who_it_is(source, verb, names)
    if not theirs or any(named.may_be_one(pair, one, other) for one in mine for other in theirs):
        return False
    word = source.words[verb]
    clause = source.clause(word.clause)
    own = any(set(run) <= set(clause) for run in theirs)
    for run in every[source]:
        near = source.words[run.start].sentence == word.sentence
        if near and any(named.may_be_one(pair, one, run) for one in mine):
            within = run.start in clause
            ahead = run.start < verb
            if (not own and ahead) or (within and not _leads(source, clause, verb)):
                return False
    return True


def _is_of_owner(
    pair: Alignment,
    at: int,
    mine: list[range],
    verb: int,
    every: dict[Reading, list[range]],
    around: Reading,
) -> bool:
    """Whether one side tells of a name what the other tells of what belongs to it."""
    theirs = every[pair.source]
    if mine:
        return owners.is_owners(pair, mine, verb, theirs, around)
    return owners.is_owned(pair, at, verb, every[pair.statement], theirs)


def _is_named_later(
    pair: Alignment,
    mine: list[range],
    verb: int,
    every: dict[Reading, list[range]],
    before: Reading,
) -> bool:
    """Whether a pronoun before a verb stands ahead of the first sentence that has a name.

    "He was dismissed. His successor, Duncan Rae, …" does not say that Rae was dismissed.
    """
    word = pair.source.words[verb]
    clause = pair.source.clause(word.clause)
    led = any(pair.source.tokens[i] in _PERSONAL for i in range(clause.start, verb))
    if not led or order.subject(pair.source, verb, clause) & set(clause):
        return False
    names = {pair.statement.tokens[i] for run in mine for i in run}
    named_there = [
        pair.source.words[run.start].sentence
        for run in every[pair.source]
        if any(named.may_be_one(pair, one, run) for one in mine)
    ]
    later = bool(named_there) and min(named_there) > word.sentence
    return later and names.isdisjoint(before.tokens)


def _is_of_other_thing(pair: Alignment, at: int, other: int) -> bool:
    """Whether another sentence is about what the statement's clause is, and this one is not.

    "The radar worked. The alarm had been switched off": the radar had not.
    """
    mine = _subject(pair.statement, at)
    theirs = _subject(pair.source, other)
    sentence = pair.source.words[other].sentence
    found = [pair.alike(i) for i in mine if i in pair.matches]
    if not theirs or len(found) < len(mine) or not found:
        return False
    if any(pair.source.words[i].sentence == sentence for places in found for i in places):
        return False
    return any(_opens(pair.source, i) for places in found for i in places)


def _subject(reading: Reading, verb: int) -> frozenset[int]:
    """What stands before a verb in its own clause, where the clause opens its sentence."""
    clause = reading.clause(reading.words[verb].clause)
    opens = clause.start == 0 or (
        reading.words[clause.start - 1].sentence != reading.words[clause.start].sentence
    )
    before = range(clause.start, verb)
    if not opens or any(reading.tokens[i] in _PRONOUNS for i in before):
        return frozenset()
    return order.heads(reading, frozenset(before))


def _opens(source: Reading, at: int) -> bool:
    """Whether a word is of what the first verb of its sentence is told of."""
    sentence = source.words[at].sentence
    verb = next(
        (
            i
            for i, word in enumerate(source.words)
            if word.sentence == sentence and is_verbal(word.text) and i > at
        ),
        None,
    )
    return verb is not None and at in _subject(source, verb)


def _leads(source: Reading, clause: range, verb: int) -> bool:
    """Whether somebody or something is named before a verb in its clause."""
    return bool(order.heads(source, frozenset(range(clause.start, verb))))


def _after_place(source: Reading, verb: int, every: list[range]) -> list[range]:
    """Who stands after "was" where its sentence opens with a place: "On deck were Ann and Bo"."""
    sentence = [i for i, w in enumerate(source.words) if w.sentence == source.words[verb].sentence]
    opening = source.tokens[sentence[0] : verb]
    if source.tokens[verb] not in _BE or not opening or opening[0] not in _PREPOSITIONS:
        return []
    if any(map(is_verbal, opening)) or _leads(source, range(sentence[0], verb), verb):
        return []
    verbs = (i for i in sentence if i > verb and is_verbal(source.tokens[i]))
    stop = next(verbs, sentence[-1] + 1)
    return [run for run in every if verb < run.start < stop and not _is_led(source, run)]


def _who_it_is(source: Reading, verb: int, every: list[range]) -> list[range]:
    """Who stands after "is" where something else stands before it: "The vicars are Ann and Bo"."""
    if source.tokens[verb] not in _BE or not any(run.start == verb + 1 for run in every):
        return []
    sentence = source.words[verb].sentence
    rest = (i for i in range(verb + 1, len(source.words)) if is_verbal(source.tokens[i]))
    stop = next(rest, len(source.words))
    return [
        run
        for run in every
        if verb < run.start < stop and source.words[run.start].sentence == sentence
    ]


def _is_led(source: Reading, name: range) -> bool:
    return name.start > 0 and source.tokens[name.start - 1] in _PREPOSITIONS
