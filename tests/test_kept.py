"""What is derived from the store is kept beside it: the same, only when it still fits."""

import os
import random
import shutil
import subprocess
import sys
import zlib
from pathlib import Path

import numpy as np
import pytest
from conftest import ROOT, SEEDS, prove

from qa import Assistant, Settings
from qa.index import arrays, fetching, kept, layout
from qa.index.indexed import cut_by
from qa.index.memory import Index
from qa.index.store import Store
from qa.text import words

pytestmark = pytest.mark.slow

QUESTION = "who led the US delegation?"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("kept")
    shutil.copytree(SEEDS, folder / "corpus")
    Assistant(Settings(corpus=folder / "corpus", store=folder / "store", llm="none")).sync()
    return folder


def store_of(folder: Path) -> Store:
    chunker = cut_by(Settings(corpus=folder / "corpus"))
    return Store(folder / "store", model="multilingual-e5-small-q4", chunker=chunker)


def fresh(store: Store) -> Index:
    rows, vectors = store.read()
    return Index(rows, vectors, store.revision())


def same(one: Index, other: Index) -> None:
    assert tuple(one.rows) == tuple(other.rows)
    assert one.files == other.files
    assert one.stamp == other.stamp
    for name in (
        "vectors",
        "unit_of",
        "unit_starts",
        "passage_of",
        "passage_starts",
        "file_of",
        "passage_vectors",
    ):
        assert np.array_equal(getattr(one, name), getattr(other, name)), name
    assert list(one.terms) == list(other.terms)
    kept_of, kept_of_other = layout.arrays_of(one), layout.arrays_of(other)
    assert all(np.array_equal(kept_of[name], kept_of_other[name]) for name in kept_of)
    for file in one.files:
        assert one.text(file) == other.text(file)
        assert one.first(file) == other.first(file)
    for question in (QUESTION, "how many drones did Russia launch?", "", "xyzzy"):
        terms = words.terms(question)
        for level in ("sentence_bm25", "unit_bm25", "passage_bm25"):
            scores = [getattr(index, level).scores(terms) for index in (one, other)]
            assert np.array_equal(*scores)
    for word in ("delegatoin", "Rubio", "delegation"):
        assert one.vocabulary.correct(word) == other.vocabulary.correct(word)
        assert one.vocabulary.idf(word) == other.vocabulary.idf(word)
        assert one.vocabulary.is_name(word) == other.vocabulary.is_name(word)


def test_what_is_kept_is_what_would_be_derived(folder):
    store = store_of(folder)
    found = kept.load(store.path, store.revision())
    assert found is not None
    same(found, fresh(store))
    assert found.rows[-1] == found.rows[len(found.rows) - 1]
    assert found.rows[2:5] == tuple(fresh(store).rows[2:5])
    with pytest.raises(IndexError):
        found.rows[len(found.rows)]


def test_what_is_to_be_known_of_files_makes_no_rows(make, tmp_path):
    texts = {"a.txt": "The café was shut.".encode("latin-1"), "b.txt": b"It snowed. The sun shone."}
    make(dict.fromkeys(texts, ""))
    for file, content in texts.items():
        (tmp_path / "corpus" / file).write_bytes(content)
    make().sync()
    store = store_of(tmp_path)
    found, wanted = kept.load(store.path, store.revision()), fresh(store)
    assert found is not None
    told = {file: found.warnings(file) for file in found.files}
    assert not found.rows._made
    assert told == {file: wanted.warnings(file) for file in wanted.files}
    assert told["a.txt"]


COLD = """
import sys, qa
print("Rubio" in qa.ask("who led the US delegation?").text)
others = "chromadb", "bm25s", "qa.check.checking", "qa.verify.judging", "qa.write.writer"
print([name for name in others if name in sys.modules])
"""


def test_a_second_process_answers_without_opening_the_store(folder):
    done = subprocess.run(
        [sys.executable, "-c", COLD],
        cwd=ROOT,
        env={"QA_CORPUS": str(folder / "corpus"), "QA_STORE": str(folder / "store")},
        capture_output=True,
        check=False,
        text=True,
        timeout=60,
    )
    assert done.stdout == "True\n[]\n", done.stderr


def test_what_fits_no_longer_is_not_read(folder, monkeypatch):
    store = store_of(folder)
    revision = store.revision()
    assert kept.load(store.path, "another revision") is None
    assert kept.load(folder / "elsewhere", revision) is None
    assert kept.versions(store.path, "another state") is None
    monkeypatch.setattr(kept, "maker", lambda: ["a newer program"])
    assert kept.load(store.path, revision) is None


def test_the_versions_that_are_kept_are_those_of_the_store(make, tmp_path, monkeypatch):
    assistant = make({"a.txt": "The envoy arrived in Geneva.", "b/c.txt": "It rained. It snowed."})
    store = store_of(tmp_path)
    for files in ({}, {"a.txt": "The envoy arrived in Lisbon."}, {"d.txt": "The sun shone."}):
        make(files)
        assistant.sync()
        quick = store.versions()
        with monkeypatch.context() as patch:
            patch.setattr(kept, "versions", lambda *_: None)
            key = lambda version: version.file  # noqa: E731
            assert sorted(quick, key=key) == sorted(store.versions(), key=key)


