"""The programs in `examples/`, run as their first lines say."""

from __future__ import annotations

import json
import re
import runpy
import shutil
import sys
from pathlib import Path

import pytest
from conftest import ROOT
from fastapi.testclient import TestClient

from qa.corpus import documents

EXAMPLES = ROOT / "examples"
ARTICLES = EXAMPLES / "articles"
CROSSING = "How long does the crossing take?"


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):
    """Run an example with some arguments: what it printed."""

    def call(name: str, *arguments: object) -> str:
        monkeypatch.setattr(sys, "argv", [name, *map(str, arguments)])
        runpy.run_path(str(EXAMPLES / name), run_name="__main__")
        return capsys.readouterr().out

    return call


@pytest.fixture
def service(monkeypatch, tmp_path):
    """The FastAPI example over a folder of articles."""
    monkeypatch.setenv("QA_CORPUS", str(ARTICLES))
    monkeypatch.setenv("QA_STORE", str(tmp_path / "store"))
    return TestClient(runpy.run_path(str(EXAMPLES / "fastapi_endpoint.py"))["app"])


def test_ask_prints_the_answer_and_its_proof(run, monkeypatch, seeds_store, tmp_path):
    monkeypatch.chdir(ROOT)
    monkeypatch.setenv("QA_STORE", str(shutil.copytree(seeds_store, tmp_path / "store")))
    out = run("ask.py", "who led the US delegation?")
    assert "Marco Rubio" in out.splitlines()[0]
    number, file, line, quote = re.search(r"\[(\d)\] (\S+):(\d+)  (.+)", out).groups()
    text = documents.decode((ROOT / "seeds" / file).read_bytes())[0]
    assert number == "1"
    assert quote in text.splitlines()[int(line) - 1]


def test_ask_shows_what_is_near_a_refusal(run, monkeypatch, tmp_path):
    monkeypatch.setenv("QA_CORPUS", str(ARTICLES))
    monkeypatch.setenv("QA_STORE", str(tmp_path / "store"))
    out = run("ask.py", "Who designed the new library?")
    assert re.fullmatch(r"The articles do not say\.\n(near: \S+:\d+\n)+", out)


def test_a_folder_is_indexed_and_a_conversation_is_had(run, tmp_path):
    folder = shutil.copytree(ARTICLES, tmp_path / "articles")
    (folder / "empty.txt").write_text("")
    out = run("own_folder.py", folder, CROSSING, "And what does it cost?")
    assert out.startswith("2 files, ")
    assert "skipped empty.txt: " in out
    assert "ninety minutes" in out
    assert "twelve crowns" in out.partition("And what")[2]


def test_a_missing_folder_ends_it_with_one_line(run, tmp_path):
    with pytest.raises(SystemExit, match="no folder"):
        run("own_folder.py", tmp_path / "nowhere", CROSSING)


def test_the_parts_work_in_llamaindex(run):
    out = run("llamaindex_chain.py", ARTICLES, CROSSING)
    assert re.search(r"^nearest node: ferry\.txt: ", out, re.MULTILINE)
    assert re.search(r"^passage: ferry\.txt:\d+$", out, re.MULTILINE)
    assert re.search(r"^answer: .*ninety minutes.* \[1\]$", out, re.MULTILINE)
    assert re.search(r"^cited: ferry\.txt:5  The crossing takes ninety", out, re.MULTILINE)


def test_the_service_answers_and_explains_its_errors(service):
    answer = service.post("/ask", json={"question": CROSSING}).json()
    assert "ninety minutes" in answer["text"]
    assert answer["citations"][0]["file"] == "ferry.txt"
    history = [
        {"role": "user", "content": CROSSING},
        {"role": "assistant", "content": answer["text"]},
    ]
    follow_up = {"question": "And what does it cost?", "history": history}
    assert "twelve crowns" in service.post("/ask", json=follow_up).json()["text"]
    empty = service.post("/ask", json={"question": " "})
    assert empty.status_code == 400
    assert empty.json()["error"].startswith("the question is empty")


@pytest.mark.parametrize(
    ("says", "verdict", "code"), [("ninety minutes", "right", 0), ("two hours", "WRONG", 1)]
)
def test_questions_are_scored(run, capsys, tmp_path, says, verdict, code):
    questions = tmp_path / "questions.jsonl"
    row = {"question": CROSSING, "says": [says], "file": "ferry.txt"}
    questions.write_text(json.dumps(row) + "\n")
    with pytest.raises(SystemExit) as ended:
        run("score_questions.py", ARTICLES, questions)
    assert ended.value.code == code
    assert capsys.readouterr().out.startswith(verdict)


def test_the_questions_that_come_with_the_examples_are_answered(run, capsys):
    with pytest.raises(SystemExit) as ended:
        run("score_questions.py", ARTICLES, EXAMPLES / "questions.jsonl")
    assert ended.value.code == 0
    assert capsys.readouterr().out.endswith("5 of 5 right\n")


def test_every_example_is_listed_and_says_how_it_is_run():
    listed = set(re.findall(r"\]\((\w+\.py)\)", (EXAMPLES / "README.md").read_text()))
    there = {path.name for path in EXAMPLES.glob("*.py")}
    assert listed == there
    for name in there:
        assert name.removesuffix(".py") in Path(EXAMPLES / name).read_text().split('"""')[1]
