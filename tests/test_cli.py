import io
import json
import os
import pty
import re
import select
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
import typer
from conftest import ROOT, SEEDS
from program import PROGRAM, environment, run
from rich.console import Console

from qa.cli import indexing


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cli") / "index"


def test_ask_prints_the_answer_and_numbered_sources(store):
    done = run("ask", "who led the US delegation?", QA_STORE=store)
    assert done.returncode == 0, done.stderr
    flat = " ".join(done.stdout.split())
    assert "Marco Rubio" in flat
    assert "[1] 001_6a5a89d1b2ea5aaf.txt:5" in flat
    assert "What could come out of U.S.-Russia talks on Ukraine? 2025-02-18" in flat
    assert "indexing" in done.stderr
    again = run("ask", "who led the US delegation?", QA_STORE=store)
    assert again.stdout == done.stdout
    assert again.stderr == ""


def test_ask_json_is_the_whole_answer_and_nothing_else(store):
    done = run("ask", "how many drones were launched?", "--json", QA_STORE=store)
    answer = json.loads(done.stdout)
    assert "176" in answer["text"]
    for citation in answer["citations"]:
        text = (SEEDS / citation["file"]).read_bytes().decode()
        assert text[citation["start"] : citation["end"]] == citation["quote"]


def test_a_refusal_offers_the_nearest_passages(store):
    done = run("ask", "who won the World Cup?", QA_STORE=store)
    assert done.returncode == 0
    assert "The articles do not say." in done.stdout
    assert "nearest passages" in done.stdout
    assert "[1]" not in done.stdout


def test_that_articles_differ_is_told_once_and_neither_value_alone_is_the_answer(tmp_path):
    corpus = tmp_path / "ferries"
    corpus.mkdir()
    for name, year in (("first", 1931), ("second", 1934)):
        told = (
            f"The ferry, {name} report\n\nThe ferry of Elmford was built in {year} by Ann Malin.\n"
        )
        (corpus / f"{name}.txt").write_text(told)
    settings = {"QA_CORPUS": corpus, "QA_STORE": tmp_path / "store"}
    done = run("ask", "when was the ferry of Elmford built?", **settings)
    first = done.stdout.split("\n")[1].partition(" (")[0]
    assert sorted(first.split(" or ")) == ["1931", "1934"]
    assert done.stdout.count("different") == 1
    assert "§" not in done.stdout  # the only heading is the title, which stands beside it


FERRY = {
    "bell.txt": "The ferry of Elmford is steered by Ada Bell. The ferry of Elmford was built by "
    "Peter Malin.\n",
    "first.txt": "The ferry of Elmford was built in 1931 by Peter Malin.\n",
    "second.txt": "The ferry of Elmford was built in 1934 by Peter Malin.\n",
}


@pytest.fixture
def ferry(tmp_path):
    corpus = tmp_path / "ferries"
    corpus.mkdir()
    for name, text in FERRY.items():
        (corpus / name).write_text(text)
    return {"QA_CORPUS": corpus, "QA_STORE": tmp_path / "store"}


def test_of_several_questions_each_is_answered_by_itself(ferry):
    done = run("ask", "who built the ferry of Elmford, and when was it built?", **ferry)
    built, dated = done.stdout.partition("[1] ")[0].strip().split("\n\n")[:2]
    assert "Peter Malin (sure" in built
    assert "articles say this" in built
    assert "differ" not in built
    assert "1931 or 1934 (" in dated.replace("1934 or 1931", "1931 or 1934")
    assert "that each is an answer)" in dated
    assert "different: 19" in dated
    assert done.stdout.count("differ") == 1  # no note tells it once more
    told = " ".join(f"{built} {dated}".split())
    for year in (1931, 1934):
        assert told.count(f"was built in {year}") <= 1


def test_a_part_without_an_answer_is_told_once(ferry):
    done = run("ask", "who steers the ferry, and how many cars does it carry?", **ferry)
    assert "Ada Bell (sure)" in done.stdout
    assert done.stdout.count("do not say") == 1


def test_how_sure_it_is_is_told_without_a_short_answer_too(ferry):
    done = run("ask", "is the ferry of Elmford steered by Ada Bell?", **ferry)
    assert re.match(r"(Sure|Likely|Unsure)\.\n", done.stdout.strip())


def test_chat_keeps_the_conversation(store):
    lines = "who led the US delegation at the meeting?\n???\nwhere was it held?\n\n"
    done = run("chat", QA_STORE=store, input=lines)
    assert done.returncode == 0, done.stderr
    assert "Rubio" in done.stdout
    assert "Diriyah Palace" in done.stdout
    assert "understood as: where was it held? (who led" in " ".join(done.stdout.split())
    assert "holds no words" in done.stderr


def test_sync_says_what_it_did_in_one_line(tmp_path):
    (tmp_path / "news").mkdir()
    (tmp_path / "news/a.txt").write_text("The envoy arrived.")
    (tmp_path / "news/b.txt").write_bytes(b"\x00\x00")
    done = run("sync", QA_STORE=tmp_path / "s", QA_CORPUS=tmp_path / "news")
    assert done.stdout.startswith("1 added, 1 skipped; 1 sentences indexed, 1 embedded now")
    assert done.stdout.count("\n") == 1
    assert "b.txt: binary" in done.stderr
    again = run("sync", QA_STORE=tmp_path / "s", QA_CORPUS=tmp_path / "news")
    assert again.stdout.startswith("1 unchanged, 1 skipped; 1 sentences indexed, 0 embedded")


