"""What was derived from the store, kept beside it so that the next process opens at once.

One file a revision: the rows as a table, their vectors, BM25's matrices and the vocabulary, mapped
into memory. It can be thrown away at any time: it is read only when it was made of this revision
by this program, and made anew when there is none.
"""

from __future__ import annotations

import json
import operator
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Any, overload

import numpy as np

from qa.index import arrays
from qa.index.arrays import Array
from qa.index.bm25 import BM25, Matrix, Vocabulary
from qa.index.memory import Index, Numbers
from qa.index.rows import Row, Version
from qa.text import forms
from qa.types import Vectors

NAME = "derived"
_LEVELS = ("sentence", "unit", "passage")
_PIECES = ("lead", "text", "tail", "context", "reading", "where", "kind", "title", "date",
           "warnings")  # fmt: skip
_COLUMNS = (
    "file", "index", "count", "start", "end", "unit", "passage", "heading", "stamp", "record",
)  # fmt: skip


def save(folder: Path, index: Index, state: str | None) -> bool:
    """Keep an index; false where that cannot be, which does no harm.

    Args:
        folder: The folder of the store.
        index: What was read of it.
        state: What the store's database was like then, if the index holds all that is in it.
    """
    made = {"maker": _maker(), "revision": index.revision, "state": state}
    try:
        arrays.write(folder / NAME, made, _arrays(index))
    except OSError:
        return False
    return True


def load(folder: Path, revision: str) -> Index | None:
    """The index of a revision, if it was kept."""
    path = folder / NAME
    try:
        if not _fits(arrays.facts(path), revision=revision):
            return None
        return _KeptIndex(arrays.read(path), revision)
    except (OSError, ValueError, KeyError, TypeError):
        return None


def versions(folder: Path, state: str) -> list[Version] | None:
    """The versions that the store holds while its database is in this state, if that was kept."""
    path = folder / NAME
    try:
        if not _fits(arrays.facts(path), state=state):
            return None
        kept = arrays.read(path, frozenset({"files"}))
        return [Version(f["file"], f["digest"], f["count"], f["count"]) for f in _files(kept)]
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _fits(facts: Mapping[str, Any], **wanted: str) -> bool:
    return facts["maker"] == _maker() and all(facts[key] == wanted[key] for key in wanted)


@lru_cache(maxsize=1)
def _maker() -> list[list[Any]]:
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


# -- as arrays ------------------------------------------------------------------------------------


def _arrays(index: Index) -> dict[str, Array]:
    rows = index.rows
    numbers = {file: number for number, file in enumerate(index.files)}
    table = np.array(
        [[numbers[row.file], *(getattr(row, name) for name in _COLUMNS[1:])] for row in rows],
        dtype=np.int64,
    ).reshape(len(rows), len(_COLUMNS))
    pieces = [
        piece.encode("utf-8", "surrogatepass")
        for row in rows
        for piece in (getattr(row, name) for name in _PIECES)
    ]
    files = [
        {key: getattr(index.rows[index.first(file)], key) for key in _FILE_FIELDS}
        | {"language": index.languages[file]}
        for file in index.files
    ]
    found: dict[str, Array] = {
        "rows": table,
        "ends": np.cumsum([0, *map(len, pieces)], dtype=np.int64),
        "texts": np.frombuffer(b"".join(pieces), np.uint8),
        "files": _packed(files),
        "vectors": index.vectors,
        "passage_vectors": index.passage_vectors,
        "unit_of": index.unit_of,
        "passage_of": index.passage_of,
        "vocabulary": _packed(index.vocabulary.kept()),
        "numbers": _packed(list(index.numbers)),
    }
    for level in _LEVELS:
        matrix: Matrix = getattr(index, f"{level}_bm25").matrix
        found |= {
            f"{level}_starts": matrix.starts,
            f"{level}_texts": matrix.texts,
            f"{level}_weights": matrix.weights,
        }
    return found


_FILE_FIELDS = ("file", "digest", "count")


def _packed(value: Any) -> Array:
    return np.frombuffer(json.dumps(value).encode(), np.uint8)


def _unpacked(array: Array) -> Any:
    return json.loads(array.tobytes())


