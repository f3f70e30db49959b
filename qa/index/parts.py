"""Vectors in files that are never changed: what little has changed of an index is all it writes.

Each file holds the vectors of some sentences and of their passages. An index names its files, and
says which rows of which of them are its own, in turn. Indexes of several revisions share files. One
that has many files, or files of which it uses little, has all it uses written as one.
"""

from __future__ import annotations

import time
import uuid
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast, overload

import numpy as np
import numpy.typing as npt

from qa.index import arrays
from qa.index.arrays import Array, Pieces
from qa.index.groups import Numbers

FOLDER = "vectors"
NAMES = ("vectors", "passage_vectors")
_MOST = 12  # files of an index
_UNUSED = 0.5  # of what its files hold, at most
_LEFT = 600.0  # seconds after which nobody is about to name a file that no index names


@dataclass(frozen=True)
class _File:
    """An array of a file."""

    name: str
    rows: Array


class Parts:
    """Rows of files, in an order of their own: reads like the array that they form, (n, dim).

    Args:
        files: The files.
        spans: The number of a file, the first of its rows and the one after the last, (spans, 3).
    """

    def __init__(self, files: Sequence[_File], spans: Numbers) -> None:
        self.files = files
        self.spans = spans
        self._starts = np.cumsum([0, *(spans[:, 2] - spans[:, 1])])
        self.dtype = files[0].rows.dtype
        self.shape = int(self._starts[-1]), int(files[0].rows.shape[1])

    def as_array(self) -> Array:
        """The same, for whoever reads arrays."""
        return cast("Array", self)

    def __len__(self) -> int:
        return self.shape[0]

    def __array__(self, dtype: npt.DTypeLike | None = None, copy: bool | None = None) -> Array:
        whole = np.concatenate([*self.pieces(), self.files[0].rows[:0]])
        return whole if dtype is None else whole.astype(dtype, copy=False)

    def __matmul__(self, other: Array) -> Array:
        found: Array = np.concatenate([piece @ other for piece in self.pieces()])
        return found

    @overload
    def __getitem__(self, rows: slice) -> Parts: ...
    @overload
    def __getitem__(self, rows: int | Sequence[int] | Array) -> Array: ...
    def __getitem__(self, rows: Any) -> Any:
        if isinstance(rows, slice):
            first, last, step = rows.indices(len(self))
            if step == 1:
                return Parts(self.files, self._cut(first, max(first, last)))
        numbers = np.asarray(rows)
        if numbers.dtype.kind != "i" or numbers.min(initial=0) < 0:
            numbers = np.arange(len(self))[rows]
        return self._taken(numbers)

    def _cut(self, first: int, last: int) -> Numbers:
        within = np.clip([first, last], self._starts[:-1, None], self._starts[1:, None])
        found = self.spans.copy()
        found[:, 1:] += within - np.stack([self._starts[:-1], self._starts[1:]], axis=1)
        cut: Numbers = found[found[:, 1] < found[:, 2]]
        return cut

    def _taken(self, numbers: Numbers) -> Array:
        span = np.searchsorted(self._starts, numbers, side="right") - 1
        places = numbers - self._starts[span] + self.spans[span, 1]
        if len(self.files) == 1:
            found: Array = self.files[0].rows[places]
            return found
        found = np.empty((*numbers.shape, self.shape[1]), self.dtype)
        for number, file in enumerate(self.files):
            its = self.spans[span, 0] == number
            found[its] = file.rows[places[its]]
        return found

    def pieces(self) -> Iterator[Array]:
        """The rows, as they lie side by side in their files."""
        for number, first, last in self.spans.tolist():
            yield self.files[number].rows[first:last]


def written(folder: Path, pieces: Mapping[str, Pieces]) -> tuple[dict[str, Pieces], list[str]]:
    """Write the vectors that are in no file yet.

    Args:
        folder: That of the index.
        pieces: The arrays of an index.

    Returns:
        What is to be kept of it: where its vectors are, in their place. And the names of the files.

    Raises:
        OSError: They cannot be written, or others have gone.
    """
    vectors = {name: pieces[name] for name in NAMES}
    if _are_wasteful(vectors):
        vectors = whole(vectors)
    names = sorted({file.name for every in vectors.values() for file in _used(every)})
    numbers = {name: number for number, name in enumerate(names)}
    new: dict[str, list[Array]] = {name: [np.asarray(vectors[name][0][:0])] for name in NAMES}
    found = {name: array for name, array in pieces.items() if name not in NAMES}
    for name, every in vectors.items():
        spans: list[list[int]] = []
        done = 0
        for piece in every:
            if isinstance(piece, Parts):
                spans += [[numbers[piece.files[n].name], a, b] for n, a, b in piece.spans.tolist()]
            else:
                spans.append([len(names), done, done + len(piece)])
                new[name].append(piece)
                done += len(piece)
        found[_spans(name)] = [np.array(spans, np.int64).reshape(-1, 3)]
    (folder / FOLDER).mkdir(exist_ok=True)
    if any(len(every) > 1 for every in new.values()):
        names.append(uuid.uuid4().hex)
        arrays.write(folder / FOLDER / names[-1], {}, new)
    for name in names:
        (folder / FOLDER / name).stat()
    return found, names


def whole(pieces: Mapping[str, Pieces]) -> dict[str, Pieces]:
    """Pieces that are rows of files, as the arrays that these hold."""
    return {
        name: [
            array
            for piece in every
            for array in (piece.pieces() if isinstance(piece, Parts) else [piece])
        ]
        for name, every in pieces.items()
    }


def _used(pieces: Pieces) -> Iterator[_File]:
    for piece in pieces:
        if isinstance(piece, Parts):
            yield from (piece.files[number] for number in np.unique(piece.spans[:, 0]))


def _are_wasteful(vectors: Mapping[str, Pieces]) -> bool:
    """Whether the files are too many, or hold much that is not used."""
    every = vectors[NAMES[0]]
    held = {file.name: len(file.rows) for file in _used(every)}
    used = sum(len(piece) for piece in every if isinstance(piece, Parts))
    return len(held) >= _MOST or used < (1 - _UNUSED) * sum(held.values())


def _spans(name: str) -> str:
    return f"{name}_spans"


def read(folder: Path, names: Sequence[str], kept: Mapping[str, Array]) -> dict[str, Array]:
    """The arrays of an index, its vectors among them.

    Args:
        folder: That of the index.
        names: Those of its files.
        kept: What is kept of it.

    Raises:
        OSError, ValueError: A file cannot be read, is damaged, or is another one.
    """
    found = {name: array for name, array in kept.items() if name not in map(_spans, NAMES)}
    held = [arrays.read(folder / FOLDER / name)[1] for name in names]
    for name in NAMES:
        spans = kept[_spans(name)]
        files = [_File(n, rows[name]) for n, rows in zip(names, held, strict=True)]
        sizes = np.array([len(file.rows) for file in files])
        if (spans[:, 2] > sizes[spans[:, 0]]).any():
            raise ValueError("another file of vectors")
        found[name] = Parts(files, spans).as_array()
    return found


def clear(folder: Path, names: Sequence[str], before: Sequence[str]) -> None:
    """Remove the files that are not used any more.

    Args:
        folder: That of the index.
        names: Those of its files.
        before: Those of the index that was kept before.
    """
    with suppress(OSError):
        for path in (folder / FOLDER).iterdir():
            old = path.name in before or path.stat().st_mtime < time.time() - _LEFT
            if path.name not in names and old:
                path.unlink(missing_ok=True)
