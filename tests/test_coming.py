"""What is parsed and not embedded yet: found by its words while a big folder is indexed."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from conftest import prove, wait_for
from test_underway import FILES, OLD, PATIENCE, Held, in_a_thread

from qa import Assistant, Settings
from qa.app import header
from qa.app.screen import Screen
from qa.corpus import documents
from qa.index import coming, indexed, sync
from qa.index.coming import ComingIndex
from qa.index.local_embedding import LocalEmbedding
from qa.index.spool import Spool
from qa.index.store import Store

QUESTION = "Who painted the lighthouse of Vardal?"
PAINTED = "Nora Vik painted the lighthouse of Vardal."


@pytest.fixture(autouse=True)
def _impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whole articles are told at once, all that is coming too, and nobody waits for the rest."""
    monkeypatch.setattr(sync, "_SECONDS_A_COMMIT", 0.0)
    monkeypatch.setattr(sync, "_SECONDS_A_WRITE", 0.0)
    monkeypatch.setattr(sync, "MANY", 1)
    monkeypatch.setattr(indexed, "_PATIENCE", 0.0)


@pytest.fixture
def made(tmp_path: Path) -> Settings:
    """Articles about ferries, and the oldest of all about a lighthouse."""
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    for number in range(FILES - 1):
        said = "".join(f"Ferry {number} carried {n + 2} goats to Skerry {n}.\n" for n in range(9))
        (corpus / f"ferry{number:02}.txt").write_text(OLD + said, "utf-8")
    light = "The lighthouse\n\n2 May 1999\n\n" + PAINTED + "\nIt was white before.\n"
    (corpus / "lighthouse.txt").write_text(light, "utf-8")
    return Settings(corpus=corpus, store=tmp_path / "store", llm="none")


class Asked(Held):
    """The local embedding: what a sync wants is held up, what a question wants is not."""

    def __init__(self, batches: int) -> None:
        super().__init__(batches)
        self._own = LocalEmbedding()

    def get_text_embedding_batch(self, texts, **kwargs):
        if threading.current_thread() is threading.main_thread():
            return self._own.get_text_embedding_batch(texts, **kwargs)
        return super().get_text_embedding_batch(texts, **kwargs)


@pytest.fixture
def told(made: Settings) -> Iterator[Assistant]:
    """An assistant that is asked while two batches are embedded and all others are not."""
    held = Asked(batches=2)
    assistant = Assistant(made, embedding=held)
    with in_a_thread(assistant, held):
        wait_for((made.store / coming.NAME).exists)
        yield assistant


def test_what_is_not_embedded_yet_is_found_by_its_words(made: Settings, told: Assistant) -> None:
    answer = told.ask(QUESTION)
    assert PAINTED in answer.text
    prove(answer, made.corpus)
    done, all_of_them = told.underway() or (0, 0)
    assert 0 < done < all_of_them == FILES
    note = f"From {done} of {FILES} articles, and the others by their words"
    assert any(one.startswith(note) for one in answer.notes), answer.notes
    assert len(told.articles()) == FILES
    assert PAINTED in told.article("lighthouse.txt")


def test_what_is_embedded_for_a_question_is_ranked_as_all_is(
    made: Settings, told: Assistant
) -> None:
    index = told.index()
    assert isinstance(index, ComingIndex)
    before = index.embedded.copy()
    passages = told.retrieve(QUESTION)
    assert PAINTED in passages[0].text
    assert 0 < (index.embedded & ~before).sum() < (~before).sum()
    assert told.retrieve(QUESTION) == passages


def test_only_what_may_answer_is_embedded(told: Assistant) -> None:
    index = told.index()
    assert isinstance(index, ComingIndex)
    told.retrieve(QUESTION, files=["ferry00.txt"])
    lighthouse = index.passage_of[index.unit_of[index.first("lighthouse.txt")]]
    assert not index.embedded[lighthouse]


def test_the_page_shows_an_article_that_is_cited_before_it_is_embedded(told: Assistant) -> None:
    screen = Screen(told)
    shown = screen._cited(told.ask(QUESTION).citations[0], 0, 1)
    assert "removed since" not in shown
    assert "Nora Vik" in shown
    done, _ = told.underway() or (0, 0)
    assert f"{done} of {FILES} articles" in header.render(told, len(screen.articles()))