def test_the_versions_are_told_by_one_row_of_each_whichever_are_missing(
    make, tmp_path, monkeypatch
):
    texts = {f"{n}.txt": "It rained. It snowed. The sun shone. A fog came." for n in range(5)}
    make(texts).sync()
    store = store_of(tmp_path)
    rows, _ = store.read()
    one, other = ([row.id for row in rows if row.file == f"{n}.txt"] for n in (1, 3))
    (tmp_path / "store" / kept.NAME).unlink()
    with store.writing(wait=True), store.database.found("write", write=True) as collection:
        collection.delete(ids=[one[0], other[-1], other[-2]])
    really, asked = fetching.read_named, []

    def noted(collection: object, ids: list[str], include: list[str]) -> dict[str, list[object]]:
        asked.extend(ids)
        return really(collection, ids, include)

    monkeypatch.setattr(fetching, "_PAGE", 3)
    monkeypatch.setattr(fetching, "read_named", noted)
    found = {version.file: version.rows for version in store.versions()}
    assert found == dict.fromkeys(texts, 4) | {"1.txt": 3, "3.txt": 2}
    assert {version.count for version in store.versions()} == {4}
    assert len(asked) == 2 * len(texts)


def test_rows_of_an_unfinished_sync_are_seen(make, tmp_path, monkeypatch):
    assistant = make({"a.txt": "The envoy arrived in Geneva."})
    assistant.sync()
    make({"a.txt": "The envoy arrived in Lisbon."})

    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(Store, "drop", killed)
        with pytest.raises(KeyboardInterrupt):
            assistant.sync()
    assert len(store_of(tmp_path).versions()) == 2
    assert "Lisbon" in prove(make().ask("Where did the envoy arrive?"), tmp_path / "corpus").text


@pytest.mark.parametrize("town", ["Lisbon", None])
def test_what_was_written_by_a_sync_that_ended_before_it_told_is_told(
    make, tmp_path, monkeypatch, town
):
    """A kill, or a disk that was full for the last step; `None` removes the article."""
    make({"a.txt": "The envoy arrived in Geneva.", "b.txt": "The harvest was poor."}).sync()
    open_before = make()
    assert "Geneva" in open_before.ask("Where did the envoy arrive?").text
    if town:
        make({"a.txt": f"The envoy arrived in {town}."})
    else:
        (tmp_path / "corpus/a.txt").unlink()

    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(Store, "committed", killed)
        with pytest.raises(KeyboardInterrupt):
            make().sync()
    for assistant in (make(), open_before):
        answer = prove(assistant.ask("Where did the envoy arrive?"), tmp_path / "corpus")
        assert (town or "articles do not say") in answer.text
        assert set(assistant.index().files) == ({"a.txt", "b.txt"} if town else {"b.txt"})
    revision = store_of(tmp_path).revision()
    assert make().sync().unchanged
    assert store_of(tmp_path).revision() == revision


def test_a_damaged_file_is_made_anew_and_never_believed(folder, tmp_path):
    shutil.copytree(folder / "store", tmp_path / "store")
    path = tmp_path / "store" / kept.NAME
    whole = path.read_bytes()
    store = store_of(tmp_path)
    revision, right = store.revision(), fresh(store)
    chance = random.Random(7)
    cases = [chance.randrange(len(whole)) for _ in range(40)] + list(range(0, 40, 3))
    for place in cases:
        damaged = bytearray(whole)
        damaged[place] ^= 0xFF
        path.write_bytes(damaged)
        found = kept.load(store.path, revision)
        if found is not None:
            same(found, right)
    for length in (0, 5, 20, len(whole) // 2, len(whole) - 1):
        path.write_bytes(whole[:length])
        assert kept.load(store.path, revision) is None
        assert tuple(store.index().rows) == tuple(right.rows)
        assert kept.load(store.path, revision) is not None


def test_what_a_process_left_that_ended_while_it_wrote_is_cleared(tmp_path):
    old, young = (tmp_path / f"{kept.NAME}.{end}" for end in ("0123abcd", "4567cdef"))
    other = tmp_path / f"{kept.NAME}.txt"
    for path in (old, young, other):
        path.write_bytes(b"half")
    for path in (old, other):
        os.utime(path, (1_600_000_000, 1_600_000_000))
    assert kept.save(tmp_path, {"a": [np.arange(3)]}, kept.Origin("1-a"))
    assert not old.exists()
    assert young.exists()
    assert other.exists()


def test_a_file_that_nobody_wrote_to_is_not_read_whole(tmp_path, monkeypatch):
    held = {"a": [np.arange(3)], "b": [np.ones((2, 5), np.float32), np.zeros((1, 5), np.float32)]}
    assert kept.save(tmp_path, held, kept.Origin("1-a"))
    summed: list[int] = []
    really = zlib.crc32

    def noted(content: bytes, *before: int) -> int:
        summed.append(len(content))
        return really(content, *before)

    monkeypatch.setattr("qa.index.arrays.zlib.crc32", noted)
    _, found = arrays.read(tmp_path / kept.NAME)
    assert np.array_equal(found["b"], arrays.whole(held["b"]))
    assert 24 not in summed
    (tmp_path / kept.NAME).touch()
    arrays.read(tmp_path / kept.NAME)
    assert {24, 60} <= set(summed)
