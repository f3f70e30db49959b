"""An index as named arrays, and back: what is kept of it, so that nothing is computed anew."""

from __future__ import annotations

import json
import operator
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from itertools import pairwise
from typing import Any, overload

import numpy as np

from qa.index.arrays import Array
from qa.index.bm25 import BM25
from qa.index.groups import Numbers
from qa.index.memory import Index
from qa.index.postings import Postings
from qa.index.rows import Row
from qa.index.signs import Signs
from qa.index.strings import Counts, Strings, encoded, ragged
from qa.index.vocabulary import Vocabulary
from qa.text import forms
from qa.types import Vectors

LEVELS = ("sentence", "unit", "passage")
PIECES = (
    "lead", "text", "tail", "context", "reading", "where", "kind", "title", "date", "warnings",
)  # fmt: skip
_COLUMNS = (
    "file", "index", "count", "start", "end", "unit", "passage", "heading", "stamp", "record",
)  # fmt: skip
# Of the table of rows.
START, END, STAMP, _RECORD = map(_COLUMNS.index, ("start", "end", "stamp", "record"))
_FILE_FIELDS = ("file", "digest", "count")
COUNTED = ("forms", "documents", "capitals")
_ROWS_AT_HAND = 4096  # a question looks at the same few rows again and again

# -- as arrays ------------------------------------------------------------------------------------


def arrays_of(index: Index) -> dict[str, Array]:
    """What is kept of an index."""
    rows = index.rows
    numbers = {file: number for number, file in enumerate(index.files)}
    table = np.array(
        [[numbers[row.file], *(getattr(row, name) for name in _COLUMNS[1:])] for row in rows],
        dtype=np.int64,
    ).reshape(len(rows), len(_COLUMNS))
    ends, texts = ragged([encoded(getattr(row, name)) for row in rows for name in PIECES])
    described = [
        {key: getattr(index.rows[index.first(file)], key) for key in _FILE_FIELDS}
        | {"language": index.languages[file]}
        for file in index.files
    ]
    found: dict[str, Array] = {
        "rows": table,
        "ends": ends,
        "texts": texts,
        "files": packed(described),
        "vectors": index.vectors,
        "passage_vectors": index.passage_vectors,
        "unit_of": index.unit_of,
        "passage_of": index.passage_of,
    }
    found |= of_vocabulary(index.vocabulary) | of_numbers(index.numbers)
    for level in LEVELS:
        bm25: BM25 = getattr(index, f"{level}_bm25")
        found |= of_postings(level, bm25.postings, bm25.weights)
    return found | of_signs(index.signs)


def of_signs(signs: tuple[Signs, Signs] | None) -> dict[str, Array]:
    """What is kept of the signs of vectors, of sentences and of passages."""
    if signs is None:
        return {}
    sentences, passages = signs
    return sentences.arrays("sentence") | passages.arrays("passage")


def of_vocabulary(vocabulary: Vocabulary) -> dict[str, Array]:
    """What is kept of the words of a corpus."""
    found = {"size": np.array([vocabulary.size])}
    for name in COUNTED:
        counts: Counts = getattr(vocabulary, name)
        found |= {
            f"{name}_ends": counts.strings.ends,
            f"{name}_text": counts.strings.text,
            f"{name}_counts": counts.counts,
        }
    return found


def of_numbers(numbers: Strings) -> dict[str, Array]:
    """What is kept of the terms that are searched."""
    return {"numbers_ends": numbers.ends, "numbers_text": numbers.text}


def of_postings(level: str, postings: Postings, weights: Array) -> dict[str, Array]:
    """What is kept of the terms of sentences, of units or of passages."""
    return {
        f"{level}_starts": postings.starts,
        f"{level}_texts": postings.texts,
        f"{level}_counts": postings.counts,
        f"{level}_weights": weights,
    }


def packed(value: Any) -> Array:
    """What JSON can say, as an array."""
    return np.frombuffer(json.dumps(value).encode(), np.uint8)


# -- and back -------------------------------------------------------------------------------------


