"""The articles that a Chroma server itself finds for a question: for who has fetched nothing yet.

A new reader of a big collection fetches all of it and derives an index. Until that is there, a
question is answered from some whole articles: those of the sentences that the server finds nearest,
by meaning alone and among those that hold a word of the question. What the others say is not known
then, and whoever answers is to say so.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import Any

import numpy as np

from qa.index import fetching, kept
from qa.index import rows as stored
from qa.index.embedding import Embedding, embed_query
from qa.index.memory import Index
from qa.index.store import Store
from qa.text import words

BIG = 20_000  # rows, from which on all of them take seconds to fetch and to derive an index of
_NEAR = 50  # rows that are asked for, the nearest of all
_HOLDING = 10  # and the nearest of those that hold a word
_WORDS = 8  # words that are looked for, the longest of a question
_SHORTEST = 3  # characters of a word: Chroma looks for three at a time
_ROWS = 1000  # of all articles that are taken: three of them take a second more


class NearbyIndex(Index):
    """Some whole articles of many more, which are not known."""


def is_new(store: Store) -> bool:
    """Whether this is a big collection on a server, of which nothing is kept on this machine."""
    if store.server is None or kept.origin(store.kept_in) is not None:
        return False
    with store.database.found("read") as collection:
        return collection is not None and collection.count() > BIG


def index(store: Store, embedding: Embedding, questions: Sequence[str]) -> NearbyIndex | None:
    """The articles that the server finds for some questions: the nearest, as far as they are small.

    Returns:
        An empty one for no question; None where the nearest article is too big, or there is none.

    Raises:
        StoreError: The server cannot be asked.
        EmbeddingError: The embedding model failed.
    """
    revision = store.revision()
    if not questions:
        return NearbyIndex([], np.zeros((0, 0), np.float32), revision)
    with store.database.found("read") as collection:
        if collection is None:
            return None
        files = _chosen(list(_rankings(collection, embedding, questions)))
        if not files:
            return None
        columns = ["metadatas", "documents", "embeddings"]
        rows, vectors = fetching.rows_of(
            collection.get(where={"file": {"$in": files}}, include=columns)
        )
    order = stored.of_versions(rows, stored.latest(stored.finished(rows)))
    if not order:
        return None
    found = [rows[i] for i in order]
    told = hashlib.sha256("\n".join(row.id for row in found).encode()).hexdigest()[:16]
    return NearbyIndex(found, vectors[order], f"{revision}-nearby-{told}")


def _rankings(
    collection: Any, embedding: Embedding, questions: Sequence[str]
) -> Iterator[list[dict[str, Any]]]:
    """What is known of the rows that the server finds, best first, for each thing asked of it."""
    for question in questions:
        asked = {"query_embeddings": [embed_query(embedding, question).tolist()]}
        yield _found(collection.query(**asked, n_results=_NEAR, include=["metadatas"]))
        for word in _looked_for(question):
            holds = {"$regex": f"(?i){re.escape(word)}"}
            yield _found(
                collection.query(
                    **asked, n_results=_HOLDING, where_document=holds, include=["metadatas"]
                )
            )


def _found(got: Any) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = got["metadatas"][0]
    return rows


def _looked_for(question: str) -> list[str]:
    """The words of a question that carry its subject, the longest first."""
    said = dict.fromkeys(words.TOKEN.findall(question))
    telling = [w for w in said if len(w) >= _SHORTEST and words.fold(w) not in words.STOPWORDS]
    return sorted(telling, key=len, reverse=True)[:_WORDS]


def _chosen(rankings: Sequence[Sequence[dict[str, Any]]]) -> list[str]:
    """The files of what was found: the best of each ranking, then the next, while they are few."""
    left = _ROWS
    chosen: dict[str, None] = {}
    for place in zip_longest(*rankings):
        for row in filter(None, place):
            if row["file"] in chosen:
                continue
            left -= row["count"]
            if left < 0:
                return list(chosen)
            chosen[row["file"]] = None
    return list(chosen)
