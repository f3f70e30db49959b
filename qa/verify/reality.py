"""What is not so put as a fact, and what is so put as what is not."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Set as AbstractSet

from qa.locale import gettext
from qa.verify import certainty, figures, polarity
from qa.verify.alignment import Alignment
from qa.verify.findings import Finding
from qa.verify.unreal import Unreal, places


def findings(pair: Alignment) -> Iterator[Finding]:
    """Words that the source has only for what is not so, or may not be; and the other way round."""
    there, here = places(pair.source), places(pair.statement)
    for number in pair.statement.clauses:
        if polarity.has_denial(pair.statement, number):
            continue  # which of the two is denied is looked at with the denials
        own = [at for at in pair.statement.clause(number) if at not in here.denied | here.open]
        found = [(at, some) for at in own if (some := figures.places(pair, at))]
        if any(at not in here.replaced and some <= there.replaced for at, some in found):
            yield Finding(gettext("the source says that it is not so"), "opposite")
            return
        if any(at in here.replaced and _is_so(pair, some, there) for at, some in found):
            yield Finding(gettext("the source says that it is so"), "opposite")
            return
        if any(_is_so(pair, some, there) for some in _amounts(pair, number, here.open)):
            yield Finding(gettext("the source says that it is so"))
            return
        if any(some <= there.denied for _, some in found):
            yield Finding(gettext("the source says that it is not so"))
            return
        if certainty.degree(pair.statement, number) == "fact" and any(
            some <= there.open for _, some in found
        ):
            yield Finding(gettext("the source only says that this may be so"))
            return


def _amounts(pair: Alignment, number: int, told: AbstractSet[int]) -> Iterator[AbstractSet[int]]:
    """Where the source has the amounts of a clause that are among what is told so."""
    for one in pair.statement.amounts:
        if one.start in told and pair.statement.words[one.start].clause == number:
            some = figures.places(pair, one.start)
            clauses = {pair.source.words[at].clause for at in some}
            if some and all(certainty.degree(pair.source, c) == "fact" for c in clauses):
                yield some


def _is_so(pair: Alignment, some: AbstractSet[int], there: Unreal) -> bool:
    """Whether a word of the source stands only where something is said to be so."""
    clauses = {pair.source.words[at].clause for at in some}
    unreal = there.replaced | there.denied | there.open
    return unreal.isdisjoint(some) and not any(
        polarity.has_denial(pair.source, clause) for clause in clauses
    )
