"""The rows of a collection, read in pages; of a server only those of articles that have changed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from qa.index import rows as stored
from qa.index.background import Heed
from qa.index.failures import Doing
from qa.index.peek import Standing
from qa.index.rows import VERSION_ID, Head, Row, Version
from qa.types import Vectors

if TYPE_CHECKING:
    from qa.index.store import Store

_LOOKED = 2_000  # rows read at once where one of each is wanted; set by hand
_PAGE = 10_000  # rows read at once: of 100,000 Chroma's SQLite says "too many SQL variables"
_NAMED = 2000  # rows asked for at once by their ids
_OFF = 0.01  # of a length, beyond what rounding does


def read_pages(collection: Any, into: dict[str, list[Any]], where: Any = None) -> bool:
    """Read rows into columns; whether none went meanwhile, which would shift the others.

    Args:
        collection: Chroma's.
        into: A list for each column, which is emptied first.
        where: Which rows, in Chroma's words; all of them when left out.
    """
    for column in into.values():
        column.clear()

    def take(page: Mapping[str, list[Any]]) -> None:
        for name, column in into.items():
            column.extend(page[name])

    return _paged(collection, list(into), take, where)


def _paged(
    collection: Any,
    include: Sequence[str],
    take: Callable[[Mapping[str, list[Any]]], None],
    where: Any = None,
) -> bool:
    """Have pages of rows taken; whether none went meanwhile."""
    count = collection.count()
    for offset in range(0, count, _PAGE):
        page = collection.get(include=list(include), limit=_PAGE, offset=offset, where=where)
        take(page)
        if len(page["ids"]) < _PAGE:
            break
    return bool(collection.count() >= count)


def one_of_each(
    collection: Any, field: str, values: Sequence[str], column: str
) -> Iterator[tuple[str, Any]]:
    """Of each value that a field has in any row, the value and a column of one such row.

    One text may stand in ever so many rows: what is found is not asked for again.
    """
    left = list(values)
    while left:
        where, include = {field: {"$in": left}}, list(dict.fromkeys(("metadatas", column)))
        page = collection.get(where=where, include=include, limit=_LOOKED)
        found = {
            data[field]: one for data, one in zip(page["metadatas"], page[column], strict=True)
        }
        yield from found.items()
        if len(page["ids"]) < _LOOKED:
            return
        left = [value for value in left if value not in found]


def count_rows(collection: Any, into: dict[str, list[Any]]) -> bool:
    """Count the rows of each version by their ids alone; whether none went meanwhile.

    Args:
        collection: Chroma's.
        into: What ids begin with: one of them, and how many there are; it is emptied first.
    """
    into.clear()

    def take(page: Mapping[str, list[str]]) -> None:
        for name in page["ids"]:
            into.setdefault(name[:VERSION_ID], [name, 0])[1] += 1

    return _paged(collection, [], take)


def versions(collection: Any, counted: Mapping[str, Sequence[Any]]) -> list[Version]:
    """Every version, finished or not, whose rows were counted."""
    got = read_named(collection, [name for name, _ in counted.values()], ["metadatas"])
    return [
        Version(data["file"], data["digest"], counted[name[:VERSION_ID]][1], data["count"])
        for name, data in zip(got["ids"], got["metadatas"], strict=True)
    ]


def read_named(collection: Any, ids: Sequence[str], include: Sequence[str]) -> dict[str, list[Any]]:
    """The columns of those rows that there are, in the order of the ids."""
    got: dict[str, list[Any]] = {column: [] for column in ("ids", *include)}
    for start in range(0, len(ids), _NAMED):
        part = collection.get(ids=list(ids[start : start + _NAMED]), include=list(include))
        place = {name: number for number, name in enumerate(part["ids"])}
        order = [place[name] for name in ids[start : start + _NAMED] if name in place]
        for name, column in got.items():
            column.extend(part[name][number] for number in order)
    return got


def firsts(collection: Any, names: Sequence[str]) -> list[Head]:
    """What the first rows tell of versions, by what their ids begin with."""
    got = read_named(collection, [f"{name}-0" for name in names], ["metadatas"])
    return [Head.of(data) for data in got["metadatas"]]


def named(collection: Any, ids: Sequence[str]) -> tuple[list[Row], Vectors]:
    """The rows that there are of these ids, in their order, and their vectors."""
    return rows_of(read_named(collection, ids, ["metadatas", "documents", "embeddings"]))


def vectors_of(collection: Any, ids: Sequence[str]) -> Vectors:
    """The vectors of the rows that there are of these ids, in their order, (n, dim)."""
    return sound(read_named(collection, ids, ["embeddings"])["embeddings"])


def rows_of(got: dict[str, list[Any]]) -> tuple[list[Row], Vectors]:
    """The rows that columns hold, and their vectors.

    Raises:
        ValueError: The vectors are damaged.
    """
    rows = [
        stored.of_metadata(data, text)
        for data, text in zip(got["metadatas"], got["documents"], strict=True)
    ]
    return rows, sound(got["embeddings"])


def sound(embeddings: Sequence[Any]) -> Vectors:
    """Vectors as they were written, of unit length (or of none), (n, dim).

    Raises:
        ValueError: They are not. Chroma keeps lengths in a file of their own, `length.bin`, and
            reads what is damaged of it without a word.
    """
    if not len(embeddings):
        return np.zeros((0, 0), dtype=np.float32)
    vectors = np.asarray(embeddings, dtype=np.float32)
    lengths = np.linalg.norm(vectors, axis=1)
    off = int((~((np.abs(lengths - 1) < _OFF) | (lengths == 0))).sum())
    if off:
        raise ValueError(f"{off} vectors are damaged: they are not of unit length")
    return vectors


class Served:
    """A store on a server as `deriving.Source`: the first row of each version tells what is there.

    What was written last is told by the stamps of these rows, not by Chroma. Rows that no first
    row tells of (somebody was killed removing them) leave it unknown.

    Args:
        store: The store.
        found: Gives its collection, or None where there is none.
        heed: Called before each part that is fetched: whoever fetches can be stopped there.
    """

    def __init__(
        self,
        store: Store,
        found: Callable[[Doing], AbstractContextManager[Any]],
        heed: Heed | None = None,
    ) -> None:
        self.path: Path = store.kept_in
        self.revision = store.revision
        self.state = store.state
        self.everything = store.everything
        self._named = store.named
        self.vectors_of = store.vectors_of
        self._found = found
        self._heed = heed
        self._heads: dict[str, Head] = {}  # of each version, by its name

    def standing(self) -> Standing | None:
        """How far the collection has been written; None where that is not known."""
        with self._found("read") as collection:
            if collection is None:
                return None
            got: dict[str, list[Any]] = {"metadatas": []}
            read_pages(collection, got, where={"index": 0})
            self._heads = {head.name: head for head in map(Head.of, got["metadatas"])}
            if collection.count() != sum(head.count for head in self._heads.values()):
                return None
            newest = max((head.stamp for head in self._heads.values()), default=0)
            return Standing(str(collection.id), "", newest)

    def groups(self, standing: Standing, length: int) -> Mapping[str, tuple[int, int]]:
        """The names of versions: how many rows they have, and when they were written."""
        return {name: (head.count, head.stamp) for name, head in self._heads.items()}

    def firsts(self, names: Sequence[str]) -> list[Head]:
        """What the first rows tell of versions, by their names."""
        return [self._heads[name] for name in names]

    def named(self, ids: Sequence[str]) -> tuple[list[Row], Vectors]:
        """The rows that there are of these ids, in their order, and their vectors."""
        if self._heed is not None:
            self._heed()
        return self._named(ids)