def _files(kept: Mapping[str, Array]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = _unpacked(kept["files"])
    return found


# -- and back -------------------------------------------------------------------------------------


class _KeptRows(Sequence[Row]):
    """The rows of a table, each made when it is asked for."""

    def __init__(self, kept: Mapping[str, Array]) -> None:
        self._table = kept["rows"]
        self._ends = kept["ends"]
        self._texts = kept["texts"]
        self._files = _files(kept)

    def __len__(self) -> int:
        return len(self._table)

    @overload
    def __getitem__(self, number: int) -> Row: ...
    @overload
    def __getitem__(self, number: slice) -> tuple[Row, ...]: ...
    def __getitem__(self, number: int | slice) -> Row | tuple[Row, ...]:
        if isinstance(number, slice):
            return tuple(self[i] for i in range(*number.indices(len(self))))
        number = range(len(self))[operator.index(number)]
        fields: dict[str, Any] = dict(zip(_COLUMNS, self._table[number].tolist(), strict=True))
        kept = self._files[fields["file"]]
        fields |= {"file": kept["file"], "digest": kept["digest"]}
        fields["heading"] = bool(fields["heading"])
        return Row(**fields | dict(zip(_PIECES, self._pieces(number), strict=True)))

    def _pieces(self, number: int) -> Iterator[str]:
        many = len(_PIECES)
        ends = self._ends[many * number : many * (number + 1) + 1].tolist()
        whole = self._texts[ends[0] : ends[-1]].tobytes()
        for start, end in pairwise(ends):
            yield whole[start - ends[0] : end - ends[0]].decode("utf-8", "surrogatepass")


class _KeptTerms(Sequence[list[str]]):
    """The terms of each sentence, found when they are asked for."""

    def __init__(self, rows: Sequence[Row], languages: Mapping[str, str]) -> None:
        self._rows = rows
        self._languages = languages

    def __len__(self) -> int:
        return len(self._rows)

    @overload
    def __getitem__(self, number: int) -> list[str]: ...
    @overload
    def __getitem__(self, number: slice) -> list[list[str]]: ...
    def __getitem__(self, number: int | slice) -> list[str] | list[list[str]]:
        if isinstance(number, slice):
            return [self._of(row) for row in self._rows[number]]
        return self._of(self._rows[number])

    def _of(self, row: Row) -> list[str]:
        return forms.terms(row.searched, self._languages[row.file])


class _KeptIndex(Index):
    """An index of which nothing is computed anew."""

    def __init__(self, kept: Mapping[str, Array], revision: str) -> None:
        rows = _KeptRows(kept)
        self._kept = kept
        self._place(rows, kept["vectors"], kept["unit_of"], kept["passage_of"], revision)

    @cached_property
    def passage_vectors(self) -> Vectors:
        """(passages, dim): the mean of the sentences' vectors, weighed by their length."""
        return self._kept["passage_vectors"]

    @cached_property
    def terms(self) -> Sequence[list[str]]:
        """The terms of each sentence."""
        return _KeptTerms(self.rows, self.languages)

    @cached_property
    def languages(self) -> Mapping[str, str]:
        """The language of each file."""
        return {kept["file"]: kept["language"] for kept in _files(self._kept)}

    @cached_property
    def numbers(self) -> Mapping[str, int]:
        """The number of each term."""
        return {term: number for number, term in enumerate(_unpacked(self._kept["numbers"]))}

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """The words of the corpus."""
        return Vocabulary.restored(_unpacked(self._kept["vocabulary"]))

    @cached_property
    def sentence_bm25(self) -> BM25:
        """BM25 over sentences."""
        return self._bm25("sentence", len(self.rows))

    @cached_property
    def unit_bm25(self) -> BM25:
        """BM25 over units."""
        return self._bm25("unit", len(self.unit_starts))

    @cached_property
    def passage_bm25(self) -> BM25:
        """BM25 over passages."""
        return self._bm25("passage", len(self.passage_starts))

    def _bm25(self, level: str, size: int) -> BM25:
        parts = (self._kept[f"{level}_{part}"] for part in ("starts", "texts", "weights"))
        return BM25.restored(size, Matrix(self.numbers, *parts))

    def _starts(self) -> dict[str, int]:
        table: Numbers = self._kept["rows"]
        firsts = np.flatnonzero(np.diff(table[:, 0], prepend=-1)).tolist()
        names = _files(self._kept)
        return {names[int(table[first, 0])]["file"]: first for first in firsts}
