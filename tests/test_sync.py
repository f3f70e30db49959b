import os
import shutil
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from conftest import ROOT, prove
from pydantic import PrivateAttr

from eval.bench.scale.texts import MadeEmbedding
from qa import Assistant, CorpusError, Settings, StoreBusy, StoreError, StoreMismatch
from qa.corpus import chunking, documents, formats
from qa.index import sync
from qa.index.local_embedding import LocalEmbedding
from qa.index.store import Store

OLD = "The envoy arrived in Geneva on Monday. He met the minister there."
NEW = "The envoy arrived in Lisbon on Friday. He met the minister there."


class Counting(LocalEmbedding):
    """The real embedding, which keeps the texts that it was asked for."""

    _texts: list[str] = PrivateAttr(default_factory=list)

    @property
    def texts(self) -> list[str]:
        return self._texts

    def _get_text_embeddings(self, texts: list[str]) -> list[list[float]]:
        self._texts += texts
        return super()._get_text_embeddings(texts)


def test_a_second_sync_finds_nothing_to_do(make):
    assistant = make({"a.txt": OLD})
    first = assistant.sync()
    assert (first.added, first.passages, first.embedded) == (("a.txt",), 2, 2)
    second = assistant.sync()
    assert (second.added, second.unchanged, second.embedded) == ((), ("a.txt",), 0)


@pytest.mark.parametrize(("rows", "writes"), [(4000, 2), (100, 4)])
def test_many_small_files_are_few_writes(make, monkeypatch, rows, writes):
    """By what is waited for alone: no second goes by, as far as the sync can tell."""
    monkeypatch.setattr(sync, "_SECONDS_A_WRITE", float("inf"))
    monkeypatch.setattr(sync, "_SECONDS_A_COMMIT", float("inf"))
    monkeypatch.setattr(sync, "_ROWS_A_WRITE", rows)
    put, committed, seen = Store.put, Store.committed, []

    def counted(store, rows, vectors):
        seen.append(len(rows))
        put(store, rows, vectors)

    monkeypatch.setattr(Store, "put", counted)
    monkeypatch.setattr(Store, "committed", lambda store: (seen.append(0), committed(store))[1])
    files = {f"{n}.txt": f"Ferry {n} sails at noon. It carries {n} cars." for n in range(150)}
    report = make(files, embedding=MadeEmbedding()).sync()
    assert sum(seen) == report.passages == 300
    assert len(seen) - seen.count(0) <= writes
    assert seen.count(0) == 1


def test_a_folder_is_listed_twice_to_be_known_afterwards_and_to_be_read(make, monkeypatch):
    assistant, listed, seen = make({"a.txt": "The envoy arrived."}), documents.listed, []
    monkeypatch.setattr(documents, "listed", lambda corpus: seen.append(0) or listed(corpus))
    assistant.sync()
    assert len(seen) == 2


def test_changed_renamed_and_deleted_files_are_seen_by_their_content(make, tmp_path):
    counting = Counting()
    assistant = make(
        {"a.txt": OLD, "b.txt": "The harvest was poor in the north of the country."},
        embedding=counting,
    )
    assistant.sync()
    assert "Geneva" in assistant.ask("Where did the envoy arrive?").text

    report = make({"a.txt": NEW}).sync()
    assert (report.updated, report.unchanged, report.embedded) == (("a.txt",), ("b.txt",), 1)
    answer = prove(assistant.ask("Where did the envoy arrive?"), tmp_path / "corpus")
    assert "Lisbon" in answer.text
    assert "Geneva" not in answer.text

    (tmp_path / "corpus/b.txt").rename(tmp_path / "corpus/c.txt")
    report = assistant.sync()
    assert (report.added, report.removed, report.embedded) == (("c.txt",), ("b.txt",), 0)

    (tmp_path / "corpus/a.txt").unlink()
    answer = assistant.ask("Where did the envoy arrive?")
    assert "envoy" not in answer.text
    assert {passage.file for passage in answer.passages} <= {"c.txt"}
    assert len(counting.texts) == len(set(counting.texts))


def test_touching_a_file_embeds_nothing(make, tmp_path):
    assistant = make({"a.txt": OLD})
    assistant.sync()
    os.utime(tmp_path / "corpus/a.txt", (1, 1))
    assert assistant.sync().embedded == 0


