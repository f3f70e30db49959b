"""Several machines over one Chroma server: who reads, who writes, and a server that goes away."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path

import pytest
from conftest import ROOT, prove
from servers.chroma import QUESTION, TEXT, free_port, running, settings

from qa import Assistant, Settings, StoreAway, StoreBusy, StoreError
from qa.index import fetching, lease, sync
from qa.index.indexed import IndexedCorpus
from qa.index.store import Store

_PROGRAM = """
import sys
from qa import Assistant, Settings
from qa.index import lease
from qa.index.store import Store
corpus, store, url, database = sys.argv[1:]
assistant = Assistant(
    Settings(corpus=corpus, store=store, chroma_url=url, chroma_database=database, llm="none")
)
"""
READER = """
for line in sys.stdin:
    answer = assistant.ask(line)
    print(answer.text, *answer.notes, flush=True)
"""
WRITER = """
put = Store.put
def stop(self, rows, vectors):
    put(self, rows, vectors)
    print("writing", flush=True)
    sys.stdin.readline()
Store.put = stop
assistant.sync()
"""


class Machine:
    """A process with a folder of its own for what it keeps, and the articles of all."""

    def __init__(self, program: str, chosen: Settings) -> None:
        named = [chosen.corpus, chosen.store, chosen.chroma_url, chosen.chroma_database]
        self.process = subprocess.Popen(
            [sys.executable, "-c", _PROGRAM + program, *map(str, named)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
        )

    def says(self) -> str:
        assert self.process.stdout
        return self.process.stdout.readline()

    def told(self, line: str) -> str:
        assert self.process.stdin
        self.process.stdin.write(line + "\n")
        self.process.stdin.flush()
        return self.says()

    def __enter__(self) -> Machine:
        return self

    def __exit__(self, *_: object) -> None:
        self.process.kill()
        self.process.communicate()


def elsewhere(folder: Path, chosen: Settings) -> Settings:
    """The same articles and index, seen from a machine of its own."""
    return chosen.model_copy(update={"store": folder})


def counted(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many rows each call has read of a server from now on, with their vectors."""
    from chromadb.api.models.Collection import Collection

    seen: list[int] = []
    get = Collection.get

    def counting(self, *args, **named):
        got = get(self, *args, **named)
        if "embeddings" in named.get("include", ()):
            seen.append(len(got["ids"]))
        return got

    monkeypatch.setattr(Collection, "get", counting)
    return seen


# -- what a reader fetches ------------------------------------------------------------------------


def test_a_reader_keeps_what_it_read_and_fetches_only_what_changed(
    tmp_path, chroma_url, database, monkeypatch
):
    chosen = settings(tmp_path, chroma_url, database)
    (chosen.corpus / "b.txt").write_text("The ferry sails at noon. It carries forty cars.")
    Assistant(chosen).sync()
    reading = elsewhere(tmp_path / "reader", chosen)
    seen = counted(monkeypatch)
    assert "Geneva" in prove(Assistant(reading).ask(QUESTION), chosen.corpus).text
    assert sum(seen) == 4
    seen.clear()
    assert "Geneva" in prove(Assistant(reading).ask(QUESTION), chosen.corpus).text
    assert not seen
    (chosen.corpus / "a.txt").write_text(TEXT.replace("Geneva", "Lisbon"))
    Assistant(chosen).sync()
    seen.clear()
    assert "Lisbon" in prove(Assistant(reading).ask(QUESTION), chosen.corpus).text
    assert sum(seen) == 2
    (chosen.corpus / "a.txt").unlink()
    (chosen.corpus / "c.txt").write_text(TEXT.replace("Geneva", "Oslo"))
    Assistant(chosen).sync()
    reader = Assistant(reading)
    assert "Oslo" in prove(reader.ask(QUESTION), chosen.corpus).text
    assert [article.file for article in reader.articles()] == ["b.txt", "c.txt"]


