"""A folder of articles as it is indexed, kept in step with the folder."""

from __future__ import annotations

import threading
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass

from qa.corpus import chunking, documents, formats
from qa.corpus.fields import Fields
from qa.errors import CorpusError, StoreAway, StoreBusy, StoreError
from qa.index import absence, coming, nearby, scan, seen
from qa.index import sync as syncing
from qa.index.background import BackgroundTask, Heed
from qa.index.embedding import Embedding, embed_query
from qa.index.memory import Index
from qa.index.pace import Pace
from qa.index.scan import OnRead
from qa.index.server import Server
from qa.index.store import Store
from qa.locale import gettext
from qa.settings import Settings
from qa.types import Article, Skipped, SyncReport

_LOOK = 0.1  # seconds between two looks at what another one indexes
# Seconds that a question waits for all articles, from the time their first sync began: after that
# what is there answers. What it brings about itself it waits for where that is little to embed
# (`sync.MANY`), and else as soon as it is known to take longer, no more.
_PATIENCE = 15.0


@dataclass(frozen=True)
class Listener:
    """Who is told how a sync gets on: what is embedded, and before that how many files are read."""

    progress: syncing.Progress | None = None
    on_read: OnRead | None = None


class IndexedCorpus:
    """The articles of a folder, and the index that follows them. Threads may share it.

    Args:
        settings: Where the folder and the index are.
        embedding: What embeds the articles; the index remembers its name.
    """

    def __init__(self, settings: Settings, embedding: Embedding) -> None:
        self._folder = settings.corpus
        self._named = Fields(settings.fields)
        self._follows = settings.sync == "auto"
        self._embedding = embedding
        self._store = Store(
            settings.store,
            model=embedding.model_name,
            chunker=cut_by(settings),
            server=Server.of(settings),
        )
        self._index: Index | None = None
        self._coming_in = coming.Reader(self._store.kept_in, self._store.busy, self._dimensions)
        self.by_words = False  # whether what answered last was not all embedded
        self._away = False  # whether the server did not answer when it was last asked
        self._synced: object = None  # the folder's signature when it was last synced
        self._trusting = True  # whether a file is taken to be as it was where size and times are
        self.compared: float | None = None  # when index and folder last were the same; Unix time
        self._began = 0.0  # when the last sync began; monotonic seconds
        self._coming: int | None = None  # how many files there will be when a sync is through
        self._unread: tuple[Skipped, ...] = ()
        self._listed: tuple[str, list[Article]] = "", []  # the articles of a revision
        self.outdated = ""  # why the folder's changes could not be taken in; mostly empty
        self._syncing = threading.RLock()  # held by whoever compares index and folder
        self._reading = threading.RLock()  # held by whoever takes up what is indexed
        self._beginning = threading.Lock()  # held by whoever has a sync begun in the background
        self._task: BackgroundTask | None = None  # the sync that a question has brought about
        self._pace = Pace()  # of that
        self._listener = Listener()  # who is told how that gets on
        self._fetching: BackgroundTask | None = None  # what a new reader fetches from a server

    def sync(
        self,
        *,
        rebuild: bool = False,
        wait: bool = True,
        progress: syncing.Progress | None = None,
        on_wait: syncing.OnWait | None = None,
        on_read: OnRead | None = None,
    ) -> SyncReport:
        """Make the index hold just what the folder holds; see `Assistant.sync`."""
        return self._sync(
            rebuild=rebuild, wait=wait, progress=progress, on_wait=on_wait, on_read=on_read
        )

    def _sync(
        self,
        *,
        rebuild: bool = False,
        wait: bool = False,
        trusting: bool = False,
        progress: syncing.Progress | None = None,
        on_wait: syncing.OnWait | None = None,
        on_read: OnRead | None = None,
    ) -> SyncReport:
        with self._syncing:
            self._began = time.monotonic()
            signature = scan.signature(documents.listed(self._folder))
            try:
                report = syncing.sync(
                    self._folder,
                    self._store,
                    self._embedding,
                    named=self._named,
                    rebuild=rebuild,
                    wait=wait,
                    trusting=trusting,
                    progress=progress,
                    on_wait=on_wait,
                    on_plan=self._expect,
                    on_read=on_read,
                )
            finally:
                self._coming = None
            self._synced, self.compared, self.outdated = signature, time.time(), ""
            self._trusting = True
            self._unread = (*report.skipped, *report.unread)
            if self._index is not None:
                # Who has synced finds what it took in, also while another thread reads.
                with suppress(StoreError), self._reading:
                    self._take_up()
            return report

    def _expect(self, plan: syncing.Plan) -> None:
        self._coming = plan.files

    def underway(self) -> tuple[int, int] | None:
        """How many articles are indexed, of how many; see `Assistant.underway`."""
        if self._coming is None or (self._index is None and not self.by_words):
            return None
        done = len(self._index.files) if self._index else 0
        return (done, self._coming) if done < self._coming else None

    def pending(self, *, trusting: bool = False) -> syncing.Plan:
        """What the next sync would add, update and remove; see `Assistant.pending`."""
        known = self._store.versions()
        path, folder = self._store.path, self._folder
        before = seen.load(path, folder)
        memory = absence.load(path, folder)
        found = scan.scan(folder, known, memory, self._named, before if trusting else None)
        absence.save(path, folder, found.memory)
        if found.seen != before:
            seen.save(path, folder, found.seen)
        plan = syncing.plan(found, known)
        self._unread = plan.unread
        return plan

    @property
    def unread(self) -> tuple[Skipped, ...]:
        """The files that are not read, and why, as of when the folder was last looked at."""
        return self._unread

    def absent(self) -> Mapping[str, str]:
        """The files that stay in the index though they cannot be reached, and since when."""
        memory = absence.load(self._store.path, self._folder)
        return {file: memory.told(file) for file in memory.since}

    def busy(self) -> bool:
        """Whether somebody is writing the index now."""
        return self._store.busy()

    def readable(self) -> bool:
        """Whether there is an index that can answer."""
        try:
            return bool(self._store.revision())
        except StoreAway:
            if self._index is None and self._store.last() is None:
                raise
            return True

    def check(self) -> None:
        """Refuse an index of another embedding model or chunker.

        Raises:
            StoreMismatch: With the command that rebuilds.
        """
        self._store.check()

    def current(
        self,
        *,
        whole: bool = False,
        about: Sequence[str] | None = None,
        progress: syncing.Progress | None = None,
        on_wait: syncing.OnWait | None = None,
        on_read: OnRead | None = None,
    ) -> Index:
        """The articles as they are indexed now; synced first where the folder has changed.

        While another thread or process syncs, or where the index cannot be written, what is
        indexed by then answers; the first articles are waited for. Where it takes long, the
        articles that are not embedded yet are among them (`ComingIndex`), and the sync goes on in
        the background. While a server does not answer, what was last read of it does, if it is
        kept; `away` says so.

        Args:
            whole: Wait for a sync that this brings about until it is through.
            about: What is to be looked for, where a few articles do (`NearbyIndex`) as long as
                all that a server holds is still being fetched.
            progress: Told how such a sync gets on, while it is waited for.
            on_wait: Called once where another process writes and nothing can answer yet.
            on_read: Told how many files have been read for it, of how many.
        """
        try:
            self._refresh(whole, Listener(progress, on_read), on_wait)
            found = self._nearby(about) or self._answering()
        except StoreAway:
            kept = self._index or self._store.last()
            if kept is None:
                raise
            self._index, self._away = kept, True
            return kept
        self._away = False
        return found

    def finish(self, progress: syncing.Progress | None = None) -> None:
        """Wait for a sync that goes on in the background; see `Assistant.finish`."""
        for task in filter(None, (self._task, self._fetching)):
            self._wait(task, whole=True, listener=Listener(progress))
            task.result()

    def fetching(self) -> bool:
        """Whether all that a server holds is being fetched; see `Assistant.fetching`."""
        return self._fetching is not None and not self._fetching.ended

    def close(self) -> bool:
        """Stop a sync that goes on in the background; false where none does."""
        if self._fetching is not None:
            self._fetching.stop()
            self._fetching = None
        task = self._task
        if task is None or task.ended:
            return False
        task.stop()
        return True

    def away(self) -> float | None:
        """When what answers was indexed, as Unix time, while the server does not answer."""
        return self._index.indexed if self._index and self._away else None

    def _refresh(self, whole: bool, listener: Listener, on_wait: syncing.OnWait | None) -> None:
        """Take in what has changed, or as much of it as is worth waiting for."""
        if not self._follows:
            if not (self.readable() or self._coming_in.there()):
                raise StoreError(gettext("nothing is indexed yet: run `qa sync`, or unset QA_SYNC"))
            return
        while self._is_due():
            try:
                task = self._begun()
                if self._wait(task, whole=whole, listener=listener):
                    task.result()
                return
            except StoreBusy:
                if on_wait is not None:
                    on_wait()
                    on_wait = None
                time.sleep(_LOOK)  # its first articles are there in a moment
            except StoreError as error:
                self._keep_on(error)
                return

    def _is_due(self) -> bool:
        """Whether the folder has changed, and nobody takes that in."""
        timeout = _LOOK if self.compared is None else 0
        while not self._syncing.acquire(timeout=timeout):
            first = self.compared is None and time.monotonic() < self._began + _PATIENCE
            waits = first and not self._is_long()
            if not waits and (self._index or self.readable() or self._coming_in.there()):
                return False
            timeout = _LOOK
        try:
            return self._has_changed()
        finally:
            self._syncing.release()

    def _begun(self) -> BackgroundTask:
        """The sync in the background: begun now, unless it is going on."""
        with self._beginning:
            if self._task is None or self._task.ended:
                self._pace = Pace()
                self._task = BackgroundTask("qa-sync", self._follow)
            return self._task

    def _follow(self, heed: Heed) -> None:
        def told(done: int, total: int, file: str) -> None:
            heed()
            self._pace.note(done, total)
            if (progress := self._listener.progress) is not None:
                progress(done, total, file)

        def read(done: int, total: int) -> None:
            heed()
            if (on_read := self._listener.on_read) is not None:
                on_read(done, total)

        self._sync(trusting=self._trusting, progress=told, on_read=read)

    def _wait(self, task: BackgroundTask, *, whole: bool, listener: Listener) -> bool:
        """Wait for a sync, unless what is there answers before; whether it has ended.

        What ends the waiting, as Ctrl-C does, ends the sync.
        """
        if listener.progress is not None:
            self._listener = listener
        try:
            while not task.wait(_LOOK):
                if not whole and self._is_long():
                    return False
        except BaseException:
            task.stop()
            raise
        finally:
            if self._listener is listener:
                self._listener = Listener()
        return True

    def _is_long(self) -> bool:
        """Whether the sync in the background takes longer than a question waits for."""
        pace = self._pace
        if pace.total < syncing.MANY:
            return False
        over = pace.seconds > _PATIENCE
        if self._coming_in.there():
            return over or (pace.left is not None and pace.left > _PATIENCE)
        return over and self.readable()

    def _answering(self) -> Index:
        """What is whole, and while much is embedded also what is coming."""
        found = self._coming_in.index()
        self.by_words = found is not None
        if found is None:
            return self.read()
        if self.readable():
            found.take(self.read())
        return found

    def _nearby(self, about: Sequence[str] | None) -> Index | None:
        """Articles that a server finds near, for a new reader; all are fetched afterwards."""
        if about is None or self._index is not None or self._coming_in.there():
            return None
        if self._fetching is None and nearby.is_new(self._store):
            self._store.check()
        elif not self.fetching():
            return None  # what it has failed with is told by the next who reads
        return nearby.index(self._store, self._embedding, about)

    def fetch(self) -> None:
        """Have all that a server holds fetched in the background, unless that is going on."""

        def work(heed: Heed) -> None:
            with self._reading:
                self._take_up(heed)

        with self._beginning:
            if self._fetching is None:
                self._fetching = BackgroundTask("qa-fetch", work)

    def _dimensions(self) -> int:
        return len(embed_query(self._embedding, "How long is a vector?"))

    def read(self) -> Index:
        """The articles as they are indexed now, whatever the folder holds."""
        read = self._index
        if not self._reading.acquire(blocking=read is None):
            assert read is not None
            return read  # another thread takes up what is new
        try:
            return self._take_up()
        finally:
            self._reading.release()

    def _take_up(self, heed: Heed | None = None) -> Index:
        """The index of the newest revision; `_reading` is held."""
        revision = self._store.revision()
        if self._index is None or self._index.revision != revision:
            self._store.check()
            self._index = self._store.index(heed=heed)
        return self._index

    def distrust(self) -> None:
        """Compare index and folder anew before the next answer: a file is not as it was read."""
        self._synced, self._trusting = None, False

    def _has_changed(self) -> bool:
        """Whether index and folder differ, and nobody else is writing; `_syncing` is held."""
        signature = scan.signature(documents.listed(self._folder))
        if self._synced == signature:
            self.compared = time.time()
            return False
        if not self.readable() and not (self._store.busy() and self._coming_in.there()):
            return True
        self._store.check()
        if self._store.busy():
            self._coming = len(documents.listed(self._folder).files)
            return False
        self._coming = None
        try:
            if not (self.pending(trusting=self._trusting).empty and self._store.told()):
                return True
        except StoreError as error:
            self._keep_on(error)
        else:
            self._synced, self.compared, self.outdated = signature, time.time(), ""
            self._trusting = True
        return False

    def _keep_on(self, error: StoreError) -> None:
        """Answer from what was indexed before, and tell why; raise where there is nothing."""
        if not self._store.revision():
            raise error
        self.outdated = str(error)

    def articles(self) -> list[Article]:
        """The articles as they are indexed, by file."""
        index = self.current(whole=True)
        revision, listed = self._listed
        if revision != index.revision:
            listed = [_article(index, file) for file in index.files]
            self._listed = index.revision, listed
        return list(listed)

    def article(self, file: str) -> str:
        """The text of an indexed article, to which every offset of a citation refers.

        Raises:
            CorpusError: There is no such article in the index.
        """
        index = self.current(whole=True)
        if file not in index.files:
            raise CorpusError(
                gettext(
                    "no article '{file}' in the index: `qa status` lists what is", file=file[:200]
                )
            )
        return index.text(file)


def cut_by(settings: Settings) -> str:
    """What the same files are read and cut alike by: an index of another one is rebuilt."""
    named = Fields(settings.fields)
    known = f"{chunking.CHUNKER} with {formats.extractors()}"
    return f"{known} ({named})" if named.named else known


def _article(index: Index, file: str) -> Article:
    rows = index.sentences_of(file)
    first = index.rows[rows[0]]
    return Article(
        file=file,
        title=None if first.record else first.title or None,
        date=None if first.record else first.date or None,
        characters=len(index.text(file)),
        passages=len({index.rows[i].passage for i in rows}),
        sentences=len(rows),
        records=index.rows[rows[-1]].record,
        warnings=index.warnings(file),
    )
