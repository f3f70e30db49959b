"""Whose words are quoted where "she said" leaves it to the sentences before who she is."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import prove, written

from qa import Assistant, Settings

ARTICLES = {
    "school.txt": (
        "Greta Holm, the education minister, visited the school in Tarn on Monday. The roof has "
        "leaked since spring. “We will repair every school before winter,” she said. The mayor, "
        "Ivar Lund, was also there. “I have heard that before,” he said.\n"
    ),
    "market.txt": (
        "Dana Reyes opened the debate on the market hall. It lasted four hours. “Nobody asked the "
        "traders,” she said. Councillor Tom Webb disagreed. “We asked all of them,” he replied.\n"
    ),
}


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(tmp_path_factory.mktemp("speakers") / "corpus", ARTICLES)


@pytest.fixture(scope="module")
def assistant(corpus: Path) -> Assistant:
    return Assistant(Settings(corpus=corpus, store=corpus.parent / "store", llm="none"))


@pytest.mark.parametrize(
    ("question", "said", "not_said"),
    [
        ("What did Greta Holm say?", "every school", "heard that"),
        ("What did the minister say?", "every school", "heard that"),
        ("What did Ivar Lund say?", "heard that", "every school"),
        ("What did the mayor say?", "heard that", "every school"),
        ("What did Dana Reyes say?", "asked the traders", "all of them"),
        ("What did Tom Webb say?", "all of them", "asked the traders"),
    ],
)
def test_who_is_named_before_the_pronoun_is_quoted_and_nobody_else(
    assistant: Assistant, corpus: Path, question: str, said: str, not_said: str
) -> None:
    answer = prove(assistant.ask(question), corpus)
    assert said in answer.statements[0].text
    assert not_said not in answer.text


def test_an_office_of_which_the_article_names_another_holder_is_not_given_these_words(
    assistant: Assistant,
) -> None:
    answer = assistant.ask("What did the education minister say about the winter?")
    assert "heard that" not in answer.text