def test_what_is_fetched_in_parts_is_what_is_there(tmp_path, chroma_url, database, monkeypatch):
    chosen = settings(tmp_path, chroma_url, database)
    for number in range(8):
        (chosen.corpus / f"{number}.txt").write_text(TEXT.replace("Monday", f"day {number}"))
    assistant = Assistant(chosen)
    assistant.sync()
    for number in (1, 5):
        (chosen.corpus / f"{number}.txt").write_text(TEXT.replace("Monday", f"night {number}"))
    (chosen.corpus / "7.txt").unlink()
    assistant.sync()
    monkeypatch.setattr(fetching, "_PAGE", 3)
    monkeypatch.setattr(fetching, "_NAMED", 3)
    store = assistant._corpus._store
    kept, (rows, vectors) = store.index(), fresh(store, tmp_path).read()
    assert [kept.rows[i] for i in range(len(kept.rows))] == rows
    assert (kept.vectors == vectors).all()


def fresh(store: Store, folder: Path) -> Store:
    """The same store, of which nothing is kept."""
    names = {"model": store._identity["qa_embedding"], "chunker": store._identity["qa_chunker"]}
    return Store(folder / "fresh", server=store.server, **names)


def test_nothing_is_read_to_learn_that_nothing_changed(tmp_path, chroma_url, database, monkeypatch):
    chosen = settings(tmp_path, chroma_url, database)
    Assistant(chosen).sync()
    monkeypatch.setattr(fetching, "read_pages", None)
    assert Assistant(chosen).sync().unchanged == ("a.txt",)
    assert Assistant(chosen).pending().empty


# -- who sees what --------------------------------------------------------------------------------


@pytest.mark.slow
def test_another_process_answers_from_what_was_synced_just_now(tmp_path, chroma_url, database):
    chosen = settings(tmp_path, chroma_url, database)
    writer = Assistant(chosen)
    writer.sync()
    with Machine(READER, elsewhere(tmp_path / "reader", chosen)) as reader:
        assert "Geneva" in reader.told(QUESTION)
        for town in ("Lisbon", "Oslo"):
            (chosen.corpus / "a.txt").write_text(TEXT.replace("Geneva", town))
            writer.sync()
            assert town in reader.told(QUESTION)


def test_each_article_that_is_told_while_much_is_synced_answers_the_next_question(
    tmp_path, chroma_url, database, monkeypatch
):
    """A change is seen by the next question after it is told, so in no time of its own."""
    for name in ("_SECONDS_A_WRITE", "_SECONDS_A_COMMIT", "_GROWTH_A_COMMIT"):
        monkeypatch.setattr(sync, name, 0)
    monkeypatch.setattr(sync, "_TEXTS_A_BATCH", 3)
    chosen = settings(tmp_path, chroma_url, database)
    for number in range(5):
        (chosen.corpus / f"{number}.txt").write_text(TEXT.replace("Monday", f"day {number}"))
    reader = Assistant(elsewhere(tmp_path / "reader", chosen).model_copy(update={"sync": "manual"}))
    told, committed, seen = set(), Store.committed, []
    put = Store.put

    def writing(store, rows, vectors):
        put(store, rows, vectors)
        told.update(row.file for row in rows if row.index == row.count - 1)

    def telling(store):
        committed(store)
        assert told <= set(reader.index().files)
        seen.append(len(reader.index().files))

    monkeypatch.setattr(Store, "put", writing)
    monkeypatch.setattr(Store, "committed", telling)
    Assistant(chosen).sync()
    assert len(set(seen)) > 2
    assert seen[-1] == 6


