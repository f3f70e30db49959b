"""How quickly a sync gets on is told on a terminal, in a pipe and on the page."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from rich.console import Console

from qa import Assistant, Settings
from qa.app import listing
from qa.cli import indexing
from qa.index.pace import Pace


class Clock:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.mark.parametrize(
    ("seconds", "done", "total", "told"),
    [
        (0.0, 24, 1000, ""),  # nothing can be said yet
        (0.5, 24, 1000, ""),
        (10.0, 0, 1000, ""),
        (10.0, 300, 1200, "30 a second, 30 s left"),
        (10.0, 24, 1000, "2.4 a second, 7 min left"),
        (100.0, 100, 20_100, "1.0 a second, 5 h 33 min left"),
        (1.0, 2000, 2000, "2,000 a second, 0 s left"),
    ],
)
def test_the_rate_and_the_time_that_is_left(seconds, done, total, told):
    clock = Clock()
    pace = Pace(clock)
    pace.note(0, total)
    clock.now += seconds
    pace.note(done, total)
    assert str(pace) == told


def test_the_rate_counts_from_what_was_told_first():
    clock = Clock()
    pace = Pace(clock)
    pace.note(500, 1000)
    clock.now += 10
    pace.note(600, 1000)
    assert str(pace) == "10 a second, 40 s left"


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """Each look at it is ten seconds later."""

    class Running(Clock):
        def __call__(self) -> float:
            self.now += 10
            return self.now

    running = Running()
    monkeypatch.setattr("qa.index.pace.Pace.__init__.__defaults__", (running,))
    return running


def synced(
    tmp_path: Path, console: Console, monkeypatch: pytest.MonkeyPatch, *, telling: bool = False
) -> str:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    said = "".join(f"Ferry {n} carried {n + 2} goats to Skerry {n}. " for n in range(60))
    (corpus / "a.txt").write_text(said)
    monkeypatch.setattr(indexing, "err", console)
    monkeypatch.setattr(indexing, "_SECONDS_A_LINE", 0.0)
    assistant = Assistant(Settings(corpus=corpus, store=tmp_path / "store", llm="none"))
    with indexing.progress(assistant if telling else None) as progress:
        assistant.sync(progress=progress, on_read=progress.read)
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


def test_in_a_pipe_it_is_a_line_now_and_then(tmp_path, monkeypatch, clock):
    console = Console(file=io.StringIO(), width=200)
    lines = synced(tmp_path, console, monkeypatch).splitlines()
    assert lines == [
        "read 0 of 1 files",
        "indexing 60 sentences ...",
        "indexed 24 of 60 sentences, 2.4 a second, 15 s left",
        "indexed 48 of 60 sentences, 2.4 a second, 5 s left",
    ]


@pytest.mark.parametrize(("seconds", "times"), [(10, 1), (20, 0)])
def test_where_it_takes_long_a_quicker_embedding_is_told_of_once(
    tmp_path, monkeypatch, clock, seconds, times
):
    """Of 60 sentences 24 took ten seconds: 15 s are left."""
    console = Console(file=io.StringIO(), width=200)
    monkeypatch.setattr(indexing, "_LONG", seconds)
    told = synced(tmp_path, console, monkeypatch, telling=True)
    assert told.count("QA_EMBEDDING=english") == times


def test_who_embeds_by_another_is_not_told_of_it(tmp_path, monkeypatch):
    console = Console(file=io.StringIO(), width=200)
    monkeypatch.setattr(indexing, "err", console)
    settings = Settings(embedding="some-model", openai_api_key="key")
    with indexing.progress(Assistant(settings)) as progress:
        progress._pace.left = 1e6
        progress(1, 2, "a.txt")
    assert "QA_EMBEDDING" not in console.file.getvalue()


def test_what_is_read_quickly_is_not_told(tmp_path, monkeypatch):
    console = Console(file=io.StringIO(), width=200)
    monkeypatch.setattr(indexing, "err", console)
    with indexing.progress() as progress:
        progress.read(0, 5)
        progress.read(4, 5)
    assert console.file.getvalue() == ""


def test_on_a_terminal_what_is_read_stands_beside_the_bar(monkeypatch):
    console = Console(file=io.StringIO(), width=200, force_terminal=True)
    monkeypatch.setattr(indexing, "err", console)
    monkeypatch.setattr(indexing, "_SECONDS_OF_NO_BAR", -1.0)
    with indexing.progress() as progress:
        progress.read(1200, 5000)
    assert "1200/5000" in console.file.getvalue()
    assert "reading" in console.file.getvalue()


def test_on_a_terminal_it_stands_beside_the_bar(tmp_path, monkeypatch, clock):
    console = Console(file=io.StringIO(), width=200, force_terminal=True)
    assert "2.4 a second, " in synced(tmp_path, console, monkeypatch)


def test_on_the_page_it_stands_below_the_bar():
    assert "24 of 60 sentences, 2.4 a second, 15 s left a.txt" in listing.progress(
        24, 60, "a.txt", "2.4 a second, 15 s left"
    )
    assert "24 of 60 sentences a.txt" in listing.progress(24, 60, "a.txt")
