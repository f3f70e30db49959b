"""Sentences and their vectors ↔ Chroma: the only record of what is indexed.

One row is one sentence of one version of one file (a version is the digest of its bytes). A row
carries how many rows its version has, so that a version of which some rows are missing is seen
to be unfinished: it is never read, and the next sync finishes it. The rows of a version hold its
whole text, piece by piece, so an article can be shown from the index alone. Chroma's own types
stay in this module, in `database` and in `keeper`.
"""

from __future__ import annotations

import time
import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import Any

import numpy as np

from qa import tracing
from qa.errors import StoreError, StoreMismatch
from qa.index import (
    deriving,
    failures,
    fetching,
    kept,
    lease,
    locking,
    peek,
    rebuilding,
)
from qa.index import rows as stored
from qa.index.arrays import Array
from qa.index.background import Heed
from qa.index.database import Database
from qa.index.embedding import setting
from qa.index.keeper import Connection
from qa.index.memory import Index
from qa.index.peek import Standing
from qa.index.rows import Head, Row, Version
from qa.index.server import Server
from qa.locale import gettext
from qa.types import Vectors

COLLECTION = "qa-articles"
_READS = 3
_KEYS = 500  # texts asked for at once
_BATCH = 4000  # Chroma takes 5,461 rows at most in one call
# What Chroma's graph of vectors is like: a server is asked for what is near. Of an embedded store
# vectors are read by their ids alone, so 16 candidates for a vector's neighbours do, in place of
# 100: a quarter of the work with each row, which a new process has again with up to 1,000 of them.
_ASKED_GRAPH = {"space": "cosine"}
_GRAPH = {**_ASKED_GRAPH, "ef_construction": 16}


