"""A disk that is full at any step: it is told in a line, the index answers, and nothing is lost."""

from __future__ import annotations

import errno
import gc
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import ROOT, prove
from test_faults import small_disk

from qa import StoreError
from qa.index import arrays, keeper

OLD = "The envoy arrived in Geneva on Monday. He met the minister there."
HARVEST = "The harvest was poor in the north of the country."
QUESTION = "Where did the envoy arrive?"
TRAINS = "".join(f"Train {n} carried {n + 2} pigs to the town of Blom{n}. " for n in range(60))

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform == "win32", reason="disks of Unix"),
]


def no_space(*_: object, **__: object) -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


@pytest.mark.parametrize("step", ["pathlib.Path.mkdir", "pathlib.Path.rename", "os.replace"])
def test_a_rebuild_that_finds_no_room_at_a_step_leaves_the_old_index(
    make, tmp_path, monkeypatch, step
):
    make({"a.txt": OLD}).sync()
    gc.collect()
    before = {path.name for path in keeper.segments(tmp_path / "store")}
    with monkeypatch.context() as patch:
        real: Callable[..., object] = Path.mkdir if step.endswith("mkdir") else no_space

        def failing(path: object, *rest: object, **named: object) -> object:
            if step.endswith("mkdir") and Path(str(path)).name != ".new":
                return real(path, *rest, **named)
            return no_space()

        patch.setattr(step, failing)
        with pytest.raises(StoreError, match="disk may be full"):
            make({"a.txt": OLD + " It rained."}).sync(rebuild=True)
    assert {path.name for path in keeper.segments(tmp_path / "store")} == before
    assert not (tmp_path / "store/.new").exists()
    (tmp_path / "corpus/a.txt").write_text(OLD)
    assert "Geneva" in prove(make().ask(QUESTION), tmp_path / "corpus").text
    assert make().sync().unchanged == ("a.txt",)
    assert make().sync(rebuild=True).added == ("a.txt",)


def test_what_is_derived_needs_no_room_to_answer(make, tmp_path, monkeypatch):
    monkeypatch.setattr(arrays, "write", no_space)
    assistant = make({"a.txt": OLD})
    assert assistant.sync().added == ("a.txt",)
    make({"b.txt": HARVEST})
    assert "Geneva" in prove(assistant.ask(QUESTION), tmp_path / "corpus").text
    assert "poor" in prove(make().ask("How was the harvest?"), tmp_path / "corpus").text


def test_an_answer_of_an_index_that_cannot_be_brought_up_to_date_says_so(
    make, tmp_path, monkeypatch
):
    from qa.index.store import Store

    assistant = make({"a.txt": OLD})
    assistant.sync()
    make({"b.txt": HARVEST})
    with monkeypatch.context() as patch:
        patch.setattr(Store, "put", lambda *_: (_ for _ in ()).throw(StoreError("disk is full")))
        (note,) = prove(assistant.ask(QUESTION), tmp_path / "corpus").notes
        assert note.endswith("not from the folder as it is now: disk is full.")
    assert prove(assistant.ask(QUESTION), tmp_path / "corpus").notes == ()


TRIAL = """
import json, os, sys
from pathlib import Path
import qa

store, corpus = Path(os.environ["QA_STORE"]), Path(os.environ["QA_CORPUS"])
spare, rebuild = int(sys.argv[1]), sys.argv[2] == "rebuild"
ballast, filled = store / ".ballast", []

def fill(done, total, file):
    if done >= 24 and not filled:
        filled.append(True)
        with ballast.open("wb", buffering=0) as file:
            try:
                while True:
                    file.write(bytes(4096))
            except OSError:
                pass
        os.truncate(ballast, max(0, ballast.stat().st_size - spare))

def told(call):
    try:
        print(json.dumps(call()), flush=True)
    except qa.QAError as error:
        print(json.dumps(str(error)), flush=True)

def ask(question="Where did the envoy arrive?"):
    return [cited.quote for cited in assistant.ask(question).citations]

assistant = qa.Assistant()
told(ask)
(corpus / "trains.txt").write_text(sys.argv[3])
told(lambda: list(assistant.sync(rebuild=rebuild, progress=fill).added))
assert filled
told(ask)
ballast.unlink()
told(lambda: assistant.sync().passages)
told(ask)
told(lambda: ask("How many pigs did Train 59 carry?")[:1])
"""


def trial(tmp_path: Path, how: str, spare: int) -> None:
    """Fill the disk up to `spare` bytes in the middle of a sync or a rebuild."""
    store = tmp_path / "store"
    with small_disk(store, 16):
        places = {"QA_CORPUS": str(tmp_path / "corpus"), "QA_STORE": str(store)}
        done = subprocess.run(
            [sys.executable, "-c", TRIAL, str(spare), how, TRAINS],
            cwd=ROOT,
            env={**os.environ, **places, "QA_LLM": "none"},
            capture_output=True,
            check=False,
            text=True,
            timeout=600,
        )
    assert done.returncode == 0, (spare, done.returncode, done.stdout + done.stderr)
    first, synced, second, passages, third, last = map(json.loads, done.stdout.splitlines())
    right = ["The envoy arrived in Geneva on Monday."]
    assert (first, second, third) == (right, right, right), (spare, done.stdout)
    if isinstance(synced, str):
        assert "disk may be full" in synced, (spare, synced)
        assert "\n" not in synced, (spare, synced)
    assert passages == 62, (spare, done.stdout)
    assert last == ["Train 59 carried 61 pigs to the town of Blom59."], (spare, last)


def test_a_disk_that_becomes_full_in_the_middle_of_a_sync(make, tmp_path):
    make({"a.txt": OLD}).sync()
    gc.collect()
    trial(tmp_path, "sync", 65536)


@pytest.mark.soak
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("how", ["sync", "rebuild"])
@pytest.mark.parametrize("spare", [0, 8, 32, 64, 128, 256, 512, 1024, 2048, 4096])
def test_a_disk_that_becomes_full_at_every_step(make, tmp_path, how, spare):
    make({"a.txt": OLD}).sync()
    gc.collect()
    trial(tmp_path, how, spare * 1024)
