"""One open client a path and process: nothing leaks, and nobody else's is disturbed."""

import gc
import os
import subprocess
import sys
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import chromadb
import pytest
from chromadb.config import System
from conftest import ROOT, prove, wait_for

from qa import Assistant, Settings
from qa.index.keeper import _Keeper
from qa.index.store import Store

pytestmark = pytest.mark.slow

QUESTION = "Where did the envoy arrive?"

linux = pytest.mark.skipif(sys.platform != "linux", reason="counts what /proc shows")


def article(town: str) -> str:
    return f"The envoy arrived in {town} on Monday. He met the minister there."


@dataclass(frozen=True)
class Held:
    """What this process holds; nothing is tidied up for the count."""

    files: int
    threads: int
    memory: int  # bytes that are in the machine's memory


def held() -> Held:
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return Held(
        files=len(os.listdir("/proc/self/fd")),  # noqa: PTH208
        threads=len(os.listdir("/proc/self/task")),  # noqa: PTH208
        memory=pages * os.sysconf("SC_PAGE_SIZE"),
    )


def opened(folder: Path) -> list[str]:
    """The files of a folder that this process has open."""
    found = []
    for handle in Path("/proc/self/fd").iterdir():
        with suppress(OSError):  # closed meanwhile, by another thread
            found.append(str(handle.readlink()))
    return [path for path in found if path.startswith(f"{folder}/")]


def edits(make, tmp_path: Path, times: int) -> list[Held]:
    assistant = make({"a.txt": article("Geneva")})
    seen = []
    for number in range(times):
        make({"a.txt": article(f"Town{number % 7}")})
        answer = prove(assistant.ask(QUESTION), tmp_path / "corpus")
        assert f"Town{number % 7}" in answer.text
        seen.append(held())
    return seen


_WARM = 20  # edits until models, caches and the pools of memory are there
_MEGABYTES = 48  # that memory may sway by afterwards


def flat(seen: list[Held]) -> None:
    """Chroma opens ten connections to a database, as it needs them, each with a thread."""
    assert max(one.files for one in seen) <= seen[0].files + 16
    assert max(one.threads for one in seen) <= seen[0].threads + 16
    warm = seen[_WARM:]
    assert max(one.memory for one in warm) <= warm[0].memory + _MEGABYTES * 2**20


@linux
def test_sixty_edits_leave_no_more_files_threads_and_memory_in_use_than_one(make, tmp_path):
    flat(edits(make, tmp_path, 60))


@linux
@pytest.mark.soak
@pytest.mark.timeout(7200)
def test_five_hundred_edits_leave_no_more_in_use_than_one(make, tmp_path):
    seen = edits(make, tmp_path, 500)
    for number in (0, _WARM, 100, 200, 300, 400, 499):
        print(number + 1, seen[number])
    flat(seen)


@linux
@pytest.mark.soak
@pytest.mark.timeout(3600)
def test_a_store_that_is_opened_anew_and_never_closed_would_be_seen(make, tmp_path, monkeypatch):
    """What leaked once: each change opened the database anew, and let go of nothing."""
    leaked = []
    shut = _Keeper.shut

    def forgetting(self: _Keeper) -> None:
        leaked.append((self._client, self._system))
        self._client = self._system = self._copy = None
        self.state = None

    monkeypatch.setattr(_Keeper, "shut", forgetting)
    monkeypatch.setattr("qa.index.store.Store.committed", opened_anew(Store.committed))
    seen = edits(make, tmp_path, 60)
    for number in (0, _WARM, 59):
        print(number + 1, seen[number])
    for name in ("files", "threads", "memory"):
        level = [Held(**(vars(seen[0]) | {name: getattr(one, name)})) for one in seen]
        with pytest.raises(AssertionError):
            flat(level)
    monkeypatch.setattr(_Keeper, "shut", shut)
    for client, _ in leaked:
        if client is not None:
            client.close()


def opened_anew(committed: Callable[[Store], None]) -> Callable[[Store], None]:
    def call(self: Store) -> None:
        committed(self)
        self.connection.reopen()

    return call


@linux
def test_what_was_opened_is_closed_when_its_last_user_goes(make, tmp_path):
    assistant, other = make({"a.txt": article("Geneva")}), make()
    assistant.sync()
    other.sync(rebuild=True)
    store = tmp_path / "store"
    assert opened(store)
    del assistant
    gc.collect()
    assert opened(store)  # the other one still uses it
    assert "Geneva" in other.ask(QUESTION).text
    del other
    gc.collect()
    # Chroma's core gives back each connection from that connection's own thread, a moment later.
    wait_for(lambda: not opened(store))


def test_the_clients_of_the_host_program_go_on_undisturbed(make, tmp_path):
    host = chromadb.PersistentClient(path=str(tmp_path / "host"))
    notes = host.create_collection("notes", embedding_function=None)
    beside = chromadb.PersistentClient(path=str(tmp_path / "store"))  # our own folder
    beside.create_collection("theirs", embedding_function=None)
    assistant = make({"a.txt": article("Geneva")})
    for town in ("Geneva", "Lisbon", "Porto"):
        make({"a.txt": article(town)})
        assert town in assistant.ask(QUESTION).text
        notes.upsert(ids=[town], documents=[town], embeddings=[[1.0, 0.0]])
        again = chromadb.PersistentClient(path=str(tmp_path / "host"))
        assert again.get_collection("notes", embedding_function=None).count() == notes.count()
    assert notes.count() == 3
    assert assistant.sync(rebuild=True).added == ("a.txt",)
    assert sorted(c.name for c in beside.list_collections()) == ["qa-articles", "theirs"]


