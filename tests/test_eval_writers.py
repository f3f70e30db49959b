"""Language models by script: what is shown as supported of what they write."""

import pytest

from eval.paths import Paths
from eval.suites import items, writers
from eval.suites.items import WrittenStatement
from eval.suites.statements import LET_THROUGH
from qa import Assistant, Settings

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
