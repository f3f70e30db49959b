"""Distinct strings in their order, as two arrays: each is found by halving, so opening is free."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

import numpy as np
import numpy.typing as npt

Bytes = npt.NDArray[np.uint8]
Numbers = npt.NDArray[np.int64]


class Strings(Mapping[str, int]):
    """Strings, each with its place among all of them.

    Args:
        ends: Where each begins and ends in `text`, (strings + 1,).
        text: The strings in UTF-8, one after the other.
    """

    def __init__(self, ends: Numbers, text: Bytes) -> None:
        self.ends = ends
        self.text = text
        self._found: dict[str, int | None] = {}

    @classmethod
    def of(cls, strings: Iterable[str]) -> Strings:
        """Some strings, sorted."""
        return cls(*ragged(sorted({encoded(string) for string in strings})))

    def __len__(self) -> int:
        return len(self.ends) - 1

    def __iter__(self) -> Iterator[str]:
        whole, ends = self.text.tobytes(), self.ends.tolist()
        for start, end in pairwise(ends):
            yield whole[start:end].decode("utf-8", "surrogatepass")

    def __getitem__(self, string: str) -> int:
        found = self._found.get(string, -1)
        if found == -1:
            wanted = encoded(string)
            place = self._place(wanted)
            held = place < len(self) and self._at(place) == wanted
            found = self._found[string] = place if held else None
        if found is None:
            raise KeyError(string)
        return found

    def beginning(self, with_: str) -> range:
        """The places of those that begin with a string that is not empty."""
        first = encoded(with_)
        after = first[:-1] + bytes([first[-1] + 1])
        return range(self._place(first), self._place(after))

    def at(self, place: int) -> str:
        """The string at a place."""
        return self._at(place).decode("utf-8", "surrogatepass")

    def only(self, kept: npt.NDArray[np.bool_]) -> Strings:
        """Those that are kept, (strings,)."""
        if kept.all():
            return self
        lengths = np.diff(self.ends)
        text = self.text[np.repeat(kept, lengths)]
        return Strings(bounds(lengths[kept]), text)

    def joined(self, others: Iterable[str]) -> tuple[Strings, Numbers]:
        """These and others, and the place that each of these has among them, (strings,)."""
        new = sorted({encoded(string) for string in others if string not in self})
        if not new:
            return self, np.arange(len(self))
        at = np.array([self._place(string) for string in new], dtype=np.int64)
        ends, text = ragged(new)
        own, lengths = np.diff(self.ends), np.diff(ends)
        both = np.insert(self.text, np.repeat(self.ends[at], lengths), text)
        moved = np.arange(len(self)) + np.searchsorted(at, np.arange(len(self)), side="right")
        return Strings(bounds(np.insert(own, at, lengths)), both), moved

    def places(self, strings: Iterable[str]) -> Numbers:
        """The place of each of some strings, all of which are held."""
        return np.array([self[string] for string in strings], dtype=np.int64)

    def _at(self, place: int) -> bytes:
        return self.text[self.ends[place] : self.ends[place + 1]].tobytes()

    def _place(self, string: bytes) -> int:
        return bisect_left(range(len(self)), string, key=self._at)


def encoded(string: str) -> bytes:
    """A string as it is kept: its bytes sort as its characters do."""
    return string.encode("utf-8", "surrogatepass")


def ragged(strings: Sequence[bytes]) -> tuple[Numbers, Bytes]:
    """Where each of some strings begins and ends, and all of them, one after the other."""
    lengths = np.fromiter(map(len, strings), np.int64, len(strings))
    return bounds(lengths), np.frombuffer(b"".join(strings), np.uint8)


def bounds(lengths: Numbers) -> Numbers:
    """Where things that lie one after the other begin, and where the last one ends."""
    return np.concatenate([np.zeros(1, np.int64), np.cumsum(lengths, dtype=np.int64)])


class Counts(Mapping[str, int]):
    """How often each of some strings was counted; 0 of any other.

    Args:
        strings: Them.
        counts: How often each was counted, above 0.
    """

    def __init__(self, strings: Strings, counts: Numbers) -> None:
        self.strings = strings
        self.counts = counts

    @classmethod
    def of(cls, counted: Mapping[str, int]) -> Counts:
        """What was counted."""
        strings = Strings.of(counted)
        counts = np.fromiter((counted[string] for string in strings), np.int64, len(strings))
        return cls(strings, counts)

    def __len__(self) -> int:
        return len(self.strings)

    def __iter__(self) -> Iterator[str]:
        return iter(self.strings)

    def __getitem__(self, string: str) -> int:
        place = self.strings.get(string)
        return 0 if place is None else int(self.counts[place])

    def __contains__(self, string: object) -> bool:
        return string in self.strings

    def total(self) -> int:
        """All of them together."""
        return int(self.counts.sum())

    def changed(self, less: Counts, more: Counts) -> Counts:
        """What is left, when some was taken away and some has come."""
        strings, moved = self.strings.joined(more)
        counts = np.zeros(len(strings), dtype=np.int64)
        counts[moved] = self.counts
        counts[strings.places(less)] -= less.counts
        counts[strings.places(more)] += more.counts
        kept = counts > 0
        return Counts(strings.only(kept), counts[kept])
