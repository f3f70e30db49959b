"""A new index beside the old one, which takes its place once it is whole.

The old one is not opened, so that it may be damaged in any way, and not touched before the new one
is whole, so that a full disk or a kill costs nothing.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from qa.index import keeper, peek
from qa.index.keeper import Connection
from qa.index.server import Server

FOLDER = ".new"


def is_shared(path: Path, server: Server | None, collection: str) -> bool:
    """Whether others may have collections in the same database, which must stay."""
    if server is not None:
        return True
    try:
        return any(name != collection for name in peek.collections(path))
    except (peek.UnknownDatabase, peek.DamagedDatabase):
        return False


@contextmanager
def in_a_folder(path: Path) -> Iterator[Path]:
    """A folder to build an index in; its database takes the place of the one in `path`."""
    building = path / FOLDER
    shutil.rmtree(building, ignore_errors=True)
    building.mkdir()
    try:
        yield building
        _swap(building, path)
    finally:
        shutil.rmtree(building, ignore_errors=True)


def _swap(building: Path, path: Path) -> None:
    """The database is replaced in one step; what it refers to is there before and after."""
    old = keeper.segments(path)
    moved: list[Path] = []
    try:
        for folder in keeper.segments(building):
            moved.append(folder.rename(path / folder.name))
        for journal in path.glob(f"{peek.DATABASE}-*"):  # of the old one: not to be played back
            journal.unlink()
        os.replace(building / peek.DATABASE, path / peek.DATABASE)  # noqa: PTH105
    except BaseException:
        old = moved
        raise
    finally:
        for folder in old:
            shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def in_a_collection(connection: Connection, name: str, new: str) -> Iterator[None]:
    """Build in the collection `new`, which becomes `name` when the block ends well."""
    finish(connection, name, new)
    old = replaced(name)
    with connection.client(write=True) as client:
        _delete(client, new, old)
    yield
    with connection.client(write=True) as client:
        if name in _names(client):
            _rename(client, name, old)
        _rename(client, new, name)
        _delete(client, old)


def replaced(name: str) -> str:
    """What a collection is called while another one takes its place."""
    return f"{name}-old"


def finish(connection: Connection, name: str, new: str) -> None:
    """Finish what somebody was killed at: between two steps no collection has the name.

    Both are whole then. Nobody else may be writing.
    """
    old = replaced(name)
    with connection.client(write=True) as client:
        names = _names(client)
        if name in names or old not in names:
            return
        _rename(client, new if new in names else old, name)
        _delete(client, old)


def _names(client: Any) -> set[str]:
    return {collection.name for collection in client.list_collections()}


def _rename(client: Any, before: str, after: str) -> None:
    client.get_collection(before, embedding_function=None).modify(name=after)


def _delete(client: Any, *names: str) -> None:
    from chromadb.errors import NotFoundError

    for name in names:
        with suppress(NotFoundError):
            client.delete_collection(name)
