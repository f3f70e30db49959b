"""What happens to folders and disks: told, survived, and nothing lost that was indexed."""

import gc
import os
import shutil
import socket
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from chromadb.config import System
from conftest import ROOT, prove
from test_sync import Counting

from qa import Assistant, CorpusError, Settings, StoreError
from qa.index.store import Store

OLD = "The envoy arrived in Geneva on Monday. He met the minister there."
HARVEST = "The harvest was poor in the north of the country."
QUESTION = "Where did the envoy arrive?"
ROOT_USER = os.geteuid() == 0

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform == "win32", reason="pipes, modes and links of Unix"),
]


def store_of(folder: Path) -> Store:
    return Store(folder / "store", model="", chunker="")


def reasons(assistant: Assistant) -> dict[str, str]:
    return {found.file: found.reason for found in assistant.sync().skipped}


def unreadable(monkeypatch: pytest.MonkeyPatch, path: Path) -> None:
    """Let the system refuse a file or folder: by its mode, or in its name for root."""
    if not ROOT_USER:
        path.chmod(0)
        return
    real_open, real_scandir = os.open, os.scandir

    def refusing(real: Callable[..., object]) -> Callable[..., object]:
        def call(name: object, *rest: object, **named: object) -> object:
            inside = named.get("dir_fd")
            within = Path(f"/proc/self/fd/{inside}").resolve() if inside is not None else Path()
            if isinstance(name, str | Path) and within / name == path:
                raise PermissionError(13, "Permission denied", str(name))
            return real(name, *rest, **named)

        return call

    monkeypatch.setattr("os.open", refusing(real_open))
    monkeypatch.setattr("os.scandir", refusing(real_scandir))
    monkeypatch.setattr("io.open", refusing(open))
    monkeypatch.setattr("os.walk", walking(path, os.walk))


def walking(path: Path, real: Callable[..., Iterator[object]]) -> Callable[..., Iterator[object]]:
    """`os.walk` as it goes on for one who may not list `path`."""

    def walk(top: object, **named: object) -> Iterator[object]:
        for folder, folders, names in real(top, **named):
            for name in [name for name in folders if Path(folder, name) == path]:
                folders.remove(name)
                onerror = named.get("onerror")
                if onerror is not None:
                    onerror(PermissionError(13, "Permission denied", str(path)))
            yield folder, folders, names

    return walk


@pytest.mark.parametrize("closed", ["sub/a.txt", "sub"], ids=["file", "folder"])
def test_what_cannot_be_read_is_kept_as_it_was_and_told(make, tmp_path, monkeypatch, closed):
    counting = Counting()
    assistant = make({"sub/a.txt": OLD, "b.txt": HARVEST}, embedding=counting)
    assistant.sync()
    embedded = len(counting.texts)
    with monkeypatch.context() as patch:
        unreadable(patch, tmp_path / "corpus" / closed)
        make({"b.txt": HARVEST + " It rained."})
        report = assistant.sync()
        assert (report.updated, report.removed) == (("b.txt",), ())
        told = {found.file: found.reason for found in report.skipped}
        assert "not reachable since 2" in told["sub/a.txt"]
        assert ", kept as it was indexed: " in told["sub/a.txt"]
        assert "Permission denied" in " ".join(told.values())
        assert "not reachable" in assistant.status()["state"]
        assert "sub/a.txt" in {article.file for article in assistant.articles()}
        assert assistant.pending().empty
    (tmp_path / "corpus" / closed).chmod(0o755)
    report = assistant.sync()
    assert (report.added, report.skipped, report.embedded) == ((), (), 0)
    assert len(counting.texts) == embedded + 1
    assert "Geneva" in prove(assistant.ask(QUESTION), tmp_path / "corpus").text
    shutil.rmtree(tmp_path / "corpus/sub")
    assert assistant.sync().removed == ("sub/a.txt",)


