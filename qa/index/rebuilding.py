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
    old = f"{name}-old"
    with connection.client(write=True) as client:
        _delete(client, new, old)
    yield
    with connection.client(write=True) as client:
        if name in {collection.name for collection in client.list_collections()}:
            client.get_collection(name, embedding_function=None).modify(name=old)
        client.get_collection(new, embedding_function=None).modify(name=name)
        _delete(client, old)


def _delete(client: Any, *names: str) -> None:
    from chromadb.errors import NotFoundError

    for name in names:
        with suppress(NotFoundError):
            client.delete_collection(name)
