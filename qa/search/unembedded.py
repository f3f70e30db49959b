"""A question, while not all is embedded → scores: what its words point to is embedded at once.

Words are known of every article, meaning of those that are embedded. Of the passages that are the
best by their words those that lack it are embedded when they are asked for, and ranked as all
others are. What still lacks it comes after all that has it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from qa.index.coming import ComingIndex
from qa.index.embedding import Embedding
from qa.search import ranking as rankings
from qa.search.ranking import Query, Ranking, best_first

_LOOKED_AT = 10  # passages, the best by their words
_CHARACTERS = 3600  # that are embedded for a question: a second or two
_BELOW = 1e3  # what no difference of scores comes near


def rank(
    index: ComingIndex, embedding: Embedding, query: Query, articles: Sequence[str] | None = None
) -> Ranking:
    """Score everything for a question.

    Args:
        index: Where some passages are not embedded.
        embedding: The model that embeds them.
        query: The question.
        articles: What may answer (`Row.article`), when not all may.

    Raises:
        EmbeddingError: The embedding model failed.
    """
    index.embed(embedding, list(_wanted(index, query, articles)))
    found = rankings.rank(index, query)
    unknown = ~index.embedded
    of_units = unknown[index.passage_of]
    return replace(
        found,
        units=found.units - _BELOW * of_units,
        passages=found.passages - _BELOW * unknown,
        sentences=found.sentences - _BELOW * of_units[index.unit_of],
    )


def _wanted(index: ComingIndex, query: Query, articles: Sequence[str] | None) -> Iterator[int]:
    """The passages to embed, the best by their words first."""
    scores = rankings.by_words(index, query)
    usual, wanted = np.median(scores), None if articles is None else {*articles}
    seen: set[int] = set()
    left = _CHARACTERS
    for unit in best_first(scores):
        passage = int(index.passage_of[unit])
        if passage in seen or (
            wanted is not None and index.rows[index.unit_starts[unit]].article not in wanted
        ):
            continue
        if scores[unit] <= usual or len(seen) == _LOOKED_AT:
            return
        seen.add(passage)
        if index.embedded[passage]:
            continue
        left -= sum(len(index.rows[i].searched) for i in index.passage_sentences(passage))
        if left < 0:
            return
        yield passage