class Store:
    """A Chroma collection, embedded in a folder or on a server.

    It may be used from several threads; all stores of one path in a process share one client.

    Args:
        path: The folder of the embedded store, or of what is kept of a server's; the write lock
            of the processes that share it stands there too.
        model: Name of the embedding model, remembered by the collection.
        chunker: Name of the way texts are cut, remembered by the collection.
        server: A Chroma server to use instead of the embedded store.
        collection: The name of the collection.
    """

    def __init__(
        self,
        path: Path,
        *,
        model: str,
        chunker: str,
        server: Server | None = None,
        collection: str = COLLECTION,
    ) -> None:
        self.path = path
        self.server = server
        self.collection = collection
        self.connection = Connection(path, server)
        self.database = Database(self.connection, path, server, collection)
        self.kept_in = path / server.folder(collection, model, chunker) if server else path
        self._identity = {"qa_embedding": model, "qa_chunker": chunker}
        self._lease: lease.Lease | None = None
        self._untold = False  # whether rows were written of which readers do not know

    # -- opening -------------------------------------------------------------------------------

    def exists(self) -> bool:
        """Whether there is an index to read (of any model or chunker).

        Raises:
            StoreError: What is there is no index.
        """
        return self._metadata() is not None

    def revision(self) -> str:
        """Changes whenever a sync has changed the rows; empty when there is no index."""
        found = self._metadata() or {}
        stamp: str = found.get("qa_revision") or ""
        return f"{found['qa_id']}/{stamp}" if stamp and self.server else stamp

    def check(self) -> None:
        """Refuse an index of another embedding model or chunker.

        Raises:
            StoreMismatch: With the command that rebuilds.
        """
        found = self._metadata()
        if found is None:
            return
        self.database.refuse_foreign(found)
        for key, wanted in self._identity.items():
            if found.get(key) != wanted:
                what = key.removeprefix("qa_")
                raise StoreMismatch(
                    gettext(
                        "the index in {where} was made with the {what} '{value}', not "
                        "'{wanted}': {way_out}",
                        where=self.database.where,
                        what=what,
                        value=found.get(key),
                        wanted=wanted,
                        way_out=_way_out(found, key),
                    )
                )

    def _metadata(self) -> Mapping[str, Any] | None:
        """What the collection says of itself, or None where there is none.

        Where somebody was killed replacing it, that is finished first.
        """
        found = self.database.metadata()
        if found is None and self.database.is_being_replaced():
            with suppress(StoreError), self.writing(wait=False):
                self._finish()
            found = self.database.metadata()
        return found

    def _finish(self) -> None:
        with self.database.guarded("write"):
            rebuilding.finish(self.connection, self.collection, self._new)

    @property
    def _new(self) -> str:
        """The name of a collection that is to take the place of this one."""
        return f"{self.collection}-new"

    def close(self) -> None:
        """Give up this store's share of what is open; a later call opens it again."""
        self.connection.close()

    # -- writing -------------------------------------------------------------------------------

    @contextmanager
    def writing(self, *, wait: bool, on_wait: Any = None) -> Iterator[None]:
        """Hold the write lock: one process writes at a time.

        Args:
            wait: Wait for another process that is writing, for as long as it takes.
            on_wait: Called once when there is something to wait for.

        Raises:
            StoreBusy: Another process is writing, and `wait` is false.
        """
        with ExitStack() as held:
            try:
                self.database.check_folder()
                held.enter_context(
                    locking.locked(self.path, self.database.where, wait=wait, on_wait=on_wait)
                )
            except OSError as error:
                raise self.database.explained("write", error) from error
            held.enter_context(self.connection.writing())
            held.enter_context(self._leased(wait, on_wait))
            yield

    @contextmanager
    def _leased(self, wait: bool, on_wait: Any) -> Iterator[None]:
        """On a server: while no other machine may write, and readers are told at the end."""
        if self.server is None:
            yield
            return
        with self.database.guarded("write"):
            self._lease = lease.take(self.connection, self.collection, wait=wait, on_wait=on_wait)
        self._untold = self._lease.succeeded
        try:
            yield
        finally:
            if self._untold or self._lease.succeeded:
                with suppress(StoreError):
                    self.committed()
            self._lease.give_back()
            self._lease = None

    def _wrote(self) -> None:
        """Refuse to write once others may; else remember that something is written."""
        if self._lease is not None:
            self._lease.check()
        self._untold = True

    def busy(self) -> bool:
        """Whether somebody is writing now.

        Raises:
            StoreError: The server cannot be asked.
        """
        if self.server is not None:
            with self.database.guarded("open"):
                if lease.is_taken(self.connection, self.collection):
                    return True
        return locking.is_locked(self.path)

    def open_for_writing(self) -> None:
        """Make the collection if there is none.

        Raises:
            StoreMismatch: There is one of another embedding model or chunker.
        """
        if self.database.metadata() is None and self.database.is_being_replaced():
            self._finish()
        self.check()
        if not self.exists():
            with self.database.guarded("write"), self.connection.client(write=True) as client:
                client.create_collection(
                    self.collection,
                    metadata={**self._identity, "qa_revision": ""},
                    configuration={"hnsw": _GRAPH if self.server is None else _ASKED_GRAPH},
                    embedding_function=None,
                )

    def versions(self) -> list[Version]:
        """Every version of every file of which there are rows, finished or not."""
        if not self.exists():
            return []
        state = self.state()
        found = kept.versions(self.kept_in, state) if state is not None else None
        if found is not None:
            return found
        counted: dict[str, list[Any]] = {}
        self._read_all(lambda collection: fetching.count_rows(collection, counted))
        with self.database.found("read") as collection:
            return fetching.versions(collection, counted) if counted else []

    def held(self, texts: Sequence[str]) -> set[str]:
        """Those of these texts of which the store holds vectors, of unfinished versions too."""
        return {text for text, _ in self._of_texts(texts, "metadatas")}

    def vectors(self, texts: Sequence[str]) -> dict[str, Vectors]:
        """Vectors that the store holds already for any of these texts, unfinished versions too."""
        return {
            text: np.asarray(vector, dtype=np.float32)
            for text, vector in self._of_texts(texts, "embeddings")
        }

    def _of_texts(self, texts: Sequence[str], column: str) -> Iterator[tuple[str, Any]]:
        """The texts of which there are rows, each with a column of one of them."""
        wanted = {stored.text_key(text): text for text in texts}
        keys = list(wanted)
        with self.database.found("read") as collection:
            for start in range(0, len(keys) if collection else 0, _KEYS):
                some = keys[start : start + _KEYS]
                for key, found in fetching.one_of_each(collection, "key", some, column):
                    yield wanted[key], found

    @tracing.traced("qa.sync.write")
    def put(self, rows: Sequence[Row], vectors: Sequence[Vectors]) -> None:
        """Write rows; a row that is there already is written again."""
        self._wrote()
        with self.database.found("write", write=True) as collection:
            for start in range(0, len(rows), _BATCH):
                part = rows[start : start + _BATCH]
                collection.upsert(
                    ids=[row.id for row in part],
                    documents=[row.text for row in part],
                    embeddings=list(vectors[start : start + _BATCH]),
                    metadatas=[row.metadata for row in part],
                )

    def drop(self, versions: Sequence[Version]) -> None:
        """Remove the rows of these versions of files."""
        ids = [name for version in versions for name in version.ids]
        self._wrote()
        with self.database.found("write", write=True) as collection:
            for start in range(0, len(ids), _BATCH):
                collection.delete(ids=ids[start : start + _BATCH])

    def committed(self) -> None:
        """Say to readers that the rows have changed."""
        stamp = f"{time.time_ns()}-{uuid.uuid4().hex[:8]}"
        self._wrote()
        with self.database.found("write", write=True) as collection:
            collection.modify(metadata={**self._identity, "qa_revision": stamp})
        self._untold = False

    def told(self) -> bool:
        """Whether readers were told of all that was written, as far as that is known.

        They were not where a sync ended between the two. On a server its lease tells the next one.
        """
        if self.server is not None or (known := kept.origin(self.kept_in)) is None:
            return True
        return known.revision != self.revision() or known.state == self.state()

    @contextmanager
    def rebuilt(self) -> Iterator[Store]:
        """An empty index beside this one, which takes its place when the block ends well.

        Whatever state this one is in, it is not opened. It answers until then, and stays when
        the block fails.
        """
        self.database.check_folder()
        with suppress(peek.UnknownDatabase, peek.DamagedDatabase), self.connection.still():
            peeked = (
                self.database.metadata()
                if self.server
                else peek.metadata(self.path, self.collection)
            )
            if peeked is not None:
                self.database.refuse_foreign(peeked)
        model, chunker = self._identity["qa_embedding"], self._identity["qa_chunker"]
        with self.database.guarded("write"):
            with self.connection.still():
                shared = rebuilding.is_shared(self.path, self.server, self.collection)
            if shared:
                new = Store(
                    self.path,
                    model=model,
                    chunker=chunker,
                    server=self.server,
                    collection=self._new,
                )
                with rebuilding.in_a_collection(self.connection, self.collection, self._new):
                    yield new
            else:
                with rebuilding.in_a_folder(self.path) as folder:
                    new = Store(folder, model=model, chunker=chunker)
                    try:
                        with new.connection.writing():
                            yield new
                    finally:
                        new.close()

    # -- reading -------------------------------------------------------------------------------

    def read(self) -> tuple[list[Row], Vectors]:
        """The rows of every file's current version, by file and position, and their vectors.

        A version with missing rows is no version yet. The vectors are (n, dim), one a row.
        """
        return self.everything()[:2]

    def index(self, coming: Mapping[str, Array] | None = None, heed: Heed | None = None) -> Index:
        """What the store holds, ready to be scored: as it was kept, or derived and then kept.

        Args:
            coming: What is derived already of articles that were written just now.
            heed: Called now and then while it is fetched from a server: it can be stopped there.

        Raises:
            StoreError: It cannot be read.
        """
        source = fetching.Served(self, self.database.found, heed) if self.server else self
        return deriving.index(source, coming)

    def last(self) -> Index | None:
        """What a server held when it was last read to the end, as it was kept on this machine."""
        return kept.last(self.kept_in) if self.server else None

    def everything(self) -> tuple[list[Row], Vectors, bool]:
        """Rows and vectors as `read` gives them, and whether there are no others."""
        got = self._all_rows(["metadatas", "documents", "embeddings"])
        try:
            rows, vectors = fetching.rows_of(got)
        except ValueError as error:
            raise self.database.explained("read", error) from error
        order = stored.of_versions(rows, stored.latest(stored.finished(rows)))
        return [rows[i] for i in order], vectors[order], len(order) == len(rows)

    def firsts(self, names: Sequence[str]) -> list[Head]:
        """What the first rows tell of versions, by what the ids of these begin with."""
        with self.database.found("read") as collection:
            return fetching.firsts(collection, names)

    def named(self, ids: Sequence[str]) -> tuple[list[Row], Vectors]:
        """The rows that there are of these ids, in their order, and their vectors."""
        with self.database.found("read") as collection:
            return fetching.named(collection, ids)

    def vectors_of(self, ids: Sequence[str]) -> Vectors:
        """The vectors of the rows that there are of these ids, in their order, (n, dim)."""
        with self.database.found("read") as collection:
            return fetching.vectors_of(collection, ids)

    def _all_rows(self, include: Sequence[str]) -> dict[str, list[Any]]:
        """The columns of every row."""
        got: dict[str, list[Any]] = {column: [] for column in include}
        self._read_all(lambda collection: fetching.read_pages(collection, got))
        return got  # a version of which rows are missing is none: no other harm is done

    def _read_all(self, read: Callable[[Any], bool]) -> None:
        """Read every row, if there is a collection; anew where rows went meanwhile.

        Args:
            read: Reads them; whether none went.
        """
        for attempt in range(_READS):
            try:
                with self.database.found("read") as collection:
                    whole = collection is None or read(collection)
                if whole:
                    return
            except StoreError:  # another process was writing just then
                if attempt == _READS - 1:
                    raise
                self.connection.reopen()

    def state(self) -> str | None:
        """Differs when anything was written to the store since; None where that is not known."""
        if self.server is None:
            with self.connection.still():
                return peek.written(self.path)
        with self.database.guarded("open"):
            unknown = (
                self._untold
                if self._lease is not None
                else lease.is_there(self.connection, self.collection)
            )
        return None if unknown else self.revision() or None

    def standing(self) -> Standing | None:
        """How far it has been written; None where that is not known."""
        with self.connection.still(), suppress(peek.UnknownDatabase, peek.DamagedDatabase):
            return peek.standing(self.path, self.collection)
        return None

    def groups(self, standing: Standing, length: int) -> Mapping[str, tuple[int, int]]:
        """The first `length` characters of ids: how many rows have them, and the last write."""
        with self.database.guarded("read"), self.connection.still():
            return peek.groups(self.path, standing, length)


def _way_out(found: Mapping[str, Any], other: str) -> str:
    """What to do where an index has another embedding model or chunker; `other` says which."""
    anew = gettext(failures.REBUILD)
    named = setting(found.get(other, "")) if other == "qa_embedding" else None
    if named is None:
        return anew
    return gettext(
        "{rebuild}, and with QA_EMBEDDING={setting} it answers as it is",
        rebuild=anew,
        setting=named,
    )
