"""Sentences wait on the disk for their turn: in two orders, a few at a time in memory."""

from __future__ import annotations

import gc
from pathlib import Path

import pytest

from eval.bench.scale.texts import MadeEmbedding
from qa import Assistant, Settings
from qa.corpus import documents
from qa.index import arrays, coming, deriving, spool, sync
from qa.index.memory import Index
from qa.index.rows import Row
from qa.index.spool import Spool
from qa.index.store import Store
from qa.types import Document

SURROGATE = "The ferry \udc80 sank. It lay there."


def rows_of(file: str, text: str) -> list[Row]:
    return list(sync.rows_of(documents.parse(file, text.encode("utf-8", "replace")), stamp=7))


@pytest.mark.parametrize("at_hand", [0, 2**20], ids=["on the disk", "in memory"])
def test_what_is_taken_is_given_in_both_orders(tmp_path: Path, monkeypatch, at_hand: int) -> None:
    monkeypatch.setattr(spool, "_AT_HAND", at_hand)
    monkeypatch.setattr(spool, "_A_PART", 2)
    said = "".join(f"Number {n} came. " for n in range(5))
    files = {name: rows_of(name, f"{said}{name} left.") for name in ("c.txt", "a.txt", "b.txt")}
    dates = {"a.txt": "2024-01-01", "b.txt": "2024-01-01", "c.txt": "2025-01-01"}
    with Spool(tmp_path) as taken:
        for file, rows in files.items():
            taken.add(rows, dates[file])
        newest = [row for part in taken.newest_first(3) for row in part]
        ordered = list(taken.by_file(3))
        assert newest == [*files["c.txt"], *files["a.txt"], *files["b.txt"]]
        assert ordered == [files["a.txt"], files["b.txt"], files["c.txt"]]
        assert max(map(len, taken.newest_first(3))) <= 4
        assert taken.sentences == 18
        assert taken.distinct()[0] == 8
        assert len(taken.distinct()[1]) == 5
    assert not list(tmp_path.iterdir())


def test_what_is_no_unicode_comes_back_as_it_was(tmp_path: Path) -> None:
    rows = [Row(**{**vars(row), "text": SURROGATE}) for row in rows_of("a.txt", "It came.")]
    with Spool(tmp_path) as taken:
        taken.add(rows, "")
        assert list(taken.by_file(1)) == [rows]


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """A part of anything is a few sentences."""
    monkeypatch.setattr(spool, "_AT_HAND", 0)
    monkeypatch.setattr(arrays, "_AT_HAND", 0)
    monkeypatch.setattr(spool, "_A_PART", 20)
    monkeypatch.setattr(sync, "_ROWS_A_LOOK", 20)
    monkeypatch.setattr(sync, "_ROWS_A_WRITE", 20)
    monkeypatch.setattr(sync, "MANY", 100)
    monkeypatch.setattr(deriving, "A_PART", 20)
    monkeypatch.setattr(coming, "A_PART", 20)


def corpus_of(folder: Path, files: int, said: int = 10) -> Settings:
    corpus = folder / "corpus"
    corpus.mkdir()
    for file in range(files):
        text = "".join(f"Ferry {file} carried {n} goats to Skerry {n}.\n" for n in range(said))
        (corpus / f"{file:03}.txt").write_text(text)
    return Settings(corpus=corpus, store=folder / "store", llm="none")


class Watching(MadeEmbedding):
    """Counts, whenever it is called, what there is in memory."""

    def __init__(self) -> None:
        self.rows = self.documents = self.texts = 0
        gc.collect()
        self._before = {id(one) for one in gc.get_objects() if type(one) is Row}  # of other tests

    def get_text_embedding_batch(self, texts: list[str]) -> list[list[float]]:
        found = gc.get_objects()
        self.rows = max(
            self.rows, sum(type(one) is Row and id(one) not in self._before for one in found)
        )
        self.documents = max(self.documents, sum(type(one) is Document for one in found))
        self.texts += len(texts)
        return super().get_text_embedding_batch(texts)


def test_a_first_sync_has_a_few_sentences_in_memory_at_a_time(tmp_path: Path, small: None) -> None:
    watching = Watching()
    settings = corpus_of(tmp_path, files=60)
    Assistant(settings, embedding=watching).sync()
    assert watching.texts == 600
    assert watching.documents <= 1
    assert 0 < watching.rows < 200


def test_what_a_first_sync_writes_is_derived_once(
    tmp_path: Path, small: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    derived: list[int] = []

    class Counted(Index):
        def __init__(self, rows, vectors, revision) -> None:
            derived.append(len(rows))
            super().__init__(rows, vectors, revision)

    for module in (coming, deriving):
        monkeypatch.setattr(module, "Index", Counted)
    settings = corpus_of(tmp_path, files=60)
    assistant = Assistant(settings, embedding=MadeEmbedding())
    assistant.sync()
    assert len(assistant.index().rows) == 600
    assert sum(derived) == 600


def test_a_text_of_many_articles_is_embedded_once_however_far_apart(
    tmp_path: Path, small: None
) -> None:
    settings = corpus_of(tmp_path, files=40)
    for path in settings.corpus.iterdir():
        path.write_text("Read more of our ferries on page two.\n" + path.read_text())
    watching = Watching()
    assert Assistant(settings, embedding=watching).sync().embedded == 401
    assert watching.texts == 401


def test_a_stopped_sync_goes_on_without_embedding_anything_again(
    tmp_path: Path, small: None
) -> None:
    settings = corpus_of(tmp_path, files=40)

    def stopping(done: int, total: int, file: str) -> None:
        if done > 200:
            raise KeyboardInterrupt

    first, second = Watching(), Watching()
    with pytest.raises(KeyboardInterrupt):
        Assistant(settings, embedding=first).sync(progress=stopping)
    told: list[tuple[int, int]] = []
    Assistant(settings, embedding=second).sync(progress=lambda d, t, f: told.append((d, t)))
    assert first.texts + second.texts == 400
    assert told[-1] == (second.texts, second.texts)


def test_few_writes_for_many_small_articles(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written: list[int] = []
    put = Store.put

    def counted(store: Store, rows, vectors) -> None:
        written.append(len(rows))
        put(store, rows, vectors)

    monkeypatch.setattr(Store, "put", counted)
    monkeypatch.setattr(sync, "_SECONDS_A_WRITE", 3600.0)
    settings = corpus_of(tmp_path, files=200, said=2)
    Assistant(settings, embedding=MadeEmbedding()).sync()
    assert sum(written) == 400
    assert len(written) <= 2
