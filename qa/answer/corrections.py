"""Corrections: what an article says was reported wrongly, and what it says is right.

"We reported that the keeper had been dismissed. That was wrong. He is on holiday." An answer that
rests on the first report comes after what the correction says, and is told to be taken back.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from qa.answer import confidence, retold
from qa.answer.agreement import APART, Side
from qa.answer.comparison import Relation
from qa.answer.dating import date_of
from qa.index.memory import Index
from qa.search.ranking import Ranking
from qa.text import questions, stance

_AROUND = 2  # sentences around one that is right, in which it may be said to be a correction
_WITHIN = 3  # sentences after the one that retells, of a correction
# Shares of terms, by rarity, that a correction of a report holds: of what question and report have
# in common, and of the report.
_ASKED, _REPORTED = 0.8, 0.35
_ASKED_BESIDE = 0.25  # of what they have in common, beside the very answer of the report


@dataclass(frozen=True)
class Correction:
    """What an article takes back.

    Attributes:
        retold: The sentence that tells what was reported.
        right: The one that says what is right; where none does, the one that takes it back.
    """

    retold: int
    right: int


def of(index: Index, sentence: int) -> Correction | None:
    """The correction that a sentence begins ("We wrote that …"); None where it does not."""
    text, article = index.rows[sentence].read, index.article_of(sentence)
    after = [i for i in range(sentence + 1, sentence + 1 + _WITHIN) if i in article]
    denied = bool(after) and stance.opens_by_taking_back(index.rows[after[0]].read)
    told_again = retold.is_retold(index, sentence)
    if not after or not (denied or told_again or stance.takes_itself_back(text)):
        return None
    if not denied and stance.corrects_itself(text):
        return None
    told = (i for i in after if not index.rows[i].heading)
    right = next((i for i in told if not stance.only_takes_back(index.rows[i].read)), after[0])
    return Correction(sentence, right)


def of_report(
    index: Index,
    ranking: Ranking,
    report: int,
    sentences: Iterable[int],
    answer: AbstractSet[str] = frozenset(),
) -> Correction | None:
    """The correction of what a sentence reports, if one of others tells it.

    Args:
        index: Where they are.
        ranking: The question: both have to hold the same of its terms, and not names alone, where
            the other one does not tell the answer again.
        report: The sentence that may have been corrected.
        sentences: The others, the best first.
        answer: The terms of its answer: what tells it again may have other words for the rest.
    """
    told = set(index.terms[report])
    asked = told & set(ranking.query.terms)
    only_names = not asked - confidence.names_in(index, ranking.query.corrected)
    for sentence in sentences:
        again = bool(answer) and answer <= set(index.terms[sentence])
        again = again and retold.is_of_corrections(index, sentence)
        repeated = _share(index, asked, sentence) >= (_ASKED_BESIDE if again else _ASKED)
        repeated = repeated and _share(index, told, sentence) >= _REPORTED
        repeated = repeated and (again or not only_names)
        if repeated and index.rows[report].article != index.rows[sentence].article:
            found = of(index, sentence)
            if found:
                return found
    return None


def first(
    index: Index,
    ranking: Ranking,
    scores: Mapping[int, float],
    said: list[Side],
    groups: list[list[int]],
    answer_of: Callable[[int], AbstractSet[str]],
) -> tuple[list[Side], list[list[int]]]:
    """What the articles say, and the sentences to quote: what a correction says before the rest.

    Args:
        index: Where the sentences are.
        ranking: The question.
        scores: How directly each candidate answers.
        said: What the articles say in answer, the answer's own side first.
        groups: The sentences to quote, each with those that say the same.
        answer_of: Gives the terms of what is marked in a sentence as the answer.
    """
    best = groups[0][0]
    if own := of(index, best):
        others = [group for group in groups[1:] if not _is_part(group, own)]
        reports = [group for group in others if _reports(index, group[0], own, answer_of)]
        left = [group for group in others if group not in reports]
        sides = [Side("different", tuple(group)) for group in reports]
        shown = [[own.right], *reports, groups[0], *left]
        return [Side("same", (own.right,)), *sides], shown
    if ahead := _correcting(index, said):
        return _moved(ahead, said, groups)
    order = sorted(scores, key=lambda i: (-scores[i], i))
    found = of_report(index, ranking, best, order, answer_of(best))
    whether = questions.asks_whether(ranking.query.corrected)
    if found is None or (not whether and _repeats(index, found.right, best)):
        return said, groups
    relation: Relation = "contradictory" if whether else "different"
    report = [i for i in groups[0] if i not in (found.retold, found.right)]
    sides = [Side("same", (found.right,)), Side(relation, tuple(report))]
    return sides, [[found.right], report, [found.retold]]


def _reports(
    index: Index, sentence: int, own: Correction, answer_of: Callable[[int], AbstractSet[str]]
) -> bool:
    """Whether another article gives the answer that a correction takes back."""
    answer = answer_of(sentence)
    again = bool(answer) and answer <= set(index.terms[own.retold])
    return again and index.rows[sentence].article != index.rows[own.retold].article


def _moved(
    ahead: Side, said: Sequence[Side], groups: list[list[int]]
) -> tuple[list[Side], list[list[int]]]:
    """What the articles say, and the sentences to quote, with one side before the first one."""
    behind = Side(ahead.relation, said[0].sentences)
    sides = [Side("same", ahead.sentences), behind, *(s for s in said[1:] if s is not ahead)]
    moved = [list(ahead.sentences), list(behind.sentences)]
    return sides, [*moved, *(group for group in groups if group not in moved)]


def is_told(index: Index, sentence: int) -> bool:
    """Whether an article says, around a sentence, that it corrects a report.

    Or it is what is right, after what an article says that it wrote: "We also wrote that four …".
    """
    article = index.article_of(sentence)
    around = range(sentence - _AROUND, sentence + _AROUND + 1)
    announced = any(stance.announces(index.rows[i].read) for i in around if i in article)
    return announced or _is_right(index, sentence)


def _is_right(index: Index, sentence: int) -> bool:
    """Whether a sentence says what is right, as a correction that stands before it has it."""
    article = index.article_of(sentence)
    before = (i for i in range(sentence - _WITHIN, sentence) if i in article)
    found = (of(index, i) for i in before if retold.is_retold(index, i))
    text = index.rows[sentence].read
    told = retold.is_of_corrections(index, sentence) or stance.takes_back(text)
    return (told or stance.opens_by_taking_back(text)) and any(
        one is not None and one.right == sentence for one in found
    )


def _correcting(index: Index, said: Sequence[Side]) -> Side | None:
    """The side that corrects the first one, told no earlier; None where none does."""
    best = said[0].sentences[0]
    if is_told(index, best):
        return None
    apart = (side for side in said[1:] if side.relation in APART)
    told = (side for side in apart if is_told(index, side.sentences[0]))
    reported = date_of(index, best)
    return next((side for side in told if date_of(index, side.sentences[0]) >= reported), None)


def _is_part(group: Sequence[int], correction: Correction) -> bool:
    return group[0] in (correction.retold, correction.right)


def _repeats(index: Index, right: int, report: int) -> bool:
    """Whether what is right is what was reported: the correction is of something else."""
    return set(index.terms[report]) <= set(index.terms[right])


def _share(index: Index, terms: AbstractSet[str], sentence: int) -> float:
    """The share of terms, by rarity, that a sentence holds."""
    held = terms & set(index.terms[sentence])
    weight = index.vocabulary.weight
    return weight(held) / max(1e-9, weight(terms))