@pytest.mark.parametrize("state", ["empty", "missing", "file"])
def test_a_corpus_that_is_away_is_told_and_the_index_stays(make, tmp_path, state):
    assistant = make({"a.txt": OLD})
    assistant.sync()
    (tmp_path / "corpus").rename(tmp_path / "away")
    if state == "empty":
        (tmp_path / "corpus").mkdir()
    elif state == "file":
        (tmp_path / "corpus").write_text("")
    for call in (assistant.sync, lambda: assistant.ask(QUESTION)):
        with pytest.raises(CorpusError, match="QA_CORPUS"):
            call()
    assert len(store_of(tmp_path).versions()) == 1
    shutil.rmtree(tmp_path / "corpus") if state == "empty" else None
    (tmp_path / "corpus").unlink() if state == "file" else None
    (tmp_path / "away").rename(tmp_path / "corpus")
    assert assistant.sync().embedded == 0


def pipe(path: Path) -> None:
    os.mkfifo(path)


def listening(path: Path) -> None:
    folder = os.open(path.parent, os.O_RDONLY)  # the path of a socket is short
    with socket.socket(socket.AF_UNIX) as made:
        made.bind(f"/proc/self/fd/{folder}/{path.name}")
    os.close(folder)


def device(path: Path) -> None:
    """The one that gives zeros without end."""
    if not ROOT_USER:
        pytest.skip("only root makes devices")
    os.mknod(path, stat.S_IFCHR | 0o644, os.makedev(1, 5))


def itself(path: Path) -> None:
    path.symlink_to(path.name)


def not_utf8(path: Path) -> None:
    (path.parent / os.fsdecode(b"caf\xe9.txt")).write_text(OLD)


@pytest.mark.timeout(60)
@pytest.mark.parametrize(
    ("create", "file", "reason"),
    [
        (pipe, "odd.txt", "a pipe, not a file"),
        pytest.param(
            listening,
            "odd.txt",
            "a socket, not a file",
            marks=pytest.mark.skipif(sys.platform != "linux", reason="needs /proc"),
        ),
        (device, "odd.txt", "a device, not a file"),
        (itself, "odd.txt", "cannot be read"),
        (not_utf8, "caf\ufffd.txt", "not UTF-8"),
    ],
)
def test_what_is_no_file_is_told_and_never_waited_for(make, tmp_path, create, file, reason):
    assistant = make({"a.txt": OLD})
    create(tmp_path / "corpus/odd.txt")
    assert reason in reasons(assistant)[file]
    assert "Geneva" in prove(assistant.ask(QUESTION), tmp_path / "corpus").text
    assert assistant.pending().empty


def test_a_path_that_is_too_long_is_told(make, tmp_path):
    assistant = make({"a.txt": OLD})
    here = Path.cwd()
    os.chdir(tmp_path / "corpus")
    try:
        for _ in range(18):
            Path("d" * 240).mkdir()
            os.chdir("d" * 240)
        Path("deep.txt").write_text(OLD)
    finally:
        os.chdir(here)
    report = assistant.sync()
    assert report.added == ("a.txt",)
    assert "too long" in report.skipped[0].reason
    subprocess.run(["rm", "-rf", "corpus"], cwd=tmp_path, check=True)


# -- the store ------------------------------------------------------------------------------------


def scrambled(path: Path, share: float) -> None:
    """Overwrite 4 kB of a file, at a share of its length."""
    with path.open("r+b") as file:
        file.seek(int(path.stat().st_size * share))
        file.write(os.urandom(4096))


def cut(path: Path, share: float) -> None:
    os.truncate(path, int(path.stat().st_size * share))


DAMAGES = [
    *((scrambled, "chroma.sqlite3", share) for share in (0.0, 0.1, 0.3, 0.5, 0.7, 0.9)),
    *((cut, "chroma.sqlite3", share) for share in (0.0, 0.3, 0.8)),
]
REBUILD = """
import qa
report = qa.Assistant().sync(rebuild=True)
print(report.added)
print("Geneva" in qa.ask("Where did the envoy arrive?").text)
"""