def test_status_says_what_is_stale(tmp_path):
    news = tmp_path / "news"
    news.mkdir()
    (news / "a.txt").write_text("The envoy arrived.")
    settings = {"QA_STORE": tmp_path / "s", "QA_CORPUS": news}
    assert "not indexed yet" in run("status", **settings).stdout
    assert not (tmp_path / "s").exists()
    run("sync", **settings)
    assert "up to date" in run("status", **settings).stdout
    (news / "a.txt").write_text("The envoy left.")
    (news / "b.txt").write_text("It rained.")
    stale = run("status", **settings).stdout
    assert "1 new (b.txt)" in stale
    assert "1 changed (a.txt)" in stale


@pytest.mark.parametrize(
    ("arguments", "settings", "message"),
    [
        (["ask", ""], {}, "the question is empty"),
        (["ask", "x" * 50_000], {}, "50,000 characters"),
        (["ask", "who?"], {"QA_CORPUS": "nowhere"}, "no folder 'nowhere'"),
        (["sync"], {"QA_CORPUS": "nowhere"}, "set QA_CORPUS"),
        (["chat"], {"QA_CORPUS": "nowhere"}, "set QA_CORPUS"),
        (["status"], {"QA_STORE": "README.md"}, "is a file"),
        (["ask", "who?"], {"QA_EMBEDDING": "text-embedding-3-small"}, "OPENAI_API_KEY"),
    ],
)
def test_errors_are_one_line_with_the_way_out(tmp_path, arguments, settings, message):
    done = run(*arguments, **{"QA_STORE": tmp_path / "s", **settings})
    assert done.returncode == 1
    assert message in done.stderr
    assert done.stderr.count("\n") == 1
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "s").exists()


@pytest.mark.parametrize("arguments", [["ask"], ["frobnicate"], ["ask", "who?", "--colour"]])
def test_wrong_usage_exits_with_two(arguments):
    assert run(*arguments).returncode == 2


def test_help_names_every_command():
    out = run("--help").stdout
    assert all(name in out for name in ("ask", "chat", "sync", "status"))


def test_control_c_leaves_no_traceback_and_no_damage(tmp_path):
    news = tmp_path / "news"
    news.mkdir()
    many = " ".join(f"The item number {i} was sold in the city of Porto." for i in range(3000))
    (news / "a.txt").write_text(many)
    settings = environment(QA_STORE=tmp_path / "s", QA_CORPUS=news)
    heeding = signal.signal(signal.SIGINT, signal.default_int_handler)  # inherited if ignored
    try:
        started = subprocess.Popen(
            [*PROGRAM, "sync"], cwd=ROOT, env=settings, stderr=subprocess.PIPE, text=True
        )
    finally:
        signal.signal(signal.SIGINT, heeding)
    with started as process:
        assert process.stderr is not None
        assert "indexing" in process.stderr.readline()
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate(timeout=120)
    assert process.returncode == 130
    assert "Traceback" not in errors
    (news / "a.txt").write_text("The item number 1 was sold in the city of Porto.")
    done = run("ask", "where was item 1 sold?", QA_STORE=tmp_path / "s", QA_CORPUS=news)
    assert "Porto" in done.stdout


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
def test_sync_shows_progress_on_a_terminal(tmp_path):
    news = tmp_path / "news"
    news.mkdir()
    many = " ".join(f"The item number {i} was sold in the city of Porto." for i in range(60))
    (news / "a.txt").write_text(many)
    master, slave = pty.openpty()
    process = subprocess.Popen(
        [*PROGRAM, "sync"],
        cwd=ROOT,
        env=environment(QA_STORE=tmp_path / "s", QA_CORPUS=news, TERM="xterm"),
        stdin=slave,
        stdout=slave,
        stderr=slave,
    )
    os.close(slave)
    shown = _read_all(master)
    assert process.wait(120) == 0
    assert "sentences" in shown
    assert "/60" in shown
    assert "1 added; 60 sentences indexed" in shown


def _read_all(master: int) -> str:
    shown = b""
    deadline = time.monotonic() + 240
    while time.monotonic() < deadline:
        ready, _, _ = select.select([master], [], [], 5)
        if not ready:
            continue
        try:
            piece = os.read(master, 65536)
        except OSError:  # the other end was closed
            break
        if not piece:
            break
        shown += piece
    os.close(master)
    return shown.decode(errors="replace")


def test_ctrl_c_ends_a_sync_and_says_what_is_kept(tmp_path):
    corpus = tmp_path / "news"
    corpus.mkdir()
    for number in range(40):
        said = "".join(f"Ferry {number} carried {n} goats to Skerry {n}.\n" for n in range(40))
        (corpus / f"{number}.txt").write_text(said)
    settings = {"QA_CORPUS": corpus, "QA_STORE": tmp_path / "store"}
    for command in (["sync"], ["ask", "Which ferry carried a whale?"]):
        process = subprocess.Popen(
            [*PROGRAM, *command],
            cwd=ROOT,
            env=environment(**settings),
            stderr=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),  # noqa: PLW1509
        )
        assert process.stderr is not None
        begun = process.stderr.readline()
        assert begun.startswith("indexing 1,"), begun
        process.send_signal(signal.SIGINT)
        _, said = process.communicate(timeout=120)
        assert process.returncode == 130
        assert re.search(r"stopped at \d+ of 1,\d{3} sentences: .* `qa sync` goes on", said), said
        assert "Traceback" not in said


def test_ctrl_c_before_anything_is_embedded_says_that_it_begins_again(monkeypatch):
    monkeypatch.setattr(indexing, "err", Console(file=(shown := io.StringIO()), width=200))
    with pytest.raises(typer.Exit) as ended, indexing.progress():
        raise KeyboardInterrupt
    assert ended.value.exit_code == 130
    assert "stopped before anything was embedded" in shown.getvalue()