def test_a_server_that_was_ended_and_begun_again_answers_the_next_question(tmp_path):
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    chosen = settings(tmp_path, url, "default_database")
    with running(tmp_path / "server", port):
        writer, reader = Assistant(chosen), Assistant(elsewhere(tmp_path / "reader", chosen))
        writer.sync()
        assert "Geneva" in prove(reader.ask(QUESTION), chosen.corpus).text
    away = prove(reader.ask(QUESTION), chosen.corpus)
    assert "Geneva" in away.text
    assert "The Chroma server does not answer" in " ".join(away.notes)
    assert reader.readable()
    with pytest.raises(StoreAway, match="is the Chroma server running"):
        writer.sync()
    with running(tmp_path / "server", port):
        answer = prove(reader.ask(QUESTION), chosen.corpus)
        assert "Geneva" in answer.text
        assert not answer.notes
        (chosen.corpus / "a.txt").write_text(TEXT.replace("Geneva", "Lisbon"))
        assert writer.sync().updated == ("a.txt",)
        assert "Lisbon" in prove(reader.ask(QUESTION), chosen.corpus).text


def test_who_starts_while_the_server_is_away_answers_from_what_is_kept(tmp_path):
    port = free_port()
    chosen = settings(tmp_path, f"http://127.0.0.1:{port}", "default_database")
    with running(tmp_path / "server", port):
        Assistant(chosen).ask(QUESTION)
    answer = prove(Assistant(chosen).ask(QUESTION), chosen.corpus)
    assert "Geneva" in answer.text
    assert answer.notes
    (chosen.corpus / "a.txt").write_text(TEXT.replace("Geneva", "Lisbon"))
    changed = prove(Assistant(chosen).ask(QUESTION), chosen.corpus)
    assert "Geneva" not in changed.text  # a quote that its file no longer has is never shown
    with pytest.raises(StoreAway):
        Assistant(elsewhere(tmp_path / "another", chosen)).ask(QUESTION)


def test_a_reader_with_an_older_copy_of_the_articles_leaves_the_index_alone(
    tmp_path, chroma_url, database
):
    writing = settings(tmp_path / "writer", chroma_url, database, TEXT.replace("Geneva", "Lisbon"))
    reading = settings(tmp_path / "reader", chroma_url, database, sync="manual")
    with pytest.raises(StoreError, match="nothing is indexed yet"):
        Assistant(reading).ask(QUESTION)
    Assistant(writing).sync()
    answer = prove(Assistant(reading).ask(QUESTION), reading.corpus)
    assert "Lisbon" not in answer.text  # its own file does not say so
    assert "Lisbon" in prove(Assistant(writing).ask(QUESTION), writing.corpus).text
    (reading.corpus / "a.txt").write_text(TEXT.replace("Geneva", "Lisbon"))
    assert "Lisbon" in prove(Assistant(reading).ask(QUESTION), reading.corpus).text


def test_a_copy_of_the_folder_of_a_server_is_a_backup(tmp_path):
    """Also for readers who have seen what came after it."""
    port = free_port()
    chosen = settings(tmp_path, f"http://127.0.0.1:{port}", "default_database")
    with running(tmp_path / "server", port):
        Assistant(chosen).sync()
    shutil.copytree(tmp_path / "server", tmp_path / "backup")
    later = TEXT.replace("Geneva", "Lisbon")
    (chosen.corpus / "a.txt").write_text(later)
    with running(tmp_path / "server", port):
        assert "Lisbon" in prove(Assistant(chosen).ask(QUESTION), chosen.corpus).text
    with running(tmp_path / "backup", port):
        (chosen.corpus / "a.txt").write_text(TEXT)
        reading = chosen.model_copy(update={"sync": "manual"})
        assert "Geneva" in prove(Assistant(reading).ask(QUESTION), chosen.corpus).text
        (chosen.corpus / "a.txt").write_text(later)
        assert "Lisbon" in prove(Assistant(chosen).ask(QUESTION), chosen.corpus).text


# -- who writes -----------------------------------------------------------------------------------


