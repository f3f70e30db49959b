"""Trials that take minutes: kills at any moment, and many who ask while much is synced."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter, defaultdict
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from conftest import ROOT, prove

from qa import Assistant, Settings
from qa.index.store import Store

pytestmark = pytest.mark.timeout(7200)

FILES = 12
TOWNS = "Geneva Lisbon Oslo Porto Vienna Rome Bergen Turku Malaga Trieste Gdansk Lyon".split()
LANDS = "Norway Chile Kenya Japan Peru Ghana Nepal Spain Malta Qatar Italy Cuba".split()
QUESTION = "Where did the envoy of {} arrive?"


def article(number: int, town: str, sentences: int) -> str:
    """An article whose every sentence tells its version."""
    land = LANDS[number]
    said = [f"The envoy of {land} arrived in {town} on Monday."]
    said += [f"Delegate {i} of {land} met {i + 3} farmers of {town}." for i in range(sentences)]
    return " ".join(said)


def settings(folder: Path) -> Settings:
    return Settings(corpus=folder / "corpus", store=folder / "store", llm="none")


SYNC = """
import sys, qa
print("begun", flush=True)
qa.Assistant().sync(rebuild=sys.argv[1] == "rebuild")
"""


def is_killed(folder: Path, after: float, *, rebuild: bool) -> bool:
    """Sync in another process, killed so many seconds after it began; whether that was in time."""
    places = {"QA_CORPUS": str(folder / "corpus"), "QA_STORE": str(folder / "store")}
    with subprocess.Popen(
        [sys.executable, "-c", SYNC, "rebuild" if rebuild else ""],
        cwd=ROOT,
        env={**os.environ, **places, "QA_LLM": "none"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "begun\n"
        try:
            _, said = process.communicate(timeout=after)
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)
            process.communicate()
            return True
    assert process.returncode == 0, said
    return False


def indexed(folder: Path) -> dict[str, str]:
    """The articles as any reader of the index has them now."""
    store = Store(folder / "store", model="", chunker="")
    found: dict[str, str] = defaultdict(str)
    for row in store.read()[0]:
        found[row.file] += row.lead + row.text + row.tail
    store.close()
    return dict(found)


@pytest.mark.parametrize(
    ("wanted", "sentences"),
    [
        pytest.param(2, 30, marks=pytest.mark.slow),
        pytest.param(50, 30, marks=pytest.mark.soak),
        # So many that Chroma writes its graph, which it does in place, with every other sync.
        pytest.param(20, 250, marks=pytest.mark.soak),
    ],
)
def test_kills_at_random_moments_of_a_sync(tmp_path, wanted, sentences):
    chance = random.Random(15)
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    versions: dict[str, list[str]] = defaultdict(list)

    def edit(number: int) -> None:
        town, many = chance.choice(TOWNS), chance.randrange(sentences // 10, sentences)
        text = article(number, town, many)
        (corpus / f"{number:02}.txt").write_text(text)
        versions[f"{number:02}.txt"].append(text)

    for number in range(FILES):
        edit(number)
    began = time.monotonic()
    Assistant(settings(tmp_path)).sync()
    longest = time.monotonic() - began
    kills = turns = 0
    while kills < wanted:
        for number in chance.sample(range(FILES), 3):
            edit(number)
        before = indexed(tmp_path)
        rebuild = turns % 5 == 4
        kills += is_killed(
            tmp_path, chance.uniform(0, longest / (1 if rebuild else 3)), rebuild=rebuild
        )
        turns += 1
        after = indexed(tmp_path)
        assert after.keys() >= before.keys(), "an article was lost"
        for file, text in after.items():
            # What a killed sync had written whole may come to light with the next one.
            assert text in versions[file], f"{file} is not whole"
            kept = versions[file].index(before[file]) if file in before else 0
            assert versions[file].index(text) >= kept, f"{file} is older than it was"
        if kills % 10 == 0:
            number = chance.randrange(FILES)
            newest = versions[f"{number:02}.txt"][-1].split(". ")[0] + "."
            assistant = Assistant(settings(tmp_path))
            first = prove(assistant.ask(QUESTION.format(LANDS[number])), corpus)
            assert first.citations or first.notes, "it was refused without a word"
            # A long sync goes on behind the answer: the next one would be answered from what it
            # had read, and refused with a note where that has changed since.
            assistant.finish()
            answer = prove(assistant.ask(QUESTION.format(LANDS[number])), corpus)
            assert answer.citations[0].quote == newest
    print(f"{kills} kills in {turns} syncs")
    Assistant(settings(tmp_path)).sync()
    assert indexed(tmp_path) == {file: texts[-1] for file, texts in versions.items()}


@pytest.mark.parametrize(
    ("asks", "syncs"),
    [
        pytest.param(64, 3, marks=pytest.mark.slow),
        pytest.param(1000, 40, marks=pytest.mark.soak),
    ],
)
def test_questions_of_sixteen_threads_during_syncs(tmp_path, asks, syncs):
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    versions: dict[int, list[str]] = defaultdict(list)

    def edit(number: int, turn: int) -> None:
        text = article(number, TOWNS[turn % len(TOWNS)], 3)
        versions[number].append(text)  # first: whoever reads the file finds it among them
        whole = corpus / f".{number}"
        whole.write_text(text)
        whole.replace(corpus / f"{number}.txt")

    for number in range(FILES):
        edit(number, number)
    assistant = Assistant(settings(tmp_path))
    assistant.sync()
    outcomes: Counter[str] = Counter()

    def ask(turn: int) -> None:
        number = turn % FILES
        # The version before the newest may just be on the disk, or in the index.
        first = [max(0, len(versions[file]) - 2) for file in range(FILES)]
        answer = assistant.ask(QUESTION.format(LANDS[number]))
        for cited in answer.citations:
            file = int(Path(cited.file).stem)
            held = versions[file][first[file] :]
            assert any(text[cited.start : cited.end] == cited.quote for text in held)
            assert cited.quote in answer.text
        if answer.citations:
            assert answer.citations[0].file == f"{number}.txt"
            assert answer.citations[0].quote.startswith(f"The envoy of {LANDS[number]} arrived in ")
            outcomes["cited"] += 1
        else:
            assert answer.notes, "it was refused without a word"
            outcomes["told that a file changed"] += 1

    began = time.monotonic()
    with ThreadPoolExecutor(16) as pool:
        waiting = [pool.submit(ask, turn) for turn in range(asks)]
        for turn in range(syncs):
            waiting[turn * asks // syncs].result()
            edit(turn % FILES, FILES + turn)
            assistant.sync()
        for one in waiting:
            one.result()
    print(dict(outcomes), f"{time.monotonic() - began:.0f} s")
    assert sum(outcomes.values()) == asks
    assert outcomes["cited"] > 0.9 * asks
