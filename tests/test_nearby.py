"""A new reader of a big index on a server: answered from what that finds until all is there."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import prove, wait_for
from servers.chroma import settings
from typer.testing import CliRunner

from qa import Assistant, Settings
from qa.cli import commands
from qa.index import kept, nearby
from qa.index.store import Store

FERRIES = 30
COMET = "Dora Lind discovered the comet over Lapland. Quvenko paid for the telescope."
QUESTION = "Who discovered the comet over Lapland?"
SOME = "articles that the Chroma server finds near: all others are still being fetched."
PATIENCE = 60  # seconds

pytestmark = [pytest.mark.server, pytest.mark.slow]


@pytest.fixture
def reading(tmp_path: Path, chroma_url: str, database: str, monkeypatch) -> Settings:
    """Those of a reader with a copy of the articles, and nothing else; each index is a big one."""
    writing = settings(tmp_path, chroma_url, database, text=COMET)
    for number in range(FERRIES):
        said = f"Ferry {number} came to Skerry {number}. It carried goats. It left at noon."
        (writing.corpus / f"ferry{number:02}.txt").write_text(said)
    Assistant(writing).sync()
    monkeypatch.setattr(nearby, "BIG", 10)
    monkeypatch.setattr(nearby, "_ROWS", 30)
    more = {"corpus": writing.corpus, "sync": "manual"}
    return settings(tmp_path / "other", chroma_url, database, text=COMET, **more)


class Fetching:
    """Holds up whoever fetches all, until it may go on."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self._go = threading.Event()
        self.begun = 0
        really = Store.index

        def held(store: Store, coming=None, heed=None):
            self.begun += 1
            while not self._go.wait(0.05):
                if heed is not None:
                    heed()
            return really(store, coming, heed)

        monkeypatch.setattr(Store, "index", held)

    def go(self) -> None:
        self._go.set()


@pytest.fixture
def fetching(monkeypatch) -> Iterator[Fetching]:
    found = Fetching(monkeypatch)
    yield found
    found.go()


@pytest.mark.parametrize("sync", ["manual", "auto"])
def test_a_new_reader_is_answered_before_all_is_fetched(reading, fetching, sync):
    assistant = Assistant(reading.model_copy(update={"sync": sync}))
    for question, said in ((QUESTION, "Dora Lind"), ("Where did ferry 7 come to?", "Skerry 7")):
        answer = prove(assistant.ask(question), reading.corpus)
        assert said in answer.text
        [note] = [note for note in answer.notes if note.startswith("From ")]
        assert note.endswith(SOME)
        assert int(note.split()[1]) < FERRIES
        assert assistant.underway() is None
    wait_for(lambda: fetching.begun)
    assert fetching.begun == 1
    fetching.go()
    assistant.finish()
    assert not assistant.fetching()
    whole = prove(assistant.ask(QUESTION), reading.corpus)
    assert "Dora Lind" in whole.text
    assert not [note for note in whole.notes if note.startswith("From ")]
    assert len(assistant.articles()) == FERRIES + 1


def test_a_refusal_says_that_not_all_was_asked(reading, fetching):
    answer = Assistant(reading).ask("What did the minister of Portugal eat?")
    assert answer.refused
    assert not answer.citations
    assert answer.reason.endswith("the rest is being fetched")
    assert any(note.endswith(SOME) for note in answer.notes)


@pytest.mark.parametrize("files", [None, ["ferry01.txt"]])
def test_what_is_asked_of_all_articles_waits_for_all(reading, fetching, files):
    assistant = Assistant(reading)
    question = "How many articles mention goats?" if files is None else "What did it carry?"
    threading.Timer(0.5, fetching.go).start()
    answer = assistant.ask(question, files=files)
    assert (str(FERRIES) if files is None else "goats") in answer.text
    assert not [note for note in answer.notes if note.startswith("From ")]


def test_what_is_kept_answers_at_once(reading, fetching):
    fetching.go()
    Assistant(reading).index()
    answer = Assistant(reading).ask(QUESTION)
    assert "Dora Lind" in answer.text
    assert not [note for note in answer.notes if note.startswith("From ")]


def test_an_article_that_is_too_much_is_waited_for(reading, fetching, monkeypatch):
    monkeypatch.setattr(nearby, "_ROWS", 1)
    threading.Timer(0.5, fetching.go).start()
    answer = Assistant(reading).ask(QUESTION)
    assert "Dora Lind" in answer.text
    assert not [note for note in answer.notes if note.startswith("From ")]


def test_a_rare_word_is_found_however_it_is_written(reading, monkeypatch):
    from qa.index.indexed import cut_by
    from qa.index.local_embedding import LocalEmbedding
    from qa.index.server import Server

    monkeypatch.setattr(nearby, "_NEAR", 1)
    model = LocalEmbedding()
    store = Store(
        reading.store,
        model=model.model_name,
        chunker=cut_by(reading),
        server=Server.of(reading),
    )
    found = nearby.index(store, model, ["Which goats left at noon on the ferry, QUVENKO?"])
    assert found is not None
    assert "a.txt" in found.files
    assert found.text("a.txt") == COMET
    assert len(found.rows) <= 30


def test_what_is_fetched_is_stopped_and_goes_on_with_the_next_question(reading, fetching):
    assistant = Assistant(reading)
    assert "Dora Lind" in assistant.ask(QUESTION).text
    assert assistant.fetching()
    assert not assistant.close()
    assert not assistant.fetching()
    assert "Dora Lind" in assistant.ask(QUESTION).text
    assert assistant.fetching()


def test_a_single_question_of_the_terminal_leaves_all_of_it_behind(reading, monkeypatch):
    for name in ("corpus", "store", "sync", "chroma_url", "chroma_tenant", "chroma_database"):
        monkeypatch.setenv(f"QA_{name.upper()}", str(getattr(reading, name)))
    monkeypatch.setenv("QA_LLM", "none")
    done = CliRunner().invoke(commands.app, ["ask", QUESTION])
    assert done.exit_code == 0, done.output
    assert "Dora Lind" in done.output
    assert SOME.partition(":")[0] in " ".join(done.output.split())
    assert [path for path in reading.store.rglob(kept.NAME) if path.is_file()]
