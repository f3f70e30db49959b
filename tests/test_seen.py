"""A file that is as it was when it was read is not read again; one that may have changed is."""

import os
import shutil
import time
from pathlib import Path

import pytest
from conftest import MakeAssistant
from typer.testing import CliRunner

from qa import Assistant
from qa.cli import commands
from qa.corpus import documents, files
from qa.index import seen

OLD = "The envoy arrived in Geneva on Monday. He met the minister there."
LONG_AGO = 1_600_000_000
QUESTION = "Where did the envoy arrive?"


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The files that were read."""
    found: list[str] = []
    really = files.read

    def noted(corpus: Path, file: str) -> bytes:
        found.append(file)
        return really(corpus, file)

    monkeypatch.setattr("qa.index.scan.files.read", noted)
    return found


@pytest.fixture
def settled(monkeypatch: pytest.MonkeyPatch) -> None:
    """No file is so new that it might change without another time."""
    monkeypatch.setattr(seen, "_COARSE", -(10**12))


def nearest(assistant: Assistant, question: str = QUESTION) -> str:
    """What is found first; no file is read to prove it."""
    return assistant.retrieve(question)[0].text


def test_another_process_reads_only_what_is_not_as_it_was(make: MakeAssistant, settled, read):
    made = make({"a.txt": OLD, "b.txt": "The harvest was poor.", "c.txt": "It rained."})
    assert "Geneva" in nearest(made)
    read.clear()
    assert "Geneva" in nearest(make())
    assert read == []
    make({"b.txt": OLD.replace("envoy", "judge").replace("Geneva", "Tripoli")})
    assert "Tripoli" in nearest(make(), "Where did the judge arrive?")
    assert set(read) == {"b.txt"}


def test_a_command_reads_only_what_is_not_as_it_was(
    make: MakeAssistant, settled, monkeypatch: pytest.MonkeyPatch, tmp_path
):
    compared, digest = [], documents.digest
    monkeypatch.setattr(documents, "digest", lambda c: (compared.append(c), digest(c))[1])
    made = make({"a.txt": OLD, "b.txt": "The harvest was poor.", "c.txt": "It rained."})
    made.sync()
    for name in ("corpus", "store"):
        monkeypatch.setenv(f"QA_{name.upper()}", str(tmp_path / name))
    monkeypatch.setenv("QA_LLM", "none")
    for words, typed in (
        (["ask", QUESTION], None),
        (["check", "-"], "The envoy arrived in Geneva."),
        (["chat"], f"{QUESTION}\n"),
    ):
        compared.clear()
        done = CliRunner().invoke(commands.app, words, input=typed)
        assert done.exit_code == 0, done.output
        assert "Geneva" in done.stdout
        assert compared == []
    make({"b.txt": OLD.replace("envoy", "judge").replace("Geneva", "Tripoli")})
    done = CliRunner().invoke(commands.app, ["ask", "Where did the judge arrive?"])
    assert "Tripoli" in done.stdout
    assert compared
    assert all(b"judge" in content for content in compared)


def test_the_same_size_and_time_with_another_content_is_seen(make: MakeAssistant, settled, read):
    made = make({"a.txt": OLD})
    path = made.settings.corpus / "a.txt"
    os.utime(path, (LONG_AGO, LONG_AGO))
    assert "Geneva" in made.ask(QUESTION).text
    path.write_text(OLD.replace("Geneva", "Vienna"))
    os.utime(path, (LONG_AGO, LONG_AGO))
    for assistant in (made, make()):
        assert "Vienna" in assistant.ask(QUESTION).text


def test_what_is_told_to_be_compared_is_read(make: MakeAssistant, settled, read):
    make({"a.txt": OLD}).sync()
    read.clear()
    make().sync()
    make().pending()
    assert read == ["a.txt", "a.txt"]
    read.clear()
    make().sync(rebuild=True)
    assert read == ["a.txt"]


def test_a_file_that_was_just_changed_is_not_remembered(tmp_path):
    (tmp_path / "a.txt").write_text(OLD)
    listed = documents.listed(tmp_path)
    changed = max(listed.status["a.txt"][1:])
    assert seen.updated(listed, {"a.txt": "d"}, changed + 10**9) == {}
    kept = seen.updated(listed, {"a.txt": "d"}, changed + 3 * 10**9)
    assert seen.same(kept, listed) == {("a.txt", "d")}
    assert seen.updated(listed, {}, changed + 3 * 10**9) == {}  # not read


def test_a_file_that_is_not_as_it_was_read_is_read_again(make: MakeAssistant, settled, read):
    made = make({"a.txt": OLD})
    made.sync()
    kept = seen.load(made.settings.store, made.settings.corpus)
    (made.settings.corpus / "a.txt").write_text(OLD.replace("Geneva", "Vienna"))
    listed = documents.listed(made.settings.corpus)
    wrong = {"a.txt": (listed.status["a.txt"], kept["a.txt"][1])}
    seen.save(made.settings.store, made.settings.corpus, wrong)  # an unlikely file system
    assert "Vienna" in make().ask(QUESTION).text


@pytest.mark.parametrize("damage", ["", "{", "[]", '{"corpus": 1}', '{"corpus": "", "files": 3}'])
def test_what_is_lost_costs_reading_alone(make: MakeAssistant, settled, read, damage):
    made = make({"a.txt": OLD})
    made.sync()
    path = made.settings.store / seen.NAME
    assert seen.load(path.parent, made.settings.corpus)
    assert seen.load(path.parent, made.settings.store) == {}
    path.write_text(damage)
    assert seen.load(path.parent, made.settings.corpus) == {}
    read.clear()
    assert "Geneva" in nearest(make())
    assert read == ["a.txt"]


def test_a_folder_that_was_copied_elsewhere_is_read(make: MakeAssistant, settled, read, tmp_path):
    made = make({"a.txt": OLD})
    made.sync()
    time.sleep(0.01)
    shutil.copytree(made.settings.corpus, tmp_path / "copy")
    read.clear()
    assert "Geneva" in nearest(make(corpus=tmp_path / "copy"))
    assert read == ["a.txt"]
