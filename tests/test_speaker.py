"""Whose words are quoted where "she said" leaves it to the sentences before who she is."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import prove, written

from qa import Assistant, Settings
from qa.answer import speaker

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


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("The owner, Ines Brand, said she would rebuild the mill.", "Ines Brand"),
        ("Jan Bode said he would sell the quay.", "Jan Bode"),
        ("The owner, Ines Brand, said Karl Oss would help.", "Ines Brand"),
        ("The roof leaks again, said Karl Oss.", "Karl Oss"),
        ("Ines Brand will come, said spokesman Karl Oss.", "spokesman Karl Oss"),
        ("“It leaks,” said he, and left.", ""),
        ("She said Karl Oss would help.", ""),
    ],
)
def test_a_name_before_the_verb_speaks_whoever_comes_after_it(text: str, subject: str) -> None:
    told = speaker.subject(text)
    assert subject in told
    assert bool(told) == bool(subject)


SAID = {
    "mill.txt": (
        "Ida Berg praised the firemen on Monday. The owner, Ines Brand, said she would rebuild the "
        "mill. Karl Oss said he would help.\n"
    ),
    "quay.txt": (
        "Mayor Greta Holm opened the meeting. She thanked the sailors. Jan Bode said he would sell "
        "the quay.\n"
    ),
}


def test_who_said_that_they_would_do_something_is_quoted_and_nobody_before(
    tmp_path: Path,
) -> None:
    corpus = written(tmp_path / "corpus", SAID)
    assistant = Assistant(Settings(corpus=corpus, store=tmp_path / "store", llm="none"))
    for who, said in (
        ("Ines Brand", "rebuild the mill"),
        ("Karl Oss", "would help"),
        ("Jan Bode", "sell the quay"),
    ):
        answer = prove(assistant.ask(f"What did {who} say?"), corpus)
        assert [said in statement.text for statement in answer.statements] == [True]
    assert "quay" not in assistant.ask("What did Greta Holm say?").text
