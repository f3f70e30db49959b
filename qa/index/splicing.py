"""The arrays of an index of which some articles have changed, from those that were kept.

What is of an article alone is taken as it is; what is of all (numbers, terms, their weights) is
counted on, not counted anew. The result is what deriving everything anew would give, to the bit.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass
from itertools import accumulate

import numpy as np

from qa.index import layout
from qa.index.arrays import Array, Pieces, single, whole
from qa.index.groups import Numbers, firsts
from qa.index.layout import LEVELS, PIECES
from qa.index.postings import Moves, Postings
from qa.index.signs import of_both
from qa.index.strings import bounds
from qa.index.vocabulary import Vocabulary


@dataclass(frozen=True)
class _Run:
    """Articles that stay side by side: of which source, and the numbers that they have there.

    `spans` are their sentences, units and passages there, `first` the numbers that the first of
    these and of the articles get.
    """

    source: _Source
    files: slice
    spans: Mapping[str, slice]
    first: Mapping[str, int]


class _Source:
    """Arrays, and where in them each article lies."""

    def __init__(self, kept: Mapping[str, Array]) -> None:
        self.kept = kept
        self.files = layout.files(kept)
        sentences = bounds(np.bincount(kept["rows"][:, 0], minlength=len(self.files)))
        units = _above(kept["unit_of"], sentences)
        passages = _above(kept["passage_of"], units)
        self.bounds = dict(zip(LEVELS, (sentences, units, passages), strict=True))

    def moved(self, runs: list[_Run], level: str) -> Numbers:
        """The new number of each sentence, unit or passage; -1 of what goes."""
        moved = np.full(int(self.bounds[level][-1]), -1, dtype=np.int64)
        for run in runs:
            if run.source is self:
                span = run.spans[level]
                moved[span] = np.arange(span.stop - span.start) + run.first[level]
        return moved


def _above(numbers: Numbers, starts: Numbers) -> Numbers:
    """Where the things begin that hold those that begin at `starts`."""
    return np.append(numbers[starts[:-1]], numbers[-1] + 1 if len(numbers) else 0)


def spliced(
    kept: Mapping[str, Array], gone: Container[str], less: Vocabulary, part: Mapping[str, Array]
) -> dict[str, Pieces]:
    """The arrays of an index without some of its articles, and with others.

    Args:
        kept: Its arrays.
        gone: The files that it no longer has as they were.
        less: The words of these.
        part: The arrays of an index of the articles that are new to it.
    """
    old, new = _Source(kept), _Source(part)
    runs = list(_runs(old, gone, new))
    groups = _groups(runs)
    return (
        _rows(runs)
        | groups
        | _signs(groups)
        | _vocabulary(layout.vocabulary(kept).changed(less, layout.vocabulary(part)))
        | _terms(old, new, runs)
    )


def _runs(old: _Source, gone: Container[str], new: _Source) -> Iterator[_Run]:
    files = sorted(
        [(file["file"], 0, i) for i, file in enumerate(old.files) if file["file"] not in gone]
        + [(file["file"], 1, i) for i, file in enumerate(new.files)]
    )
    first = dict.fromkeys(("file", *LEVELS), 0)
    start = 0
    while start < len(files):
        stop = start + 1
        _, which, number = files[start]
        while stop < len(files) and files[stop][1:] == (which, number + stop - start):
            stop += 1
        source = (old, new)[which]
        chosen = slice(number, number + stop - start)
        spans = {
            level: slice(*source.bounds[level][[chosen.start, chosen.stop]].tolist())
            for level in LEVELS
        }
        yield _Run(source, chosen, spans, dict(first))
        first["file"] += stop - start
        for level, span in spans.items():
            first[level] += span.stop - span.start
        start = stop


def _rows(runs: list[_Run]) -> dict[str, Pieces]:
    """The rows, their texts and their files."""
    tables, ends, texts = [], [], []
    for run in runs:
        kept, span = run.source.kept, run.spans["sentence"]
        table = kept["rows"][span].copy()
        table[:, 0] += run.first["file"] - run.files.start
        tables.append(table)
        own = kept["ends"][len(PIECES) * span.start : len(PIECES) * span.stop + 1]
        texts.append(kept["texts"][own[0] : own[-1]])
        ends.append(own - own[0])
    starts = list(accumulate(map(len, texts), initial=0))
    placed = [own[:-1] + start for own, start in zip(ends, starts, strict=False)]
    files = [file for run in runs for file in run.source.files[run.files]]
    return {
        "rows": tables,
        "ends": [*placed, np.array(starts[-1:], dtype=np.int64)],
        "texts": texts,
        "files": [layout.packed(files)],
    }


def _groups(runs: list[_Run]) -> dict[str, Pieces]:
    """The vectors of sentences and of passages, and which belong together."""

    def taken(name: str, level: str) -> Pieces:
        return [run.source.kept[name][run.spans[level]] for run in runs]

    def raised(name: str, level: str, above: str) -> Pieces:
        return [
            numbers + (run.first[above] - run.spans[above].start)
            for run, numbers in zip(runs, taken(name, level), strict=True)
        ]

    return {
        "vectors": taken("vectors", "sentence"),
        "passage_vectors": taken("passage_vectors", "passage"),
        "unit_of": raised("unit_of", "sentence", "unit"),
        "passage_of": raised("passage_of", "unit", "passage"),
    }


def _signs(groups: Mapping[str, Pieces]) -> dict[str, Pieces]:
    """The signs of the vectors, anew: what they have in common depends on all."""
    starts = firsts(whole(groups["unit_of"]))
    return single(layout.of_signs(of_both(groups["vectors"], groups["passage_vectors"], starts)))


def _vocabulary(vocabulary: Vocabulary) -> dict[str, Pieces]:
    return single(layout.of_vocabulary(vocabulary))


def _terms(old: _Source, new: _Source, runs: list[_Run]) -> dict[str, Pieces]:
    """The terms that are searched, and which sentences, units and passages hold them."""
    more = layout.numbers(new.kept)
    numbers, own = layout.numbers(old.kept).joined(more)
    others = numbers.places(more)
    sizes = {
        level: sum(run.spans[level].stop - run.spans[level].start for run in runs)
        for level in LEVELS
    }
    postings: dict[str, Postings] = {
        level: layout.postings(old.kept, level).changed(
            Moves(old.moved(runs, level), own),
            layout.postings(new.kept, level),
            Moves(new.moved(runs, level), others),
            len(numbers),
        )
        for level in LEVELS
    }
    unheld = ~np.any([np.diff(found.starts) > 0 for found in postings.values()], axis=0)
    unheld[0] = False  # the empty one
    found = layout.of_numbers(numbers.only(~unheld))
    for level, all_held in postings.items():
        held = all_held.without(unheld)
        found = found | layout.of_postings(level, held, held.weights(sizes[level]))
    return single(found)