def test_the_same_text_twice_is_embedded_once_and_cited_in_both_files(make, tmp_path):
    counting = Counting()
    assistant = make({"x/a.txt": OLD, "y/a.txt": OLD}, embedding=counting)
    report = assistant.sync()
    assert report.added == ("x/a.txt", "y/a.txt")
    assert len(counting.texts) == 2
    answer = prove(assistant.ask("Where did the envoy arrive?"), tmp_path / "corpus")
    assert {citation.file for citation in answer.citations} == {"x/a.txt", "y/a.txt"}


def test_files_of_one_name_in_two_folders_are_two_files(make, tmp_path):
    assistant = make({"x/a.txt": OLD, "y/a.txt": "The harvest was poor in the north."})
    assert assistant.sync().added == ("x/a.txt", "y/a.txt")
    answer = prove(assistant.ask("How was the harvest?"), tmp_path / "corpus")
    assert answer.citations[0].file == "y/a.txt"


def test_what_cannot_be_indexed_is_reported_and_the_rest_is(make):
    assistant = make(
        {
            "good.txt": OLD,
            "empty.txt": "",
            "binary.txt": b"\x00\x01\x02",
            "furniture.txt": "Leave a Reply\n",
            "latin.txt": "Der Präsident kam früh.".encode("cp1252"),
        }
    )
    report = assistant.sync()
    assert report.added == ("good.txt", "latin.txt")
    assert {s.file: s.reason for s in report.skipped} == {
        "binary.txt": "binary, not text",
        "empty.txt": "empty",
        "furniture.txt": "no article text in it",
    }
    assert "latin.txt: not UTF-8" in " ".join(report.warnings)
    assert assistant.pending().empty


def test_an_unreadable_file_is_skipped(make, tmp_path):
    assistant = make({"good.txt": OLD})
    (tmp_path / "corpus/gone.txt").symlink_to(tmp_path / "corpus/nowhere.txt")
    report = assistant.sync()
    assert report.added == ("good.txt",)
    assert "cannot be read" in report.skipped[0].reason


def test_a_file_that_changes_while_it_is_read_keeps_its_old_version(make, tmp_path, monkeypatch):
    assistant = make({"a.txt": OLD})
    assistant.sync()
    path = tmp_path / "corpus/a.txt"
    path.write_text(NEW)
    real = os.fstat
    turns = iter(range(1000))

    def restless(descriptor: int) -> os.stat_result:
        status = real(descriptor)
        if status.st_size and Path(f"/proc/self/fd/{descriptor}").resolve() == path:
            path.write_text(NEW + "." * next(turns))
        return status

    monkeypatch.setattr("os.fstat", restless)
    report = assistant.sync()
    assert "changes while" in report.skipped[0].reason
    monkeypatch.undo()
    assert Store(tmp_path / "store", model="", chunker="").versions()[0].complete
    assert assistant.sync().updated == ("a.txt",)


@pytest.mark.parametrize("files", [{}, {"empty.txt": ""}])
def test_a_folder_without_articles_is_an_error_and_the_index_stays(make, tmp_path, files):
    assistant = make({"a.txt": OLD})
    assistant.sync()
    (tmp_path / "corpus/a.txt").unlink()
    make(files)
    with pytest.raises(CorpusError, match=r"no articles in .*QA_CORPUS"):
        assistant.sync()
    assert Store(tmp_path / "store", model="", chunker="").versions()


def run(code: str, tmp_path: Path, **keywords: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env={
            **os.environ,
            "QA_CORPUS": str(tmp_path / "corpus"),
            "QA_STORE": str(tmp_path / "store"),
            "QA_LLM": "none",
        },
        capture_output=True,
        check=False,
        text=True,
        timeout=240,
        **keywords,
    )


KILLED_HALFWAY = """
import os, signal, qa
def die(done, total, file):
    if done >= 24:
        os.kill(os.getpid(), signal.SIGKILL)
qa.Assistant().sync(progress=die)
"""


def test_a_killed_sync_is_finished_by_the_next_and_the_old_version_answers(make, tmp_path):
    assistant = make({"a.txt": OLD})
    assistant.sync()
    many = " ".join(f"The item number {i} was sold in the city of Porto." for i in range(60))
    make({"a.txt": NEW + " " + many})
    killed = run(KILLED_HALFWAY, tmp_path)
    assert killed.returncode == -signal.SIGKILL
    store = Store(tmp_path / "store", model="", chunker="")
    assert sorted(version.complete for version in store.versions()) == [False, True]
    rows, _ = store.read()
    assert "Geneva" in rows[0].text

    counting = Counting()
    assistant = make(embedding=counting)
    report = assistant.sync()
    assert report.updated == ("a.txt",)
    assert 0 < len(counting.texts) == 61 - 24
    assert [version.complete for version in store.versions()] == [True]
    assert "Lisbon" in assistant.ask("Where did the envoy arrive?").text


