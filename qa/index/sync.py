"""Folder ↔ store: add, update and remove files by content, and finish what was interrupted."""

from __future__ import annotations

import math
import time
from bisect import bisect_right
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol, Self

from qa import tracing
from qa.corpus import chunking, documents, fields
from qa.corpus.fields import Fields
from qa.errors import StoreError
from qa.index import absence, coming, seen
from qa.index.arrays import Array
from qa.index.embedding import Embedding, embed_texts
from qa.index.rows import Row, Version
from qa.index.scan import OnRead, Scan, scan
from qa.index.spool import Spool
from qa.index.store import Store
from qa.types import Document, Skipped, SyncReport, Vectors

# What a killed sync loses at most is what was embedded since the last write: about two seconds.
_TEXTS_A_BATCH = 24  # about a second of the local model
_SECONDS_A_WRITE = 1.0  # a write costs up to a tenth of a second, however few its rows are
_ROWS_A_WRITE = 4000
_ROWS_A_LOOK = 1000  # looked for in the store at once
# Readers are told of whole articles as they come: not before so many seconds, and when they are
# half as many sentences again, since whoever reads derives everything anew.
_SECONDS_A_COMMIT = 3.0
_GROWTH_A_COMMIT = 0.5
# Of a server others read who are told of nothing that is coming: they have what is there by then.
_SECONDS_A_SERVED_COMMIT = 60.0
MANY = 600  # texts to embed, 20 seconds: readers know the words of all of them meanwhile

OnWait = Callable[[], None]
OnPlan = Callable[["Plan"], None]


class Progress(Protocol):
    """Told how a sync gets on: sentences embedded so far, of how many, and the file at hand."""

    def __call__(self, done: int, total: int, file: str, /) -> None:
        """`done` of `total` sentences are embedded; `file` is being worked on."""


@dataclass(frozen=True)
class Plan:
    """What differs between the folder and the store, which holds `held` sentences.

    `hidden` are files that cannot be reached now: they are neither removed nor unchanged. `unread`
    is what no sync can take.
    """

    added: tuple[str, ...] = ()
    updated: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    hidden: tuple[str, ...] = ()
    stale: tuple[Version, ...] = field(default=())
    unread: tuple[Skipped, ...] = ()
    held: int = 0

    @property
    def empty(self) -> bool:
        """Whether the store holds just what the folder holds."""
        return not (self.added or self.updated or self.stale)

    @property
    def files(self) -> int:
        """How many files the store holds when the plan is carried out."""
        return sum(map(len, (self.added, self.updated, self.unchanged, self.hidden)))


def plan(found: Scan, known: Sequence[Version]) -> Plan:
    """Compare the folder with the versions that the store holds."""
    complete = {(version.file, version.digest) for version in known if version.complete}
    before = {version.file for version in known if version.complete}
    added: list[str] = []
    updated: list[str] = []
    unchanged: list[str] = []
    for file, digest in found.digests.items():
        if (file, digest) in complete:
            unchanged.append(file)
        else:
            (updated if file in before else added).append(file)
    staying = found.restless | found.hidden
    stale = tuple(
        version
        for version in known
        if found.digests.get(version.file) != version.digest and version.file not in staying
    )
    gone = sorted({v.file for v in stale if v.file in before and v.file not in found.digests})
    return Plan(
        added=tuple(added),
        updated=tuple(updated),
        removed=tuple(gone),
        unchanged=tuple(unchanged),
        hidden=tuple(sorted(found.hidden)),
        stale=stale,
        unread=(*found.skipped, *found.unread),
        held=sum(version.count for version in known if version.complete),
    )


@tracing.traced("qa.sync")
def sync(
    corpus: Path,
    store: Store,
    embedding: Embedding,
    *,
    named: Fields = fields.COMMON,
    rebuild: bool = False,
    wait: bool = True,
    trusting: bool = False,
    progress: Progress | None = None,
    on_wait: OnWait | None = None,
    on_plan: OnPlan | None = None,
    on_read: OnRead | None = None,
) -> SyncReport:
    """Make the store hold just what the folder holds; the newest articles first.

    Readers have whole articles as they come, long before a big folder is through. A new version is
    written whole before the old one is removed, so that a sync that is killed, or that fails,
    leaves the old version answering; what it embedded is not embedded again. Every file is read,
    unless `trusting`: then those alone whose size or times are not as they were. What is read waits
    on the disk until it is embedded, so that memory holds a part of it at a time.

    Raises:
        CorpusError: The folder is missing or has no articles; the store stays as it is.
        StoreError: The store cannot be written.
        StoreBusy: Another process is writing, and `wait` is false.
        EmbeddingError: The embedding model failed.
    """
    started = time.perf_counter()
    documents.check(corpus)  # a missing folder is told before anything is made
    with (
        store.writing(wait=wait, on_wait=on_wait),
        Spool(store.path) as spool,
        _target(store, rebuild) as target,
    ):
        target.open_for_writing()
        coming.forget(store.kept_in)  # what was left by a sync that was killed
        known = target.versions()
        before = seen.load(store.path, corpus) if trusting else None
        memory = absence.load(store.path, corpus)
        take = _taking(corpus, store, spool)
        found = scan(corpus, known, memory, named, before, take, on_read)
        todo = plan(found, known)
        if on_plan:
            on_plan(todo)
        held = _Held.of(target, spool) if known else _Held()
        embedded, derived = _carried_out(target, embedding, todo, spool, held, progress)
        gone = sum(version.count for version in todo.stale if version.complete)
        absence.save(store.path, corpus, found.memory)
        seen.save(store.path, corpus, found.seen)
    return SyncReport(
        added=todo.added,
        updated=todo.updated,
        removed=todo.removed,
        unchanged=todo.unchanged,
        skipped=found.skipped,
        unread=found.unread,
        warnings=_warnings(store, spool, derived),
        passages=todo.held - gone + spool.sentences,
        embedded=embedded,
        seconds=time.perf_counter() - started,
    )


