"""Whether Chroma's files of vectors can be opened: of damaged ones hnswlib ends the whole process.

It follows the numbers of neighbours in these files without a look at whether there are such. So
the numbers are looked at before. A wrong vector does no such harm, and is not found here.
"""

from __future__ import annotations

import math
import struct
import time
from bisect import bisect_left
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

# hnswlib's header: version, offset of level 0, room for elements, elements, bytes of an element,
# where its label and its vector stand, highest level, first element, links of a level, of level 0,
# M, 1 / ln M, candidates while building.
_HEADER = struct.Struct("<iQQQQQQiIQQQdQ")
_VERSION = 1
_MOST_LINKS = 4096
_MOST_LEVELS = 64
_SPARE = 2**20  # elements that there may be room for beyond sixteen times those that are there
_LOOKS = 5  # another process may be writing the files just now
_WAIT = 0.2  # seconds between two of them


class _Damaged(Exception):
    """The files do not fit one another."""


@dataclass(frozen=True)
class _Header:
    """What of the header is needed: see `_HEADER`."""

    room: int
    count: int
    size: int
    label: int
    vector: int
    top: int
    first: int
    links: int


def is_whole(folder: Path) -> bool:
    """Whether the files of a segment fit one another; what is of another version is not judged."""
    for look in range(_LOOKS):
        try:
            _check(folder)
            return True
        except (_Damaged, OSError, ValueError):
            if look < _LOOKS - 1:
                time.sleep(_WAIT)
    return False


def _check(folder: Path) -> None:
    content = (folder / "header.bin").read_bytes()
    if len(content) >= 4 and struct.unpack_from("<i", content)[0] != _VERSION:
        return
    header = _header(content)
    if header.count:
        _demand((folder / "length.bin").stat().st_size >= 4 * header.count)
        levels = _levels((folder / "link_lists.bin").read_bytes(), header)
        _demand(header.first < header.count)
        _demand(levels[header.first] == header.top)
        _check_ground(folder / "data_level0.bin", header)


def _header(content: bytes) -> _Header:
    _demand(len(content) == _HEADER.size)
    found = _HEADER.unpack(content)
    _, ground, room, count, size, label, vector, top, first, links, most, chosen, scale, ef = found
    _demand(ground == 0 and 0 < links <= _MOST_LINKS and most == 2 * links and chosen == links)
    _demand(vector == 4 * (1 + most) and vector < label < 2**24 and size == label + 8)
    _demand(count <= room <= 16 * count + _SPARE and top <= _MOST_LEVELS and ef < _SPARE)
    _demand(math.isclose(scale, 1 / math.log(links), rel_tol=0.01))
    return _Header(room, count, size, label, vector, top, first, links)


def _levels(content: bytes, header: _Header) -> npt.NDArray[np.int64]:
    """The level of each element; the links of the levels above the ground are looked at."""
    step = 1 + header.links  # of words: how many links there are, and the links
    words = np.frombuffer(content, "<u4", len(content) // 4)
    levels = np.zeros(header.count, np.int64)
    places: dict[int, int] = {}
    # Nearly all elements are on the ground alone: a single word, 0. So the others are looked for.
    others = np.flatnonzero(words).tolist()
    element = at = found = 0
    while (found := bisect_left(others, at, found)) < len(others):
        element += others[found] - at
        at = others[found] + 1
        if element >= header.count:
            break
        size, left = divmod(int(words[at - 1]), 4)
        _demand(left == 0 and size % step == 0 and at + size <= len(words))
        levels[element], places[element] = size // step, at
        element, at = element + 1, at + size
    _demand(header.count - element <= len(words) - at)
    _demand(int(levels.max()) == header.top)
    for element in np.flatnonzero(levels).tolist():
        for level in range(1, int(levels[element]) + 1):
            start = places[element] + (level - 1) * step
            linked = words[start : start + step]
            many = int(linked[0]) & 0xFFFF
            _demand(many <= header.links)
            near = linked[1 : 1 + many]
            _demand(bool((near < header.count).all()) and bool((levels[near] >= level).all()))
    return levels


def _check_ground(path: Path, header: _Header) -> None:
    """Look at the links of the ground level, a part of the elements at a time."""
    _demand(path.stat().st_size >= header.count * header.size)
    elements = np.memmap(path, np.uint8, "r", shape=(header.count, header.size))
    for start in range(0, header.count, 10_000):
        part = elements[start : start + 10_000, : header.vector]
        linked = np.ascontiguousarray(part).view("<u4")
        many = linked[:, :1] & 0xFFFF
        _demand(bool((many <= 2 * header.links).all()))
        used = np.arange(2 * header.links) < many
        _demand(bool((linked[:, 1:][used] < header.count).all()))


def _demand(fits: bool) -> None:
    if not fits:
        raise _Damaged
