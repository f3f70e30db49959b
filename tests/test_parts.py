"""Vectors of many in files of their own: a change writes what is new, and what is left is right."""

from __future__ import annotations

import os
import random
import time
from pathlib import Path

import numpy as np
import pytest
import test_deriving
from test_deriving import alike, store_of

from eval.bench.scale.texts import DIMENSIONS
from qa import Assistant
from qa.index import arrays, kept, parts, signs
from qa.index.parts import Parts, _File

corpus, assistant = test_deriving.corpus, test_deriving.assistant  # fixtures
FILES = 40


@pytest.fixture(autouse=True)
def _many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(signs, "MANY", 40)
    monkeypatch.setattr(signs, "_TELLING", 12)


@pytest.fixture
def store(corpus: Path, assistant: Assistant):
    for number in range(FILES):
        write(corpus, number, "rained")
    assistant.sync()
    return store_of(corpus.parent / "store")


def write(corpus: Path, number: int, what: str) -> None:
    said = (f"It {what} in {number} on day {day}." for day in range(5))
    (corpus / f"{number:02}.txt").write_text("\n\n".join(said))


def held(folder: Path) -> dict[str, int]:
    """The files of vectors, and how many bytes each has."""
    return {path.name: path.stat().st_size for path in (folder / parts.FOLDER).iterdir()}


def test_rows_of_files_read_like_the_array_that_they_form():
    chance = np.random.default_rng(3)
    files = [_File(f"{n}", chance.standard_normal((9, 4)).astype(np.float32)) for n in range(3)]
    spans = [(1, 2, 5), (0, 0, 9), (2, 4, 5), (1, 5, 6), (1, 0, 1)]
    found = Parts(files, np.array(spans))
    whole = np.concatenate([files[n].rows[a:b] for n, a, b in spans])
    assert (len(found), found.shape, found.dtype) == (15, whole.shape, whole.dtype)
    assert np.array_equal(found, whole)
    vector = whole[3]
    assert np.array_equal(found @ vector, np.concatenate([p @ vector for p in found.pieces()]))
    for rows in (
        0, 14, -1, [3, 3, 0], [], np.array([14, 2, 7]), np.array([-2, 1]), whole[:, 0] > 0,
        slice(None), slice(2, 13), slice(4, 4), slice(9, 2), slice(-3, None), slice(None, None, 4),
    ):  # fmt: skip
        assert np.array_equal(found[rows], whole[rows]), rows
    assert np.array_equal(found[2:13][3:5], whole[5:7])
    with pytest.raises(IndexError):
        found[15]


def test_a_change_writes_what_is_new(corpus: Path, assistant: Assistant, store):
    [(first, size)] = held(store.path).items()
    rows = 5 * FILES
    assert size > 4 * DIMENSIONS * rows
    before = (store.path / parts.FOLDER / first).stat()
    write(corpus, 17, "snowed")
    assistant.sync()
    alike(store)
    found = held(store.path)
    assert found.pop(first) == size
    [new] = found.values()
    assert new < size / 10
    after = (store.path / parts.FOLDER / first).stat()
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)
    assert "vectors" not in arrays.read(store.path / kept.NAME)[1]


def test_many_changes_leave_few_files_and_none_that_is_not_used(
    corpus: Path, assistant: Assistant, store, monkeypatch
):
    monkeypatch.setattr(parts, "_MOST", 4)
    chance = random.Random(4)
    seen = set()
    for turn in range(14):
        write(corpus, chance.randrange(FILES), f"snowed {turn} times")
        if turn % 5 == 4:
            (corpus / f"{chance.randrange(FILES):02}.txt").unlink(missing_ok=True)
        assistant.sync()
        alike(store)
        seen.add(len(held(store.path)))
    assert seen == {1, 2, 3, 4}


def test_files_of_which_little_is_used_are_written_anew(corpus: Path, assistant: Assistant, store):
    [first] = held(store.path)
    for number in range(FILES - 12):
        write(corpus, number, "hailed")
    assistant.sync()
    alike(store)
    assert first not in held(store.path)
    assert len(held(store.path)) == 1


def test_what_is_few_again_stands_with_the_rest(corpus: Path, assistant: Assistant, store):
    for path in sorted(corpus.iterdir())[4:]:
        path.unlink()
    assistant.sync()
    alike(store)
    assert held(store.path) == {}


@pytest.mark.parametrize("harm", ["gone", "short", "changed", "another"])
def test_vectors_that_are_not_as_they_were_are_derived_anew(
    corpus: Path, assistant: Assistant, store, harm: str
):
    [name] = held(store.path)
    path = store.path / parts.FOLDER / name
    content = path.read_bytes()
    if harm == "gone":
        path.unlink()
    elif harm == "short":
        path.write_bytes(content[: len(content) // 2])
    elif harm == "changed":
        path.write_bytes(content[:-5000] + b"\0" * 40 + content[-4960:])
    else:
        arrays.write(path, {}, {name: [np.zeros((3, 384), np.float32)] for name in parts.NAMES})
    assert kept.load(store.path, store.revision()) is None
    store.index()
    alike(store)


def test_who_reads_goes_on_while_what_it_reads_is_replaced(
    corpus: Path, assistant: Assistant, store, monkeypatch
):
    monkeypatch.setattr(parts, "_MOST", 1)
    before = store.index()
    vectors = np.asarray(before.vectors).copy()
    [first] = held(store.path)
    write(corpus, 3, "snowed")
    assistant.sync()
    assert first not in held(store.path)
    assert np.array_equal(before.vectors, vectors)


def test_a_file_that_was_replaced_while_it_was_read_is_read_anew(
    corpus: Path, assistant: Assistant, store, monkeypatch
):
    monkeypatch.setattr(parts, "_MOST", 1)
    really, replaced = arrays.read, []

    def read(path: Path, only=None):
        found = really(path, only)
        if path.name == kept.NAME and only is None and not replaced:
            replaced.append(path)
            write(corpus, 3, "snowed")
            assistant.sync()
        return found

    monkeypatch.setattr(arrays, "read", read)
    found = kept.latest(store.path)
    assert replaced
    assert found is not None
    assert found[0].revision == store.revision()


def test_what_a_process_left_that_ended_before_it_named_it_is_removed_when_it_is_old(
    corpus: Path, assistant: Assistant, store
):
    [first] = held(store.path)
    for name, age in (("old", 3600), ("young", 0)):
        path = store.path / parts.FOLDER / name
        path.write_bytes(b"half")
        os.utime(path, (time.time() - age,) * 2)
    write(corpus, 3, "snowed")
    assistant.sync()
    assert {first, "young"} < held(store.path).keys()
    assert "old" not in held(store.path)


def test_vectors_that_went_meanwhile_are_not_named(store, monkeypatch):
    [name] = held(store.path)
    origin, found = kept.latest(store.path) or (None, {})
    assert origin is not None
    (store.path / parts.FOLDER / name).unlink()
    assert not kept.save(store.path, arrays.single(found), origin)
