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

_USUAL = 0.79  # mean cosine of two sentences by the local embedding: 0.79 to 0.81 in five corpora
_SAMPLE = 2000  # sentences that tell what is usual
_LEAST = 0.05  # of what lies above it: of a few sentences, all alike, the mean tells nothing


def of(index: Index, query: Query, first: int, other: int) -> float:
    """The cosine of two sentences, as it would be by the local embedding."""
    found = float(index.vectors[first] @ index.vectors[other])
    return 1 - (1 - found) * stretch(index, query)


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