def _target(store: Store, rebuild: bool) -> AbstractContextManager[Store]:
    return store.rebuilt() if rebuild else nullcontext(store)


def _taking(corpus: Path, store: Store, spool: Spool) -> Callable[[Document], None]:
    """What puts the sentences of an article aside until they are embedded."""
    stamp = time.time_ns()

    def take(document: Document) -> None:
        rows = list(rows_of(document, stamp))
        try:
            spool.add(rows, _dated(corpus, document))
        except OSError as error:
            raise store.database.explained("write", error) from error

    return take


def _warnings(store: Store, spool: Spool, derived: Mapping[str, Array] | None) -> tuple[str, ...]:
    """What a reader of the files should know."""
    warnings = spool.warnings
    with suppress(StoreError):  # what is derived can be derived by the next who reads
        index = store.index(derived)
        warnings = {file: index.warnings(file) for file in index.files} | warnings
    return tuple(f"{file}: {w}" for file, told in sorted(warnings.items()) for w in told)


def _dated(corpus: Path, document: Document) -> str:
    if document.date:
        return document.date
    try:
        changed = (corpus / document.file).stat().st_mtime
    except OSError:
        return ""
    return datetime.fromtimestamp(changed, UTC).date().isoformat()


def rows_of(document: Document, stamp: int) -> Iterator[Row]:
    """The sentences of an article as the store keeps them."""
    cut = [(unit, sentence) for unit in chunking.units(document) for sentence in unit.sentences]
    numbers = {unit.start: number for number, unit in enumerate(dict.fromkeys(u for u, _ in cut))}
    starts = [record.start for record in document.records]
    end = 0
    for index, (unit, sentence) in enumerate(cut):
        last = index == len(cut) - 1
        record = bisect_right(starts, sentence.start)
        about = document.records[record - 1] if record else document
        yield Row(
            file=document.file,
            digest=document.digest,
            index=index,
            count=len(cut),
            start=sentence.start,
            end=sentence.end,
            unit=numbers[unit.start],
            passage=unit.passage,
            heading=sentence.heading,
            text=document.text[sentence.start : sentence.end],
            lead=document.text[end : sentence.start],
            tail=document.text[sentence.end :] if last else "",
            title=about.title or "",
            date=about.date or "",
            stamp=stamp,
            context=sentence.context,
            reading=sentence.reading,
            where=sentence.where,
            kind=sentence.kind,
            record=record,
            warnings="\n".join(" ".join(w.split()) for w in document.warnings) if last else "",
        )
        end = sentence.end


@dataclass(frozen=True)
class _Held:
    """The texts of which there are vectors already, by their hashes; of a few also the vectors."""

    texts: set[int] = field(default_factory=set)
    vectors: dict[str, Vectors] = field(default_factory=dict)

    @classmethod
    def of(cls, store: Store, spool: Spool) -> Self:
        """Those of the texts on their way that the store holds."""
        looks = (list({r.searched for r in rows}) for rows in spool.newest_first(_ROWS_A_LOOK))
        if spool.sentences <= _ROWS_A_LOOK:  # once is enough
            vectors = {text: v for texts in looks for text, v in store.vectors(texts).items()}
            return cls(set(map(hash, vectors)), vectors)
        return cls({hash(text) for texts in looks for text in store.held(texts)})


def _carried_out(
    store: Store,
    embedding: Embedding,
    todo: Plan,
    spool: Spool,
    held: _Held,
    progress: Progress | None,
) -> tuple[int, Mapping[str, Array] | None]:
    """Write the new versions, then remove the old ones.

    Returns:
        How many texts were embedded, and what is derived already of the articles that are new.
    """
    distinct, repeated = spool.distinct()
    total = distinct - len(held.texts)
    derived = None
    with _announced(store, todo, spool) if total >= MANY else nullcontext() as announced:
        with _Buffer(store, todo.held) as buffer:
            writing = _Writing(store, embedding, buffer, held, repeated)
            done = writing.write(spool, total, progress)
        if todo.stale:
            store.drop(todo.stale)
        if spool.sentences or todo.stale or not store.told():
            store.committed()
        if announced:
            derived = announced.derived()
    return done, derived


