"""What a question takes for the day, the month or the amount: another one is of something else."""

from __future__ import annotations

import pytest
from conftest import written

from qa import Assistant, Settings

ARTICLES = {
    "song.txt": (
        "The song of the film was released as a download on 25 September 2015. It had been "
        "recorded in one night in London, with an orchestra of sixty.\n"
    ),
    "film.txt": (
        "With the work in Rome done, the crew of the film Kestrel moved to Bergen in late March to "
        "shoot the harbour scenes. The film earned $31 million on its first Saturday in Norway, a "
        "record there.\n"
    ),
    "hall.txt": (
        "Ada Kern gave 2 million crowns for the new hall of Orm. The hall is open from Monday to "
        "Friday, and a choir sings there from 3 to 7 May.\n"
    ),
    "fair.txt": "Notes from the fair\n\n12 June 2024\n\nThe mayor of Tarn bought a goat in May.\n",
}


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    corpus = written(tmp_path_factory.mktemp("given") / "corpus", ARTICLES)
    return Assistant(Settings(corpus=corpus, store=corpus.parent / "store", llm="none"))


@pytest.mark.parametrize(
    ("question", "other"),
    [
        ("What was released as a download on 15 September 2015?", "15 September"),
        ("To which city did the crew of the film Kestrel move in late August?", "August"),
        ("How much did the film earn on its first Sunday in Norway?", "Sunday"),
        ("In which country did the film earn $45 million on its first Saturday?", "$45 million"),
    ],
)
def test_what_was_at_another_time_or_cost_another_sum_is_no_answer(
    assistant: Assistant, question: str, other: str
) -> None:
    answer = assistant.ask(question)
    assert answer.refused
    assert f"“{other}”" in answer.reason


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("What was released as a download on September 25, 2015?", "song"),
        ("To which city did the crew of the film Kestrel move in late March?", "Bergen"),
        ("How much did the film earn on its first Saturday in Norway?", "$31 million"),
        ("Who gave 2 million crowns for the new hall of Orm?", "Ada Kern"),
        ("In which country did the film earn $31 million on its first Saturday?", "Norway"),
        ("What is open on Wednesday?", "Monday to Friday"),
        ("What did the mayor of Tarn buy in May?", "goat"),
    ],
)
def test_what_was_then_or_between_is(assistant: Assistant, question: str, said: str) -> None:
    assert said in assistant.ask(question).text
