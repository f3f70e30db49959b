"""Language models by script: what is shown as supported of what they write."""

import pytest

from eval.gold import questions
from eval.gold.questions import Question
from eval.paths import Paths
from eval.running import llama
from eval.suites import items, small, writers
from eval.suites.items import WrittenStatement
from eval.suites.statements import LET_THROUGH
from qa import Answer, Assistant, Settings, Statement

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


def test_what_came_of_a_small_model_is_counted():
    found = small.counted(
        [
            (question("four hours"), answer(("It took four hours.", True), ("It rained.", False))),
            (question("four hours"), answer(("It took nine hours.", True))),
            (question("four hours"), answer(refused=True)),
            (question("four hours"), None),
        ]
    )
    assert found == small.Small(
        asked=4, right=1, refused=1, failed=1, supported=2, statements=3, forbidden=1
    )
    assert "2 of 3 statements shown as supported, 1 of them wrong" in small.line(found)


def test_without_the_server_that_is_told(monkeypatch, tmp_path):
    monkeypatch.setattr(llama, "_PACKAGES", ("no_such_package",))
    found = small.ask(Settings(corpus=tmp_path, store=tmp_path, _env_file=None), [])
    assert small.line(found).startswith("llama.cpp: not asked, no_such_package not installed")


@pytest.mark.model
@pytest.mark.slow
def test_llama_cpp_answers_gold_questions(seeds):
    found = small.ask(seeds.settings, questions.load(Paths().gold)[:60])
    assert found.asked == small.QUESTIONS
    assert found.failed == 0
    assert found.forbidden == 0
