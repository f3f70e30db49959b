"""What can be told of an embedded Chroma database without opening it in Chroma.

Opening costs an import of half a second, needs a folder that can be written, and changes the
database. A look with SQLite needs neither; where it cannot tell, Chroma is asked.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Hashable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

DATABASE = "chroma.sqlite3"
_COUNTER = slice(24, 28)  # where SQLite's header counts what was written
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


_STANDING = """
    select c.id, s.id, m.seq_id,
        (select max(q.seq_id) from embeddings_queue q where q.topic like '%/' || c.id)
    from collections c join segments s on s.collection = c.id and s.scope = 'METADATA'
    join max_seq_id m on m.segment_id = s.id where c.name = ?
"""
_GROUPS = """
    select substr(embedding_id, 1, ?), count(*), max(seq_id) from embeddings
    where segment_id = ? group by 1
"""


@dataclass(frozen=True)
class Standing:
    """How far a collection has been written.

    Attributes:
        collection: Its identity, which no other collection has.
        segment: That of its rows.
        newest: The number of the last write; each has a higher one than those before.
    """

    collection: str
    segment: str
    newest: int


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


def mark(folder: Path) -> Hashable:
    """Differs when anything was written since, or when it is another database; None in doubt.

    SQLite counts in the header whatever was written, unless that stands in another file as yet
    (https://www.sqlite.org/fileformat2.html, 1.3.9).
    """
    try:
        if any((folder / f"{DATABASE}{end}").exists() for end in ("-journal", "-wal")):
            return None
        with (folder / DATABASE).open("rb") as file:
            status, header = os.fstat(file.fileno()), file.read(_COUNTER.stop)
    except OSError:
        return None
    return status.st_ino, status.st_size, status.st_mtime_ns, header[_COUNTER]


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


def standing(folder: Path, collection: str) -> Standing:
    """How far a collection has been written.

    Raises:
        UnknownDatabase, DamagedDatabase: It cannot be told, or there is something left to take up.
    """
    found = _select(folder, _STANDING, (collection,))
    if len(found) != 1 or not isinstance(found[0][2], int):
        raise UnknownDatabase(f"{len(found)} collections are named {collection}")
    name, segment, newest, last = found[0]
    if last is not None and last > newest:
        raise UnknownDatabase(f"of {last} writes {newest} were taken up")
    return Standing(name, segment, newest)


def groups(folder: Path, standing: Standing, length: int) -> dict[str, tuple[int, int]]:
    """The first `length` characters of the rows' ids: how many have them, and the last write.

    Raises:
        UnknownDatabase, DamagedDatabase: It cannot be told.
    """
    found = _select(folder, _GROUPS, (length, standing.segment))
    return {name: (count, newest) for name, count, newest in found}


def copy(folder: Path, target: Path) -> None:
    """Copy the database as it is at one moment.

    Raises:
        sqlite3.Error: It cannot be read, or there is no room.
    """
    with closing(_connected(folder)) as source, closing(sqlite3.connect(target / DATABASE)) as to:
        source.backup(to)


def _select(folder: Path, query: str, values: tuple[str | int, ...] = ()) -> list[tuple[Any, ...]]:
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
