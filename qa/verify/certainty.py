"""How sure a statement is of what it says, beside its source: fact, to come, planned, possible."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Literal

from qa.locale import gettext, gettext_noop
from qa.text import meanings
from qa.verify import figures, order
from qa.verify.alignment import Alignment
from qa.verify.findings import Finding
from qa.verify.reading import Reading, is_verbal

Degree = Literal["possible", "planned", "future", "fact"]
_ORDER: tuple[Degree, ...] = ("possible", "planned", "future", "fact")
_TOLD = {
    "possible": gettext_noop("the source only says that this may be so"),
    "planned": gettext_noop("the source only says that this is planned"),
    "future": gettext_noop("the source only says that this is to come"),
}


def findings(pair: Alignment) -> Iterator[Finding]:
    """A degree that the source does not reach, or that it has left behind."""
    present = {pair.statement.words[at].clause for at, _ in order.present(pair)}
    for number in pair.statement.clauses:
        content = [at for at in pair.of_clause(number) if at in pair.matches]
        clause = _main(pair, content)
        verbal = any(is_verbal(pair.statement.tokens[i]) for i in pair.statement.clause(number))
        if (
            clause is None
            or not (verbal or number in present)
            or _only_reports(pair.statement, number)
        ):
            continue
        said, other = degree(pair.statement, number), degree(pair.source, clause)
        if _is_more(said, other):
            yield Finding(gettext(_TOLD[other]))
            return
        if other == "fact" and said in ("possible", "future"):
            if said == "possible":
                told = gettext("the source does not say that this is only possible")
            else:
                told = gettext("the source does not say that this is still to come")
            yield Finding(told)
            return
        if lacking := _amounts_otherwise(pair, number, said):
            yield lacking
            return


def _amounts_otherwise(pair: Alignment, number: int, said: Degree) -> Finding | None:
    """That an amount of a clause is only planned, or may be, where the statement says it is so."""
    for one in pair.statement.amounts:
        if pair.statement.words[one.start].clause != number:
            continue
        held = figures.held(one, pair)
        degrees = [degree(pair.source, pair.source.words[other.start].clause) for other in held]
        other = max(degrees, key=_ORDER.index, default=said)
        if said == "fact" and _is_more(said, other):
            return Finding(gettext(_TOLD[other]))
    return None


def _only_reports(statement: Reading, clause: int) -> bool:
    """Whether a clause tells nothing but who says it: "managers say", at the end."""
    span = statement.clause(clause)
    reports = meanings.lemmas("reports", "opinion") | meanings.lemmas("reports", "plain")
    return bool(clause) and statement.words[span[-1]].base in reports


def _main(pair: Alignment, content: list[int]) -> int | None:
    """The clause of the source that has the verb of a clause, or else its last word."""
    verbs = [at for at in content if is_verbal(pair.statement.words[at].text)]
    at = next(reversed(verbs or content[-1:]), None)
    if at is None:
        return None
    best = pair.source.words[pair.matches[at].at].clause
    after = pair.source_clauses([i for i in content if i > at])
    clauses = [best, *(pair.source.words[i].clause for i in pair.alike(at))]
    return max(clauses, key=lambda clause: after[clause])


def _is_more(said: Degree, other: Degree) -> bool:
    if said == "planned" and other == "possible":
        return False  # "is expected to" and "likely" say much the same
    return _ORDER.index(said) > _ORDER.index(other)


def degree(reading: Reading, clause: int) -> Degree:
    """How sure a clause is said to be; a clause with "that" is as sure as the one before it."""
    span = reading.clause(clause)
    text = " ".join(reading.tokens[at] for at in span)
    own = _degree(text)
    opens_with = reading.tokens[span.start] if span else ""
    if clause and opens_with in ("that", "whether"):
        before = degree(reading, clause - 1)
        if (
            before != "fact"
            and reading.words[span.start - 1].sentence == reading.words[span.start].sentence
        ):
            return min(own, before, key=_ORDER.index)
    return own


@lru_cache(maxsize=4096)
def _degree(text: str) -> Degree:
    return next((name for name in _ORDER[:3] if _has_sign(name, text)), "fact")


def _has_sign(name: Degree, text: str) -> bool:
    """Whether a text has a sign of a degree; "the plan" and "its demands" are none."""
    articles = meanings.listed("grammar", "articles")
    return any(
        name != "planned" or articles.isdisjoint(text[: match.start()].split()[-1:])
        for match in meanings.pattern("certainty", name).finditer(text)
    )
