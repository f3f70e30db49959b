"""The command from end to end: the real program over the seeds, the gate, the report."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree as Tree

import pytest
from typer.testing import CliRunner, Result

from eval import cli
from eval.gold import questions as gold
from eval.paths import CORPORA, INPUTS, Paths
from eval.report import suite_table
from eval.running import runs
from qa.answer.citations import REFUSAL
from qa.assistant import Assistant
from qa.types import Answer, Passage, Statement, Usage

pytestmark = pytest.mark.slow

Ask = Callable[..., Answer]

# Found in every article, and the answer to none of the questions.
_ELSEWHERE = "What colour is the carpet in the photograph?"


@pytest.fixture(scope="module")
def paths(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Paths]:
    """A small gold set, and a baseline of it that was accepted."""
    folder = tmp_path_factory.mktemp("eval")
    paths = Paths(
        gold=folder / "gold.jsonl", runs=folder / "runs", baseline=folder / "baseline.json"
    )
    paths.gold.write_text("\n".join(map(gold.dumps, _some())), encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        _offline(patch)
        first = invoke(paths)
        assert first.exit_code == 0, first.output
        assert "no extractive baseline yet" in first.output
        accepted = invoke(paths, "accept", "--reason", "the first one")
        assert "as the extractive baseline: the first one" in accepted.output
        yield paths


@pytest.fixture(autouse=True)
def _no_language_model(monkeypatch: pytest.MonkeyPatch) -> None:
    _offline(monkeypatch)


def _offline(patch: pytest.MonkeyPatch) -> None:
    for name in [name for name in os.environ if name.startswith(("QA_", "OPENAI_"))]:
        patch.delenv(name)


def _some() -> list[gold.Question]:
    """Enough dev questions to test with; only one of them is a must-pass."""
    dev = [q for q in gold.load() if q.split == "dev"]
    plain = [q for q in dev if q.type in ("single_file", "typo")][::2]
    named = [q for q in dev if q.id == "lead-us-01"]
    parents = [q for q in dev if q.id in {p.parent for p in plain}]
    refusals = [q for q in dev if q.should_refuse]
    chosen = dict.fromkeys([*named, *parents, *plain, *refusals])
    return [q.model_copy(update={"must_pass": q.id == "lead-us-01"}) for q in chosen]


def invoke(paths: Paths, *arguments: str, suites: Sequence[str] = ("gold",)) -> Result:
    """The command, as `main` runs it, but in this process."""
    named = [word for suite in suites for word in ("--suite", suite)]
    return CliRunner().invoke(cli.app, [*named, *arguments], obj=paths)


def summary(paths: Paths, name: str = "last") -> dict[str, object]:
    folder = runs.find(paths.runs, name).folder
    found: dict[str, object] = json.loads((folder / "summary.json").read_text(encoding="utf-8"))
    return found


def reasons(paths: Paths) -> str:
    told = summary(paths)["reasons"]
    assert isinstance(told, list)
    return "\n".join(told)


# -- a run that passes -----------------------------------------------------------------------------


def test_the_same_again_passes_on_a_screen(paths: Paths) -> None:
    done = invoke(paths)
    assert done.exit_code == 0, done.output
    lines = done.output.rstrip().splitlines()
    assert len(lines) <= 23
    assert max(map(len, lines[:-1])) < 80  # the last one is the report's path
    assert "as before" in done.output
    assert "passed" in done.output
    for name in ("empty", "constant", "echo", "shuffled", "first", "oracle"):
        assert name in done.output


def test_everything_is_written_down(paths: Paths) -> None:
    run = runs.find(paths.runs, "last")
    asked = [q.id for q in gold.load(paths.gold)]
    assert [json.loads(line)["id"] for line in _lines(run.folder / "results.jsonl")] == asked
    cases = Tree.parse(run.folder / "junit.xml").getroot().findall("testcase")
    assert [case.get("name") for case in cases] == [*asked, "gate"]
    page = (run.folder / "summary.md").read_text(encoding="utf-8")
    assert page.startswith("# Evaluation, extractive: ")
    assert "| oracle | 1.000 | 1.000 | 1.000 |" in page
    history = [json.loads(line) for line in _lines(paths.history)]
    assert history[0]["questions"] == len(asked)
    assert len({entry["run"] for entry in history}) == len(history)


def test_suites_are_asked_and_told_beside_the_gold_set(paths: Paths, tmp_path: Path) -> None:
    small = replace(
        paths, inputs=tmp_path / "inputs", corpora=tmp_path / "corpora", runs=tmp_path / "runs"
    )
    taken = {
        INPUTS: {
            "no-question.jsonl": "n001",
            "false-premise.jsonl": "f026",
            "keywords.jsonl": "k027",
        },
        CORPORA: {"questions.jsonl": "ferry-25", "pairs.jsonl": "same-11"},
    }
    for folder, into in ((INPUTS, small.inputs), (CORPORA, small.corpora)):
        into.mkdir()
        for name, chosen in taken[folder].items():
            lines = [x for x in _lines(folder / name) if json.loads(x)["id"] == chosen]
            (into / name).write_text(lines[0] + "\n", encoding="utf-8")
    shutil.copytree(CORPORA / "ferry", small.corpora / "ferry")
    done = invoke(small, "--id", "lead-us-01", suites=("inputs", "corpora", "pairs"))
    assert done.exit_code == 0, done.output
    for told in ("inputs, 3 items", "corpora, 1 items", "pairs, 1 items", "refused rightly"):
        assert told in done.output
    assert max(map(len, done.output.splitlines()[:-1])) < 80
    asked = summary(small)["suites"]
    assert isinstance(asked, dict)
    assert {name: found["items"] for name, found in asked.items()} == {
        "inputs": 3,
        "corpora": 1,
        "pairs": 1,
    }
    folder = runs.find(small.runs, "last").folder
    assert len(_lines(folder / "suites.jsonl")) == 5
    named = [case.get("name") for case in Tree.parse(folder / "junit.xml").iter("testcase")]
    assert named == ["lead-us-01", "n001", "f026", "k027", "ferry-25", "same-11", "gate"]
    assert "## pairs, 1 items" in (folder / "summary.md").read_text(encoding="utf-8")
    history = json.loads(_lines(small.history)[-1])
    assert "pairs/same: merged rightly" in history["figures"]
    again = invoke(small, "report", folder.name)  # marked anew, nothing is asked
    assert again.exit_code == 0, again.output
    resumed = invoke(small, "--id", "lead-us-01", "--resume", "last", suites=("inputs",))
    assert "was of other" in str(resumed.exception)


def test_an_unknown_suite_ends_the_run(paths: Paths) -> None:
    assert "no suite 'nonsense'" in str(invoke(paths, suites=("nonsense",)).exception)


def test_trivial_answerers_are_low_and_the_oracle_is_one(paths: Paths) -> None:
    trivial = summary(paths)["trivial"]
    assert isinstance(trivial, dict)
    for name, figures in trivial.items():
        wanted = 1.0 if name == "oracle" else 0.0
        assert abs(figures["right_reason"] - wanted) <= 0.1, name
        assert abs(figures["right"] - wanted) <= 0.1, name


def test_with_a_language_model_set_up_both_modes_are_scored(
    paths: Paths, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENAI_BASE_URL", "http://127.0.0.1:9/v1")
    monkeypatch.setenv("QA_LLM", "some-model")
    original = Assistant.ask

    def written(self: Assistant, question: str, history: object = None) -> Answer:
        if self.settings.llm == "none":
            return original(self, question, history)  # type: ignore[arg-type]
        text = "It was Marco Rubio."
        return Answer(
            question=question,
            standalone_question=question,
            text=text,
            confidence=0.9,
            mode="generative",
            usage=Usage(input_tokens=1000, output_tokens=100),
        )

    monkeypatch.setattr(Assistant, "ask", written)
    done = invoke(paths, "--id", "lead-us-01", "--no-judge", "--prices", "2", "10")
    assert done.exit_code == 0, done.output
    assert done.output.index("extractive, 1 q") < done.output.index("generative, 1 q")
    assert "no generative baseline yet" in done.output
    found = summary(paths)
    assert found["manifest"]["mode"] == "generative"  # type: ignore[index]
    assert found["summary"]["tokens_in"] == 1000  # type: ignore[index]
    assert found["summary"]["cost"] == pytest.approx(0.003)  # type: ignore[index]
    (only,) = found["questions"]  # type: ignore[misc]
    assert only["outcome"] == "unproven"
    page = (runs.find(paths.runs, "last").folder / "report.html").read_text(encoding="utf-8")
    assert "1,000 tokens were read" in page
    assert "Expected calibration error" in page
    assert "gold set 0." in page


def test_an_index_of_another_make_is_made_anew(
    paths: Paths, monkeypatch: pytest.MonkeyPatch
) -> None:
    apart = replace(paths, runs=paths.runs.parent / "apart")
    shutil.copytree(paths.store, apart.store)
    monkeypatch.setattr("qa.corpus.chunking.CHUNKER", "another")
    done = invoke(apart, "--id", "lead-us-01")
    assert done.exit_code == 0, done.output


def test_some_questions_only(paths: Paths) -> None:
    done = invoke(paths, "--id", "lead-us-01", "--mode", "extractive")
    assert done.exit_code == 0, done.output
    assert "1 questions" in done.output
    refused = invoke(paths, "accept", runs.find(paths.runs, "last").manifest.id, "--reason", "x")
    assert "asked only some of the gold questions" in str(refused.exception)


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--mode", "odd"], "there is no mode 'odd'"),
        (["--mode", "generative"], "no language model is set up"),
        (["--type", "odd"], "no gold question has the type 'odd'"),
        (["--against", "odd", "--id", "lead-us-01"], "there is no run 'odd'"),
        (["report", "odd"], "there is no run 'odd'"),
    ],
)
def test_what_cannot_be_done_is_told(paths: Paths, arguments: list[str], told: str) -> None:
    done = invoke(paths, *arguments)
    assert done.exit_code != 0
    assert told in str(done.exception)


def test_against_another_run(paths: Paths) -> None:
    first = runs.every(paths.runs)[0].manifest.id
    done = invoke(paths, "--type", "typo", "--against", first)
    assert done.exit_code == 0, done.output
    assert "as before" in done.output


def test_resume_goes_on_with_an_unfinished_run(
    paths: Paths, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    original = Assistant.ask

    def stops(self: Assistant, question: str, *rest: object, **more: object) -> Answer:
        if len(asked) == 3:
            raise KeyboardInterrupt
        asked.append(question)
        return original(self, question, *rest, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(Assistant, "ask", stops)
    invoke(paths, "--type", "single_file")
    unfinished = runs.find(paths.runs, "last")
    assert len(unfinished.results()) == 3
    assert not unfinished.finished
    monkeypatch.setattr(Assistant, "ask", original)
    done = invoke(paths, "--type", "single_file", "--resume", "last")
    assert done.exit_code == 0, done.output
    assert runs.find(paths.runs, "last").manifest.id == unfinished.manifest.id
    assert unfinished.finished
    other = invoke(paths, "--type", "unanswerable", "--resume", "last")
    assert "was of other code, questions" in str(other.exception)


# -- the gate bites --------------------------------------------------------------------------------


def broken(
    monkeypatch: pytest.MonkeyPatch, spoil: Callable[[Answer], Answer], question: str = ""
) -> None:
    """Have every answer spoiled, or another question answered."""
    ask: Ask = Assistant.ask
    retrieve = Assistant.retrieve

    def spoiled(self: Assistant, asked: str, history: object = None) -> Answer:
        return spoil(ask(self, question or asked, None if question else history))

    def elsewhere(
        self: Assistant, asked: str, history: object = None, budget: int = 0
    ) -> list[Passage]:
        return retrieve(self, question or asked, None, budget)

    monkeypatch.setattr(Assistant, "ask", spoiled)
    if question:
        monkeypatch.setattr(Assistant, "retrieve", elsewhere)


def test_broken_retrieval_fails(paths: Paths, monkeypatch: pytest.MonkeyPatch) -> None:
    broken(monkeypatch, lambda answer: answer, _ELSEWHERE)
    assert invoke(paths).exit_code == 1
    assert "recall@5 of facts: -" in reasons(paths)
    assert "right, for the right reason: -" in reasons(paths)
    assert "must-pass question lead-us-01" in reasons(paths)


def test_an_offset_that_is_one_off_fails(paths: Paths, monkeypatch: pytest.MonkeyPatch) -> None:
    def shifted(answer: Answer) -> Answer:
        moved = [c.model_copy(update={"start": c.start + 1}) for c in answer.citations[-1:]]
        return answer.model_copy(update={"citations": (*answer.citations[:-1], *moved)})

    broken(monkeypatch, shifted)
    done = invoke(paths)
    assert done.exit_code == 1
    assert "are not the quote" in reasons(paths)
    assert "false citations: " in reasons(paths)
    assert "regression" in done.output
    refused = invoke(paths, "accept", "--reason", "never mind")
    assert "false citations, and those are never accepted" in str(refused.exception)


def test_refusing_everything_fails(paths: Paths, monkeypatch: pytest.MonkeyPatch) -> None:
    nothing = {"text": REFUSAL, "statements": (), "citations": (), "refused": True}
    broken(monkeypatch, lambda answer: answer.model_copy(update=nothing))
    assert invoke(paths).exit_code == 1
    assert "answered, not refused: -" in reasons(paths)
    assert "refused when it should" not in reasons(paths)


def test_answering_everything_fails(paths: Paths, monkeypatch: pytest.MonkeyPatch) -> None:
    def said(answer: Answer) -> Answer:
        if not answer.refused:
            return answer
        text = answer.passages[0].text if answer.passages else "Yes."
        said = {"text": text, "statements": (Statement(text=text),), "refused": False}
        return answer.model_copy(update=said)

    broken(monkeypatch, said)
    assert invoke(paths).exit_code == 1
    assert "refused when it should: -" in reasons(paths)
    assert "false citation" not in reasons(paths)


def test_a_program_that_raises_is_a_broken_run(
    paths: Paths, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(answer: Answer) -> Answer:
        raise RuntimeError("out of order")

    broken(monkeypatch, fails)
    assert invoke(paths).exit_code == 2
    assert "ended in an error, such as RuntimeError: out of order" in reasons(paths)
    figures = summary(paths)["summary"]
    assert isinstance(figures, dict)
    assert figures["errors"] == figures["questions"]
    assert figures["figures"]["right"]["value"] == 0.0
    assert figures["figures"]["right"]["count"] > 0


def test_what_keeps_it_from_measuring_is_exit_code_2(
    paths: Paths, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.argv", ["eval"])
    with pytest.raises(SystemExit) as stopped:
        cli.main(replace(paths, gold=paths.runs / "none.jsonl"))
    assert stopped.value.code == 2
    assert "cannot be read" in capsys.readouterr().err


def test_a_baseline_is_not_moved_without_reason_or_for_other_code(
    paths: Paths, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = paths.baseline.read_text()
    assert invoke(paths, "accept").exit_code == 2  # of Typer: the reason is missing
    assert "needs a reason" in str(invoke(paths, "accept", "--reason", " ").exception)
    monkeypatch.setattr(runs, "code_digest", lambda: "other")
    changed = invoke(paths, "accept", runs.every(paths.runs)[0].manifest.id, "--reason", "x")
    assert "the code has changed since" in str(changed.exception)
    assert paths.baseline.read_text() == kept


def test_the_check_tells_what_is_wrong_with_a_gold_set(paths: Paths) -> None:
    done = invoke(paths, "check")  # of the small one, which has too few questions
    assert done.exit_code == 2
    assert "questions of type list, 12 are the least" in done.output
    assert "oracle             1.000   1.000" in done.output


def test_feedback_goes_into_a_file(paths: Paths, tmp_path: Path) -> None:
    line = {"question": "Which hotel did they sleep in?", "answer": "x", "reason": "wrong"}
    known = {"question": gold.load(paths.gold)[0].question}
    path, into = tmp_path / "feedback.jsonl", tmp_path / "candidates.jsonl"
    path.write_text(f"{json.dumps(line)}\n{json.dumps(known)}\n")
    assert invoke(paths, "feedback", str(path), "--into", str(into)).exit_code == 0
    assert [json.loads(row)["question"] for row in _lines(into)] == [line["question"]]


def test_the_figures_of_suites_are_kept_compared_and_told(paths: Paths, tmp_path: Path) -> None:
    small = replace(
        paths,
        gold=tmp_path / "gold.jsonl",
        baseline=tmp_path / "baseline.json",
        inputs=tmp_path / "inputs",
        runs=tmp_path / "runs",
    )
    asked = [q for q in gold.load(paths.gold) if q.id == "lead-us-01"]
    small.gold.write_text("\n".join(map(gold.dumps, asked)), encoding="utf-8")
    shutil.copytree(INPUTS, small.inputs)
    for name in ("false-premise.jsonl", "keywords.jsonl", "no-question.jsonl"):
        lines = _lines(INPUTS / name)
        (small.inputs / name).write_text("\n".join(lines[:3]) + "\n", encoding="utf-8")
    assert invoke(small).exit_code == 0  # the gold set alone
    assert invoke(small, "accept", "--reason", "alone").exit_code == 0
    assert "has no suites" in str(invoke(small, "figures").exception)
    first = invoke(small, suites=("inputs",))
    assert "no figures of the same items in the baseline: inputs" in first.output
    accepted = invoke(small, "accept", "--reason", "with suites")
    assert accepted.exit_code == 0, accepted.output
    kept = json.loads(small.baseline.read_text("utf-8"))["extractive"]["suites"]["inputs"]
    assert kept["figures"]["nothing asked: refused"]["all"] == {"value": 1.0, "of": 3}
    table = invoke(small, "figures").output
    assert "| inputs | nothing is asked: refused | 1.000 |" in table
    page = tmp_path / "page.md"
    page.write_text(f"a\n{suite_table.OPENS}\nold\n{suite_table.CLOSES}\nb\n", encoding="utf-8")
    assert invoke(small, "figures", "--into", str(page)).exit_code == 0
    shown = f"a\n{suite_table.OPENS}\n{table}{suite_table.CLOSES}\nb\n"
    assert page.read_text("utf-8") == shown
    assert "no figures" not in invoke(small, "report").output
    (small.inputs / "no-question.jsonl").write_text(_lines(INPUTS / "no-question.jsonl")[5] + "\n")
    changed = invoke(small, "accept", "--reason", "x")
    assert "other items are asked" in str(changed.exception)


# -- the report ------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def report(paths: Paths) -> Path:
    """A report with changes: the must-pass question is refused."""
    original = Assistant.ask

    def refuses_one(self: Assistant, question: str, history: object = None) -> Answer:
        answer = original(self, question, history)  # type: ignore[arg-type]
        if "led the U.S. delegation" not in question:
            return answer
        nothing = {"text": REFUSAL, "statements": (), "citations": (), "refused": True}
        return answer.model_copy(update=nothing)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Assistant, "ask", refuses_one)
        assert invoke(paths).exit_code == 1
    return runs.find(paths.runs, "last").folder / "report.html"


@pytest.fixture(scope="module")
def browser() -> Iterator[object]:
    """Chromium, headless; without one the tests are skipped, but never where CI is set."""
    from playwright.sync_api import sync_playwright

    found = shutil.which("chromium") or shutil.which("google-chrome")
    with sync_playwright() as playwright:
        path = found or playwright.chromium.executable_path
        if not Path(path).exists():
            word = "no Chromium: apt-get install chromium, or playwright install chromium"
            pytest.fail(word) if os.environ.get("CI") else pytest.skip(word)
        flags = [
            "--no-sandbox",
            "--disable-gpu",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
        ]
        started = playwright.chromium.launch(executable_path=path, args=flags)
        yield started
        started.close()


@pytest.fixture
def page(browser: object, report: Path) -> Iterator[object]:
    shown = browser.new_page(viewport={"width": 390, "height": 844})  # type: ignore[attr-defined]
    said: list[str] = []
    shown.on("request", lambda request: said.append(request.url))
    shown.on("pageerror", lambda error: said.append(str(error)))
    shown.goto(report.as_uri())
    yield shown
    assert all(url.startswith((report.as_uri(), "data:")) for url in said), said
    shown.close()


def _ids(page: object) -> Sequence[str]:
    rows = page.locator(".list tbody tr:visible .id")  # type: ignore[attr-defined]
    found: Sequence[str] = rows.evaluate_all("all => all.map(one => one.textContent)")
    return found


def _shown(page: object) -> int:
    count: int = page.locator(".list tbody tr:visible").count()  # type: ignore[attr-defined]
    return count


def test_the_report_fits_a_phone_and_tells_the_verdict(page: object, paths: Paths) -> None:
    wide = page.evaluate("document.documentElement.scrollWidth")  # type: ignore[attr-defined]
    assert wide <= 390
    text = page.locator(".overview").inner_text()  # type: ignore[attr-defined]
    assert "regression" in text
    assert "must-pass question lead-us-01 is refused" in text
    change = page.locator(".card").first.locator(".change")  # type: ignore[attr-defined]
    assert "-" in change.inner_text()  # one question was lost since the baseline
    assert page.locator("svg").count() == 5  # type: ignore[attr-defined]
    every = summary(paths)["questions"]
    assert isinstance(every, list)
    looked = [q["id"] for q in every if not q["right_reason"]]
    assert "lead-us-01" in looked
    assert _ids(page) == looked  # it opens on what failed or changed


def test_the_filters_of_the_report(page: object, paths: Paths) -> None:
    every = summary(paths)["questions"]
    assert isinstance(every, list)
    failed = [q["id"] for q in every if not q["right_reason"]]
    refused = [q["id"] for q in every if q["refused"]]
    typos = [q["id"] for q in every if q["type"] == "typo"]
    page.set_viewport_size({"width": 1280, "height": 900})  # type: ignore[attr-defined]
    click = page.click  # type: ignore[attr-defined]
    click("[data-show=failed]")
    assert _ids(page) == failed
    click("[data-show=refused]")
    assert _ids(page) == refused
    click("[data-show=changed]")
    assert "lead-us-01" in _ids(page)
    assert len(_ids(page)) < len(every)
    click("[data-show=all]")
    assert _shown(page) == len(gold.load(paths.gold))
    page.select_option("#kind", "typo")  # type: ignore[attr-defined]
    assert _ids(page) == typos
    page.fill("#find", "no such words anywhere")  # type: ignore[attr-defined]
    assert _shown(page) == 0
    assert page.locator("#none").is_visible()  # type: ignore[attr-defined]


def test_a_question_has_a_page_of_its_own(page: object) -> None:
    page.fill("#find", "led the U.S. delegation")  # type: ignore[attr-defined]
    page.click(".list tbody tr:visible a >> nth=0")  # type: ignore[attr-defined]
    assert page.evaluate("location.hash") == "#q-lead-us-01"  # type: ignore[attr-defined]
    assert not page.locator(".overview").is_visible()  # type: ignore[attr-defined]
    text = page.locator(".page:visible").inner_text()  # type: ignore[attr-defined]
    for part in ("In the run before", "Rubio", "What was wanted", "Gold evidence", "Retrieved"):
        assert part in text
    assert page.locator(".page:visible mark").count() > 0  # type: ignore[attr-defined]
    page.click(".page:visible nav a >> nth=0")  # type: ignore[attr-defined]
    assert page.locator(".overview").is_visible()  # type: ignore[attr-defined]


def _lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").splitlines()
