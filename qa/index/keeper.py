"""The keeper of open stores: one Chroma client a path and process, shared, counted and closed.

Chroma's own registry of open databases is left alone, so the host program's clients are not
disturbed: ours are made of systems of their own, under a spelling of the path that nobody else
uses. A client is opened anew only where another process has written, since Chroma does not see
that otherwise, and after a failure, since a client that failed once may fail for ever.
"""

from __future__ import annotations

import os
import shutil
import threading
import weakref
from collections.abc import Hashable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from qa.errors import StoreError
from qa.index import failures, peek, segment
from qa.index.server import Server
from qa.locale import gettext


class Connection:
    """One user's share of the open client of a path or a server; may be used from threads.

    Args:
        path: The folder of an embedded store.
        server: A Chroma server instead.
    """

    def __init__(self, path: Path, server: Server | None = None) -> None:
        self._path = path
        self._server = server
        self._held: _Keeper | None = None
        self._share: weakref.finalize[..., Connection] | None = None
        self._process = 0

    @contextmanager
    def client(self, *, write: bool = False) -> Iterator[Any]:
        """Chroma's client, for one call or a few that belong together.

        A store that cannot be written is read from a copy; `write` asks for the store itself.
        """
        keeper = self._keeper()
        if self._server is not None:
            yield keeper.served(self._server)
            return
        with keeper.lock:
            client = keeper.embedded(self._path, write=write)
            try:
                yield client
            except BaseException:
                keeper.shut()
                raise
            if keeper.writers:
                keeper.state = peek.state(self._path)

    @contextmanager
    def writing(self) -> Iterator[None]:
        """While no other process can write: what changes is our own doing."""
        keeper = self._keeper()
        with keeper.lock:
            if self._server is None and keeper.state != peek.state(self._path):
                keeper.shut()
            keeper.writers += 1
        try:
            yield
        finally:
            with keeper.lock:
                keeper.writers -= 1

    @contextmanager
    def still(self) -> Iterator[None]:
        """While no other thread is at the store: the time to look at its files.

        A lock on a file is the whole process's, and closing the file gives up all of them. Chroma
        has a SQLite of its own, which does not know when ours does that.
        """
        with self._keeper().lock:
            yield

    def reopen(self) -> None:
        """Let the next call open the store anew."""
        if self._server is None:
            with self._keeper().lock:
                self._keeper().shut()

    def close(self) -> None:
        """Give up this share; the last one closes the store. A later call takes a new one."""
        if self._share is not None:
            self._share()
            self._held = self._share = None

    def _keeper(self) -> _Keeper:
        with _LOCK:
            process = os.getpid()
            if self._held is None or self._process != process:
                key = (process, self._server or str(self._path.resolve()))
                keeper = _KEEPERS.get(key) or _Keeper()
                keeper.users += 1  # first: the rubbish collection may give up a share just now
                _KEEPERS[key] = keeper
                self._held, self._process = keeper, process
                self._share = weakref.finalize(self, _release, key)
                self._share.atexit = False
            return self._held


class _Keeper:
    """One open client, and what is known of the store that it was opened on."""

    def __init__(self) -> None:
        self.lock = threading.RLock()
        self.users = 0
        self.writers = 0
        self.state: Hashable = None
        self._system: Any = None
        self._client: Any = None
        self._copy: TemporaryDirectory[str] | None = None

    def served(self, server: Server) -> Any:
        with self.lock:
            if self._client is None:
                self._client = server.client()
            return self._client

    def embedded(self, path: Path, *, write: bool) -> Any:
        now = peek.state(path)
        stale = now != self.state and not self.writers
        if self._client is not None and (stale or (write and self._copy is not None)):
            self.shut()
        if self._client is None:
            try:
                self._open(path)
            except BaseException as error:
                if write or not failures.unwritable(error):
                    raise
                self._open_copy(path)
            self.state = peek.state(path)
        return self._client

    def _open(self, path: Path) -> None:
        from chromadb.api import ServerAPI
        from chromadb.api.client import Client
        from chromadb.config import Settings, System

        if not {os.getpid()}.issuperset(_OPENED_BY):
            raise StoreError(
                gettext(
                    "cannot open the index in '{path}' in a process that was forked from one "
                    "that has opened it: use the start method 'spawn', or fork before the first "
                    "question",
                    path=path,
                )
            )
        for folder in segments(path):
            if not segment.is_whole(folder):
                raise StoreError(
                    gettext(
                        "the index in '{path}' is damaged (its vectors): {way_out}",
                        path=path,
                        way_out=gettext(failures.REBUILD),
                    )
                )
        _OPENED_BY.add(os.getpid())
        spelling = os.path.join(path.resolve(), ".")  # noqa: PTH118  a Path would leave the dot out
        settings = Settings(
            anonymized_telemetry=False, is_persistent=True, persist_directory=spelling
        )
        system = System(settings)
        system.instance(ServerAPI)  # type: ignore[type-abstract]
        system.start()
        self._system, self._client = system, Client.from_system(system)

    def _open_copy(self, path: Path) -> None:
        copied = TemporaryDirectory(prefix="qa-")
        try:
            peek.copy(path, Path(copied.name))
            for folder in segments(path):
                shutil.copytree(folder, Path(copied.name) / folder.name)
            self._open(Path(copied.name))
        except BaseException:
            copied.cleanup()
            raise
        self._copy = copied

    def shut(self) -> None:
        client, system, copied = self._client, self._system, self._copy
        self._client = self._system = self._copy = None
        self.state = None
        if client is not None:
            with suppress(Exception):
                client.close()
        if system is not None:
            with suppress(Exception):  # stopped already, unless the host emptied Chroma's registry
                system.stop()
        if copied is not None:
            copied.cleanup()


_LOCK = threading.RLock()
# Chroma's core waits for ever in a process that was forked from one that used it.
_OPENED_BY: set[int] = set()
_Key = tuple[int, Server | str]
_KEEPERS: dict[_Key, _Keeper] = {}  # by process, since a client does not outlive a fork


def segments(path: Path) -> list[Path]:
    """The folders of Chroma's vector indexes beside its database."""
    return [child for child in path.iterdir() if (child / "header.bin").is_file()]


def _release(key: _Key) -> None:
    if key[0] != os.getpid():
        return
    with _LOCK:
        keeper = _KEEPERS[key]
        keeper.users -= 1
        if keeper.users:
            return
        del _KEEPERS[key]
    with keeper.lock:
        keeper.shut()
