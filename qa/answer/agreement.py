"""What several articles say in answer to one question: the same, something else, or the opposite.

How two sentences relate tells `comparison`. Where it is in doubt, an article is neither counted as
agreeing nor shown as differing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from qa.answer.comparison import Comparison, Relation
from qa.answer.dating import date_of
from qa.index.memory import Index

APART: tuple[Relation, ...] = ("different", "contradictory")


@dataclass(frozen=True)
class Side:
    """Sentences of different articles that give one answer, and how it relates to the first."""

    relation: Relation
    sentences: tuple[int, ...]


def sides(comparison: Comparison, order: Sequence[int]) -> list[Side]:
    """What the articles say in answer: first the answer of the best sentence, then what differs.

    Args:
        comparison: How to compare.
        order: Sentences that were read, the best first. Of each article the first that fits counts.
    """
    first, index = order[0], comparison.index
    related = [(i, comparison.relation(first, i)) for i in order[1:]]
    # An article that repeats a claim and then takes it back does not agree with it.
    denying = {index.rows[i].article for i, relation in related if relation == "contradictory"}
    agreeing = [i for i, r in related if r == "same" and index.rows[i].article not in denying]
    same = _one_an_article(index, [first, *agreeing])
    taken = {index.rows[i].article for i in same}
    found = [Side("same", tuple(same))]
    for relation in ("contradictory", "different", "compatible"):
        left = [i for i, r in related if r == relation and index.rows[i].article not in taken]
        while left:
            others = [i for i in left[1:] if comparison.relation(left[0], i) == "same"]
            cited = _one_an_article(index, [left[0], *others])
            found.append(Side(relation, tuple(cited)))
            taken |= {index.rows[i].article for i in cited}
            left = [i for i in left if index.rows[i].article not in taken]
    return found


def newest_first(index: Index, said: Sequence[Side]) -> list[Side]:
    """The sides of an answer for a question about now: first what the newest article says.

    Only among sides that cannot all be true, and of which the dates are known.
    """
    apart = [side for side in said if side.relation in APART]
    dated = [side for side in (said[0], *apart) if _date(index, side)]
    newest = max(dated, key=lambda side: _date(index, side), default=said[0])
    if newest not in apart:
        return list(said)
    others = [side for side in said[1:] if side is not newest]
    return [Side("same", newest.sentences), Side(newest.relation, said[0].sentences), *others]


def _date(index: Index, side: Side) -> str:
    return max(date_of(index, i) for i in side.sentences)


def _one_an_article(index: Index, sentences: Iterable[int]) -> list[int]:
    kept: dict[str, int] = {}
    for sentence in sentences:
        kept.setdefault(index.rows[sentence].article, sentence)
    return list(kept.values())