@pytest.mark.parametrize("stop", [KeyboardInterrupt, OSError], ids=["Ctrl-C", "an error"])
def test_what_was_embedded_when_a_sync_was_stopped_is_kept(make, stop):
    many = {f"{i}.txt": f"The item number {i} was sold in the city of Porto." for i in range(80)}
    counting = Counting()
    assistant = make(many, embedding=counting)

    def stopping(done: int, total: int, file: str) -> None:
        if done >= 48:
            raise stop

    with pytest.raises(stop):
        assistant.sync(progress=stopping)
    assert len(counting.texts) == 48
    assistant.sync()
    assert len(counting.texts) == 80


def test_killed_between_writing_the_new_version_and_removing_the_old(make, tmp_path, monkeypatch):
    assistant = make({"a.txt": OLD})
    assistant.sync()
    make({"a.txt": NEW})

    def killed(self: Store, version: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Store, "drop", killed)
    with pytest.raises(KeyboardInterrupt):
        assistant.sync()
    monkeypatch.undo()
    rows, _ = Store(tmp_path / "store", model="", chunker="").read()
    assert {row.text for row in rows if "envoy" in row.text} == {
        "The envoy arrived in Lisbon on Friday."
    }
    assistant.sync()
    assert len(Store(tmp_path / "store", model="", chunker="").versions()) == 1


WAITING = """
import qa
def say(): print('waiting', flush=True)
print(qa.Assistant().sync(on_wait=say).added)
"""


def test_a_second_process_waits_for_its_turn(make, tmp_path):
    assistant = make({"a.txt": OLD})
    with Store(tmp_path / "store", model="", chunker="").writing(wait=True):
        with pytest.raises(StoreBusy) as busy:
            assistant.sync(wait=False)
        assert busy.value.retry
        second = subprocess.Popen(
            [sys.executable, "-c", WAITING],
            cwd=ROOT,
            env={
                **os.environ,
                "QA_CORPUS": str(tmp_path / "corpus"),
                "QA_STORE": str(tmp_path / "store"),
            },
            stdout=subprocess.PIPE,
            text=True,
        )
        assert second.stdout is not None
        assert second.stdout.readline() == "waiting\n"
    out, _ = second.communicate(timeout=240)
    assert out == "('a.txt',)\n"


def test_while_another_writes_the_old_version_answers(make, tmp_path):
    assistant = make({"a.txt": OLD, "b.txt": "The harvest was poor in the north."})
    assistant.sync()
    make({"b.txt": "The harvest was rich in the south."})
    entered, leave = threading.Event(), threading.Event()

    def write() -> None:
        with Store(tmp_path / "store", model="", chunker="").writing(wait=True):
            entered.set()
            leave.wait(60)

    writer = threading.Thread(target=write)
    writer.start()
    entered.wait(60)
    answer = prove(assistant.ask("Where did the envoy arrive?"), tmp_path / "corpus")
    leave.set()
    writer.join()
    assert "Geneva" in answer.text
    assert "rich" in assistant.ask("How was the harvest?").text


def test_another_process_that_syncs_is_seen(make, tmp_path):
    assistant = make({"a.txt": OLD})
    assistant.sync()
    make({"a.txt": NEW})
    done = run("import qa; print(qa.Assistant().sync().updated)", tmp_path)
    assert done.stdout == "('a.txt',)\n", done.stderr
    assert "Lisbon" in assistant.ask("Where did the envoy arrive?").text


@pytest.mark.parametrize(
    ("owner", "name", "other"),
    [(chunking, "CHUNKER", "another"), (formats, "version", lambda library: "0.1")],
    ids=["another way of cutting", "libraries that may find another text"],
)
def test_another_chunker_is_refused_with_the_command_that_rebuilds(
    make, monkeypatch, owner, name, other
):
    make({"a.txt": OLD}).sync()
    monkeypatch.setattr(owner, name, other)
    assistant = make()
    for call in (assistant.sync, lambda: assistant.ask("Where did the envoy arrive?")):
        with pytest.raises(StoreMismatch, match=r"chunker .*qa sync --rebuild"):
            call()
    assert assistant.sync(rebuild=True).added == ("a.txt",)
    assert "Geneva" in assistant.ask("Where did the envoy arrive?").text


