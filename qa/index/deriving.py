"""A store → its index: as it was kept, brought up to date, or derived from all that it holds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import numpy as np

from qa.errors import StoreError
from qa.index import arrays, kept, layout, splicing
from qa.index import rows as stored
from qa.index.arrays import Array
from qa.index.kept import Origin
from qa.index.layout import STAMP, KeptIndex
from qa.index.memory import Index
from qa.index.peek import Standing
from qa.index.rows import VERSION_ID, Row
from qa.index.vocabulary import Vocabulary
from qa.types import Vectors


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

    def beginning(self, standing: Standing, names: Iterable[str]) -> tuple[list[Row], Vectors]:
        """The rows whose ids begin with one of the names, and their vectors."""

    def everything(self) -> tuple[list[Row], Vectors, bool]:
        """The rows that are current, their vectors, and whether there are no others."""


def index(store: Source) -> Index:
    """What a store holds, ready to be scored: as it was kept, or derived and then kept.

    Raises:
        StoreError: It cannot be read.
    """
    revision = store.revision()
    found = kept.load(store.path, revision) if revision else None
    if found is None and revision:
        with suppress(StoreError):
            found = _updated(store, revision)
    return found or _anew(store, revision)


def _anew(store: Source, revision: str) -> Index:
    """Derived from all that the store holds."""
    state, standing = store.state(), store.standing()
    rows, vectors, whole = store.everything()
    found = Index(rows, vectors, revision)
    if state is not None and revision and rows and state == store.state():
        pieces = {name: [array] for name, array in layout.arrays_of(found).items()}
        kept.save(store.path, pieces, _origin(revision, state if whole else None, standing))
    return found


def _origin(revision: str, state: str | None, standing: Standing | None) -> Origin:
    if standing is None:
        return Origin(revision, state)
    return Origin(revision, state, standing.collection, standing.newest)


# -- what has changed since -----------------------------------------------------------------------


@dataclass(frozen=True)
class _Version:
    """A version that is kept."""

    file: str
    digest: str
    count: int
    stamp: int

    @property
    def finished(self) -> stored.Finished:
        return self.stamp, self.file, self.digest


def _updated(store: Source, revision: str) -> Index | None:
    """Derived from what was kept, and from what was written since; None where there is a doubt."""
    state, standing, latest = store.state(), store.standing(), kept.latest(store.path)
    if state is None or standing is None or latest is None:
        return None
    origin, old = latest
    if origin.collection != standing.collection or origin.newest > standing.newest:
        return None
    groups = store.groups(standing, VERSION_ID)
    before = _versions(old)
    same = {
        name
        for name, version in before.items()
        if groups.get(name, (0, 0))[0] == version.count and groups[name][1] <= origin.newest
    }
    rows, vectors = store.beginning(standing, (name for name in groups if name not in same))
    if store.state() != state:
        return None
    digests = stored.latest([*(before[name].finished for name in same), *stored.finished(rows)])
    if not digests:
        return None
    gone = [v for name, v in before.items() if name not in same or digests[v.file] != v.digest]
    chosen = stored.of_versions(rows, digests)
    part = layout.arrays_of(Index([rows[i] for i in chosen], vectors[chosen], revision))
    removed = {version.file for version in gone}
    pieces = splicing.spliced(old, removed, words_of(old, removed), part)
    made = _origin(revision, state if len(digests) == len(groups) else None, standing)
    if kept.save(store.path, pieces, made) and (found := kept.load(store.path, revision)):
        return found
    return KeptIndex({name: arrays.whole(parts) for name, parts in pieces.items()}, revision)


def _versions(old: Mapping[str, Array]) -> dict[str, _Version]:
    """The versions that are kept, by what the ids of their rows begin with."""
    starts = np.flatnonzero(np.diff(old["rows"][:, 0], prepend=-1))
    stamps = np.minimum.reduceat(old["rows"][:, STAMP], starts).tolist()
    return {
        stored.version_id(f["file"], f["digest"]): _Version(
            f["file"], f["digest"], f["count"], stamp
        )
        for f, stamp in zip(layout.files(old), stamps, strict=True)
    }


def words_of(old: Mapping[str, Array], files: Iterable[str]) -> Vocabulary:
    """The words of files that are kept."""
    index = KeptIndex(old, "")
    return Vocabulary.of(
        (index.rows[i].searched, index.languages[file])
        for file in files
        for i in index.sentences_of(file)
    )
