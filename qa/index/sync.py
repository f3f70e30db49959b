"""Folder ↔ store: add, update and remove files by content, and finish what was interrupted."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from llama_index.core.base.embeddings.base import BaseEmbedding

from qa.corpus import chunking, documents
from qa.errors import CorpusError
from qa.index.embedding import embed_texts
from qa.index.store import Row, Store, Version
from qa.types import Document, Skipped, SyncReport, Vectors

_TEXTS_A_BATCH = 24  # about a second of the local model: what a killed sync loses at most
_READS = 3


OnWait = Callable[[], None]


class Progress(Protocol):
    """Told how a sync gets on: sentences embedded so far, of how many, and the file at hand."""

    def __call__(self, done: int, total: int, file: str, /) -> None:
        """`done` of `total` sentences are embedded; `file` is being worked on."""


@dataclass(frozen=True)
class Scan:
    """The folder as it is.

    Attributes:
        digests: Each usable file's content digest.
        documents: The usable files that the store does not hold as they are now.
        skipped: The files that cannot be used, and why.
        restless: Those of them that kept changing: their old version stays for now.
        unread: The files of kinds that are not read.
    """

    digests: dict[str, str]
    documents: dict[str, Document]
    skipped: tuple[Skipped, ...]
    restless: frozenset[str] = frozenset()
    unread: tuple[Skipped, ...] = ()


@dataclass(frozen=True)
class Plan:
    """What differs between the folder and the store; `unread` is what no sync can take."""

    added: tuple[str, ...] = ()
    updated: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    stale: tuple[Version, ...] = field(default=())
    unread: tuple[Skipped, ...] = ()

    @property
    def empty(self) -> bool:
        """Whether the store holds just what the folder holds."""
        return not (self.added or self.updated or self.stale)


def signature(corpus: Path) -> tuple[tuple[str, int, int], ...]:
    """Names, sizes and times of the files: cheap, and changes when a file does."""
    found = []
    for file in documents.files(corpus):
        try:
            status = (corpus / file).stat()
            found.append((file, status.st_size, status.st_mtime_ns))
        except OSError:
            found.append((file, -1, -1))
    return tuple(found)


def scan(corpus: Path, known: Sequence[Version] = ()) -> Scan:
    """Read every file; parse those whose content the store does not hold yet.

    Raises:
        CorpusError: The folder is missing, or no file in it can be used.
    """
    held = {(version.file, version.digest) for version in known if version.complete}
    digests: dict[str, str] = {}
    parsed: dict[str, Document] = {}
    listed = documents.listed(corpus)
    skipped = [*listed.skipped, *listed.closed]
    restless: set[str] = set()
    for file in listed.files:
        try:
            content = read_steadily(corpus / file)
            content_digest = documents.digest(content)
            if (file, content_digest) not in held:
                parsed[file] = documents.parse(file, content)
                if not chunking.sentences(parsed[file]):
                    raise ValueError("no article text in it")
            digests[file] = content_digest
        except RestlessFile as error:
            restless.add(file)
            skipped.append(Skipped(file=file, reason=str(error)))
        except OSError as error:
            skipped.append(Skipped(file=file, reason=f"cannot be read ({error.strerror or error})"))
        except ValueError as error:
            skipped.append(Skipped(file=file, reason=str(error)))
    if not digests and not restless:
        kinds = ", ".join(documents.COMMON)
        why = f" ({skipped[0].file}: {skipped[0].reason})" if skipped else ""
        raise CorpusError(f"no articles in '{corpus}'{why}: add {kinds} files, or set QA_CORPUS")
    return Scan(digests, parsed, tuple(skipped), frozenset(restless), listed.others)


class RestlessFile(Exception):
    """A file that changes each time it is read."""


def read_steadily(path: Path) -> bytes:
    """The bytes of a file that did not change while it was read.

    Raises:
        OSError: The file cannot be read.
        RestlessFile: It keeps changing.
    """
    for _ in range(_READS):
        with path.open("rb") as file:
            before = os.fstat(file.fileno())
            content = file.read()
            after = path.stat()
        if (before.st_size, before.st_mtime_ns) == (after.st_size, after.st_mtime_ns) and len(
            content
        ) == after.st_size:
            return content
        time.sleep(0.05)
    raise RestlessFile("it changes while it is read; the next sync takes it")


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
    stale = tuple(
        version
        for version in known
        if found.digests.get(version.file) != version.digest and version.file not in found.restless
    )
    gone = sorted({v.file for v in stale if v.file in before and v.file not in found.digests})
    unread = (*found.skipped, *found.unread)
    return Plan(tuple(added), tuple(updated), tuple(gone), tuple(unchanged), stale, unread)


def sync(
    corpus: Path,
    store: Store,
    embedding: BaseEmbedding,
    *,
    rebuild: bool = False,
    wait: bool = True,
    progress: Progress | None = None,
    on_wait: OnWait | None = None,
) -> SyncReport:
    """Make the store hold just what the folder holds.

    A new version is written whole before the old one is removed, so that a sync that is killed, or
    that fails, leaves the old version answering; what it embedded is not embedded again.

    Raises:
        CorpusError: The folder is missing or has no articles; the store stays as it is.
        StoreError: The store cannot be written.
        StoreBusy: Another process is writing, and `wait` is false.
        EmbeddingError: The embedding model failed.
    """
    started = time.perf_counter()
    documents.files(corpus)  # a missing folder is told before anything is made
    with store.writing(wait=wait, on_wait=on_wait):
        if rebuild:
            store.destroy()
        store.open_for_writing()
        known = store.versions()
        found = scan(corpus, known)
        todo = plan(found, known)
        stamp = time.time_ns()
        files = (*todo.added, *todo.updated)
        rows = {file: list(rows_of(found.documents[file], stamp)) for file in files}
        embedded = _write(store, embedding, rows, progress)
        for version in todo.stale:
            store.drop(version)
        if rows or todo.stale:
            store.committed()
        passages = sum(v.count for v in store.versions() if v.complete)
    return SyncReport(
        added=todo.added,
        updated=todo.updated,
        removed=todo.removed,
        unchanged=todo.unchanged,
        skipped=found.skipped,
        unread=found.unread,
        warnings=tuple(f"{d.file}: {w}" for d in found.documents.values() for w in d.warnings),
        passages=passages,
        embedded=embedded,
        seconds=time.perf_counter() - started,
    )


def rows_of(document: Document, stamp: int) -> Iterator[Row]:
    """The sentences of an article as the store keeps them."""
    cut = [(unit, sentence) for unit in chunking.units(document) for sentence in unit.sentences]
    numbers = {unit.start: number for number, unit in enumerate(dict.fromkeys(u for u, _ in cut))}
    end = 0
    for index, (unit, sentence) in enumerate(cut):
        last = index == len(cut) - 1
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
            title=document.title or "",
            date=document.date or "",
            stamp=stamp,
            context=sentence.context,
            reading=sentence.reading,
            where=sentence.where,
            kind=sentence.kind,
        )
        end = sentence.end


def _write(
    store: Store,
    embedding: BaseEmbedding,
    rows: dict[str, list[Row]],
    progress: Progress | None,
) -> int:
    """Write new versions, file by file; returns how many texts were embedded now."""
    texts = list(dict.fromkeys(row.searched for version in rows.values() for row in version))
    vectors = store.vectors(texts)
    total = len(texts) - len(vectors)
    done = 0
    for file, version in rows.items():
        pending = list(version)
        while pending:
            batch, missing = _batch(pending, vectors)
            if progress and total:
                progress(done, total, file)
            if missing:
                vectors.update(zip(missing, embed_texts(embedding, missing), strict=True))
                done += len(missing)
            store.put(batch, [vectors[row.searched] for row in batch])
            pending = pending[len(batch) :]
    if progress and total:
        progress(done, total, "")
    return done


def _batch(rows: Sequence[Row], vectors: dict[str, Vectors]) -> tuple[list[Row], list[str]]:
    """The next rows to write together: as many as bring a batch of texts to embed."""
    batch: list[Row] = []
    missing: dict[str, None] = {}
    for row in rows:
        if row.searched not in vectors:
            if len(missing) == _TEXTS_A_BATCH:
                break
            missing[row.searched] = None
        batch.append(row)
    return batch, list(missing)
