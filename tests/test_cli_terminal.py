"""The terminal beyond one answer: words without quotation marks, why, places, a conversation."""

from __future__ import annotations

import io
import json
import re
import shutil
import stat
import sys
from pathlib import Path

import pytest
from conftest import SEEDS
from program import Terminal, run
from rich.console import Console
from rich.text import Text

import qa
from qa.cli import places

LED = "001_6a5a89d1b2ea5aaf.txt"


@pytest.fixture(scope="module")
def store(seeds_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return shutil.copytree(seeds_store, tmp_path_factory.mktemp("terminal") / "store")


# -- one question ----------------------------------------------------------------------------------


def test_a_question_needs_no_quotation_marks(store):
    bare = run("ask", "who", "led", "the", "US", "delegation", QA_STORE=store)
    assert bare.returncode == 0, bare.stderr
    assert bare.stdout == run("ask", "who led the US delegation", QA_STORE=store).stdout
    between = run("ask", "who", "led", "--json", "the", "US", "delegation", QA_STORE=store)
    assert json.loads(between.stdout)["question"] == "who led the US delegation"


def test_a_source_takes_one_line_of_a_terminal_and_all_of_it_a_pipe(tmp_path):
    cited = qa.Citation(
        number=2, file="talks.txt", quote="Q", start=0, end=1, line=9, end_line=9,
        title="Officials convened [again] for discussions in the capital", date="2025-02-18",
    )  # fmt: skip
    screen, pipe = (
        Console(file=io.StringIO(), width=60, force_terminal=terminal, highlight=False)
        for terminal in (True, False)
    )
    shown = Text.from_markup(places.source(screen, tmp_path, cited)).plain
    assert shown.startswith("[2] talks.txt:9  Officials convened [again] ")
    assert shown.endswith("…  2025-02-18")
    assert len(shown) == 60
    whole = Text.from_markup(places.source(pipe, tmp_path, cited)).plain
    assert whole == f"[2] talks.txt:9  {cited.title}  2025-02-18"


def test_the_version_is_told():
    assert run("--version").stdout == f"qa {qa.__version__}\n"


def test_why_tells_what_was_read_and_what_speaks_for_and_against(store):
    done = run("ask", "who led the US delegation?", "--explain", QA_STORE=store)
    answer, _, why = done.stdout.partition("\nWhy\n")
    assert "Marco Rubio" in answer
    flat = " ".join(why.split())
    assert re.search(r"searched 149 sentences of 5 articles, for: led, us, delegation", flat)
    assert re.search(r"confidence 0\.\d\d, sure; below 0\.\d\d it would have been refused", flat)
    assert "the reader finds an answer in it" in flat
    assert flat.index("taken") < flat.index(LED) < flat.index("came near")


def test_why_of_a_refusal_tells_what_speaks_against_it(store):
    done = run("ask", "who won the World Cup?", "--explain", "--json", QA_STORE=store)
    told = json.loads(done.stdout)["explanation"]
    assert told["confidence"] < told["threshold"]
    assert not [one for one in told["read"] if one["used"]]
    kinds = {ground["kind"]: ground["effect"] for ground in told["grounds"]}
    assert kinds["unknown_names"] < 0
    assert kinds["reading"] < 0
    plain = run("ask", "who won the World Cup?", "--explain", QA_STORE=store).stdout
    assert "no article has a name of the question" in " ".join(plain.split())


def test_why_of_no_question_says_that_nothing_was_asked(store):
    done = run("ask", "hello", "--explain", QA_STORE=store)
    assert "nothing was asked of the articles" in " ".join(done.stdout.split())


def test_what_is_read_is_told_as_it_stands_in_the_articles(store):
    assistant = qa.Assistant(qa.Settings(corpus=SEEDS, store=store, llm="none"))
    answer = assistant.ask("How many drones were launched?")
    told = assistant.explain(answer)
    assert told.confidence == answer.confidence
    used = {(one.file, one.line) for one in told.read if one.used}
    assert used == {(c.file, c.line) for c in answer.citations} & {
        (one.file, one.line) for one in told.read
    }
    assert used
    for one in told.read:
        assert one.text in " ".join((SEEDS / one.file).read_text().split())
        assert one.marked in one.text
    sums = [ground.effect for ground in told.grounds]
    assert sums == sorted(sums, key=abs, reverse=True)


# -- places ----------------------------------------------------------------------------------------


def test_a_place_is_shown_with_the_lines_around_it():
    done = run("open", f"{LED}:5")
    assert done.returncode == 0, done.stderr
    rows = {int(n): text for n, text in re.findall(r"^ *(\d+)  (.*)$", done.stdout, re.MULTILINE)}
    assert rows[5].startswith("Delegations led by U.S. Secretary")
    assert rows[3].startswith("Riyadh, Saudi Arabia")
    alone = run("open", f"seeds/{LED}:5", "--context", "0")
    assert "Riyadh, Saudi Arabia —" not in alone.stdout
    assert alone.stdout.lstrip().startswith("5  Delegations")


@pytest.mark.parametrize(
    ("place", "told"),
    [
        (f"{LED}:500", "has 61 lines, not 500"),
        (f"{LED}:0", "has 61 lines, not 0"),
        (f"{LED[:-6]}.txt:1", f"did you mean {LED}"),
        ("README.md", "no article 'README.md'"),
    ],
)
def test_a_place_that_is_not_there_is_told(place, told):
    done = run("open", place)
    assert done.returncode == 1
    assert told in done.stderr
    assert done.stderr.count("\n") == 1


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
@pytest.mark.parametrize(
    ("name", "told"),
    [("vim", ["+5", "{path}"]), ("code", ["--goto", "{path}:5"]), ("other", ["{path}"])],
)
def test_an_editor_is_opened_at_the_line(tmp_path, name, told):
    editor = tmp_path / name
    editor.write_text('#!/bin/sh\nfor a in "$@"; do echo "$a"; done > "$0.called"\n')
    editor.chmod(0o755)
    terminal = Terminal("open", f"{LED}:5", EDITOR=f"'{editor}'", VISUAL="")
    assert terminal.ended() == 0
    called = Path(f"{editor}.called").read_text().splitlines()
    assert called == [word.format(path=(SEEDS / LED).absolute()) for word in told]


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
def test_an_editor_that_is_not_there_is_told():
    terminal = Terminal("open", f"{LED}:5", VISUAL="no-such-editor --wait")
    assert "there is no program 'no-such-editor'" in terminal.until("set VISUAL")
    assert terminal.ended() == 1


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
def test_sources_are_links_on_a_terminal_that_can(store):
    linked = Terminal("ask", "who led the US delegation?", QA_STORE=store)
    shown = linked.until("articles say this")
    linked.ended()
    address = f"{(SEEDS / LED).absolute().as_uri()}#5"
    assert re.search(rf"\x1b\]8;[^;]*;{re.escape(address)}\x1b\\", shown)
    plain = Terminal("ask", "who led the US delegation?", QA_STORE=store, TERM="linux")
    assert "\x1b]8;" not in plain.until("articles say this")
    plain.ended()
    assert "\x1b" not in run("ask", "who led the US delegation?", QA_STORE=store).stdout


def test_an_article_cannot_give_the_terminal_orders(tmp_path):
    corpus = tmp_path / "news"
    corpus.mkdir()
    hostile = (
        "The captain of the \x1b]0;hacked\x07ferry\x9b2J is Ada Penn, who sails \x1b[31mdaily."
    )
    (corpus / "a.txt").write_text(hostile)
    settings = {"QA_CORPUS": corpus, "QA_STORE": tmp_path / "store"}
    for arguments in (
        ("ask", "who is the captain of the ferry?", "--explain"),
        ("open", "a.txt:1"),
    ):
        shown = run(*arguments, **settings).stdout
        assert "Ada Penn" in shown
        assert not set("\x1b\x07\x9b") & set(shown)


# -- a conversation --------------------------------------------------------------------------------


def test_commands_of_a_conversation(store):
    said = "who led the US delegation?\n/sources 2\n/why\n/open 9\n/nope\n/help\n/new\n/sources\n"
    done = run("chat", QA_STORE=store, input=said)
    assert done.returncode == 0, done.stderr
    flat = " ".join(done.stdout.split())
    assert "[2] 000_045392349ed72b1a.txt:9 Leading U.S. and Russian officials" in flat
    assert re.search(r"^ 8  The discussions follow", done.stdout, re.MULTILINE)
    assert "came near" in flat
    assert "/sources 2: that one in its article" in flat
    assert done.stderr.splitlines() == [
        "error: there is no source '9': the answer has 1 to 2",
        "error: there is no command '/nope': /help lists them",
        "error: nothing was asked yet: type a question",
    ]


def test_a_new_conversation_forgets_what_was_said(store):
    said = "who led the US delegation?\n/new\nwhere was it held?\n"
    assert "understood as" not in run("chat", QA_STORE=store, input=said).stdout


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
def test_a_conversation_is_edited_and_remembered(store, tmp_path):
    pytest.importorskip("readline")
    history = tmp_path / "state" / "history"
    settings = {"QA_STORE": store, "QA_HISTORY": history, "QA_CORPUS": SEEDS}
    first = Terminal("chat", **settings)
    first.until("? ")
    first.type("who leed\x7f\x7f\x7fed the US delegation?\n")  # ⌫ three times
    assert "Marco Rubio" in first.until("articles say this")
    first.until("? ")
    first.type("/so\t2\n")  # Tab completes the command
    first.until("000_045392349ed72b1a.txt:9")
    first.until("? ")
    assert first.pressed("\x04") == 0
    assert stat.S_IMODE(history.stat().st_mode) == 0o600
    assert "who led the US delegation?" in history.read_text().splitlines()
    second = Terminal("chat", **settings)
    second.until("? ")
    second.type("\x1b[A\x1b[A\n")  # up to the question, past the command
    assert "Marco Rubio" in second.until("articles say this")
    second.until("? ")
    second.type("half a question")
    second.until("half a question")
    second.until("Ctrl-D ends the conversation", "\x03")
    second.until("? ")
    assert second.pressed("\x03") == 130


# -- the shell -------------------------------------------------------------------------------------


def test_a_shell_completes_commands_options_and_articles():
    def completed(line: str) -> list[str]:
        words = line.split(" ")
        asked = {"_QA_COMPLETE": "complete_bash", "COMP_WORDS": line, "COMP_CWORD": len(words) - 1}
        return run(**asked).stdout.split()

    assert completed("qa st") == ["status"]
    assert "--explain" in completed("qa ask --")
    assert completed("qa open 001") == [LED]
    script = run("--show-completion", "bash").stdout
    assert "_QA_COMPLETE=complete_bash" in script
