"""What was derived from the store, kept beside it so that the next process opens at once.

One file a revision: the rows as a table, their vectors, BM25's matrices and the vocabulary, mapped
into memory. The vectors of many stand in files of their own, which revisions share. It can be
thrown away at any time: it is read only when it was made of this revision by this program, and made
anew, or brought up to date, when there is none.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from functools import lru_cache
from pathlib import Path
from typing import Any

from qa.index import arrays, layout, parts, signs
from qa.index.arrays import Array, Pieces
from qa.index.layout import KeptIndex
from qa.index.memory import Index
from qa.index.rows import Version

NAME = "derived"
_READS = 2  # of what another process may be replacing


@dataclass(frozen=True)
class Origin:
    """What of a store something was derived from.

    Attributes:
        revision: The revision of the store.
        state: What its database was like, where all that is in it was taken.
        collection: The identity of the collection; empty where it is not known.
        newest: The number of the last write that was taken.
    """

    revision: str
    state: str | None = None
    collection: str = ""
    newest: int = -1


def save(folder: Path, pieces: Mapping[str, Pieces], origin: Origin) -> bool:
    """Keep the arrays of an index; false where that cannot be, which does no harm."""
    before = _facts(folder).get("parts", [])
    names: list[str] = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if sum(map(len, pieces.get("vectors", ()))) > signs.MANY:
            pieces, names = parts.written(folder, pieces)
        facts = {"maker": maker(), **asdict(origin), "parts": names}
        arrays.write(folder / NAME, facts, parts.whole(pieces))
    except OSError:
        return False
    parts.clear(folder, names, before)
    return True


def load(folder: Path, revision: str) -> Index | None:
    """The index of a revision, if it was kept."""
    found = _read(folder, revision=revision)
    return KeptIndex(found[1], revision) if found else None


def latest(folder: Path) -> tuple[Origin, dict[str, Array]] | None:
    """The arrays that are kept, of whichever revision, and what they were derived from."""
    found = _read(folder)
    return (_origin(found[0]), found[1]) if found else None


def origin(folder: Path) -> Origin | None:
    """What the arrays that are kept were derived from; None where there are none."""
    facts = _facts(folder)
    return _origin(facts) if facts.get("maker") == maker() else None


def _facts(folder: Path) -> dict[str, Any]:
    """What is told of the arrays that are kept; nothing where there are none."""
    try:
        return arrays.facts(folder / NAME)
    except (OSError, ValueError, KeyError):
        return {}


def _origin(facts: Mapping[str, Any]) -> Origin:
    return Origin(**{field.name: facts[field.name] for field in fields(Origin)})


def last(folder: Path) -> Index | None:
    """The index that was kept, of whichever revision."""
    found = latest(folder)
    return KeptIndex(found[1], found[0].revision) if found else None


def versions(folder: Path, state: str) -> list[Version] | None:
    """The versions that the store holds while its database is in this state, if that was kept."""
    found = _read(folder, frozenset({"files"}), state=state)
    if found is None:
        return None
    files = layout.files(found[1])
    return [Version(f["file"], f["digest"], f["count"], f["count"]) for f in files]


def _read(
    folder: Path, only: frozenset[str] | None = None, **wanted: str
) -> tuple[dict[str, Any], dict[str, Array]] | None:
    """What is kept, and what it was derived from, if this program made it of what is wanted."""
    for _ in range(_READS):
        try:
            if not _fits(arrays.facts(folder / NAME), wanted):
                return None
            facts, found = arrays.read(folder / NAME, only)  # another file, if replaced just now
            if not _fits(facts, wanted):
                return None
            if facts["parts"] and only is None:
                found = parts.read(folder, facts["parts"], found)
        except FileNotFoundError:  # of parts too: those of what was replaced just now
            continue
        except (OSError, ValueError, KeyError, TypeError):
            return None
        return facts, found
    return None


def _fits(facts: Mapping[str, Any], wanted: Mapping[str, str]) -> bool:
    return facts["maker"] == maker() and all(facts[key] == wanted[key] for key in wanted)


@lru_cache(maxsize=1)
def maker() -> list[list[Any]]:
    """The parts of the program on which it depends what is derived, as they are now."""
    root = Path(__file__).parent.parent
    found = []
    for part in ("text", "corpus", "index"):
        for path in sorted((root / part).rglob("*")):
            if path.is_file() and "__pycache__" not in path.parts:
                status = path.stat()
                name = path.relative_to(root).as_posix()
                found.append([name, status.st_size, status.st_mtime_ns])
    return found
