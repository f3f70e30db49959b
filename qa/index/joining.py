"""The arrays of an index from those of its parts, so that nobody works on all of it at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import accumulate
from pathlib import Path
from typing import Any

import numpy as np

from qa.index import layout
from qa.index.arrays import Array, Pieces, Shelf, single, whole
from qa.index.groups import firsts
from qa.index.layout import COUNTED, LEVELS, PIECES
from qa.index.postings import Postings
from qa.index.signs import of_both
from qa.index.strings import Counts, Strings, encoded, ragged
from qa.index.vocabulary import Vocabulary

Part = Mapping[str, Array]


def joined(parts: Iterable[Part], folder: Path) -> dict[str, Pieces]:
    """The arrays of an index of which each part holds some files, those of the first one first.

    To the bit what deriving it in one would give.

    Args:
        parts: The arrays of its parts, at least one.
        folder: Where they are put aside meanwhile, if there is room.
    """
    with Shelf(folder) as shelf:
        for part in parts:
            shelf.put(single(part))
        kept = shelf.taken()
    if len(kept) == 1:
        return single(kept[0])
    groups = _groups(kept)
    found = _rows(kept) | groups | _signs(groups, whole(groups["unit_of"]))
    found |= single(layout.of_vocabulary(_vocabulary([layout.vocabulary(part) for part in kept])))
    return found | _terms(kept)


def completed(bare: Part, vectors: Iterable[Part], folder: Path) -> dict[str, Pieces]:
    """The arrays of an index that was derived without vectors.

    Args:
        bare: Its arrays.
        vectors: Those of its sentences and passages, part by part.
        folder: Where they are put aside meanwhile, if there is room.
    """
    with Shelf(folder) as shelf:
        for part in vectors:
            shelf.put(single(part))
        kept = shelf.taken()
    found = {name: [part[name] for part in kept] for name in ("vectors", "passage_vectors")}
    return {**single(bare), **found, **_signs(found, bare["unit_of"])}


def _signs(vectors: Mapping[str, Pieces], unit_of: Array) -> dict[str, Pieces]:
    both = of_both(vectors["vectors"], vectors["passage_vectors"], firsts(unit_of))
    return single(layout.of_signs(both))


def _before(parts: Sequence[Part], name: str) -> list[int]:
    """How long an array is in all parts before each of them."""
    return list(accumulate((len(part[name]) for part in parts[:-1]), initial=0))


def _rows(parts: Sequence[Part]) -> dict[str, Pieces]:
    """The rows, their texts and their files."""
    tables, ends = [], []
    files: list[dict[str, Any]] = []
    texts = _before(parts, "texts")
    for part, start in zip(parts, texts, strict=True):
        table = part["rows"].copy()
        table[:, 0] += len(files)
        tables.append(table)
        ends.append(part["ends"][: len(PIECES) * len(table)] + start)
        files += layout.files(part)
    last = texts[-1] + len(parts[-1]["texts"])
    return {
        "rows": tables,
        "ends": [*ends, np.array([last], dtype=np.int64)],
        "texts": [part["texts"] for part in parts],
        "files": [layout.packed(files)],
    }


def _groups(parts: Sequence[Part]) -> dict[str, Pieces]:
    """The vectors of sentences and of passages, and which belong together."""

    def raised(name: str, above: str) -> Pieces:
        before = _before(parts, above)
        return [part[name] + start for part, start in zip(parts, before, strict=True)]

    return {
        "vectors": [part["vectors"] for part in parts],
        "passage_vectors": [part["passage_vectors"] for part in parts],
        "unit_of": raised("unit_of", "passage_of"),
        "passage_of": raised("passage_of", "passage_vectors"),
    }


def _vocabulary(parts: Sequence[Vocabulary]) -> Vocabulary:
    counts = []
    for name in COUNTED:
        total: Counter[str] = Counter()
        for part in parts:
            counted: Counts = getattr(part, name)
            total.update(dict(zip(counted.strings, counted.counts.tolist(), strict=True)))
        counts.append(Counts.of(total))
    return Vocabulary(sum(part.size for part in parts), *counts)


def _terms(parts: Sequence[Part]) -> dict[str, Pieces]:
    """The terms that are searched, and which sentences, units and passages hold them."""
    held: set[bytes] = set()
    for part in parts:
        held.update(map(encoded, layout.numbers(part)))
    ordered = sorted(held)
    numbers = Strings(*ragged(ordered))
    number = {term: i for i, term in enumerate(ordered)}
    places = [
        np.array([number[encoded(term)] for term in layout.numbers(part)], dtype=np.int64)
        for part in parts
    ]
    found = layout.of_numbers(numbers)
    for level, name in zip(LEVELS, ("rows", "passage_of", "passage_vectors"), strict=True):
        own = [layout.postings(part, level) for part in parts]
        before = _before(parts, name)
        postings = Postings.joined(list(zip(own, places, before, strict=True)), len(numbers))
        size = before[-1] + len(parts[-1][name])
        found |= layout.of_postings(level, postings, postings.weights(size))
    return single(found)
