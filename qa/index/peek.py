"""What can be told of an embedded Chroma database without opening it in Chroma.

Opening costs an import of half a second, needs a folder that can be written, and changes the
database. A look with SQLite needs neither; where it cannot tell, Chroma is asked.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Hashable
from contextlib import closing
from pathlib import Path
from typing import Any

DATABASE = "chroma.sqlite3"
_WAIT = 10.0  # seconds for another process that is just writing

_METADATA = """
    select m.key, m.str_value from collections c
    left join collection_metadata m on m.collection_id = c.id where c.name = ?
"""
_STATE = (
    "select segment_id, seq_id from max_seq_id order by 1",
    "select collection_id, key, str_value from collection_metadata order by 1, 2",
    "select id, name from collections order by 1",
)


class UnknownDatabase(Exception):
    """It cannot be told: not a database of this version of Chroma, or one in need of repair."""


class DamagedDatabase(Exception):
    """The file is no whole database."""


def metadata(folder: Path, collection: str) -> dict[str, str | None] | None:
    """The metadata of a collection; None where there is no such collection.

    Raises:
        UnknownDatabase, DamagedDatabase: It cannot be told.
    """
    found = _select(folder, _METADATA, (collection,))
    return {key: value for key, value in found if key is not None} if found else None


def collections(folder: Path) -> list[str]:
    """The names of the collections.

    Raises:
        UnknownDatabase, DamagedDatabase: It cannot be told.
    """
    return [name for (name,) in _select(folder, "select name from collections")]


def state(folder: Path) -> Hashable:
    """Differs when anything was written to the database since, or when it is another one."""
    try:
        status = (folder / DATABASE).stat()
    except OSError:
        return None
    return (status.st_ino, written(folder) or (status.st_size, status.st_mtime_ns))


def written(folder: Path) -> str | None:
    """What was written to the database, told by its counters; None when they cannot be read."""
    try:
        return repr([_select(folder, query) for query in _STATE])
    except (UnknownDatabase, DamagedDatabase):
        return None


def copy(folder: Path, target: Path) -> None:
    """Copy the database as it is at one moment.

    Raises:
        sqlite3.Error: It cannot be read, or there is no room.
    """
    with closing(_connected(folder)) as source, closing(sqlite3.connect(target / DATABASE)) as to:
        source.backup(to)


def _select(folder: Path, query: str, values: tuple[str, ...] = ()) -> list[tuple[Any, ...]]:
    try:
        with closing(_connected(folder)) as connection:
            return connection.execute(query, values).fetchall()
    except sqlite3.OperationalError as error:
        raise UnknownDatabase(str(error)) from error
    except sqlite3.DatabaseError as error:
        raise DamagedDatabase(str(error)) from error


def _connected(folder: Path) -> sqlite3.Connection:
    address = (folder / DATABASE).resolve().as_uri()
    return sqlite3.connect(f"{address}?mode=ro", uri=True, timeout=_WAIT)
