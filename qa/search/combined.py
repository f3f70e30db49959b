"""What meaning and words say of each unit and passage, added up: how well it fits a question.

Of very many texts it is about known first how near they are. Then those that may be found are
settled: only what depends on them is added up anew, since the scale of all of them is told by some
that are known from the beginning.
"""

from __future__ import annotations

import numpy as np

from qa.index.groups import Numbers
from qa.index.memory import Index
from qa.search import nearness
from qa.search.nearness import Near, Scale, Scores

PASSAGE_WEIGHT = 1.0  # of a passage's score against its unit's
NEIGHBOUR_WEIGHT = 0.25  # of each neighbouring unit's score


class Combined:
    """The scores of units and of passages for one question; higher is better.

    Args:
        index: Where they are.
        near: How near they are; it is changed where some are settled.
        words: What the words of each unit and of each passage say.

    Attributes:
        units: Those of units, with a little of their neighbours', (units,).
        passages: Those of passages, (passages,).
    """

    def __init__(self, index: Index, near: Near, words: tuple[Scores, Scores]) -> None:
        self._index = index
        self._near = near
        self._words = words
        best = index.best_of_units(near.sentences.cosines)
        self._scale = Scale.of(best, near.units)
        self._passage_scale = Scale.of(near.passages.cosines, near.passages.telling)
        every = slice(None)
        self.passages = self._of_passages(every)
        self._alone = self._of_units(every, best)
        self.units = smoothed(index, self._alone)

    def _of_passages(self, passages: Numbers | slice) -> Scores:
        meant = self._passage_scale.standard(self._near.passages.cosines[passages])
        meant += self._words[1][passages]
        return meant

    def _of_units(self, units: Numbers | slice, best: Scores) -> Scores:
        """The scores of units without their neighbours, by the cosine of the best of each."""
        found = self._scale.standard(best)
        found += self._words[0][units]
        found += PASSAGE_WEIGHT * self.passages.take(self._index.passage_of[units])
        return found

    def settle(self, passages: Numbers) -> None:
        """Read the vectors of some passages, in order, and of all their sentences."""
        index, near = self._index, self._near
        units = nearness.units_of(index, passages)
        sentences = nearness.sentences_of(index, units)
        near.passages.settle(passages)
        near.sentences.settle(sentences)
        starts = np.searchsorted(sentences, index.unit_starts[units])
        best = np.maximum.reduceat(near.sentences.cosines[sentences], starts)
        self.passages[passages] = self._of_passages(passages)
        self._alone[units] = self._of_units(units, best)
        changed = np.zeros(len(self.units) + 2, np.bool_)
        for beside in (0, 1, 2):
            changed[units + beside] = True
        moved = np.flatnonzero(changed[1:-1])
        self.units[moved] = _smoothed_at(index, self._alone, moved)


def smoothed(index: Index, units: Scores) -> Scores:
    """Each unit's score averaged with its neighbours' in the file, where it has them."""
    joined = NEIGHBOUR_WEIGHT * index.together
    total = units.copy()
    total[1:] += joined * units[:-1]
    total[:-1] += joined * units[1:]
    total /= 1 + NEIGHBOUR_WEIGHT * index.neighbours
    return total


def _smoothed_at(index: Index, units: Scores, chosen: Numbers) -> Scores:
    """The same of some units."""
    last = len(units) - 1
    before, after = np.maximum(chosen - 1, 0), np.minimum(chosen + 1, last)
    total = units[chosen]
    total += NEIGHBOUR_WEIGHT * (chosen > 0) * index.together[before] * units[before]
    total += NEIGHBOUR_WEIGHT * (chosen < last) * index.together[after - 1] * units[after]
    total /= 1 + NEIGHBOUR_WEIGHT * index.neighbours[chosen]
    return total
