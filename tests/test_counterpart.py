"""What is told of the old bridge is not told of the new one."""

from __future__ import annotations

import pytest
from conftest import written

from qa import Assistant, Settings
from qa.answer import counterpart

ARTICLES = {
    "bridge.txt": (
        "A new footbridge will span the Arn at Solm. The old bridge, which opened in 1931, was "
        "swept away. It was made of larch and was 42 metres long. The new one will be of steel.\n"
    ),
    "quay.txt": (
        "The northern quay of Elmau was dug in 1802 by prisoners. The southern quay has cranes.\n"
    ),
    "trial.txt": (
        "In the trial of the vaccine at Velm 1,204 adults took part. A fire in the laboratory "
        "injured nineteen workers.\n"
    ),
    "doors.txt": (
        "Forty people were on the night shift of the mill; most got out by the east door.\n"
    ),
    "comet.txt": (
        "The comet of Ina Dahl is her second. The first was lost behind the Moon in 2003.\n"
    ),
    "ferry.txt": (
        "The larger ferry of Tolm carries 600 passengers, while the smaller ferry carries 80.\n"
    ),
}


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    corpus = written(tmp_path_factory.mktemp("counterpart") / "corpus", ARTICLES)
    made = Settings(corpus=corpus, store=corpus.parent / "store", llm="none")
    return Assistant(made)


@pytest.mark.parametrize(
    ("question", "lacking"),
    [
        ("When did the new bridge at Solm open?", "1931"),
        ("How long will the new bridge at Solm be?", "42 metres"),
        ("When was the southern quay of Elmau dug?", "1802"),
        ("In what year was Ina Dahl's second comet lost?", "2003"),
        ("How many children took part in the trial at Velm?", "1,204"),
        ("How many workers were killed by the fire in the laboratory?", "nineteen"),
    ],
)
def test_what_is_told_of_the_other_one_is_no_answer(
    assistant: Assistant, question: str, lacking: str
) -> None:
    assert lacking not in assistant.ask(question).text


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("When did the old bridge at Solm open?", "1931"),
        ("How long was the old bridge at Solm?", "42 metres"),
        ("When was the northern quay of Elmau dug?", "1802"),
        ("In what year was Ina Dahl's first comet lost?", "2003"),
        ("How many adults took part in the trial at Velm?", "1,204"),
        ("How many workers were injured by the fire in the laboratory?", "nineteen"),
        ("How many passengers does the larger ferry of Tolm carry?", "600"),
        ("How many passengers does the smaller ferry of Tolm carry?", "80"),
    ],
)
def test_what_is_told_of_the_one_asked_for_is(
    assistant: Assistant, question: str, words: str
) -> None:
    assert words in assistant.ask(question).text


def test_who_arrives_may_leave_and_east_is_no_opposite_of_west() -> None:
    assert counterpart.at_other_end("When did the Kestrel leave?", "The Kestrel arrived at noon.")
    assert not counterpart.at_other_end("When did she resign?", "She stayed until noon.")


def test_the_other_one_is_named_as_the_reason(assistant: Assistant) -> None:
    answer = assistant.ask("How many night-shift workers left by the west door?")
    assert answer.refused
    assert "opposite" not in answer.reason
