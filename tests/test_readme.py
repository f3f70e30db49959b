"""The README is run, not believed."""

import json
import re
import shutil
import subprocess

import pytest
from conftest import ROOT
from program import environment, run

from eval.gate import baseline
from eval.report import suite_table

README = (ROOT / "README.md").read_text()


@pytest.fixture
def store(seeds_store, tmp_path):
    return shutil.copytree(seeds_store, tmp_path / "store")


def test_the_transcript_is_what_the_command_prints(store):
    shown = re.search(r"```text\n(.*?)```", README, re.DOTALL)
    assert shown
    done = run("ask", "who led the US delegation?", QA_STORE=store)
    assert done.stdout.split() == shown.group(1).split()


def test_the_python_example_runs(store, monkeypatch, capsys):
    monkeypatch.chdir(ROOT)
    monkeypatch.setenv("QA_STORE", str(store))
    examples = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
    assert len(examples) == 1
    exec(examples[0], {})
    assert "Marco Rubio" in capsys.readouterr().out


def test_every_make_word_and_command_that_it_names_exists():
    makefile = (ROOT / "Makefile").read_text()
    for word in set(re.findall(r"(?:`|    )make (?:--silent )?([a-z]+)", README)):
        assert re.search(rf"^{word}:", makefile, re.MULTILINE), word
    commands = run("--help").stdout
    for word in set(re.findall(r"`(?:\.venv/bin/)?qa ([a-z]+)", README)):
        assert f" {word} " in commands, word


def test_the_files_that_it_links_to_exist():
    for link in re.findall(r"\]\((?!http)([^)#]+)", README):
        assert (ROOT / link).exists(), link


@pytest.mark.parametrize("word", ["ask", "sync", "status", "check", "test", "lint", "eval"])
def test_make_knows_what_to_do(word):
    plan = subprocess.run(
        ["make", "-n", word],
        cwd=ROOT,
        env=environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    assert plan.returncode == 0, plan.stderr


def test_its_figures_are_those_of_the_accepted_baseline():
    asked = json.loads((ROOT / "eval" / "baseline.json").read_text())["extractive"]["questions"]
    absent = [question for question in asked.values() if question["should_refuse"]]
    told = [question for question in asked.values() if not question["should_refuse"]]
    right, proven = (sum(q[k] for q in told) / len(told) for k in ("right", "right_reason"))
    said = " ".join(README.split())
    for figures in (
        f"| of {len(asked)} questions the {len(told)} that the articles answer, by quotation |",
        f"| `qa` | {right:.3f} | {proven:.3f} |",
        f"Of the {len(absent)} questions that the articles do not answer {_refused(absent)} "
        f"were refused, of the {len(told)} that they do {_refused(told)}.",
    ):
        assert figures in said


def test_its_table_of_suites_is_that_of_the_accepted_baseline():
    accepted = baseline.read(ROOT / "eval" / "baseline.json", "extractive")
    assert suite_table.OPENS in README
    if accepted.suites is not None:  # none were kept before
        assert suite_table.put(README, accepted.suites) == README


def test_its_figures_by_type_are_those_of_the_accepted_baseline():
    ended = json.loads((ROOT / "eval" / "baseline.json").read_text())["extractive"]["questions"]
    asked = map(json.loads, (ROOT / "eval" / "gold.jsonl").read_text().splitlines())
    right: dict[str, list[bool]] = {}
    for question in asked:
        if question["id"] in ended and not ended[question["id"]]["should_refuse"]:
            right.setdefault(question["type"], []).append(ended[question["id"]]["right"])
    told = re.search(r"By type: (.*?)\. Of the shown", " ".join(README.split()))
    assert told
    said = dict(re.findall(r"\*([\w -]+)\* (\d\.\d+)", told[1]))
    kinds = {re.sub("[ -]", "_", name.removesuffix(" it")): share for name, share in said.items()}
    assert kinds == {kind: f"{sum(some) / len(some):.2f}" for kind, some in right.items()}


def _refused(questions):
    return f"{100 * sum(q['refused'] for q in questions) / len(questions):.0f} %"
