"""Groups of things that lie one after the other, each told by where it begins."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.int64]


def numbered(keys: Sequence[tuple[str, int]]) -> Numbers:
    """The number of each thing's group, from 0: things in a row with equal keys are one."""
    numbers = np.zeros(len(keys), dtype=np.int64)
    for i in range(1, len(keys)):
        numbers[i] = numbers[i - 1] + (keys[i] != keys[i - 1])
    return numbers


def firsts(numbers: Numbers) -> Numbers:
    """Where each group begins."""
    return np.flatnonzero(np.diff(numbers, prepend=-1))


def span(starts: Numbers, number: int, total: int) -> range:
    """The things of one group, of so many in all."""
    stop = int(starts[number + 1]) if number + 1 < len(starts) else total
    return range(int(starts[number]), stop)


def spans(starts: Numbers, chosen: Numbers, total: int) -> Numbers:
    """The things of some groups, one group after the other."""
    first = starts[chosen]
    lengths = np.append(starts, total)[chosen + 1] - first
    before = np.repeat(np.cumsum(lengths) - lengths, lengths)
    return np.repeat(first, lengths) + np.arange(len(before)) - before


def later(starts: Numbers, total: int) -> list[tuple[Numbers, Numbers]]:
    """Which groups have a second thing, and which it is; the same of a third one, and so on."""
    lengths = np.diff(np.append(starts, total))
    found = []
    for place in range(1, int(lengths.max(initial=0))):
        groups = np.flatnonzero(lengths > place)
        found.append((groups, starts[groups] + place))
    return found
