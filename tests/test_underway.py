"""Questions that are asked while a folder is indexed for the first time: by what is there."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from conftest import prove

from qa import Assistant, CorpusError, Settings
from qa.app import header
from qa.cli import indexing
from qa.index import background, indexed, sync
from qa.index.local_embedding import LocalEmbedding
from qa.index.store import Store

FILES = 12
OLD = "The ferry\n\n1 March 2020\n\n"
NEW = "The comet\n\n5 May 2024\n\nDora Lind discovered the comet over Lapland.\n"
PATIENCE = 120  # seconds


class Held(LocalEmbedding):
    """The local embedding, which stops at its last batches until it may go on."""

    def __init__(self, batches: int) -> None:
        super().__init__()
        self._state = {"left": batches}
        self._reached, self._go = threading.Event(), threading.Event()

    def get_text_embedding_batch(self, texts, **kwargs):
        if self._state["left"] == 0:
            self._reached.set()
            assert self._go.wait(PATIENCE)
        self._state["left"] -= 1
        return super().get_text_embedding_batch(texts, **kwargs)

    def reached(self) -> None:
        assert self._reached.wait(PATIENCE)

    def go(self) -> None:
        self._go.set()


@pytest.fixture(autouse=True)
def _impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whole articles are told at once, and nobody waits for the rest."""
    monkeypatch.setattr(sync, "_SECONDS_A_COMMIT", 0.0)
    monkeypatch.setattr(sync, "_SECONDS_A_WRITE", 0.0)
    monkeypatch.setattr(indexed, "_PATIENCE", 0.0)


@pytest.fixture
def made(tmp_path: Path) -> Settings:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    for number in range(FILES - 1):
        said = "".join(f"Ferry {number} carried {n + 2} goats to Skerry {n}.\n" for n in range(9))
        (corpus / f"ferry{number:02}.txt").write_text(OLD + said, "utf-8")
    (corpus / "zcomet.txt").write_text(NEW, "utf-8")
    return Settings(corpus=corpus, store=tmp_path / "store", llm="none")


@contextmanager
def in_a_thread(assistant: Assistant, held: Held) -> Iterator[None]:
    failed: list[BaseException] = []

    def work() -> None:
        try:
            assistant.sync()
        except BaseException as error:
            failed.append(error)

    thread = threading.Thread(target=work)
    thread.start()
    try:
        held.reached()
        yield
    finally:
        held.go()
        thread.join(PATIENCE)
    assert not failed
    assert not thread.is_alive()


def test_the_newest_articles_answer_before_the_rest_is_there(made: Settings) -> None:
    held = Held(batches=2)
    assistant = Assistant(made, embedding=held)
    with in_a_thread(assistant, held):
        answer = assistant.ask("Who discovered the comet over Lapland?")
        assert "Dora Lind" in answer.text
        prove(answer, made.corpus)
        some = len(assistant.articles())
        assert 1 <= some < FILES
        assert f"From {some} of {FILES} articles: the others are being indexed." in answer.notes
        assert assistant.busy()
    assert not assistant.busy()
    whole = assistant.ask("Who discovered the comet over Lapland?")
    assert len(assistant.articles()) == FILES
    assert not [note for note in whole.notes if "being indexed" in note]


def test_another_process_is_answered_meanwhile(made: Settings) -> None:
    held = Held(batches=2)
    environment = {**os.environ, "QA_CORPUS": str(made.corpus), "QA_STORE": str(made.store)}
    question = "Who discovered the comet over Lapland?"
    with in_a_thread(Assistant(made, embedding=held), held):
        done = subprocess.run(
            [sys.executable, "-m", "qa", "ask", question],
            env=environment | {"QA_LLM": "none"},
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=False,
        )
    assert done.returncode == 0, done.stderr
    assert "Dora Lind" in done.stdout
    assert "articles: the others are being indexed" in " ".join(done.stdout.split())


def test_what_an_interrupted_sync_has_done_answers(made: Settings) -> None:
    class Stopped(Held):
        def get_text_embedding_batch(self, texts, **kwargs):
            if self._state["left"] == 0:
                raise KeyboardInterrupt
            return super().get_text_embedding_batch(texts, **kwargs)

    with pytest.raises(KeyboardInterrupt):
        Assistant(made, embedding=Stopped(batches=2)).sync()
    after = Assistant(made)
    assert after.readable()
    whole = int(after.status()["indexed"].split()[0])
    assert 0 < whole < FILES
    done = after.sync()
    assert len(done.added) + len(done.unchanged) == FILES
    assert len(done.unchanged) >= whole


def test_a_sync_that_adds_little_tells_readers_once(
    made: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    assistant = Assistant(made)
    assistant.sync()
    told: list[int] = []
    commit = sync.Store.committed
    monkeypatch.setattr(sync.Store, "committed", lambda store: (told.append(1), commit(store))[1])
    (made.corpus / "one.txt").write_text("Nils Holt bought the mill of Ravn.\n", "utf-8")
    assistant.sync()
    assert len(told) == 1


def test_the_page_comes_before_the_rest_is_there_and_takes_the_sync_with_it(
    made: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(indexing, "_FIRST_SECONDS", 0.0)
    monkeypatch.setattr(background, "_LAST_SECONDS", PATIENCE)
    held = Held(batches=2)
    assistant = Assistant(made, embedding=held)
    with indexing.beside(assistant):
        held.reached()
        assert "Dora Lind" in assistant.ask("Who discovered the comet over Lapland?").text
        shown = header.render(assistant, len(assistant.articles()))
        assert f"of {FILES} articles, the others are being indexed" in shown
        held.go()  # the batch at hand is finished, and no other begun
    assert not assistant.busy()
    rest = Assistant(made).sync()
    assert rest.unchanged
    assert rest.added


def test_a_folder_that_cannot_be_read_is_told_before_the_page_comes(tmp_path: Path) -> None:
    nowhere = Settings(corpus=tmp_path / "nowhere", store=tmp_path / "store", llm="none")
    with pytest.raises(CorpusError), indexing.beside(Assistant(nowhere)):
        pytest.fail("there is nothing to serve")


def test_who_has_synced_finds_what_it_took_in_while_others_read(
    made: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    assistant = Assistant(made)
    assistant.sync()
    assistant.articles()
    taken, go = threading.Event(), threading.Event()
    index = Store.index

    def slow(store, coming=None, heed=None):
        found = index(store, coming, heed=heed)
        if threading.current_thread().name == "reader":
            taken.set()
            assert go.wait(PATIENCE)
        return found

    monkeypatch.setattr(Store, "index", slow)
    (made.corpus / "one.txt").write_text("Nils Holt bought the mill of Ravn.\n", "utf-8")
    Assistant(made).sync()  # another process, as it were: there is something new to take up
    reader = threading.Thread(target=assistant.status, name="reader")
    reader.start()
    assert taken.wait(PATIENCE)
    (made.corpus / "two.txt").write_text("Oda Brekke bought the mine of Ravn.\n", "utf-8")
    threading.Timer(0.5, go.set).start()
    try:
        assistant.sync()
        assert len(assistant.articles()) == FILES + 2
    finally:
        go.set()
        reader.join(PATIENCE)
