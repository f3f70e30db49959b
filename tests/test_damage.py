"""An index damaged anywhere answers rightly or says why not; a rebuild mends it; nothing aborts."""

from __future__ import annotations

import json
import os
import random
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT

from qa import Assistant, Settings
from qa.index import keeper

FERRIES = "".join(f"Ferry {n} carried {n + 2} goats to the isle of Skerry{n}. " for n in range(40))
FIRST, SECOND = "The envoy arrived in Geneva on Monday.", "The envoy arrived in Lisbon on Friday."
CHANGED = "A file changed while it was being cited; ask again."

TRIAL = """
import json, os, sys
from pathlib import Path
import qa

assistant = qa.Assistant()

def ask():
    answer = assistant.ask("Where did the envoy arrive?")
    return [[cited.quote for cited in answer.citations], list(answer.notes)]

def told(call):
    try:
        print(json.dumps(call()), flush=True)
    except qa.QAError as error:
        print(json.dumps(str(error)), flush=True)

told(ask)
told(lambda: assistant.status()["state"])
Path(os.environ["QA_CORPUS"], "a.txt").write_text(sys.argv[1])
told(ask)
told(lambda: bool(assistant.sync(rebuild=True).added))
told(ask)
"""


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder and its index, with so many rows that Chroma has written its files of vectors."""
    folder = tmp_path_factory.mktemp("whole")
    (folder / "corpus").mkdir()
    (folder / "corpus/a.txt").write_text(FIRST)
    for number in range(26):
        (folder / f"corpus/ferries{number}.txt").write_text(FERRIES)
    Assistant(Settings(corpus=folder / "corpus", store=folder / "store", llm="none")).sync()
    assert keeper.segments(folder / "store")
    return folder


def damaged(store: Path, seed: int) -> str:
    """Damage one place of the database or of the vectors; what was done."""
    chance = random.Random(seed)
    (segment,) = keeper.segments(store)
    files = [store / "chroma.sqlite3", *sorted(path for path in segment.iterdir())]
    file = files[0] if seed % 2 else chance.choice(files[1:])
    content = bytearray(file.read_bytes())
    at = chance.randrange(len(content))
    how = chance.choice(("cut", 16, 4096))
    if how == "cut":
        del content[at:]
    else:
        length = min(how, len(content) - at)
        content[at : at + length] = chance.randbytes(length)
    file.write_bytes(content)
    if seed % 4 < 2:
        (store / "derived").unlink()  # so that the store is read
    return f"{seed}: {file.name} at {at}: {how}"


def trial(whole: Path, folder: Path, seed: int) -> None:
    shutil.copytree(whole, folder)
    what = damaged(folder / "store", seed)
    places = {"QA_CORPUS": str(folder / "corpus"), "QA_STORE": str(folder / "store")}
    done = subprocess.run(
        [sys.executable, "-c", TRIAL, SECOND],
        cwd=ROOT,
        env={**os.environ, **places, "QA_LLM": "none"},
        capture_output=True,
        check=False,
        text=True,
        timeout=600,
    )
    assert done.returncode == 0, f"{what}: {done.returncode}\n{done.stdout}{done.stderr}"
    first, state, second, rebuilt, last = map(json.loads, done.stdout.splitlines())
    for said, right in ((first, FIRST), (second, SECOND)):
        if isinstance(said, str):  # one line, with the way out
            assert "\n" not in said, what
            assert "qa sync --rebuild" in said, what
        else:
            cited, notes = said
            assert cited == [right] or (not cited and notes), (what, said)
            assert notes != [CHANGED], (what, said)  # which says nothing of the damage
    assert "\n" not in state, what
    assert rebuilt is True, (what, rebuilt)
    assert last == [[SECOND], []], (what, last)
    shutil.rmtree(folder)


@pytest.mark.slow
@pytest.mark.timeout(900)
@pytest.mark.parametrize("seed", [3, 100, 112])
def test_an_index_that_is_damaged_somewhere(whole, tmp_path, seed):
    trial(whole, tmp_path / "work", seed)


@pytest.mark.soak
@pytest.mark.timeout(7200)
def test_an_index_that_is_damaged_at_forty_places(whole, tmp_path):
    failed = []
    for seed in range(100, 140):
        try:
            trial(whole, tmp_path / str(seed), seed)
        except AssertionError as error:
            failed.append(str(error)[:1000])
    assert not failed, "\n".join(failed)
