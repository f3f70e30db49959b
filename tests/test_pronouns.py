"""What "they", "the company" and "the two" are is cited beside what is told of them."""

from __future__ import annotations

import pytest
from conftest import written

from qa import Assistant, Settings

ARTICLES = {
    "stone.txt": (
        "Hallam Stone has bought the slate quarry at Bryn Coch. The price was not told. The "
        "company paid its 56 workers a bonus of 900 pounds.\n"
    ),
    "prize.txt": (
        "The Lomond medal went to Ina Dahl and Rupert Haig. The hall was full. The two built "
        "their telescope in a cellar in 1998.\n"
    ),
    "choir.txt": ("The choir of Tarn is back from Norway. They sang in nine churches.\n"),
}


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    corpus = written(tmp_path_factory.mktemp("pronouns") / "corpus", ARTICLES)
    made = Settings(corpus=corpus, store=corpus.parent / "store", llm="none")
    return Assistant(made)


@pytest.mark.parametrize(
    ("question", "answer", "naming"),
    [
        ("How much did Hallam Stone pay its workers as a bonus?", "900 pounds", "Hallam Stone has"),
        ("When did Ina Dahl and Rupert Haig build their telescope?", "1998", "Rupert Haig"),
        ("In how many churches did the choir of Tarn sing?", "nine", "choir of Tarn"),
    ],
)
def test_who_is_meant_is_cited(
    assistant: Assistant, question: str, answer: str, naming: str
) -> None:
    found = assistant.ask(question)
    [statement] = found.statements
    assert answer in statement.citations[0].quote
    assert naming in statement.citations[1].quote