def test_a_corrupt_index_is_told_and_only_a_rebuild_removes_it(make, tmp_path):
    make({"a.txt": OLD})
    database = tmp_path / "store/chroma.sqlite3"
    database.parent.mkdir()
    database.write_bytes(b"this is no database" * 100)
    assistant = make()
    for call in (assistant.sync, lambda: assistant.ask("Where did the envoy arrive?")):
        with pytest.raises(StoreError, match=r"damaged.*qa sync --rebuild"):
            call()
    assert database.read_bytes().startswith(b"this is no database")
    assert assistant.sync(rebuild=True).added == ("a.txt",)


def test_a_database_that_is_not_chromas_is_told(make, tmp_path):
    make({"a.txt": OLD})
    (tmp_path / "store").mkdir()
    import sqlite3

    connection = sqlite3.connect(tmp_path / "store/chroma.sqlite3")
    connection.execute("create table collections (a)")
    connection.commit()
    connection.close()
    with pytest.raises(StoreError, match="qa sync --rebuild"):
        make().sync()
    assert make().sync(rebuild=True).added == ("a.txt",)


def test_a_foreign_folder_is_never_touched(make, tmp_path):
    make({"a.txt": OLD})
    (tmp_path / "store").mkdir()
    (tmp_path / "store/thesis.doc").write_text("years of work")
    for rebuild in (False, True):
        with pytest.raises(StoreError, match="set QA_STORE"):
            make().sync(rebuild=rebuild)
    assert (tmp_path / "store/thesis.doc").read_text() == "years of work"


def test_a_store_that_is_a_file_is_an_error(make, tmp_path):
    make({"a.txt": OLD})
    (tmp_path / "store").write_text("a file")
    with pytest.raises(StoreError, match="is a file"):
        make().sync()


FULL_DISK = """
import resource, signal, sys, qa
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, ({limit}, {limit}))
try:
    qa.Assistant().sync()
except qa.StoreError as error:
    print(error)
    sys.exit(7)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="limits file sizes as a full disk would")
def test_a_full_disk_is_told_and_what_was_indexed_still_answers(make, tmp_path):
    assistant = make({"a.txt": OLD})
    assistant.sync()
    size = (tmp_path / "store/chroma.sqlite3").stat().st_size
    many = " ".join(f"The item number {i} was sold in the city of Porto." for i in range(40))
    make({"b.txt": many})
    full = run(FULL_DISK.format(limit=size), tmp_path)
    assert full.returncode == 7, full.stderr
    assert full.stdout.count("\n") == 1
    assert "disk may be full" in full.stdout
    assert "Geneva" in assistant.ask("Where did the envoy arrive?").text


def test_a_read_only_store_is_told_in_one_line(make, tmp_path):
    assistant = make({"a.txt": OLD})
    assistant.sync()
    store = tmp_path / "store"
    command = f"{sys.executable} -m qa sync"
    if os.geteuid() == 0:  # whom no permission stops: a mount that this command alone sees
        mounted = f"mount --bind {store} {store} && mount -o remount,ro,bind {store} {store}"
        if shutil.which("unshare") is None or subprocess.call(
            ["unshare", "-m", "sh", "-c", mounted]
        ):
            pytest.skip("no read-only mount can be made here")
        command = f"{mounted} && {command}"
    else:
        for path in (store, *store.rglob("*")):
            path.chmod(0o500 if path.is_dir() else 0o400)
    shell = ["unshare", "-m", "sh", "-c"] if os.geteuid() == 0 else ["sh", "-c"]
    done = subprocess.run(
        [*shell, command],
        cwd=ROOT,
        env={**os.environ, "QA_CORPUS": str(tmp_path / "corpus"), "QA_STORE": str(store)},
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert "read-only" in done.stderr
    assert "set QA_STORE" in done.stderr


def test_settings_name_the_server_that_cannot_be_reached(tmp_path):
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    (corpus / "a.txt").write_text(OLD)
    settings = Settings(corpus=corpus, store=tmp_path / "s", chroma_url="http://127.0.0.1:9")
    with pytest.raises(StoreError, match="QA_CHROMA_URL"):
        Assistant(settings).sync()
