"""`qa eval` and `qa calibrate`, as a person runs them on a folder of their own."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from conftest import ROOT
from program import run

ARTICLES = ROOT / "examples" / "articles"
GOOD = """question,answer,file
How long does the crossing take?,90 minutes | ninety minutes,ferry.txt
How many votes were against the budget?,four,council.md
Who designed the new library?,,
"""


@pytest.fixture
def settings(tmp_path: Path) -> dict[str, object]:
    return {"QA_CORPUS": ARTICLES, "QA_STORE": tmp_path / "store"}


def test_questions_are_scored_and_compared(tmp_path, settings):
    path = tmp_path / "mine.csv"
    path.write_text(GOOD)
    first = run("eval", str(path), **settings)
    assert first.returncode == 0, first.stderr
    assert "3 of 3" in first.stdout
    assert "nothing to compare with yet" in first.stdout
    path.write_text(GOOD.replace("90 minutes | ninety minutes", "two hours"))
    second = run("eval", str(path), **settings)
    assert second.returncode == 1
    assert "wrong" in second.stdout
    assert "lacks: two hours" in second.stdout
    assert "Quality fell" in second.stdout
    report = Path(second.stdout.partition("report: ")[2].splitlines()[0])
    assert report.parent.parent.parent == tmp_path / "store-eval"
    assert "Quality fell" in report.read_text()
    assert run("eval", str(path), "--least", "0.6", **settings).returncode == 0


def test_any_earlier_run_can_be_compared_with(tmp_path, settings):
    path = tmp_path / "mine.csv"
    wrong = GOOD.replace("90 minutes | ninety minutes", "two hours")
    reports = []
    for asked in (GOOD, wrong):
        path.write_text(asked)
        reports.append(run("eval", str(path), **settings).stdout)
    first = Path(reports[0].partition("report: ")[2].splitlines()[0]).parent
    path.write_text(wrong)
    before = run("eval", str(path), **settings).stdout
    assert "Quality is as before" in before
    for name in (first.name, str(first)):
        assert "Quality fell" in run("eval", str(path), "--against", name, **settings).stdout
    unknown = run("eval", str(path), "--against", "monday", **settings)
    assert unknown.returncode == 1
    assert "there is no run 'monday' of these questions; the last ones: " in unknown.stderr
    assert first.name in unknown.stderr


def test_the_run_as_json(tmp_path, settings):
    path = tmp_path / "mine.jsonl"
    path.write_text('{"question": "Who designed the new library?"}\n')
    done = run("eval", str(path), "--json", "--into", str(tmp_path / "runs"), **settings)
    told = json.loads(done.stdout)
    assert told["figures"] == {"ended as it should": 1.0, "refused rightly": 1.0}
    assert told["questions"][0]["outcome"] == "right"
    assert (tmp_path / "runs" / told["run"] / "answers.csv").exists()


def test_questions_among_the_articles_are_told(tmp_path):
    corpus = tmp_path / "news"
    corpus.mkdir()
    (corpus / "a.txt").write_text("The ferry takes ninety minutes.")
    (corpus / "mine.csv").write_text(GOOD)
    done = run(
        "eval", str(corpus / "mine.csv"), QA_CORPUS=corpus, QA_STORE=tmp_path / "s", COLUMNS=400
    )
    assert "lies within the folder of articles" in done.stderr


@pytest.mark.slow
def test_a_threshold_is_fitted_kept_shown_and_forgotten(tmp_path):
    corpus = tmp_path / "news"
    corpus.mkdir()
    towns = ["Arden", "Berwick", "Corby", "Dorset", "Elgin", "Fenwick"]
    lines = [
        f"The mayor of {town} is Ada {town}son. The river at {town} is wide." for town in towns
    ]
    (corpus / "towns.txt").write_text("\n".join(lines))
    settings = {"QA_CORPUS": corpus, "QA_STORE": tmp_path / "store", "COLUMNS": 400}
    path = tmp_path / "towns.csv"
    rows = [f"Who is the mayor of {town}?,Ada {town}son" for town in towns]
    rows += [f"Which fish live in the river at {town}?," for town in towns]
    path.write_text("\n".join(["question,answer", *rows]))
    few = tmp_path / "few.csv"
    few.write_text(GOOD)
    refused = run("calibrate", str(few), **settings)
    assert refused.returncode == 1
    assert "at least 10 are needed" in refused.stderr
    shown = run("calibrate", str(path), "--show", **settings)
    assert shown.returncode == 0, shown.stderr
    assert "as the program comes" in shown.stdout
    assert "as the program comes" in run("status", **settings).stdout
    kept = run("calibrate", str(path), **settings)
    # What is fitted depends on the confidences; what is said to be in use is in use.
    fitted = "fitted to 12 questions of towns.csv" in kept.stdout
    assert fitted != ("Nothing to change" in kept.stdout)
    told = kept.stdout.partition("in use: ")[2].strip()
    assert told in run("status", **settings).stdout
    reset = run("calibrate", "--reset", **settings).stdout
    assert ("back to the program's own" in reset) == fitted
    assert "as the program comes" in run("status", **settings).stdout
    assert "name a file of questions" in run("calibrate", **settings).stderr


def test_an_index_that_cannot_be_read_is_told_once(tmp_path, settings):
    path = tmp_path / "mine.csv"
    path.write_text(GOOD)
    assert run("sync", **settings).returncode == 0
    other = {"QA_EMBEDDING": "another-one", "OPENAI_API_KEY": "none", "QA_LLM": "none"}
    done = run("eval", str(path), **settings, **other)
    assert done.returncode == 1
    assert done.stderr.count("qa sync --rebuild") == 1, done.stderr
    assert done.stdout == ""
