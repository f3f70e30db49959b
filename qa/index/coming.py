"""Articles that a sync has parsed and not embedded yet: kept beside the store while it runs.

All that does not need a vector is known of an article long before its sentences are embedded. So
the index that there will be is written down without vectors, and whoever reads fills in those that
there are: of the articles that are whole, and of what a question's words point to.
"""

from __future__ import annotations

import shutil
import threading
from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

import numpy as np
import numpy.typing as npt

from qa.errors import StoreError
from qa.index import arrays, joining, kept, layout, parts, splicing
from qa.index.arrays import Array, Pieces, Shelf
from qa.index.deriving import A_PART, words_of
from qa.index.embedding import Embedding, embed_texts
from qa.index.layout import KeptIndex
from qa.index.memory import Index, means
from qa.index.spool import Spool

NAME = "coming"
_ROOM = (
    20  # times its size that is to be free on the disk: what is embedded takes ten times as much
)


class ComingIndex(KeptIndex):
    """The index that there will be, with the vectors that there are. Threads may share it.

    Attributes:
        embedded: Whether the sentences of each passage have their vectors, (passages,).
    """

    embedded: npt.NDArray[np.bool_]

    def __init__(self, kept: Mapping[str, Array], dimensions: int) -> None:
        sentences, passages = len(kept["unit_of"]), len(kept["passage_vectors"])
        vectors = {
            "vectors": np.zeros((sentences, dimensions), np.float32),
            "passage_vectors": np.zeros((passages, dimensions), np.float32),
        }
        super().__init__({**kept, **vectors}, f"{kept['rows'][:, layout.STAMP].max()}-{NAME}")
        self.embedded = np.zeros(passages, np.bool_)
        self._taken: set[str] = set()
        self._embedding = threading.Lock()

    def take(self, whole: Index) -> None:
        """Take the vectors of the articles that are whole in an index."""
        for file in whole.files:
            if file in self._taken or not self._is_same(file, whole):
                continue
            own, other = (index.sentences_of(file) for index in (self, whole))
            self.vectors[_slice(own)] = whole.vectors[_slice(other)]
            own, other = (_passages(index, file) for index in (self, whole))
            self.passage_vectors[_slice(own)] = whole.passage_vectors[_slice(other)]
            self.embedded[_slice(own)] = True
            self._taken.add(file)
        self.revision = f"{whole.revision}-{NAME}"

    def _is_same(self, file: str, whole: Index) -> bool:
        if file not in self._file_starts:
            return False
        return self.rows[self.first(file)].digest == whole.rows[whole.first(file)].digest

    def embed(self, embedding: Embedding, passages: Sequence[int]) -> None:
        """Embed the sentences of some passages, where they are not.

        Raises:
            EmbeddingError: The embedding model failed.
        """
        with self._embedding:
            lacking = [passage for passage in passages if not self.embedded[passage]]
            if not lacking:
                return
            spans = [self.passage_sentences(passage) for passage in lacking]
            sentences = [i for span in spans for i in span]
            starts = np.cumsum([0, *map(len, spans[:-1])])
            rows = [self.rows[i] for i in sentences]
            found = embed_texts(embedding, [row.searched for row in rows])
            self.vectors[sentences] = found
            lengths = np.array([len(row.text) for row in rows])
            self.passage_vectors[lacking] = means(found, lengths, starts)
            self.embedded[lacking] = True


def _slice(numbers: range) -> slice:
    return slice(numbers.start, numbers.stop)


def _passages(index: Index, file: str) -> range:
    sentences = index.sentences_of(file)
    first, last = (int(index.passage_of[index.unit_of[i]]) for i in (sentences[0], sentences[-1]))
    return range(first, last + 1)


class _Ended(Exception):
    """Nobody waits for what is derived any more."""


