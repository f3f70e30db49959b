"""Sentences and their vectors ↔ Chroma: the only record of what is indexed.

One row is one sentence of one version of one file (a version is the digest of its bytes). A row
carries how many rows its version has, so that a version of which some rows are missing is seen
to be unfinished: it is never read, and the next sync finishes it. The rows of a version hold its
whole text, piece by piece, so an article can be shown from the index alone.

Chroma's own types stay in this module.
"""

from __future__ import annotations

import shutil
import time
import uuid
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import numpy as np

from qa.errors import QAError, StoreBusy, StoreError, StoreMismatch
from qa.types import Vectors

COLLECTION = "qa-articles"
_READS = 3
_BATCH = 4000  # Chroma takes 5,461 rows at most in one call
_DATABASE = "chroma.sqlite3"
_REBUILD = "`qa sync --rebuild` makes it anew from the articles"


@dataclass(frozen=True)
class Row:
    """One sentence as it is stored.

    `lead` is the text between the sentence before and this one, `tail` what follows the last one.
    `unit` and `passage` number the group of sentences within the file. `stamp` grows with every
    sync that wrote the version: of two finished versions of a file the later one is current.
    `context`, `reading`, `where` and `kind` are those of the `qa.types.Block` that the text is of.
    """

    file: str
    digest: str
    index: int
    count: int
    start: int
    end: int
    unit: int
    passage: int
    heading: bool
    text: str
    lead: str
    tail: str
    title: str
    date: str
    stamp: int
    context: str = ""
    reading: str = ""
    where: str = ""
    kind: str = "prose"

    @property
    def cells(self) -> dict[str, str]:
        """The cells of a row of a table by the names of their columns; those without count."""
        parts = [part.partition(": ") for part in self.read.split("; ")]
        return {
            name if value else str(i): value or name for i, (name, _, value) in enumerate(parts)
        }

    @property
    def key(self) -> str:
        """What names a row of a table, its first cell, or a pair ("Fee: 40 dollars")."""
        if self.kind == "row":
            return next(iter(self.cells.values()), "")
        return self.text.partition(":")[0] if self.kind == "pair" and not self.reading else ""

    @property
    def read(self) -> str:
        """The text as it reads: without markup, a row's cells with the names of their columns."""
        return self.reading or self.text

    @property
    def searched(self) -> str:
        """What is embedded and searched: the text as it reads, after its context."""
        return f"{self.context} {self.read}" if self.context else self.read

    @property
    def id(self) -> str:
        """The same for the same sentence of the same version of the same file."""
        name = uuid.uuid5(uuid.NAMESPACE_URL, self.file).hex[:20]
        return f"{name}-{self.digest[:20]}-{self.index}"


@dataclass(frozen=True)
class Version:
    """What the store holds of one version of one file."""

    file: str
    digest: str
    rows: int
    count: int

    @property
    def complete(self) -> bool:
        """Whether no row is missing."""
        return self.rows == self.count