def test_a_host_that_empties_chromas_registry_does_no_harm(make):
    from chromadb.api.shared_system_client import SharedSystemClient

    assistant = make({"a.txt": article("Geneva")})
    for town in ("Geneva", "Lisbon", "Porto"):
        make({"a.txt": article(town)})
        SharedSystemClient.clear_system_cache()
        assert town in assistant.ask(QUESTION).text


@pytest.mark.parametrize("folders", [1, 4], ids=["one folder", "four folders"])
def test_assistants_in_many_threads_edit_and_ask(tmp_path, folders):
    def assistant(number: int) -> Assistant:
        return Assistant(
            Settings(
                corpus=tmp_path / f"corpus{number}", store=tmp_path / f"store{number}", llm="none"
            )
        )

    def work(number: int) -> None:
        folder = number % folders
        mine = assistant(folder)
        for turn in range(6):
            file = tmp_path / f"corpus{folder}" / f"{number}.txt"
            file.write_text(f"The envoy {number} arrived in Town{turn} on Monday.")
            if turn % 2:
                mine.sync()
                file_now = mine.article(f"{number}.txt")
                assert f"Town{turn}" in file_now
            answer = mine.ask(f"Where did the envoy {number} arrive?")
            assert answer.citations or answer.notes  # a note: the file of another thread changed

    for folder in range(folders):
        (tmp_path / f"corpus{folder}").mkdir()
        (tmp_path / f"corpus{folder}/start.txt").write_text("The harvest was poor in the north.")
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(work, range(4)))


WRITES = """
import sys
from pathlib import Path
from qa import Assistant, Settings
for town in sys.stdin:
    Path(sys.argv[1], "a.txt").write_text(f"The envoy arrived in {town.strip()} on Monday.")
    settings = Settings(corpus=Path(sys.argv[1]), store=Path(sys.argv[2]), llm="none")
    print(Assistant(settings).sync().updated, flush=True)
"""


def test_only_what_another_process_changed_is_opened_anew(make, tmp_path, monkeypatch):

    assistant = make({"a.txt": article("Geneva")})
    assistant.sync()
    store = Store(tmp_path / "store", model="", chunker="")
    opened = []
    real = System.start  # of Chroma: what each open database begins with
    monkeypatch.setattr(
        System,
        "start",
        lambda self: (opened.append(self.settings.persist_directory), real(self))[1],
    )
    for town in ("Rome", "Oslo"):
        make({"a.txt": article(town)})
        assert town in assistant.ask(QUESTION).text
    assert opened == []
    with subprocess.Popen(
        [sys.executable, "-c", WRITES, tmp_path / "corpus", tmp_path / "store"],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as other:
        assert other.stdin is not None
        assert other.stdout is not None
        for town in ("Lisbon", "Porto", "Vienna"):
            other.stdin.write(town + "\n")
            other.stdin.flush()
            assert other.stdout.readline() == "('a.txt',)\n"
            make({"b.txt": f"The harvest of {town} was poor."})
            assert town in assistant.ask(QUESTION).text
            rows, vectors = store.read()
            assert len(rows) == len(vectors) == 2
        other.stdin.close()
        assert len(opened) >= 3


def test_a_store_that_is_replaced_or_removed_is_seen(make, tmp_path):
    import shutil

    assistant = make({"a.txt": article("Geneva")})
    assistant.sync()
    shutil.rmtree(tmp_path / "store")
    assert assistant.sync().added == ("a.txt",)
    other = Settings(corpus=tmp_path / "corpus", store=tmp_path / "other", llm="none")
    make({"a.txt": article("Lisbon")})
    Assistant(other).sync()
    shutil.rmtree(tmp_path / "store")
    shutil.copytree(tmp_path / "other", tmp_path / "store")
    assert assistant.sync().unchanged == ("a.txt",)
    assert "Lisbon" in assistant.ask(QUESTION).text


FORKS = """
import os, sys
from pathlib import Path
from qa import StoreError
from qa.index.keeper import _Keeper
from qa.index.store import Store
store = Store(Path(sys.argv[1]), model="", chunker="")
assert len(store.read()[0]) == 2
child = os.fork()
if child == 0:
    assert store.revision()
    try:
        store.read()
    except StoreError as error:
        os._exit(0 if "spawn" in str(error) else 3)
    os._exit(4)
assert os.waitpid(child, 0)[1] == 0
assert len(store.read()[0]) == 2
"""


def test_a_forked_child_is_told_and_does_not_hang(make, tmp_path):
    make({"a.txt": article("Geneva")}).sync()
    done = subprocess.run(
        [sys.executable, "-c", FORKS, tmp_path / "store"],
        cwd=ROOT,
        capture_output=True,
        check=False,
        text=True,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr


def test_stores_of_one_path_opened_at_once(make, tmp_path):
    make({"a.txt": article("Geneva")}).sync()
    start, found = threading.Barrier(8), []

    def look() -> None:
        store = Store(tmp_path / "store", model="", chunker="")
        start.wait(30)
        found.append(len(store.read()[0]))
        store.close()
        found.append(len(store.read()[0]))

    threads = [threading.Thread(target=look) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [2] * 16
