"""A database is looked at again when something was written to it, and whenever that is in doubt."""

import sqlite3
from contextlib import closing
from pathlib import Path

from qa.index import peek


def write(path: Path, number: int) -> None:
    with closing(sqlite3.connect(path)) as database:
        database.execute("create table if not exists a (b)")
        database.execute("insert into a values (?)", (number,))
        database.commit()


def test_each_write_leaves_another_mark(tmp_path):
    marks = []
    for number in range(20):
        write(tmp_path / peek.DATABASE, number)
        marks.append(peek.mark(tmp_path))
        assert peek.mark(tmp_path) == marks[-1]
    assert None not in marks
    assert len({*marks}) == 20


def test_in_doubt_there_is_no_mark(tmp_path):
    assert peek.mark(tmp_path) is None
    write(tmp_path / peek.DATABASE, 1)
    for end in ("-journal", "-wal"):
        other = tmp_path / f"{peek.DATABASE}{end}"
        other.touch()
        assert peek.mark(tmp_path) is None
        other.unlink()
    assert peek.mark(tmp_path) is not None