class Announcement:
    """What is derived of the articles that are coming, in a thread beside whoever embeds them."""

    def __init__(
        self,
        folder: Path,
        spool: Spool,
        gone: Container[str],
        old: Callable[[], Index] | None,
    ) -> None:
        self._folder = folder
        self._spool = spool
        self._gone = gone
        self._old = old
        self._ended = threading.Event()
        self._new: Mapping[str, Array] | None = None
        self._thread = threading.Thread(target=self._tell, name="qa-coming", daemon=True)
        self._thread.start()

    def derived(self) -> Mapping[str, Array] | None:
        """The arrays of the articles, without vectors; None where they could not be made."""
        self._thread.join()
        return self._new

    def end(self) -> None:
        """Tell readers no longer."""
        self._ended.set()
        forget(self._folder)

    def _tell(self) -> None:
        with suppress(StoreError, OSError, ValueError, _Ended):  # the spool may be gone
            with Shelf(self._folder) as shelf:
                shelf.put(joining.joined(self._parts(), self._folder))
                self._new = shelf.taken()[0]
            made = self._with_old(self._new)
            size = sum(piece.nbytes for pieces in made.values() for piece in pieces)
            if not self._ended.is_set() and shutil.disk_usage(self._folder).free > _ROOM * size:
                arrays.write(self._folder / NAME, {"maker": kept.maker()}, made)
        if self._ended.is_set():
            forget(self._folder)

    def _parts(self) -> Iterator[Mapping[str, Array]]:
        for rows in self._spool.by_file(A_PART):
            if self._ended.is_set():
                raise _Ended
            yield layout.arrays_of(Index(rows, np.zeros((len(rows), 0), np.float32), ""))

    def _with_old(self, new: Mapping[str, Array]) -> Mapping[str, Pieces]:
        """The arrays of the index that there will be, without vectors."""
        if self._old is None:
            return arrays.single(new)
        index = self._old()
        before = index.kept if isinstance(index, KeptIndex) else layout.arrays_of(index)
        none = {name: np.zeros((len(before[name]), 0), np.float32) for name in parts.NAMES}
        bare = {**before, **none}
        less = words_of(bare, [file for file in index.files if file in self._gone])
        return splicing.spliced(bare, self._gone, less, new)


@contextmanager
def announced(
    folder: Path, spool: Spool, gone: Container[str], old: Callable[[], Index] | None
) -> Iterator[Announcement]:
    """While the block runs, readers may know the texts of what is being embedded.

    They are derived beside it: that takes a fiftieth of the time that embedding does. Where it
    cannot be, readers know the articles that are whole, as ever.

    Args:
        folder: Where it is told to them.
        spool: The sentences of the articles that are new.
        gone: The files that `old` may have, and that will not be so.
        old: Gives what is indexed; None where nothing is.
    """
    found = Announcement(folder, spool, gone, old)
    try:
        yield found
    finally:
        found.end()


def forget(folder: Path) -> None:
    """Tell readers of nothing that is coming."""
    with suppress(OSError):
        (folder / NAME).unlink(missing_ok=True)


class Reader:
    """What is coming, as it is told now.

    Args:
        folder: Where it is told.
        busy: Whether somebody is syncing: what else is found there was left behind.
        dimensions: Gives the length of a vector.
    """

    def __init__(
        self, folder: Path, busy: Callable[[], bool], dimensions: Callable[[], int]
    ) -> None:
        self._path = folder / NAME
        self._busy = busy
        self._dimensions = dimensions
        self._state: tuple[int, int] | None = None  # of the file that was read
        self._index: ComingIndex | None = None

    def there(self) -> bool:
        """Whether something is coming: a look at a file, which mostly is not there."""
        return self._path.exists() and self._busy()

    def index(self) -> ComingIndex | None:
        """The index that there will be; None where nothing is coming."""
        try:
            state = self._path.stat().st_ino, self._path.stat().st_mtime_ns
            if not self._busy():
                raise FileNotFoundError(self._path)
            if self._state != state:
                facts, found = arrays.read(self._path)
                if facts["maker"] != kept.maker():
                    raise ValueError("made by another program")
                self._state, self._index = state, ComingIndex(found, self._dimensions())
        except (OSError, ValueError, KeyError):
            self._state = self._index = None
        return self._index