def files(kept: Mapping[str, Array]) -> list[dict[str, Any]]:
    """What is known of each file, in their order."""
    found: list[dict[str, Any]] = json.loads(kept["files"].tobytes())
    return found


def numbers(kept: Mapping[str, Array]) -> Strings:
    """The terms that are searched, each with its number."""
    return Strings(kept["numbers_ends"], kept["numbers_text"])


def vocabulary(kept: Mapping[str, Array]) -> Vocabulary:
    """The words of the corpus."""
    counts = [
        Counts(Strings(kept[f"{name}_ends"], kept[f"{name}_text"]), kept[f"{name}_counts"])
        for name in COUNTED
    ]
    return Vocabulary(int(kept["size"][0]), *counts)


def postings(kept: Mapping[str, Array], level: str) -> Postings:
    """The terms of sentences, of units or of passages."""
    return Postings(*(kept[f"{level}_{part}"] for part in ("starts", "texts", "counts")))


class _KeptRows(Sequence[Row]):
    """The rows of a table, each made when it is asked for."""

    def __init__(self, kept: Mapping[str, Array], files: list[dict[str, Any]]) -> None:
        self._table = kept["rows"]
        self._ends = kept["ends"]
        self._texts = kept["texts"]
        self._files = files
        self._made: dict[int, Row] = {}  # no cache of a method: it would hold the mapped file

    def __len__(self) -> int:
        return len(self._table)

    @overload
    def __getitem__(self, number: int) -> Row: ...
    @overload
    def __getitem__(self, number: slice) -> tuple[Row, ...]: ...
    def __getitem__(self, number: int | slice) -> Row | tuple[Row, ...]:
        if isinstance(number, slice):
            return tuple(self[i] for i in range(*number.indices(len(self))))
        if (made := self._made.get(number)) is not None:
            return made
        number = range(len(self))[operator.index(number)]
        if (made := self._made.get(number)) is None:
            if len(self._made) >= _ROWS_AT_HAND:
                self._made.clear()
            made = self._made[number] = self._row(number)
        return made

    def _row(self, number: int) -> Row:
        fields: dict[str, Any] = dict(zip(_COLUMNS, self._table[number].tolist(), strict=True))
        kept = self._files[fields["file"]]
        fields |= {"file": kept["file"], "digest": kept["digest"]}
        fields["heading"] = bool(fields["heading"])
        return Row(**fields | dict(zip(PIECES, self._pieces(number), strict=True)))

    def _pieces(self, number: int) -> Iterator[str]:
        many = len(PIECES)
        ends = self._ends[many * number : many * (number + 1) + 1].tolist()
        whole = self._texts[ends[0] : ends[-1]].tobytes()
        for start, end in pairwise(ends):
            yield whole[start - ends[0] : end - ends[0]].decode("utf-8", "surrogatepass")

    def piece(self, number: int, name: str) -> str:
        """One of the texts of a row: no row is made for it."""
        at = len(PIECES) * number + PIECES.index(name)
        start, end = self._ends[at : at + 2].tolist()
        return self._texts[start:end].tobytes().decode("utf-8", "surrogatepass")

    def whole(self, numbers: range) -> str:
        """The text that rows have in turn, with what lies between them and follows."""
        many = len(PIECES)
        ends = self._ends[many * numbers.start : many * numbers.stop + 1]
        found = self._texts[ends[0] : ends[-1]].tobytes()
        ends = (ends - ends[0]).tolist()
        # Lead, text and tail come first of the pieces of a row.
        said = [found[ends[at] : ends[at + 3]] for at in range(0, many * len(numbers), many)]
        return b"".join(said).decode("utf-8", "surrogatepass")


