"""Two sides of a comparison: "more died of disease than in battle" is not the other way round."""

from __future__ import annotations

from collections.abc import Iterator

from qa.locale import gettext
from qa.text import meanings
from qa.verify import figures
from qa.verify.alignment import Alignment
from qa.verify.findings import Finding
from qa.verify.reading import Reading

_THAN = meanings.listed("comparisons", "than")
_DEGREES = ("er", "re", "ss")  # what "higher", "more" and "less" end with


def findings(pair: Alignment) -> Iterator[Finding]:
    """What a statement compares with something, and the source the other way round."""
    for at in _signs(pair.statement):
        first, second = _sides(pair.statement, at)
        for other in _signs(pair.source):
            left, right = map(set, _sides(pair.source, other))
            ahead = _turned(pair, first, right, left)
            behind = _turned(pair, second, left, right)
            if ahead and behind and not _degrees(pair, first):
                said = pair.statement.written(pair.statement.tokens[behind[0]])
                yield Finding(gettext("the source says “{said}” of something else", said=said))
                return


def _signs(reading: Reading) -> list[int]:
    return [at for at, token in enumerate(reading.tokens) if token in _THAN]


def _sides(reading: Reading, than: int) -> tuple[range, range]:
    """What stands before and after a "than" in its clause."""
    clause = reading.clause(reading.words[than].clause)
    return range(clause.start, than), range(than + 1, clause.stop)


def _turned(pair: Alignment, side: range, there: set[int], other: set[int]) -> list[int]:
    """The words of one side that the source has on one side, and not on the other one."""
    found = ((at, figures.places(pair, at)) for at in side)
    return [at for at, places in found if places & there and not places & other]


def turned_round(pair: Alignment) -> frozenset[int]:
    """Degrees that are the opposite of the source's where the sides are exchanged as well.

    "It is lower in Elm than in Orm" says the same as "it is higher in Orm than in Elm".
    """
    found: set[int] = set()
    for at in _signs(pair.statement):
        first, second = _sides(pair.statement, at)
        for other in _signs(pair.source):
            left, right = map(set, _sides(pair.source, other))
            if _turned(pair, first, right, left) and _turned(pair, second, left, right):
                found.update(_degrees(pair, first))
    return frozenset(found)


def _degrees(pair: Alignment, side: range) -> list[int]:
    """Words of one side of which the source has the opposite: "lower" where it has "higher"."""
    degrees = [token for token in pair.source.tokens if token.endswith(_DEGREES)]
    return [
        at
        for at in side
        if any(
            meanings.relation(pair.statement.tokens[at], token) in ("contrary", "complement")
            for token in degrees
        )
    ]