def test_one_machine_writes_at_a_time(tmp_path, chroma_url, database):
    chosen = settings(tmp_path, chroma_url, database)
    here = Assistant(elsewhere(tmp_path / "here", chosen))
    with Machine(WRITER, elsewhere(tmp_path / "there", chosen)) as writer:
        assert writer.says() == "writing\n"
        assert here.busy()
        with pytest.raises(StoreBusy, match=rf"process {writer.process.pid} on "):
            here.sync(wait=False)
        waited = []
        thread = threading.Thread(target=here.sync, kwargs={"on_wait": lambda: waited.append(1)})
        thread.start()
        writer.told("go on")
        assert writer.process.wait(60) == 0
        thread.join(60)
        assert waited == [1]
    assert not here.busy()
    assert "Geneva" in prove(here.ask(QUESTION), chosen.corpus).text


@pytest.mark.slow
def test_who_was_killed_writing_is_waited_for_until_its_time_is_over(
    tmp_path, chroma_url, database
):
    chosen = settings(tmp_path, chroma_url, database)
    with Machine("lease._LASTS = 3" + WRITER, elsewhere(tmp_path / "there", chosen)) as writer:
        assert writer.says() == "writing\n"
    here = Assistant(elsewhere(tmp_path / "here", chosen))
    before = here._corpus._store.revision()
    report = here.sync()
    assert report.unchanged or report.added
    assert not here.busy()
    assert here._corpus._store.revision() != before  # what the other one wrote is told
    assert "Geneva" in prove(here.ask(QUESTION), chosen.corpus).text


def test_of_many_who_find_a_lease_that_has_ended_one_takes_it(
    tmp_path, chroma_url, database, monkeypatch
):
    chosen = settings(tmp_path, chroma_url, database)
    corpora = [IndexedCorpus(elsewhere(tmp_path / str(n), chosen), Named()) for n in range(4)]
    connections = [corpus._store.connection for corpus in corpora]
    monkeypatch.setattr(lease, "_RENEWED", 60)
    for _ in range(5):
        monkeypatch.setattr(lease, "_LASTS", 0.0)
        lease.take(connections[0], "c", wait=False, on_wait=None)
        monkeypatch.setattr(lease, "_LASTS", 30.0)
        taken = together(connections)
        assert len(taken) == 1
        assert taken[0].succeeded
        taken[0].give_back()
        assert not lease.is_there(connections[0], "c")


class Named:
    model_name = "m"


def together(connections) -> list[lease.Lease]:
    taken = []
    begin = threading.Barrier(len(connections))

    def take(connection) -> None:
        begin.wait()
        with suppress(StoreBusy):
            taken.append(lease.take(connection, "c", wait=False, on_wait=None))

    threads = [threading.Thread(target=take, args=(one,)) for one in connections]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return taken


def test_a_lease_is_renewed_and_one_that_could_not_be_writes_no_more(
    tmp_path, chroma_url, database, monkeypatch
):
    monkeypatch.setattr(lease, "_LASTS", 1.0)
    monkeypatch.setattr(lease, "_RENEWED", 0.1)
    chosen = settings(tmp_path, chroma_url, database)
    corpus = IndexedCorpus(chosen, Named())
    store = corpus._store
    with store.writing(wait=False):
        time.sleep(2)
        assert corpus.busy()
        store.open_for_writing()
        store.committed()
        monkeypatch.setattr(lease, "_terms", None)  # the server cannot be asked any more
        time.sleep(1.5)
        with pytest.raises(StoreBusy, match="run `qa sync` again"):
            store.put([], [])


def test_who_fails_after_it_wrote_tells_readers_all_the_same(tmp_path, chroma_url, database):
    """Whoever kept what there was would else take it for what there is."""
    chosen = settings(tmp_path, chroma_url, database)
    assistant = Assistant(chosen)
    assistant.sync()
    store = assistant._corpus._store
    before = store.revision()
    with suppress(ZeroDivisionError), store.writing(wait=False):
        store.drop(store.versions())
        raise ZeroDivisionError
    assert store.revision() != before
    assert assistant.pending().added == ("a.txt",)
