"""What a part of it cost is not what it did; nor is what somebody said of something else."""

from __future__ import annotations

import pytest
from conftest import written

from qa import Assistant, Settings

ARTICLES = {
    "school.txt": (
        "The school at Sallow has a new roof. The roof cost 480,000 pounds, half of which came "
        "from the state. The school has 212 pupils.\n"
    ),
    "strike.txt": (
        "The bus drivers of Carrow voted on Monday. The union's secretary, Hal Brody, said that "
        "the drivers were owed a rest room. The company's spokeswoman is on leave. Her deputy, "
        "Ulla Wren, called the vote a disappointment.\n"
    ),
    "floor.txt": (
        "A mosaic lay below the shop in Arn. The diggers lifted the floor of it on Friday. "
        "The diggers cut the floor into 36 panels.\n"
    ),
    "turbines.txt": (
        "The council of Skarn is glad. The council has voted for a wind farm of fourteen turbines. "
        "The council wanted the wind farm for years.\n"
    ),
    "bridge.txt": (
        "The bridge at Solm was a large project. The project cost 9 million pounds, of which "
        "the state paid a third.\n"
    ),
}


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    corpus = written(tmp_path_factory.mktemp("owner") / "corpus", ARTICLES)
    made = Settings(corpus=corpus, store=corpus.parent / "store", llm="none")
    return Assistant(made)


@pytest.mark.parametrize(
    ("question", "lacking"),
    [
        ("How much did the school at Sallow cost?", "480,000"),
        ("What did Ulla Wren say about a rest room?", "disappointment"),
    ],
)
def test_what_is_told_of_something_else_is_no_answer(
    assistant: Assistant, question: str, lacking: str
) -> None:
    assert lacking not in assistant.ask(question).text


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("How much did the roof of the school at Sallow cost?", "480,000"),
        ("What did Ulla Wren say about the vote?", "disappointment"),
        ("How much did the bridge at Solm cost?", "9 million"),
        ("Into how many panels was the floor cut?", "36"),
        ("How many turbines will the wind farm of Skarn have?", "fourteen"),
    ],
)
def test_what_is_told_of_it_is_one(assistant: Assistant, question: str, words: str) -> None:
    assert words in assistant.ask(question).text
