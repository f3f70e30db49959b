"""Named arrays in one file, mapped into memory when it is read, so that processes share it.

The file is a magic word, the length and the checksum of the header, the header (JSON: what the
maker wants to know again, and where each array lies) and the arrays, each at a multiple of 64.

The header says when the file was written, and the file's own time is set to that. While the two
are the same nobody has written to it since; otherwise the checksum of each array is held against
it, which costs reading the whole of it.
"""

from __future__ import annotations

import json
import mmap
import os
import struct
import time
import uuid
import zlib
from collections.abc import Mapping, Sequence
from contextlib import suppress
from functools import reduce
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any, BinaryIO, Self

import numpy as np
import numpy.typing as npt

_MAGIC = b"qa-arrays-2\n"
_PREFIX = struct.Struct("<QI")
_LONGEST_HEADER = 2**24
_ALIGNED = 64
_AT_HAND = 2**25  # bytes that are kept in memory rather than put aside
_LEFT = 600.0  # seconds without a write, after which nobody is writing a file any more

Array = npt.NDArray[Any]
Pieces = Sequence[Array]  # of one array, along its first axis


def whole(pieces: Pieces) -> Array:
    """The array that some pieces are."""
    return pieces[0] if len(pieces) == 1 else np.concatenate(pieces)


def single(found: Mapping[str, Array]) -> dict[str, Pieces]:
    """Arrays, each as one piece."""
    return {name: [array] for name, array in found.items()}


