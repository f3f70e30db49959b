"""Language models by script: what is shown as supported of what they write."""

import itertools
import json
from collections import Counter

import pytest

from eval.errors import RunError
from eval.gold import questions
from eval.gold.questions import Question
from eval.paths import Paths
from eval.report import suites
from eval.running import llama
from eval.suites import beside, items, small, writers
from eval.suites.figures import Mark, SuiteFigures
from eval.suites.items import WrittenStatement
from eval.suites.statements import LET_THROUGH
from qa import Answer, Assistant, Settings, Statement
from qa.answer.citations import REFUSAL

BUILT = "One hundred and twenty workers built it in less than three years."
EVIDENCE = ({"file": "harbour-post.txt", "quote": BUILT},)


@pytest.fixture(scope="module")
def assistant(tmp_path_factory):
    folder = items.folder_of("statements/quay", Paths())
    store = tmp_path_factory.mktemp("writers") / "store"
    found = Assistant(Settings(corpus=folder, store=store, llm="none", _env_file=None))
    found.sync()
    return found


def item(says, verdict):
    return WrittenStatement(
        id="written",
        statement=says,
        split="dev",
        corpus="quay",
        kind="made",
        verdict=verdict,
        evidence=EVIDENCE,
    )


@pytest.mark.parametrize(
    ("says", "verdict", "outcome"),
    [
        ("It was built by 120 workers.", "supported", (True, "supported")),
        ("It was built by 150 workers.", "contradicted", (True, "not supported")),
        ("It was built by 120 workers.", "contradicted", (False, LET_THROUGH)),
        ("It was built by 150 workers.", "supported", (False, "not supported")),
    ],
)
def test_what_a_script_writes_is_checked_as_what_a_model_writes(assistant, says, verdict, outcome):
    asked = item(says, verdict)
    answer = writers.written(assistant, asked)
    assert answer.mode == "generative"
    assert writers.outcome(asked, answer) == outcome
    [share] = writers.shares(asked, answer).values()
    assert bool(share.good) == outcome[0]


@pytest.mark.parametrize("how", writers.WAYS)
@pytest.mark.parametrize("workers", [120, 150])
def test_however_it_is_written_it_comes_to_the_same(assistant, how, workers):
    answer = writers.written(
        assistant, item(f"It was built by {workers} workers.", "supported"), how
    )
    assert answer.mode == "generative"
    assert not any("not whole" in note for note in answer.notes)
    proved = [statement.text for statement in answer.statements if statement.supported]
    assert proved == (["It was built by 120 workers."] if workers == 120 else [])


def test_each_way_is_that_of_a_third():
    counted = Counter(writers.way(f"s-{number}") for number in range(3000))
    assert all(900 < counted[how] < 1100 for how in writers.WAYS)


def test_a_true_sentence_is_cited_to_its_evidence(assistant):
    answer = writers.written(assistant, item("It was built by 120 workers.", "supported"))
    assert [citation.quote for citation in answer.citations] == [BUILT]


def test_without_an_answer_nothing_is_supported_and_nothing_let_through():
    assert not writers.shares(item("It is.", "supported"), None)["perfect: supported"].good
    assert writers.shares(item("It is.", "contradicted"), None)[writers.NOTHING_THROUGH].good


# -- a real one --------------------------------------------------------------------------------


def question(required):
    return Question(
        id="q", type="single_file", split="dev", parent=None, history=(), question="How long?",
        answer=required, required=((required,),), forbidden=("nine",), support=(), also=(),
        should_refuse=False, must_pass=False,
    )  # fmt: skip


def answer(*said, **more):
    statements = tuple(Statement(text=text, supported=proved) for text, proved in said)
    told = {"text": " ".join(text for text, _ in said), "statements": statements, **more}
    return Answer(
        question="", standalone_question="", confidence=1.0, mode="generative", **told
    )  # fmt: skip


def counted():
    ways = itertools.cycle(writers.WAYS)
    given = [
        answer(("It took four hours.", True), ("It rained.", False)),
        answer(("It took nine hours.", True)),
        answer(refused=True),
        None,
    ]
    return small.counted([small.Asked(question("four hours"), next(ways), one) for one in given])


def test_what_came_of_a_small_model_is_counted():
    assert counted() == small.Small(
        asked=4,
        right=1,
        refused=1,
        failed=1,
        supported=2,
        statements=3,
        forbidden=1,
        ways={"in words": (1, 2), "streamed": (1, 1), "as JSON": (0, 0)},
    )


def test_it_is_kept_with_the_run(tmp_path):
    assert small.read(tmp_path) is None
    (tmp_path / small.FILE).write_text(json.dumps(counted().as_json()))
    assert small.read(tmp_path) == counted()
    (tmp_path / small.FILE).write_text("[]")
    with pytest.raises(RunError, match="cannot be read"):
        small.read(tmp_path)


def mark(name, sort, outcome, text="x"):
    return Mark(id=name, sort=sort, split="dev", shares={}, good=True, outcome=outcome, text=text)


def test_three_writers_stand_in_one_table():
    marks = [
        mark("a", "perfect", "supported"),
        mark("b", "perfect", "not supported", REFUSAL),
        mark("c", "lying", LET_THROUGH),
        mark("d", "lying", "not supported"),
    ]
    found = beside.columns([SuiteFigures("writers", marks)], counted())
    rows = {row[0]: row[1:] for row in beside.rows(found)}
    assert rows[""] == ("perfect", "lying", "llama.cpp")
    assert rows["asked"] == ("2", "2", "4")
    assert rows["refused"] == ("1", "0", "1")
    assert rows["shown as supported"] == ("1 of 2", "1 of 2", "2 of 3")
    assert rows["of these false"] == ("0", "1", "1")
    assert [rows[how][2] for how in writers.WAYS] == ["1 of 2", "1 of 1", "0 of 0"]
    lines = "\n".join(suites.beside(found))
    assert all(name in lines for name in ("perfect", "lying", "llama.cpp"))
    assert "| shown as supported | 1 of 2 | 1 of 2 | 2 of 3 |" in list(suites.beside_page(found))
    assert beside.columns([], counted()) == []


def test_without_the_server_that_is_told(monkeypatch, tmp_path):
    monkeypatch.setattr(llama, "_PACKAGES", ("no_such_package",))
    asked = small.ask(Settings(corpus=tmp_path, store=tmp_path, _env_file=None), [])
    found = beside.columns([SuiteFigures("writers", [mark("a", "lying", "x")])], asked)
    assert [cells[3] for cells in beside.rows(found)][1:] == ["–"] * len(beside.ROWS)
    [told] = beside.skipped(found)
    assert told.startswith("llama.cpp: not asked, no_such_package not installed")


@pytest.mark.model
@pytest.mark.slow
def test_llama_cpp_answers_gold_questions(seeds):
    found = small.ask(seeds.settings, questions.load(Paths().gold)[:60])
    assert found.asked == small.QUESTIONS
    assert found.failed == 0
    assert found.forbidden == 0