def test_an_article_that_changes_meanwhile_is_not_cited_as_it_was(
    made: Settings, told: Assistant
) -> None:
    (made.corpus / "lighthouse.txt").write_text("The lighthouse\n\nIt has no colour.\n", "utf-8")
    assert told.ask(QUESTION).refused


def test_another_process_finds_it_too(made: Settings, told: Assistant) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "qa", "ask", QUESTION],
        env={
            **os.environ,
            "QA_CORPUS": str(made.corpus),
            "QA_STORE": str(made.store),
            "QA_LLM": "none",
        },
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert PAINTED in done.stdout
    assert "by their words" in " ".join(done.stdout.split())


def test_words_answer_before_the_first_article_is_whole(made: Settings) -> None:
    held = Asked(batches=0)
    assistant = Assistant(made, embedding=held)
    with in_a_thread(assistant, held):
        wait_for((made.store / coming.NAME).exists)
        answer = assistant.ask(QUESTION)
    assert PAINTED in answer.text
    assert any(note.startswith(f"From 0 of {FILES} articles") for note in answer.notes)


def test_it_is_the_index_that_there_will_be(made: Settings, told: Assistant) -> None:
    before = told.index()
    assert isinstance(before, ComingIndex)
    other = Settings(corpus=made.corpus, store=made.store.with_name("other"), llm="none")
    whole = Assistant(other).index()
    assert not isinstance(whole, ComingIndex)
    for ours, theirs in zip(before.rows, whole.rows, strict=True):
        assert vars(ours) | {"stamp": 0} == vars(theirs) | {"stamp": 0}
    embedded = before.embedded[before.passage_of]
    assert np.array_equal(before.unit_of, whole.unit_of)
    assert np.array_equal(
        before.vectors[embedded[before.unit_of]], whole.vectors[embedded[before.unit_of]]
    )


def test_what_is_added_to_an_index_is_coming_beside_it(made: Settings) -> None:
    Assistant(made).sync()
    (made.corpus / "ferry00.txt").unlink()
    (made.corpus / "mill.txt").write_text("Nils Holt bought the mill of Ravn.\n", "utf-8")
    held = Asked(batches=0)
    assistant = Assistant(made, embedding=held)
    with in_a_thread(assistant, held):
        wait_for((made.store / coming.NAME).exists)
        assert "Nils Holt" in assistant.ask("Who bought the mill of Ravn?").text
        assert PAINTED in assistant.ask(QUESTION).text
        files = assistant.index().files
        assert "mill.txt" in files
        assert "ferry00.txt" not in files


def test_nothing_of_it_is_left_when_all_is_embedded(made: Settings) -> None:
    assistant = Assistant(made)
    assistant.sync()
    assert not (made.store / coming.NAME).exists()
    answer = assistant.ask(QUESTION)
    assert not isinstance(assistant.index(), ComingIndex)
    assert not [note for note in answer.notes if "by their words" in note]


def test_a_disk_with_little_room_is_left_to_the_store(
    made: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = documents.parse("ferry00.txt", (made.corpus / "ferry00.txt").read_bytes())

    def tell() -> bool:
        with Spool(tmp_path) as spool:
            spool.add(list(sync.rows_of(document, stamp=1)), "2024-05-05")
            with coming.announced(tmp_path, spool, (), None) as announced:
                assert announced.derived()
                return (tmp_path / coming.NAME).exists()

    assert tell()
    usage = shutil.disk_usage(tmp_path)
    monkeypatch.setattr(shutil, "disk_usage", lambda path: usage._replace(free=9000))
    assert not tell()


def test_what_a_killed_sync_left_behind_is_not_used(made: Settings, told: Assistant) -> None:
    left = (made.store / coming.NAME).read_bytes()
    other = made.store.with_name("other")
    readers = Store(other, model=LocalEmbedding().model_name, chunker="any")
    other.mkdir()
    (other / coming.NAME).write_bytes(left)
    assert coming.Reader(other, readers.busy, lambda: 384).index() is None
    assert Assistant(Settings(corpus=made.corpus, store=other, llm="none")).ask(QUESTION)
    assert not (other / coming.NAME).exists()
