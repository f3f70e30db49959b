"""What was so and is no more: a lamp that stood there until 2018 does not stand there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from qa.locale import gettext
from qa.text import meanings
from qa.verify import order
from qa.verify.alignment import Alignment
from qa.verify.findings import Finding
from qa.verify.reading import Reading, is_verbal

_BE = meanings.listed("grammar", "be")
_PRESENT = meanings.listed("grammar", "present") & _BE - {"be"}
_PAST = meanings.listed("grammar", "past")
_TENSED = (
    _PRESENT | _PAST | meanings.listed("grammar", "modals") | meanings.listed("grammar", "perfect")
)
_OWNING = meanings.listed("lasting", "owning")
_USED_TO = tuple(meanings.fact("lasting", "used_to").split())
_REPORTS = meanings.lemmas("reports", "opinion") | meanings.lemmas("reports", "plain")
_UNTIL = meanings.listed("lasting", "until")
_STILL = meanings.listed("binding", "still")
_STATES = meanings.listed("lasting", "states")


def findings(pair: Alignment) -> Iterator[Finding]:
    """Statements of what is, where the source says what was until some time, or says nothing."""
    now: dict[int, list[int]] = defaultdict(list)
    for at, _ in order.present(pair):
        now[pair.statement.words[at].clause].append(at)
    for number in pair.statement.clauses:
        if (
            _is_empty(pair, number)
            or _has_ended(pair, number, now[number])
            or _was_so(pair, number)
            or _did_so(pair, number, now[number])
        ):
            yield Finding(gettext("the source does not say that it is so now"))
            return


def _is_empty(pair: Alignment, number: int) -> bool:
    """Whether a clause says no more than that something is there, or on, as the source does not."""
    statement = pair.statement
    clause = statement.clause(number)
    verb = next((at for at in clause if statement.tokens[at] in _PRESENT), None)
    if verb is None or not any(at in pair.matches for at in clause):
        return False
    after = [at for at in range(verb + 1, clause.stop) if statement.tokens[at] not in _STILL]
    state = after[-1:] == after and bool(after) and statement.tokens[after[0]] in _STATES
    said = f" {statement.tokens[verb]} {' '.join(statement.tokens[at] for at in after)} "
    return state and said not in pair.source.run


def _has_ended(pair: Alignment, number: int, present: Sequence[int]) -> bool:
    """Whether the verb of a clause is one of now, and in the source one of until some time."""
    statement, source = pair.statement, pair.source
    now = [at for at in statement.clause(number) if statement.tokens[at] in _PRESENT]
    now += present
    content = [at for at in pair.of_clause(number) if at in pair.matches]
    if not now or not content:
        return False
    there = {source.words[pair.matches[at].at].sentence for at in content}
    return any(
        token in _UNTIL and source.words[at].sentence in there and _was(source, at)
        for at, token in enumerate(source.tokens)
    )


def _was_so(pair: Alignment, number: int) -> bool:
    """Whether a clause says "is" of what the source only says "was" of: "is marked by a buoy"."""
    statement, source = pair.statement, pair.source
    clause = statement.clause(number)
    first = next((at for at in clause if statement.tokens[at] in _PRESENT), None)
    if first is None:
        return False
    said = [at for at in range(first + 1, clause.stop) if at in pair.matches]
    said = [at for at in said if pair.matches[at].relation in ("same", "alike")]
    if not said or any(at not in pair.matches for at in pair.of_clause(number) if at > first):
        return False
    there = {source.words[at].clause for i in said[:1] for at in pair.alike(i)}
    auxiliaries = [
        [t for t in map(source.tokens.__getitem__, source.clause(c)) if t in _TENSED] for c in there
    ]
    if any(source.tokens[i : i + 2] == _USED_TO for c in there for i in source.clause(c)):
        return True
    return all(some and some[0] in _PAST & _BE for some in auxiliaries)


def _did_so(pair: Alignment, number: int, present: Sequence[int]) -> bool:
    """Whether a verb is of now that the source only has of what was: "stands", of "once stood"."""
    statement, source = pair.statement, pair.source
    owning = [at for at in statement.clause(number) if statement.tokens[at] in _OWNING]
    for at in (*present, *owning):
        if statement.words[at].base not in _REPORTS:
            base = statement.words[at].base
            there = [i for i, word in enumerate(source.words) if word.base == base]
            said = {source.tokens[i] for i in there}
            past = all(_is_of_past(source, i) for i in there)
            if there and past and statement.tokens[at] not in said:
                return True
    return False


def _is_of_past(source: Reading, at: int) -> bool:
    """Whether a verb is in its past form, or after "used to"; "is called" and "has led" are not."""
    if source.tokens[max(0, at - 2) : at] == _USED_TO:
        return True
    clause = source.clause(source.words[at].clause)
    led = not _TENSED.isdisjoint(source.tokens[i] for i in range(clause.start, at))
    return not led and source.tokens[at] not in _OWNING and _is_past(source.tokens[at])


def _was(source: Reading, until: int) -> bool:
    """Whether the verb before an "until" is of what was."""
    sentence = source.words[until].sentence
    before = [source.tokens[at] for at in range(until) if source.words[at].sentence == sentence]
    verbs = [token for token in before if is_verbal(token)]
    return bool(verbs) and (_TENSED - _PAST).isdisjoint(before) and _is_past(verbs[-1])


def _is_past(verb: str) -> bool:
    ended = verb.endswith("ed") or meanings.is_irregular(verb)
    return verb in _PAST or (ended and is_verbal(verb))
