"""The right to write to a collection of a Chroma server: one process on one machine at a time.

A lease is an empty collection, since of many that make one of the same name Chroma lets one. It has
an end, in the server's time, so that whoever was killed is waited for in vain for half a minute at
most; who lives puts the end off. One that has ended is moved out of the way by its id before it is
deleted, so that of two who find it neither removes what the other has made since.
"""

from __future__ import annotations

import os
import socket
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from qa.errors import StoreBusy
from qa.index.keeper import Connection
from qa.locale import gettext

_LASTS = 30.0  # seconds
_RENEWED = 8.0  # seconds between two renewals: three may fail
_LOOK = 0.5  # seconds between two looks at somebody else's


_FOLLOWS = "qa_follows"  # in the metadata of a lease: it follows one that was not given back


class Lease:
    """A lease that was taken; to be given back."""

    def __init__(
        self, connection: Connection, collection: str, row: Any, asked: float, *, follows: bool
    ) -> None:
        self._follows = follows
        self._connection = connection
        self._name = _name(collection)
        self._row = row
        self._until = asked + _LASTS  # monotonic seconds; before the server's end
        self._over = threading.Event()
        threading.Thread(target=self._renew, daemon=True).start()

    @property
    def succeeded(self) -> bool:
        """Whether it was that of somebody who did not give it back.

        What they left unfinished is nobody's any more. Of several who find theirs ended, one may
        remove it and another one take this: then it is noted on the server.
        """
        with suppress(Exception), self._connection.client() as client:
            found = _found(client, self._name)
            self._follows |= bool(found and (found.metadata or {}).get(_FOLLOWS))
        return self._follows

    def check(self) -> None:
        """Refuse to write without it.

        Raises:
            StoreBusy: It could not be renewed in time, so another process may be writing.
        """
        if time.monotonic() > self._until:
            raise StoreBusy(
                gettext(
                    "the Chroma server did not answer for so long that another process may be "
                    "writing: run `qa sync` again; what was indexed is kept"
                )
            )

    def give_back(self) -> None:
        """Let others write."""
        self._over.set()
        with suppress(Exception), self._connection.client(write=True) as client:
            _remove(client, self._row)

    def _renew(self) -> None:
        while not self._over.wait(_RENEWED) and time.monotonic() < self._until:
            with suppress(Exception), self._connection.client(write=True) as client:
                asked = time.monotonic()
                noted = {_FOLLOWS: True} if self.succeeded else {}
                self._row.modify(metadata=_terms(client) | noted)
                self._until = asked + _LASTS


def take(
    connection: Connection, collection: str, *, wait: bool, on_wait: Callable[[], None] | None
) -> Lease:
    """Take the lease of a collection.

    Args:
        connection: To the server.
        collection: What is to be written.
        wait: Wait while somebody else has it.
        on_wait: Called once when there is somebody to wait for.

    Raises:
        StoreBusy: Somebody else has it, and `wait` is false.
    """
    while True:
        taken = _take(connection, collection)
        if isinstance(taken, Lease):
            return taken
        if not wait:
            raise StoreBusy(
                gettext("{taken} is writing the index: try again when it is through", taken=taken)
            )
        if on_wait:
            on_wait()
        on_wait = None
        time.sleep(_LOOK)


def is_taken(connection: Connection, collection: str) -> bool:
    """Whether somebody may write now."""
    with connection.client() as client:
        row = _found(client, _name(collection))
        return row is not None and _lasts(client, row)


def is_there(connection: Connection, collection: str) -> bool:
    """Whether there is one, though it may have ended: somebody writes, or never got to the end."""
    with connection.client() as client:
        return _found(client, _name(collection)) is not None


def _take(connection: Connection, collection: str) -> Lease | str:
    """The lease, or who has it."""
    from chromadb.errors import ChromaError

    name = _name(collection)
    with connection.client(write=True) as client:
        old = _found(client, name)
        if old is not None:
            if _lasts(client, old):
                return str((old.metadata or {}).get("qa_owner", gettext("another process")))
            _remove(client, old)
        asked = time.monotonic()
        try:
            row = client.create_collection(name, metadata=_terms(client), embedding_function=None)
        except ChromaError:
            taken = _found(client, name)
            if taken is None:
                raise
            if old is not None:
                with suppress(ChromaError):  # it was given back meanwhile
                    taken.modify(metadata={**(taken.metadata or {}), _FOLLOWS: True})
            return gettext("another process")
    return Lease(connection, collection, row, asked, follows=old is not None)


def _name(collection: str) -> str:
    return f"{collection}-lease"


def _terms(client: Any) -> dict[str, str | int]:
    owner = f"process {os.getpid()} on '{socket.gethostname()}'"
    return {"qa_owner": owner, "qa_until": client.heartbeat() + int(_LASTS * 1e9)}


def _lasts(client: Any, row: Any) -> bool:
    until: int = (row.metadata or {}).get("qa_until", 0)
    now: int = client.heartbeat()
    return until > now


def _found(client: Any, name: str) -> Any:
    from chromadb.errors import NotFoundError

    try:
        return client.get_collection(name, embedding_function=None)
    except NotFoundError:
        return None


def _remove(client: Any, row: Any) -> None:
    """Remove this very lease: another of the same name stays."""
    from chromadb.errors import ChromaError

    gone = f"{row.name}-{row.id}"
    with suppress(ChromaError):  # somebody else has removed it
        row.modify(name=gone)
    with suppress(ChromaError):
        client.delete_collection(gone)
