"""What the store holds, in memory and ready to be scored.

Built once a revision of the store and then only read, so threads share it. Sentences, units and
passages are numbered through the corpus; each level knows the next one above it.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cached_property
from pathlib import PurePosixPath

import numpy as np
import numpy.typing as npt

from qa.corpus import alphabets
from qa.corpus.chunking import LineNumbers
from qa.corpus.furniture import below_picture
from qa.index.bm25 import BM25
from qa.index.groups import Numbers, firsts, later, numbered, span
from qa.index.postings import Postings
from qa.index.rows import Row
from qa.index.signs import Signs, of_both
from qa.index.strings import Strings
from qa.index.vocabulary import Vocabulary
from qa.text import forms
from qa.types import Vectors

_NAMED = re.compile(r"(?<![^\W_])[^\W\d_]{2,}(?![^\W_])")  # a word, not a letter among figures
_TITLE_CHARACTERS = 80
_TELLING_CHARACTERS = 5000  # of an article tell its language


class Index:
    """Sentences with their vectors, and the units and passages that they form.

    Attributes:
        rows: The sentences, by file and position.
        vectors: Their vectors, (sentences, dim).
        unit_of: The unit of each sentence, (sentences,).
        passage_of: The passage of each unit, (units,).
        unit_starts: The first sentence of each unit, (units,).
        passage_starts: The first unit of each passage, (passages,).
        embedded: Whether the sentences of each passage have their vectors, (passages,); None for
            all, as always but while a big folder is indexed.
    """

    embedded: npt.NDArray[np.bool_] | None = None

    def __init__(self, rows: Sequence[Row], vectors: Vectors, revision: str) -> None:
        unit_of = numbered([(row.file, row.unit) for row in rows])
        passage_of = numbered([(rows[i].file, rows[i].passage) for i in firsts(unit_of)])
        self._place(tuple(rows), vectors, unit_of, passage_of, revision)

    def _place(
        self,
        rows: Sequence[Row],
        vectors: Vectors,
        unit_of: Numbers,
        passage_of: Numbers,
        revision: str,
    ) -> None:
        self.rows = rows
        self.vectors = vectors
        self.revision = revision
        self.unit_of = unit_of
        self.unit_starts = firsts(unit_of)
        self.passage_of = passage_of
        self.passage_starts = firsts(passage_of)
        self._file_starts = self._starts()

    @property
    def indexed(self) -> float:
        """When the articles were indexed so, as Unix time."""
        return int(self.revision.rpartition("/")[2].partition("-")[0]) / 1e9

    def _starts(self) -> dict[str, int]:
        """The first sentence of each file."""
        return {self.rows[i].file: i for i in reversed(range(len(self.rows)))}

    @property
    def files(self) -> tuple[str, ...]:
        """The files of the corpus, sorted."""
        return tuple(sorted(self._file_starts))

    @cached_property
    def stamp(self) -> int:
        """When the newest sentences were written, in nanoseconds since 1970; 0 without any."""
        return max((row.stamp for row in self.rows), default=0)

    def first(self, file: str) -> int:
        """The number of a file's first sentence."""
        return self._file_starts[file]

    def sentences_of(self, file: str) -> range:
        """The numbers of a file's sentences."""
        start = self._file_starts[file]
        return range(start, start + self.rows[start].count)

    def article_of(self, sentence: int) -> range:
        """The sentences of the article that a sentence is of: a record, where a file has such."""
        row = self.rows[sentence]
        every = self.sentences_of(row.file)
        if not self.record_of(every[-1]):
            return every
        place = row.record, every.start, every.stop
        start = bisect_left(range(every.stop), *place, key=self.record_of)
        return range(start, self._after(start, every.stop))

    def record_of(self, sentence: int) -> int:
        """The number, from 1, of the record that a sentence is of; 0 in a file without such."""
        return self.rows[sentence].record

    def headline_of(self, sentence: int) -> str:
        """The title of the article that a sentence is of, as it was told there; mostly empty."""
        return self.rows[sentence].title

    def articles_of(self, file: str) -> tuple[int, ...]:
        """The first sentence of each article of a file."""
        every = self.sentences_of(file)
        found, stop = [every.start], every.stop
        if not self.record_of(every[-1]):
            return tuple(found)
        while (after := self._after(found[-1], stop)) < stop:
            found.append(after)
        return tuple(found)

    def _after(self, sentence: int, stop: int) -> int:
        """The first sentence after a record, or where its file ends."""
        record = self.record_of(sentence)
        return bisect_right(range(stop), record, sentence, stop, key=self.record_of)

    def title(self, file: str) -> str:
        """What an article is called: its headline; its file's name, where that has a word in it.

        Else the beginning of its first sentence, which says more than `000_045392349ed72b1a.txt`;
        of the first that is no picture's caption, where there is one.
        """
        first = self.rows[self._file_starts[file]]
        name = PurePosixPath(file).name
        own = "" if first.record else first.title
        if own or _NAMED.search(PurePosixPath(file).stem):
            return own or name
        every = self.sentences_of(file)
        said = [i for i in every if not self.rows[i].heading]
        left_out = (self.rows[i + 1].lead if i + 1 in every else "" for i in said)
        told = (
            self.rows[i]
            for i, after in zip(said, left_out, strict=True)
            if not below_picture(after)
        )
        opening = next(told, first)
        return _shortened(" ".join(opening.read.split()))

    def title_at(self, sentence: int) -> str:
        """What the article that a sentence is of is called."""
        row = self.rows[sentence]
        return (row.title if row.record else "") or self.title(row.file)

    def warnings(self, file: str) -> tuple[str, ...]:
        """What a reader of a file should know of how it was read."""
        return tuple(self.rows[self.sentences_of(file)[-1]].warnings.splitlines())

    def text(self, file: str) -> str:
        """The whole decoded text of a file, rebuilt from its sentences and what lies between."""
        rows = [self.rows[i] for i in self.sentences_of(file)]
        return "".join(row.lead + row.text for row in rows) + rows[-1].tail

    @cached_property
    def languages(self) -> Mapping[str, str]:
        """The language of each file: its ISO 639-1 code."""
        return {file: self._language(file) for file in self.files}

    def _language(self, file: str) -> str:
        said, characters = [], 0
        for i in self.sentences_of(file):
            said.append(self.rows[i].read)
            characters += len(said[-1])
            if characters > _TELLING_CHARACTERS:
                break
        return alphabets.language(" ".join(said)).code

    @cached_property
    def spoken(self) -> tuple[str, ...]:
        """The languages of the articles, that of most sentences first."""
        counts: Counter[str] = Counter()
        for file, code in self.languages.items():
            counts[code] += len(self.sentences_of(file))
        return tuple(code for code, _ in counts.most_common())

    def terms_in(self, file: str, text: str) -> list[str]:
        """The terms of a text in the language of a file."""
        return forms.terms(text, self.languages[file])

    @cached_property
    def _terms_of(self) -> dict[str, frozenset[str]]:
        return {}

    def terms_of(self, file: str) -> frozenset[str]:
        """The terms of all sentences of a file."""
        if file not in self._terms_of:
            rows = self.sentences_of(file)
            self._terms_of[file] = frozenset(term for i in rows for term in self.terms[i])
        return self._terms_of[file]

    @cached_property
    def _lines(self) -> dict[str, LineNumbers]:
        return {}

    def line(self, file: str, offset: int) -> int:
        """The line, from 1, of a character of a file."""
        if file not in self._lines:
            self._lines[file] = LineNumbers(self.text(file))
        return self._lines[file].at(offset)

    def unit_sentences(self, unit: int) -> range:
        """The numbers of a unit's sentences."""
        return span(self.unit_starts, unit, len(self.rows))

    def passage_units(self, passage: int) -> range:
        """The numbers of a passage's units."""
        return span(self.passage_starts, passage, len(self.unit_starts))

    def passage_sentences(self, passage: int) -> range:
        """The numbers of a passage's sentences."""
        units = self.passage_units(passage)
        return range(self.unit_sentences(units[0]).start, self.unit_sentences(units[-1]).stop)

    def sentence_at(self, file: str, start: int) -> int:
        """The number of the sentence of `file` that starts at or after an offset."""
        first = self._file_starts[file]
        stop = first + self.rows[first].count
        return bisect_left(self.rows, start, first, stop, key=lambda row: row.start)

    @cached_property
    def file_of(self) -> Numbers:
        """The number, in `files`, of the file of each unit, (units,)."""
        starts = np.array([self._file_starts[file] for file in self.files], dtype=np.int64)
        return np.searchsorted(starts, self.unit_starts, side="right") - 1

    @cached_property
    def together(self) -> npt.NDArray[np.float64]:
        """1 where a unit and the next one are of one file, else 0, (units - 1,)."""
        found: npt.NDArray[np.float64] = (self.file_of[1:] == self.file_of[:-1]).astype(np.float64)
        return found

    @cached_property
    def neighbours(self) -> npt.NDArray[np.float64]:
        """How many units of its file stand beside each unit: 0 to 2, (units,)."""
        found = np.zeros(len(self.unit_starts))
        found[1:] += self.together
        found[:-1] += self.together
        return found

    @cached_property
    def _later(self) -> list[tuple[Numbers, Numbers]]:
        return later(self.unit_starts, len(self.rows))

    def best_of_units(self, scores: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
        """The highest score of each unit's sentences, (units,); of sentences, (sentences,)."""
        best = scores.take(self.unit_starts)
        for units, sentences in self._later:
            best[units] = np.maximum(best.take(units), scores.take(sentences))
        return best

    @cached_property
    def passage_vectors(self) -> Vectors:
        """(passages, dim): the mean of the sentences' vectors, weighed by their length."""
        lengths = np.array([len(row.text) for row in self.rows])
        return means(self.vectors, lengths, self.unit_starts[self.passage_starts])

    @cached_property
    def signs(self) -> tuple[Signs, Signs] | None:
        """The signs of the vectors of sentences and of passages; None of a few."""
        return of_both([self.vectors], [self.passage_vectors], self.unit_starts)

    @cached_property
    def terms(self) -> Sequence[list[str]]:
        """The terms of each sentence, with those of its context."""
        return [self.terms_in(row.file, row.searched) for row in self.rows]

    @cached_property
    def _said(self) -> list[list[str]]:
        """The terms of each sentence alone."""
        return [
            self.terms_in(row.file, row.read) if row.context else found
            for row, found in zip(self.rows, self.terms, strict=True)
        ]

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """The words of the corpus."""
        return Vocabulary.of((row.searched, self.languages[row.file]) for row in self.rows)

    @cached_property
    def numbers(self) -> Strings:
        """The terms that are searched, each with its number; the empty one first."""
        return Strings.of({""}.union(*self.terms, *self._unit_terms))

    @cached_property
    def sentence_bm25(self) -> BM25:
        """BM25 over sentences."""
        return self._bm25(self.terms)

    @cached_property
    def unit_bm25(self) -> BM25:
        """BM25 over units."""
        return self._bm25(self._unit_terms)

    @cached_property
    def passage_bm25(self) -> BM25:
        """BM25 over passages."""
        return self._bm25(self._joined(self.unit_starts[self.passage_starts]))

    def _bm25(self, texts: Sequence[Sequence[str]]) -> BM25:
        postings = Postings.of(texts, self._number_of)
        return BM25(len(texts), self.numbers, postings, postings.weights(len(texts)))

    @cached_property
    def _number_of(self) -> dict[str, int]:
        return {term: number for number, term in enumerate(self.numbers)}

    @cached_property
    def _unit_terms(self) -> list[list[str]]:
        return self._joined(self.unit_starts)

    def _joined(self, starts: Numbers) -> list[list[str]]:
        """The terms of groups of sentences.

        The title of their article, and a context that several share, count once in each: what an
        article is about tells it from others, and tells nothing between its own parts.
        """
        stops = [*starts[1:], len(self.rows)][: len(starts)]
        return [self._group(int(a), int(b)) for a, b in zip(starts, stops, strict=True)]

    def _group(self, start: int, stop: int) -> list[str]:
        rows = self.rows[start:stop]
        contexts = dict.fromkeys(told for row in rows for told in (row.title, row.context) if told)
        file = rows[0].file
        shared = [term for context in contexts for term in self.terms_in(file, context)]
        return shared + [term for said in self._said[start:stop] for term in said]


def means(vectors: Vectors, lengths: Numbers, starts: Numbers) -> Vectors:
    """The mean of the vectors of each group of sentences, weighed by their length.

    Args:
        vectors: Those of the sentences, (sentences, dim).
        lengths: Their characters, (sentences,).
        starts: The first sentence of each group.

    Returns:
        (groups, dim), unit length.
    """
    weighed = vectors * lengths.astype(np.float32)[:, None]
    sums = np.add.reduceat(weighed, starts, axis=0)
    mean: Vectors = sums / np.maximum(np.linalg.norm(sums, axis=1, keepdims=True), 1e-12)
    return mean


def _shortened(text: str) -> str:
    if len(text) <= _TITLE_CHARACTERS:
        return text
    return text[:_TITLE_CHARACTERS].rsplit(" ", 1)[0] + " …"