def run(code: str, tmp_path: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    places = {"QA_CORPUS": str(tmp_path / "corpus"), "QA_STORE": str(tmp_path / "store")}
    return subprocess.run(
        [sys.executable, "-c", code, *arguments],
        cwd=ROOT,
        env={**os.environ, **places, "QA_LLM": "none"},
        capture_output=True,
        check=False,
        text=True,
        timeout=240,
    )


@pytest.mark.parametrize(("damage", "file", "share"), DAMAGES)
def test_a_rebuild_mends_what_is_damaged_without_opening_it(
    make, tmp_path, monkeypatch, damage, file, share
):
    make({"a.txt": OLD}).sync()
    gc.collect()
    damage(tmp_path / "store" / file, share)
    real, damaged = System.start, (tmp_path / "store" / file).stat().st_ino  # Chroma's own

    def guarded(self: System) -> None:
        database = Path(self.settings.persist_directory) / "chroma.sqlite3"
        assert not database.exists() or database.stat().st_ino != damaged, "it was opened"
        real(self)

    with monkeypatch.context() as patch:
        patch.setattr(System, "start", guarded)
        assert make().sync(rebuild=True).added == ("a.txt",)
    assert "Geneva" in prove(make().ask(QUESTION), tmp_path / "corpus").text
    assert make().sync().unchanged == ("a.txt",)
    names = {path.name for path in (tmp_path / "store").iterdir()}
    assert ".new" not in names


def test_a_rebuild_that_fails_leaves_the_old_index(make, tmp_path, monkeypatch):
    assistant = make({"a.txt": OLD})
    assistant.sync()

    def full(self: Store, *_: object) -> None:
        raise StoreError("the disk may be full")

    with monkeypatch.context() as patch:
        patch.setattr(Store, "put", full)
        with pytest.raises(StoreError, match="full"):
            assistant.sync(rebuild=True)
    assert [version.file for version in store_of(tmp_path).versions()] == ["a.txt"]
    assert not (tmp_path / "store/.new").exists()
    assert "Geneva" in assistant.ask(QUESTION).text


KILLED = """
import os, signal, qa
def die(done, total, file):
    if done:
        os.kill(os.getpid(), signal.SIGKILL)
qa.Assistant().sync(rebuild=True, progress=die)
"""


def test_a_rebuild_that_is_killed_leaves_the_old_index(make, tmp_path):
    assistant = make({"a.txt": OLD})
    assistant.sync()
    assert run(KILLED, tmp_path).returncode == -9
    assert "Geneva" in make().ask(QUESTION).text
    assert make().sync(rebuild=True).added == ("a.txt",)


def test_a_rebuild_leaves_the_collections_of_others(make, tmp_path):
    import chromadb

    beside = chromadb.PersistentClient(path=str(tmp_path / "store"))
    beside.create_collection("theirs", embedding_function=None)
    assistant = make({"a.txt": OLD})
    assistant.sync()
    make({"a.txt": OLD + " It rained."})
    assert assistant.sync(rebuild=True).added == ("a.txt",)
    assert sorted(c.name for c in beside.list_collections()) == ["qa-articles", "theirs"]
    assert "Geneva" in make().ask(QUESTION).text


KILLED_AT = """
import os, signal, sys, qa
from chromadb.api.models.Collection import Collection
modify, left = Collection.modify, [int(sys.argv[1])]
def killed(self, *given, **named):
    if "name" in named:
        if not left[0]:
            os.kill(os.getpid(), signal.SIGKILL)
        left[0] -= 1
    modify(self, *given, **named)
Collection.modify = killed
qa.Assistant().sync(rebuild=True)
"""


@pytest.mark.parametrize("what", ["ask", "sync", "rebuild"])
@pytest.mark.parametrize("step", [0, 1])
def test_a_rebuild_beside_other_collections_that_is_killed_is_finished(
    make, tmp_path, step: int, what: str
):
    import chromadb

    beside = chromadb.PersistentClient(path=str(tmp_path / "store"))
    beside.create_collection("theirs", embedding_function=None)
    make({"a.txt": OLD}).sync()
    assert run(KILLED_AT, tmp_path, str(step)).returncode == -9
    assistant = make()
    if what == "ask":
        assert Assistant(make_manual(tmp_path)).readable()
        assert "Geneva" in Assistant(make_manual(tmp_path)).ask(QUESTION).text
    assert assistant.sync(rebuild=what == "rebuild").embedded == (2 if what == "rebuild" else 0)
    assert "Geneva" in assistant.ask(QUESTION).text
    if step:
        assert sorted(c.name for c in beside.list_collections()) == ["qa-articles", "theirs"]


def make_manual(tmp_path: Path) -> Settings:
    return Settings(corpus=tmp_path / "corpus", store=tmp_path / "store", llm="none", sync="manual")


def test_a_collection_of_that_name_that_is_not_ours_is_never_rebuilt(make, tmp_path):
    import chromadb

    beside = chromadb.PersistentClient(path=str(tmp_path / "store"))
    beside.create_collection("qa-articles", embedding_function=None)
    for rebuild in (False, True):
        with pytest.raises(StoreError, match="not an index of qa"):
            make({"a.txt": OLD}).sync(rebuild=rebuild)


ASK = """
import qa
assistant = qa.Assistant()
for turn in range(2):
    try:
        print("Geneva" in assistant.ask("Where did the envoy arrive?").text)
    except qa.QAError as error:
        print(error)
try:
    assistant.sync(rebuild={rebuild})
    print("synced")
except qa.QAError as error:
    print(error)
"""


@contextmanager
def small_disk(path: Path, megabytes: int) -> Iterator[None]:
    """A disk of its own at `path`, holding what was there."""
    if not ROOT_USER or shutil.which("mount") is None:
        pytest.skip("only root mounts")
    aside = path.with_name("aside")
    path.rename(aside)
    path.mkdir()
    if subprocess.call(["mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", str(path)]):
        pytest.skip("no disk can be mounted here")
    try:
        shutil.copytree(aside, path, dirs_exist_ok=True)
        yield
    finally:
        subprocess.call(["umount", "-l", str(path)])


def test_on_a_full_disk_the_index_can_be_asked(make, tmp_path):
    make({"a.txt": OLD}).sync()
    gc.collect()
    store = tmp_path / "store"
    with small_disk(store, 4):
        with suppress_full(), (store / ".ballast").open("wb", buffering=0) as ballast:
            while True:
                ballast.write(b"\0" * 4096)
        (tmp_path / "corpus/b.txt").write_text(HARVEST)
        said = run(ASK.format(rebuild=False), tmp_path)
        lines = said.stdout.splitlines()
        assert lines[:2] == ["True", "True"], said.stdout + said.stderr
        assert "disk may be full" in lines[2]
        said = run(ASK.format(rebuild=True), tmp_path)
        lines = said.stdout.splitlines()
        assert lines[:2] == ["True", "True"], said.stdout + said.stderr
        assert "full" in lines[2]
        assert run(ASK.format(rebuild=False), tmp_path).stdout.startswith("True\nTrue\n")


@contextmanager
def suppress_full() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        assert error.errno == 28  # noqa: PT017


def test_a_read_only_index_can_be_asked(make, tmp_path):
    make({"a.txt": OLD}).sync()
    gc.collect()
    store = tmp_path / "store"
    with small_disk(store, 8):
        subprocess.run(["mount", "-o", "remount,ro", str(store)], check=True)
        for change in (False, True):
            if change:
                (tmp_path / "corpus/b.txt").write_text(HARVEST)
            said = run(ASK.format(rebuild=False), tmp_path)
            lines = said.stdout.splitlines()
            assert lines[:2] == ["True", "True"], said.stdout + said.stderr
            assert "read-only" in lines[2]
            assert "set QA_STORE" in lines[2]
            assert "bindings" not in said.stdout + said.stderr


def test_the_second_try_says_what_the_first_one_said(make, tmp_path, monkeypatch):
    make({"a.txt": OLD}).sync()
    gc.collect()
    connection = sqlite3.connect(tmp_path / "store/chroma.sqlite3")
    connection.execute("update migrations set hash = 'another'")
    connection.commit()
    connection.close()
    store = Store(tmp_path / "store", model="", chunker="")
    said = []
    for _ in range(3):
        with pytest.raises(StoreError) as error:
            store.read()
        said.append(str(error.value))
    assert len(set(said)) == 1
    assert "bindings" not in said[0]
    assert "\n" not in said[0]