class Store:
    """A Chroma collection, embedded in a folder or on a server.

    Args:
        path: The folder of the embedded store; the write lock stands there too.
        model: Name of the embedding model, remembered by the collection.
        chunker: Name of the way texts are cut, remembered by the collection.
        url: A Chroma server to use instead of the embedded store.
    """

    def __init__(self, path: Path, *, model: str, chunker: str, url: str | None = None) -> None:
        self.path = path
        self.url = url
        self._identity = {"qa_embedding": model, "qa_chunker": chunker}
        self._client: Any = None

    # -- opening -------------------------------------------------------------------------------

    def exists(self) -> bool:
        """Whether there is an index to read (of any model or chunker).

        Raises:
            StoreError: What is there is no index.
        """
        if self.url is None:
            self._check_folder()
        if self.url is None and not (self.path / _DATABASE).exists():
            return False
        return self._find() is not None

    def revision(self) -> str:
        """Changes whenever a sync has changed the rows; empty when there is no index."""
        collection = self._find()
        return "" if collection is None else str((collection.metadata or {}).get("qa_revision", ""))

    def check(self) -> None:
        """Refuse an index of another embedding model or chunker.

        Raises:
            StoreMismatch: With the command that rebuilds.
        """
        collection = self._find()
        if collection is None:
            return
        found = collection.metadata or {}
        if "qa_chunker" not in found:
            raise StoreError(
                f"the collection '{COLLECTION}' in {self._where} is not an index of qa: "
                "set QA_STORE to another folder"
            )
        for key, wanted in self._identity.items():
            if found.get(key) != wanted:
                what = key.removeprefix("qa_")
                raise StoreMismatch(
                    f"the index in {self._where} was made with the {what} '{found.get(key)}', not "
                    f"'{wanted}': {_REBUILD}"
                )

    @property
    def _where(self) -> str:
        return f"'{self.url or self.path}'"

    def _find(self) -> Any:
        """The collection, or None where there is none yet."""
        with self._failures("open"):
            if self._client is None:
                self._client = self._connect()
            names = {collection.name for collection in self._client.list_collections()}
            if COLLECTION not in names:
                return None
            return self._client.get_collection(COLLECTION, embedding_function=None)

    def _reopen(self) -> None:
        """Open the index anew: what another process wrote is not seen otherwise.

        Chroma shares one open database a path within a process; forgetting it leaves those who
        hold it already undisturbed.
        """
        from chromadb.api.shared_system_client import SharedSystemClient

        if self.url is None:
            SharedSystemClient.clear_system_cache()
            self._client = None

    def _connect(self) -> Any:
        import chromadb
        from chromadb.config import Settings as ChromaSettings

        quiet = ChromaSettings(anonymized_telemetry=False)
        if self.url is not None:
            parts = urlsplit(self.url)
            secure = parts.scheme == "https"
            return chromadb.HttpClient(
                host=parts.hostname or self.url,
                port=parts.port or (443 if secure else 8000),
                ssl=secure,
                settings=quiet,
            )
        self._check_folder()
        return chromadb.PersistentClient(path=str(self.path), settings=quiet)

    def _check_folder(self) -> None:
        if self.path.exists() and not self.path.is_dir():
            raise StoreError(f"{self._where} is a file, not a folder: set QA_STORE to a folder")
        database = self.path / _DATABASE
        if not database.exists():
            ours = {".lock", ".gitignore"}
            if self.path.exists() and any(p.name not in ours for p in self.path.iterdir()):
                raise StoreError(
                    f"{self._where} holds other files and no index: set QA_STORE to an empty or "
                    "new folder"
                )
            return
        with database.open("rb") as file:
            if file.read(16) not in (b"SQLite format 3\x00", b""):
                raise StoreError(f"the index in {self._where} is damaged: {_REBUILD}")

    @contextmanager
    def _failures(self, what: str) -> Iterator[None]:
        """Chroma's errors, of whatever type, as ours."""
        try:
            yield
        except QAError:
            raise
        except (KeyboardInterrupt, SystemExit, GeneratorExit):
            raise
        except BaseException as error:  # a panic of Chroma's Rust core is no Exception
            raise self._explained(what, error) from error

    def _explained(self, what: str, error: BaseException) -> StoreError:
        said = " ".join(str(error).split())[:200] or type(error).__name__
        lowered = said.lower()
        if self.url is not None:
            return StoreError(
                f"cannot {what} the index on {self._where} ({said}): is the Chroma server running, "
                "and QA_CHROMA_URL right?"
            )
        if any(word in lowered for word in ("readonly", "read-only", "permission")):
            return StoreError(
                f"cannot {what} the index in {self._where}, it is read-only ({said}): set QA_STORE "
                "to a folder that can be written"
            )
        if any(word in lowered for word in ("full", "no space", "disk i/o", "too large", "quota")):
            return StoreError(
                f"cannot {what} the index in {self._where}, the disk may be full ({said}): make "
                "room and run `qa sync`; what was indexed before is kept"
            )
        return StoreError(f"cannot {what} the index in {self._where} ({said}): {_REBUILD}")

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
        from filelock import FileLock, Timeout

        try:
            if self.path.exists() and not self.path.is_dir():
                self._check_folder()
            self.path.mkdir(parents=True, exist_ok=True)
            lock = FileLock(self.path / ".lock")
            try:
                lock.acquire(timeout=0)
            except Timeout:
                if not wait:
                    raise StoreBusy(
                        f"another process is writing the index in {self._where}"
                    ) from None
                if on_wait:
                    on_wait()
                lock.acquire()
        except OSError as error:
            raise self._explained("write", error) from error
        try:
            self._reopen()
            yield
        finally:
            lock.release()

    def open_for_writing(self) -> None:
        """Make the collection if there is none.

        Raises:
            StoreMismatch: There is one of another embedding model or chunker.
        """
        self.check()
        if self._find() is None:
            with self._failures("write"):
                self._client.create_collection(
                    COLLECTION,
                    metadata={**self._identity, "qa_revision": ""},
                    configuration={"hnsw": {"space": "cosine"}},
                    embedding_function=None,
                )

    def versions(self) -> list[Version]:
        """Every version of every file of which there are rows, finished or not."""
        collection = self._find()
        if collection is None:
            return []
        with self._failures("read"):
            metadatas = collection.get(include=["metadatas"])["metadatas"]
        rows: dict[tuple[str, str], list[int]] = defaultdict(list)
        for data in metadatas:
            rows[data["file"], data["digest"]].append(data["count"])
        return [Version(f, d, len(counts), counts[0]) for (f, d), counts in rows.items()]

    def vectors(self, texts: Sequence[str]) -> dict[str, Vectors]:
        """Vectors that the store holds already for any of these texts, unfinished versions too."""
        collection = self._find()
        found: dict[str, Vectors] = {}
        if collection is None:
            return found
        wanted = {_key(text): text for text in texts}
        keys = list(wanted)
        with self._failures("read"):
            for start in range(0, len(keys), 500):
                rows = collection.get(
                    where={"key": {"$in": keys[start : start + 500]}},
                    include=["metadatas", "embeddings"],
                )
                for data, vector in zip(rows["metadatas"], rows["embeddings"], strict=True):
                    found[wanted[data["key"]]] = np.asarray(vector, dtype=np.float32)
        return found

    def put(self, rows: Sequence[Row], vectors: Sequence[Vectors]) -> None:
        """Write rows; a row that is there already is written again."""
        collection = self._find()
        with self._failures("write"):
            for start in range(0, len(rows), _BATCH):
                part = rows[start : start + _BATCH]
                collection.upsert(
                    ids=[row.id for row in part],
                    documents=[row.text for row in part],
                    embeddings=list(vectors[start : start + _BATCH]),
                    metadatas=[_metadata(row) for row in part],
                )

    def drop(self, version: Version) -> None:
        """Remove the rows of one version of a file."""
        collection = self._find()
        with self._failures("write"):
            collection.delete(where={"$and": [{"file": version.file}, {"digest": version.digest}]})

    def committed(self) -> None:
        """Say to readers that the rows have changed."""
        collection = self._find()
        with self._failures("write"):
            stamp = f"{time.time_ns()}-{uuid.uuid4().hex[:8]}"
            collection.modify(metadata={**self._identity, "qa_revision": stamp})

    def destroy(self) -> None:
        """Remove the index, whatever its state; other files in its folder stay.

        Only called when the user asked for a rebuild. A folder without an index is left alone.
        """
        try:
            if self._find() is not None:
                with self._failures("write"):
                    self._client.delete_collection(COLLECTION)
            return
        except StoreError:
            if self.url is not None or not (self.path / _DATABASE).exists():
                raise
        self._reopen()
        for path in self.path.iterdir():
            if path.name.startswith(_DATABASE):
                path.unlink()
            elif path.is_dir() and (path / "header.bin").exists():
                shutil.rmtree(path)

    # -- reading -------------------------------------------------------------------------------

    def read(self) -> tuple[list[Row], Vectors]:
        """The rows of every file's current version, by file and position, and their vectors.

        A version with missing rows is no version yet. The vectors are (n, dim), one a row.
        """
        for attempt in range(_READS):
            self._reopen()
            collection = self._find()
            if collection is None:
                return [], np.zeros((0, 0), dtype=np.float32)
            try:
                with self._failures("read"):
                    got = collection.get(include=["metadatas", "documents", "embeddings"])
                break
            except StoreError:  # another process was writing just then
                if attempt == _READS - 1:
                    raise
        rows = [
            _row(data, text) for data, text in zip(got["metadatas"], got["documents"], strict=True)
        ]
        current = _current(rows)
        order = sorted(
            (i for i, row in enumerate(rows) if current.get(row.file) == row.digest),
            key=lambda i: (rows[i].file, rows[i].index),
        )
        vectors = np.asarray(got["embeddings"], dtype=np.float32)
        return [rows[i] for i in order], vectors[order] if order else vectors[:0]


def _current(rows: Sequence[Row]) -> dict[str, str]:
    """The digest of each file's latest finished version."""
    versions: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in rows:
        versions[row.file, row.digest].append(row)
    finished = sorted(
        (min(row.stamp for row in version), file, digest)
        for (file, digest), version in versions.items()
        if len(version) == version[0].count
    )
    return {file: digest for _, file, digest in finished}


def _key(text: str) -> str:
    return uuid.uuid5(uuid.NAMESPACE_OID, text).hex


def _metadata(row: Row) -> dict[str, str | int | bool]:
    fields = {name: value for name, value in vars(row).items() if name != "text"}
    return {**fields, "key": _key(row.searched)}


def _row(data: dict[str, Any], text: str) -> Row:
    fields = {name: value for name, value in data.items() if name != "key"}
    return Row(text=text, **fields)
