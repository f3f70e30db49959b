"""Sentences on their way to the store: on the disk, so that memory holds few of them at a time."""

from __future__ import annotations

import json
import threading
from array import array
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from tempfile import SpooledTemporaryFile
from typing import Self

import numpy as np

from qa.index.rows import Row

_AT_HAND = 2**23  # bytes, up to which no file is made
_A_PART = 1000  # sentences of an article that are read together


@dataclass(frozen=True)
class _Article:
    """An article's date, its file, and where the parts of its sentences lie: begin and length."""

    date: str
    file: str
    parts: tuple[tuple[int, int], ...]


class Spool:
    """Sentences of articles, taken in one order and given in two. Threads may read it.

    The file has no name: it goes with the process, whatever ends that.

    Args:
        folder: Where there is room for it.

    Attributes:
        sentences: How many it holds.
        warnings: What a reader of the articles should know, by file.
    """

    def __init__(self, folder: Path) -> None:
        self._file = SpooledTemporaryFile[bytes](_AT_HAND, dir=str(folder))
        self._lock = threading.Lock()
        self._articles: list[_Article] = []
        self._texts = array("q")  # the hash of each sentence's text
        self.sentences = 0
        self.warnings: dict[str, tuple[str, ...]] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        with self._lock, suppress(OSError):
            self._file.close()

    def add(self, rows: Sequence[Row], date: str) -> None:
        """Take the sentences of an article, and its date.

        Raises:
            OSError: There is no room for them.
        """
        parts = []
        for start in range(0, len(rows), _A_PART):
            part = rows[start : start + _A_PART]
            packed = json.dumps([[*vars(row).values()] for row in part]).encode()
            with self._lock:
                at = self._file.seek(0, 2)
                self._file.write(packed)
                self._file.flush()  # so that a full disk is told of here
            parts.append((at, len(packed)))
        self._articles.append(_Article(date, rows[0].file, tuple(parts)))
        self._texts.extend(hash(row.searched) for row in rows)
        self.sentences += len(rows)
        if warnings := tuple(rows[-1].warnings.splitlines()):
            self.warnings[rows[0].file] = warnings

    @property
    def files(self) -> list[str]:
        """The files of the articles."""
        return [article.file for article in self._articles]

    def distinct(self) -> tuple[int, set[int]]:
        """How many different texts there are, and the hashes of those that there are more of."""
        hashes, counts = np.unique(np.array(self._texts, np.int64), return_counts=True)
        return len(hashes), set(hashes[counts > 1].tolist())

    def newest_first(self, size: int) -> Iterator[list[Row]]:
        """About so many sentences at a time, of the newest article first."""
        by_file = sorted(self._articles, key=lambda article: article.file)
        return self._read(sorted(by_file, key=lambda article: article.date, reverse=True), size)

    def by_file(self, size: int) -> Iterator[list[Row]]:
        """About so many sentences at a time of whole articles, by file and position."""
        waiting: list[Row] = []
        for article in sorted(self._articles, key=lambda article: article.file):
            waiting += chain.from_iterable(self._read([article], _A_PART))
            if len(waiting) >= size:
                yield waiting
                waiting = []
        if waiting:
            yield waiting

    def _read(self, articles: Sequence[_Article], size: int) -> Iterator[list[Row]]:
        waiting: list[Row] = []
        for at, length in chain.from_iterable(article.parts for article in articles):
            with self._lock:
                self._file.seek(at)
                packed = self._file.read(length)
            waiting += (Row(*values) for values in json.loads(packed))
            if len(waiting) >= size:
                yield waiting
                waiting = []
        if waiting:
            yield waiting
