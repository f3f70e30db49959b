"""A store → its index: as it was kept, brought up to date, or derived from all that it holds.

What is derived anew is derived a part at a time, so that memory does not hold all of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from operator import attrgetter
from pathlib import Path
from typing import Protocol

import numpy as np

from qa.errors import StoreError
from qa.index import arrays, joining, kept, layout, splicing
from qa.index import rows as stored
from qa.index.arrays import Array, Pieces
from qa.index.groups import firsts
from qa.index.kept import Origin
from qa.index.layout import END, STAMP, START, KeptIndex
from qa.index.memory import Index, means
from qa.index.peek import Standing
from qa.index.rows import VERSION_ID, Head, Row
from qa.index.vocabulary import Vocabulary
from qa.types import Vectors

A_PART = 2000  # sentences that are derived at once: 40 MB

Kept = Mapping[str, Array]


class Source(Protocol):
    """A store, as far as an index is derived from it."""

    path: Path

    def revision(self) -> str:
        """Changes whenever the rows have changed; empty when there are none."""

    def state(self) -> str | None:
        """Differs when anything was written since; None where that is not known."""

    def standing(self) -> Standing | None:
        """How far it has been written; None where that is not known."""

    def groups(self, standing: Standing, length: int) -> Mapping[str, tuple[int, int]]:
        """The first `length` characters of ids: how many rows have them, and the last write."""

    def firsts(self, names: Sequence[str]) -> list[Head]:
        """What the first rows tell of versions, by what the ids of these begin with."""

    def named(self, ids: Sequence[str]) -> tuple[list[Row], Vectors]:
        """The rows that there are of these ids, in their order, and their vectors."""

    def vectors_of(self, ids: Sequence[str]) -> Vectors:
        """The vectors of the rows that there are of these ids, in their order, (n, dim)."""

    def everything(self) -> tuple[list[Row], Vectors, bool]:
        """The rows that are current, their vectors, and whether there are no others."""


def index(store: Source, coming: Kept | None = None) -> Index:
    """What a store holds, ready to be scored: as it was kept, or derived and then kept.

    Args:
        store: The store.
        coming: The arrays of articles that were written to it just now, without vectors: what is
            derived of them already. They are held against the store.

    Raises:
        StoreError: It cannot be read.
    """
    revision = store.revision()
    found = kept.load(store.path, revision) if revision else None
    if found is None and revision:
        with suppress(StoreError):
            found = _updated(store, revision, coming)
    return found or _anew(store, revision, coming)


def _updated(store: Source, revision: str, coming: Kept | None) -> Index | None:
    """Derived from what was kept, and from what was written since; None where there is a doubt."""
    state, standing, latest = store.state(), store.standing(), kept.latest(store.path)
    if state is None or standing is None or latest is None:
        return None
    origin, old = latest
    if origin.collection != standing.collection or origin.newest > standing.newest:
        return None
    made = _Made(store, revision, state, standing, coming)
    return made.index(old, origin.newest)


def _anew(store: Source, revision: str, coming: Kept | None) -> Index:
    """Derived from all that the store holds."""
    state, standing = store.state(), store.standing()
    if revision and state is not None and standing is not None:
        with suppress(StoreError):
            found = _Made(store, revision, state, standing, coming).index({}, -1)
            if found is not None:
                return found
    rows, vectors, whole = store.everything()
    derived = Index(rows, vectors, revision)
    if state is not None and revision and rows and state == store.state():
        pieces = arrays.single(layout.arrays_of(derived))
        kept.save(store.path, pieces, _origin(revision, state if whole else None, standing))
    return derived


def _origin(revision: str, state: str | None, standing: Standing | None) -> Origin:
    if standing is None:
        return Origin(revision, state)
    return Origin(revision, state, standing.collection, standing.newest)


class _Doubt(Exception):
    """What is read does not fit what was told of it: somebody has written meanwhile."""


@dataclass(frozen=True)
class _Made:
    """An index in the making, of a store of which is known how far it has been written."""

    store: Source
    revision: str
    state: str
    standing: Standing
    coming: Kept | None

    def index(self, old: Kept, newest: int) -> Index | None:
        """Made of what was kept, and of what was written since; None where there is a doubt.

        Args:
            old: The arrays that were kept; none where all is to be derived.
            newest: The number of the last write that is in them.
        """
        groups = self.store.groups(self.standing, VERSION_ID)
        before = _versions(old) if old else {}
        coming = self._whole(groups)
        same = {
            name
            for name, version in before.items()
            if name not in coming
            and groups.get(name, (0, 0))[0] == version.count
            and groups[name][1] <= newest
        }
        found = self.store.firsts([name for name in groups if name not in same])
        heads = [head for head in found if groups[head.name][0] == head.count]
        digests = stored.latest(h.finished for h in (*(before[name] for name in same), *heads))
        if not digests:
            return None
        new = sorted((h for h in heads if digests[h.file] == h.digest), key=attrgetter("file"))
        gone = {h.file for n, h in before.items() if n not in same or digests[h.file] != h.digest}
        try:
            pieces = self._pieces(new, coming)
        except _Doubt:
            return None
        if self.store.state() != self.state:
            return None
        if old:
            part = {name: arrays.whole(parts) for name, parts in pieces.items()}
            pieces = splicing.spliced(old, gone, words_of(old, gone), part)
        return self._kept(pieces, whole=len(digests) == len(groups))

    def _kept(self, pieces: Mapping[str, Pieces], *, whole: bool) -> Index:
        origin = _origin(self.revision, self.state if whole else None, self.standing)
        path = self.store.path
        if kept.save(path, pieces, origin) and (found := kept.load(path, self.revision)):
            return found
        return KeptIndex(
            {name: arrays.whole(parts) for name, parts in pieces.items()}, self.revision
        )

    def _whole(self, groups: Mapping[str, tuple[int, int]]) -> set[str]:
        """What the ids begin with of the versions that are coming; none if not all are there."""
        versions = _versions(self.coming) if self.coming else {}
        whole = all(groups.get(name, (0, 0))[0] == v.count for name, v in versions.items())
        return set(versions) if whole else set()

    def _pieces(self, new: Sequence[Head], coming: set[str]) -> dict[str, Pieces]:
        """The arrays of versions that are new, by file."""
        if self.coming and coming == {head.name for head in new}:
            return joining.completed(self.coming, self._vectors(self.coming), self.store.path)
        return joining.joined(self._parts(new), self.store.path)

    def _parts(self, new: Sequence[Head]) -> Iterator[Kept]:
        for heads in _batches(new) if new else [[]]:
            ids = [name for head in heads for name in head.ids]
            rows, vectors = self.store.named(ids)
            if len(rows) != len(ids):
                raise _Doubt
            yield layout.arrays_of(Index(rows, vectors, self.revision))

    def _vectors(self, coming: Kept) -> Iterator[Kept]:
        """The vectors of articles that are derived but for these, of whole files in turn."""
        lengths = coming["rows"][:, END] - coming["rows"][:, START]
        starts = firsts(coming["unit_of"])[firsts(coming["passage_of"])]
        done = 0
        for heads in _batches(list(_versions(coming).values())):
            ids = [name for head in heads for name in head.ids]
            span = slice(done, done + len(ids))
            vectors = self.store.vectors_of(ids)
            if len(vectors) != len(ids):
                raise _Doubt
            own = starts[(starts >= span.start) & (starts < span.stop)] - span.start
            yield {"vectors": vectors, "passage_vectors": means(vectors, lengths[span], own)}
            done = span.stop


def _batches(heads: Sequence[Head]) -> Iterator[list[Head]]:
    """Versions in turn, as many at a time as have about so many sentences."""
    batch: list[Head] = []
    size = 0
    for head in heads:
        batch.append(head)
        size += head.count
        if size >= A_PART:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _versions(old: Kept) -> dict[str, Head]:
    """The versions that are kept, by what the ids of their rows begin with, in their order."""
    starts = firsts(old["rows"][:, 0])
    stamps = np.minimum.reduceat(old["rows"][:, STAMP], starts).tolist()
    heads = (
        Head(f["file"], f["digest"], f["count"], stamp)
        for f, stamp in zip(layout.files(old), stamps, strict=True)
    )
    return {head.name: head for head in heads}


def words_of(old: Kept, files: Iterable[str]) -> Vocabulary:
    """The words of files that are kept."""
    index = KeptIndex(old, "")
    return Vocabulary.of(
        (index.rows[i].searched, index.languages[file])
        for file in files
        for i in index.sentences_of(file)
    )
