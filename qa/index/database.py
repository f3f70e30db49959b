"""Where an index is, in a folder or on a server: what it says of itself, and what may go wrong.

The errors of Chroma, of whatever type, come out as ours. An embedded database is looked at without
opening it in Chroma, and again only when it was written to.
"""

from __future__ import annotations

import shutil
from collections.abc import Hashable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from qa.errors import QAError, StoreError
from qa.index import absence, failures, kept, locking, parts, peek, rebuilding, seen
from qa.index.coming import NAME as COMING
from qa.index.failures import REBUILD, Doing
from qa.index.keeper import Connection
from qa.index.server import FOLDER, Server
from qa.locale import gettext

# What may stand in the folder of an index beside the database.
_OURS = {
    locking.NAME,
    ".gitignore",
    "calibration.json",
    rebuilding.FOLDER,
    kept.NAME,
    parts.FOLDER,
    absence.NAME,
    seen.NAME,
    COMING,
}


class Database:
    """A collection of Chroma, embedded in a folder or on a server.

    Args:
        connection: The share of its open client.
        path: The folder.
        server: The server, where it is on one.
        collection: The name of the collection.
    """

    def __init__(
        self, connection: Connection, path: Path, server: Server | None, collection: str
    ) -> None:
        self._connection = connection
        self._path = path
        self._server = server
        self._collection = collection
        self._looked: tuple[Hashable, Mapping[str, Any] | None] = None, None

    @property
    def where(self) -> str:
        """The folder or the address, as messages name it."""
        return f"'{self._server.url if self._server else self._path}'"

    def metadata(self) -> Mapping[str, Any] | None:
        """What the collection says of itself, or None where there is none yet.

        Raises:
            StoreError: What is there is no index, or a damaged one.
        """
        if self._server is None:
            self.check_folder()
            if not (self._path / peek.DATABASE).exists():
                return None
            try:
                with self._connection.still():
                    return self.peeked()
            except peek.UnknownDatabase:
                pass
            except peek.DamagedDatabase as error:
                raise StoreError(
                    gettext(
                        "the index in {where} is damaged ({error}): {way_out}",
                        where=self.where,
                        error=error,
                        way_out=gettext(REBUILD),
                    )
                ) from error
        with self.found("open") as collection:
            if collection is None:
                return None
            return {**(collection.metadata or {}), "qa_id": str(collection.id)}

    def is_being_replaced(self) -> bool:
        """Whether another one takes the place of the collection, or somebody was killed at that."""
        old = rebuilding.replaced(self._collection)
        if self._server is None:
            if not (self._path / peek.DATABASE).exists():
                return False
            with suppress(peek.UnknownDatabase, peek.DamagedDatabase), self._connection.still():
                return old in peek.collections(self._path)
            return False
        with self.guarded("open"), self._connection.client() as client:
            return old in {collection.name for collection in client.list_collections()}

    def peeked(self) -> Mapping[str, Any] | None:
        """The same of an embedded one, without opening it; nobody else is to be at it meanwhile.

        Raises:
            UnknownDatabase, DamagedDatabase: It cannot be told.
        """
        mark = peek.mark(self._path)
        before, found = self._looked
        if mark is None or mark != before:
            found = peek.metadata(self._path, self._collection)
            self._looked = mark, found
        return found

    def refuse_foreign(self, found: Mapping[str, Any]) -> None:
        """Refuse a collection that says of itself that it is another program's.

        Raises:
            StoreError: It is.
        """
        if "qa_chunker" not in found:
            raise StoreError(
                gettext(
                    "the collection '{collection}' in {where} is not an index of qa: set "
                    "QA_STORE to another folder",
                    collection=self._collection,
                    where=self.where,
                )
            )

    @contextmanager
    def found(self, what: Doing, *, write: bool = False) -> Iterator[Any]:
        """The collection, or None where there is none yet; Chroma's errors come out as ours."""
        with self.guarded(what), self._connection.client(write=write) as client:
            from chromadb.errors import NotFoundError

            try:
                found = client.get_collection(self._collection, embedding_function=None)
            except NotFoundError:
                found = None
            yield found

    def check_folder(self) -> None:
        """Refuse a folder that holds no index but other files.

        Raises:
            StoreError: It does, or is no folder.
        """
        if self._path.exists() and not self._path.is_dir():
            raise StoreError(
                gettext(
                    "{where} is a file, not a folder: set QA_STORE to a folder", where=self.where
                )
            )
        if (self._path / peek.DATABASE).exists() or not self._path.exists():
            return
        names = {child.name for child in self._path.iterdir()}
        if any(name not in _OURS and not name.startswith(FOLDER) for name in names):
            raise StoreError(
                gettext(
                    "{where} holds other files and no index: set QA_STORE to an empty or new "
                    "folder",
                    where=self.where,
                )
            )

    @contextmanager
    def guarded(self, what: Doing) -> Iterator[None]:
        """Chroma's errors, of whatever type, as ours."""
        try:
            yield
        except (QAError, KeyboardInterrupt, SystemExit, GeneratorExit):
            raise
        except BaseException as error:  # a panic of Chroma's Rust core is no Exception
            secret = self._server is not None and self._server.api_key is not None
            raise self.explained(what, error) from (None if secret else error)

    def explained(self, what: Doing, error: BaseException) -> StoreError:
        """An error of Chroma's or of the disk, as ours."""
        room = None
        if self._server is None:
            with suppress(OSError):
                room = shutil.disk_usage(self._path).free
        return failures.explained(what, self.where, error, self._server, room)
