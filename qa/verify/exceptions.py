"""What a source says of all but some, or on a condition, said without it."""

from __future__ import annotations

from collections.abc import Iterator

from qa.locale import gettext
from qa.verify import certainty, figures
from qa.verify.alignment import Alignment
from qa.verify.apart import Apart, conditions, exceptions, remainder
from qa.verify.findings import Finding
from qa.verify.reading import is_verbal

_MOSTLY = 0.5  # of the words of a clause: in the part that has an exception or a condition; by hand


def findings(pair: Alignment) -> Iterator[Finding]:
    """Statements without the exception or the condition of their source."""
    has_exception = bool(exceptions(pair.statement))
    for one in () if has_exception else exceptions(pair.source):
        if _is_of_excepted(pair, one) or _leaves_out(pair, one):
            yield Finding(gettext("the source says it with an exception (“{word}”)", word=one.sign))
            return
    own = {one.none for one in conditions(pair.statement)}
    for one in conditions(pair.source):
        turned = bool(own) and one.none not in own
        if turned or (not own and _leaves_out(pair, one) and not _may_be(pair)):
            told = gettext("the source says it only on a condition (“{word}”)", word=one.sign)
            yield Finding(told)
            return


def _is_of_excepted(pair: Alignment, one: Apart) -> bool:
    """Whether a statement speaks of what the source takes out as of the rest."""
    spoken = (figures.places(pair, at) for at in range(len(pair.statement.words)))
    return not one.none and any(some and some <= set(one.span) for some in spoken)


def _leaves_out(pair: Alignment, one: Apart) -> bool:
    """Whether a clause says what the source says of the rest, and nothing of what is taken out."""
    span = set(one.span)
    rests = set(remainder(pair.source))
    if any(a.amount.number in rests for a in pair.statement.amounts):
        return False
    places = [figures.places(pair, at) for at in range(len(pair.statement.words))]
    if any(some and some <= span for some in places):
        return False
    for number in pair.statement.clauses:
        found = [some for at in pair.statement.clause(number) if (some := places[at])]
        within = sum(not some.isdisjoint(one.rest) for some in found)
        if found and within > _MOSTLY * len(found) and _is_said(pair, number, one):
            return True
    return False


def _is_said(pair: Alignment, number: int, one: Apart) -> bool:
    """Whether the verb of a clause, or where it has none its last word, is of the rest."""
    content = [at for at in pair.of_clause(number) if at in pair.matches]
    verbs = [at for at in content if is_verbal(pair.statement.tokens[at])] or content[-1:]
    return any(not figures.places(pair, at).isdisjoint(one.rest) for at in verbs)


def _may_be(pair: Alignment) -> bool:
    """Whether a statement says itself that something may be so."""
    return any(
        certainty.degree(pair.statement, number) == "possible" for number in pair.statement.clauses
    )