class Shelf:
    """Arrays put aside on the disk, and mapped into memory when all are there.

    A few are kept in memory, and so are all for which there is no room on the disk.

    Args:
        folder: Where there is room for a file without a name.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._held: list[dict[str, Pieces]] = []  # of each what is in memory
        self._places: list[dict[str, tuple[str, tuple[int, ...], int]]] = []
        self._size = 0  # bytes of what is in memory
        self._end = 0  # of the file
        self._file: BinaryIO | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._file is not None:
            self._file.close()

    def put(self, found: Mapping[str, Pieces]) -> None:
        """Put some aside."""
        self._held.append(dict(found))
        self._places.append({})
        self._size += sum(map(_size, found.values()))
        if self._size > _AT_HAND:
            with suppress(OSError):
                self._put_down()

    def _put_down(self) -> None:
        if self._file is None:
            self._file = TemporaryFile(buffering=0, dir=self._folder)  # noqa: SIM115
        for held, places in zip(self._held, self._places, strict=True):
            for name in list(held):
                start = end = -(-self._end // _ALIGNED) * _ALIGNED
                for piece in held[name]:
                    _put_at(self._file, _bytes(piece), end)
                    end += piece.nbytes
                places[name] = held[name][0].dtype.str, _shape(held[name]), start
                self._end = end
                self._size -= _size(held.pop(name))

    def taken(self) -> list[dict[str, Array]]:
        """What was put aside, in turn."""
        mapped: Any = b""
        if self._file is not None and self._end:
            mapped = mmap.mmap(self._file.fileno(), 0, access=mmap.ACCESS_READ)
        return [
            {name: _mapped(mapped, *place) for name, place in places.items()}
            | {name: whole(pieces) for name, pieces in held.items()}
            for held, places in zip(self._held, self._places, strict=True)
        ]


def _shape(pieces: Pieces) -> tuple[int, ...]:
    return (sum(map(len, pieces)), *pieces[0].shape[1:])


def _size(pieces: Pieces) -> int:
    return sum(piece.nbytes for piece in pieces)


def _put_at(file: BinaryIO, data: memoryview, start: int) -> None:
    while data:
        written = os.pwrite(file.fileno(), data, start)
        data, start = data[written:], start + written


def _mapped(mapped: Any, kind: str, shape: Sequence[int], start: int) -> Array:
    count = int(np.prod(shape, dtype=np.int64))
    if not count:
        return np.empty(shape, np.dtype(kind))
    return np.frombuffer(mapped, np.dtype(kind), count, start).reshape(shape)


def write(path: Path, facts: Mapping[str, Any], arrays: Mapping[str, Pieces]) -> None:
    """Write a file in one step: it is there whole, or as it was before.

    Raises:
        OSError: It cannot be written.
    """
    places: dict[str, Any] = {}
    end = 0
    for name, pieces in arrays.items():
        start = -(-end // _ALIGNED) * _ALIGNED
        shape = _shape(pieces)
        checksum = reduce(lambda sum_, piece: zlib.crc32(_bytes(piece), sum_), pieces, 0)
        places[name] = [pieces[0].dtype.str, shape, start, checksum]
        end = start + _size(pieces)
    written = time.time_ns()
    header = json.dumps({"facts": facts, "arrays": places, "written": written}).encode()
    first = _first(len(header))
    _clear(path)
    made = path.with_name(f"{path.name}.{uuid.uuid4().hex[:8]}")
    try:
        with made.open("wb") as file:
            file.write(_MAGIC + _PREFIX.pack(len(header), zlib.crc32(header)) + header)
            for name, pieces in arrays.items():
                file.seek(first + places[name][2])
                for piece in pieces:
                    file.write(_bytes(piece))
            file.truncate(first + end)
            file.flush()
            os.fsync(file.fileno())
        os.utime(made, ns=(written, written))
        made.replace(path)
    finally:
        with suppress(OSError):
            made.unlink(missing_ok=True)


def _clear(path: Path) -> None:
    """Remove what was left by processes that ended while they wrote the file."""
    for left in path.parent.glob(f"{path.name}.{'[0-9a-f]' * 8}"):
        with suppress(OSError):
            if left.stat().st_mtime < time.time() - _LEFT:
                left.unlink()


def facts(path: Path) -> dict[str, Any]:
    """What the maker of a file wanted to know again.

    Raises:
        OSError, ValueError: It cannot be read, or is no such file.
    """
    with path.open("rb") as file:
        found: dict[str, Any] = _header(file)["facts"]
        return found


def read(path: Path, only: frozenset[str] | None = None) -> tuple[dict[str, Any], dict[str, Array]]:
    """What the maker of a file wanted to know again, and its arrays, or only some of them.

    Raises:
        OSError, ValueError: It cannot be read, is no such file, or is damaged.
    """
    with path.open("rb") as file:
        header = _header(file)
        first = _first(file.tell() - len(_MAGIC) - _PREFIX.size)
        changed = os.fstat(file.fileno()).st_mtime_ns != header["written"]
        mapped = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    found = {}
    for name, (kind, shape, start, checksum) in header["arrays"].items():
        if only is not None and name not in only:
            continue
        array = _mapped(mapped, kind, shape, first + start)
        if changed and zlib.crc32(_bytes(array)) != checksum:
            raise ValueError(f"'{name}' is damaged")
        found[name] = array
    return header["facts"], found


def _header(file: BinaryIO) -> dict[str, Any]:
    start = file.read(len(_MAGIC) + _PREFIX.size)
    if not start.startswith(_MAGIC) or len(start) < len(_MAGIC) + _PREFIX.size:
        raise ValueError("no file of arrays")
    length, checksum = _PREFIX.unpack(start[len(_MAGIC) :])
    header = file.read(min(length, _LONGEST_HEADER))
    if zlib.crc32(header) != checksum:
        raise ValueError("a damaged file of arrays")
    found: dict[str, Any] = json.loads(header)
    return found


def _first(header: int) -> int:
    """Where the first array lies, after a header of so many bytes."""
    return -(-(len(_MAGIC) + _PREFIX.size + header) // _ALIGNED) * _ALIGNED


def _bytes(array: Array) -> memoryview:
    return np.ascontiguousarray(array).reshape(-1).view(np.uint8).data