def _announced(
    store: Store, todo: Plan, spool: Spool
) -> AbstractContextManager[coming.Announcement]:
    gone = {*todo.removed, *spool.files}
    old = store.index if store.revision() else None  # as it is now: what is coming is told of soon
    return coming.announced(store.kept_in, spool, gone, old)


@dataclass(frozen=True)
class _Writing:
    """Sentences on their way from where they wait to the store, by way of the model.

    `held` are the texts of which there are vectors already, `repeated` the hashes of those that
    more than one sentence has.
    """

    store: Store
    embedding: Embedding
    buffer: _Buffer
    held: _Held
    repeated: set[int]

    def write(self, spool: Spool, total: int, progress: Progress | None) -> int:
        """Write them; returns how many of the `total` texts without vectors were embedded."""
        done = 0
        for rows in spool.newest_first(_ROWS_A_LOOK):
            vectors = self._vectors({row.searched for row in rows})
            for batch, missing in _batches(rows, vectors):
                if progress and total:
                    progress(done, total, batch[-1].file)
                if missing:
                    found = embed_texts(self.embedding, missing)
                    vectors.update(zip(missing, found, strict=True))
                    done += len(missing)
                self.buffer.add(batch, [vectors[row.searched] for row in batch])
            self.held.texts.update({hash(row.searched) for row in rows} & self.repeated)
        if progress and total:
            progress(done, total, "")
        return done

    def _vectors(self, texts: set[str]) -> dict[str, Vectors]:
        """The vectors that there are of some texts, written or not."""
        wanted = {text for text in texts if hash(text) in self.held.texts}
        found = {text: self.held.vectors[text] for text in wanted & self.held.vectors.keys()}
        found |= self.buffer.vectors(wanted - found.keys())
        rest = sorted(wanted - found.keys())
        return found | (self.store.vectors(rest) if rest else {})


def _batches(
    rows: Sequence[Row], vectors: Mapping[str, Vectors]
) -> Iterator[tuple[list[Row], list[str]]]:
    """Rows in turn, each time as many as bring a batch of texts to embed, and these texts.

    `vectors` is expected to hold those of one batch when the next is asked for.
    """
    batch: list[Row] = []
    missing: dict[str, None] = {}
    for row in rows:
        new = row.searched not in vectors and row.searched not in missing
        if new and len(missing) == _TEXTS_A_BATCH:
            yield batch, list(missing)
            batch, missing = [], {}
            new = row.searched not in vectors
        if new:
            missing[row.searched] = None
        batch.append(row)
    if batch:
        yield batch, list(missing)


class _Buffer:
    """Rows on their way to the store: written together, since each write has its price.

    Args:
        store: Where they go.
        held: How many rows its readers have.
    """

    def __init__(self, store: Store, held: int) -> None:
        self._store = store
        self._held = held
        self._news = 0  # rows that readers do not have yet
        self._whole = False  # whether an article has become whole among them
        self._told = time.monotonic()
        self._rows: list[Row] = []
        self._vectors: list[Vectors] = []
        self._written = -math.inf  # so that a store that cannot be written is told at once

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        """Write what is left: after an error or Ctrl-C too, if that is possible."""
        with suppress(StoreError) if kind else nullcontext():
            self._flush()
            if kind and self._whole:
                self._commit()

    def add(self, rows: Sequence[Row], vectors: Sequence[Vectors]) -> None:
        """Take rows, and write when it is time."""
        self._rows += rows
        self._vectors += vectors
        waited = time.monotonic() - self._written
        if waited >= _SECONDS_A_WRITE or len(self._rows) >= _ROWS_A_WRITE:
            self._flush()

    def vectors(self, texts: Collection[str]) -> dict[str, Vectors]:
        """The vectors of those of some texts that are not written yet."""
        if not texts:
            return {}
        found = zip(self._rows, self._vectors, strict=True)
        return {row.searched: vector for row, vector in found if row.searched in texts}

    def _flush(self) -> None:
        rows, vectors = self._rows, self._vectors
        self._rows, self._vectors = [], []
        if rows:
            self._store.put(rows, vectors)
        self._written = time.monotonic()
        self._news += len(rows)
        self._whole |= any(row.index == row.count - 1 for row in rows)
        if self._whole and self._is_due():
            self._commit()

    def _commit(self) -> None:
        self._store.committed()
        self._held, self._news, self._whole = self._held + self._news, 0, False
        self._told = time.monotonic()

    def _is_due(self) -> bool:
        waited = time.monotonic() - self._told
        if self._store.server and waited >= _SECONDS_A_SERVED_COMMIT:
            return True
        return waited >= _SECONDS_A_COMMIT and self._news >= _GROWTH_A_COMMIT * self._held