class _KeptTerms(Sequence[list[str]]):
    """The terms of each sentence, found when they are asked for."""

    def __init__(self, rows: Sequence[Row], languages: Mapping[str, str]) -> None:
        self._rows = rows
        self._languages = languages
        self._found: dict[int, list[str]] = {}

    def __len__(self) -> int:
        return len(self._rows)

    @overload
    def __getitem__(self, number: int) -> list[str]: ...
    @overload
    def __getitem__(self, number: slice) -> list[list[str]]: ...
    def __getitem__(self, number: int | slice) -> list[str] | list[list[str]]:
        if isinstance(number, slice):
            return [self._of(row) for row in self._rows[number]]
        if (found := self._found.get(number)) is None:
            if len(self._found) >= _ROWS_AT_HAND:
                self._found.clear()
            found = self._found[number] = self._of(self._rows[number])
        return found

    def _of(self, row: Row) -> list[str]:
        return forms.terms(row.searched, self._languages[row.file])


class KeptIndex(Index):
    """An index of which nothing is computed anew."""

    def __init__(self, kept: Mapping[str, Array], revision: str) -> None:
        self._kept_files = files(kept)
        self._kept_rows = rows = _KeptRows(kept, self._kept_files)
        self.kept = kept
        self._place(rows, kept["vectors"], kept["unit_of"], kept["passage_of"], revision)

    @cached_property
    def passage_vectors(self) -> Vectors:
        """(passages, dim): the mean of the sentences' vectors, weighed by their length."""
        return self.kept["passage_vectors"]

    @cached_property
    def signs(self) -> tuple[Signs, Signs] | None:
        """The signs of the vectors of sentences and of passages; None of a few."""
        sentences, passages = (Signs.kept(self.kept, name) for name in ("sentence", "passage"))
        return (sentences, passages) if sentences and passages else None

    @cached_property
    def _counts(self) -> dict[str, int]:
        return {kept["file"]: kept["count"] for kept in self._kept_files}

    def sentences_of(self, file: str) -> range:
        """The numbers of a file's sentences."""
        start = self._file_starts[file]
        return range(start, start + self._counts[file])

    def text(self, file: str) -> str:
        """The whole decoded text of a file."""
        return self._kept_rows.whole(self.sentences_of(file))

    def record_of(self, sentence: int) -> int:
        """The number, from 1, of the record that a sentence is of; 0 in a file without such."""
        return int(self.kept["rows"][sentence, _RECORD])

    def headline_of(self, sentence: int) -> str:
        """The title of the article that a sentence is of, as it was told there; mostly empty."""
        return self._kept_rows.piece(sentence, "title")

    def warnings(self, file: str) -> tuple[str, ...]:
        """What a reader of a file should know of how it was read."""
        last = self.sentences_of(file)[-1]
        return tuple(self._kept_rows.piece(last, "warnings").splitlines())

    @cached_property
    def terms(self) -> Sequence[list[str]]:
        """The terms of each sentence."""
        return _KeptTerms(self.rows, self.languages)

    @cached_property
    def stamp(self) -> int:
        """When the newest sentences were written, in nanoseconds since 1970; 0 without any."""
        return int(self.kept["rows"][:, STAMP].max(initial=0))

    @cached_property
    def languages(self) -> Mapping[str, str]:
        """The language of each file."""
        return {kept["file"]: kept["language"] for kept in self._kept_files}

    @cached_property
    def numbers(self) -> Strings:
        """The terms that are searched, each with its number."""
        return numbers(self.kept)

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """The words of the corpus."""
        return vocabulary(self.kept)

    @cached_property
    def sentence_bm25(self) -> BM25:
        """BM25 over sentences."""
        return self._restored("sentence", len(self.rows))

    @cached_property
    def unit_bm25(self) -> BM25:
        """BM25 over units."""
        return self._restored("unit", len(self.unit_starts))

    @cached_property
    def passage_bm25(self) -> BM25:
        """BM25 over passages."""
        return self._restored("passage", len(self.passage_starts))

    def _restored(self, level: str, size: int) -> BM25:
        return BM25(size, self.numbers, postings(self.kept, level), self.kept[f"{level}_weights"])

    def _starts(self) -> dict[str, int]:
        table: Numbers = self.kept["rows"]
        firsts = np.flatnonzero(np.diff(table[:, 0], prepend=-1)).tolist()
        names = self._kept_files
        return {names[int(table[first, 0])]["file"]: first for first in firsts}
