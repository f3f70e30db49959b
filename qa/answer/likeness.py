"""How alike two sentences are by their vectors, on the scale of the local embedding's cosines.

Another embedding spreads its cosines otherwise: two sentences that have nothing to do with each
other are at 0.8 in one, at 0.2 in another. So what lies between that and 1 is stretched to what it
is in the local one, for which the bounds were chosen.
"""

from __future__ import annotations

import numpy as np

from qa.index.local_model import NAME
from qa.index.memory import Index
from qa.search.ranking import Query

_AS_NEAR = 0.02  # of a cosine; set by hand on pairs of dev sentences
_USUAL = 0.79  # mean cosine of two sentences by the local embedding: 0.79 to 0.81 in five corpora
_SAMPLE = 2000  # sentences that tell what is usual
_LEAST = 0.05  # of what lies above it: of a few sentences, all alike, the mean tells nothing


def of(index: Index, query: Query, first: int, other: int) -> float:
    """The cosine of two sentences, as it would be by the local embedding."""
    found = float(index.vectors[first] @ index.vectors[other])
    return 1 - (1 - found) * stretch(index, query)


def are_counterparts(index: Index, query: Query, first: int, other: int) -> bool:
    """Whether each of two sentences is about the nearest of its article to the other one.

    Two reports on one event tell it part by part: these two tell the same part then.
    """
    scale = stretch(index, query)
    return all(
        scale * _nearer(index, one, to) <= _AS_NEAR for one, to in ((first, other), (other, first))
    )


def _nearer(index: Index, sentence: int, to: int) -> float:
    """How much nearer to another sentence the nearest one of a sentence's article is."""
    article = [i for i in index.article_of(sentence) if not index.rows[i].heading]
    found = index.vectors[article] @ index.vectors[to]
    return float(found.max() - index.vectors[sentence] @ index.vectors[to])


def stretch(index: Index, query: Query) -> float:
    """By how much a difference of cosines is less than it would be by the local embedding."""
    if query.model == NAME:
        return 1.0
    return (1 - _USUAL) / max(_LEAST, 1 - _usual(index))


def _usual(index: Index) -> float:
    """The mean cosine of two sentences, of all pairs of a sample."""
    some = index.vectors[:: max(1, len(index.vectors) // _SAMPLE)].astype(np.float64)
    count, mean = len(some), some.mean(axis=0)
    return float((mean @ mean * count - 1) / (count - 1)) if count > 1 else 0.0
