"""The rows of a collection, read in pages; of a server only those of articles that have changed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from qa.index import rows as stored
from qa.index.failures import Doing
from qa.index.peek import Standing
from qa.index.rows import Row
from qa.types import Vectors

if TYPE_CHECKING:
    from qa.index.store import Store

_PAGE = 10_000  # rows read at once: of 100,000 Chroma's SQLite says "too many SQL variables"
_NAMED = 2000  # rows asked for at once by their ids


def read_pages(collection: Any, into: dict[str, list[Any]], where: Any = None) -> bool:
    """Read rows into columns; whether none went meanwhile, which would shift the others.

    Args:
        collection: Chroma's.
        into: A list for each column, which is emptied first.
        where: Which rows, in Chroma's words; all of them when left out.
    """
    count = collection.count()
    for column in into.values():
        column.clear()
    for offset in range(0, count, _PAGE):
        page = collection.get(include=list(into), limit=_PAGE, offset=offset, where=where)
        for name, column in into.items():
            column.extend(page[name])
        if len(page["ids"]) < _PAGE:
            break
    return bool(collection.count() >= count)


def read_named(collection: Any, ids: list[str]) -> dict[str, list[Any]]:
    """The columns of those rows that there are."""
    got: dict[str, list[Any]] = {"metadatas": [], "documents": [], "embeddings": []}
    for start in range(0, len(ids), _NAMED):
        part = collection.get(ids=ids[start : start + _NAMED], include=list(got))
        for name, column in got.items():
            column.extend(part[name])
    return got


def rows_of(got: dict[str, list[Any]]) -> tuple[list[Row], Vectors]:
    """The rows that columns hold, and their vectors."""
    rows = [
        stored.of_metadata(data, text)
        for data, text in zip(got["metadatas"], got["documents"], strict=True)
    ]
    vectors = np.asarray(got["embeddings"], dtype=np.float32)
    return rows, vectors if rows else vectors.reshape(0, 0)


class Served:
    """A store on a server as `deriving.Source`: the first row of each version tells what is there.

    What was written last is told by the stamps of these rows, not by Chroma. Rows that no first
    row tells of (somebody was killed removing them) leave it unknown.

    Args:
        store: The store.
        found: Gives its collection, or None where there is none.
    """

    def __init__(self, store: Store, found: Callable[[Doing], AbstractContextManager[Any]]) -> None:
        self.path: Path = store.kept_in
        self.revision = store.revision
        self.state = store.state
        self.everything = store.everything
        self._found = found
        self._versions: dict[str, tuple[int, int]] = {}  # rows and stamp of each, by its name

    def standing(self) -> Standing | None:
        """How far the collection has been written; None where that is not known."""
        with self._found("read") as collection:
            if collection is None:
                return None
            got: dict[str, list[Any]] = {"metadatas": []}
            read_pages(collection, got, where={"index": 0})
            self._versions = {
                stored.version_id(first["file"], first["digest"]): (first["count"], first["stamp"])
                for first in got["metadatas"]
            }
            if collection.count() != sum(count for count, _ in self._versions.values()):
                return None
            newest = max((stamp for _, stamp in self._versions.values()), default=0)
            return Standing(str(collection.id), "", newest)

    def groups(self, standing: Standing, length: int) -> Mapping[str, tuple[int, int]]:
        """The names of versions: how many rows they have, and when they were written."""
        return self._versions

    def beginning(self, standing: Standing, names: Iterable[str]) -> tuple[list[Row], Vectors]:
        """The rows of versions, by their names, and their vectors."""
        ids = [f"{name}-{i}" for name in names for i in range(self._versions[name][0])]
        with self._found("read") as collection:
            return rows_of(read_named(collection, ids))
