"""What is told of somebody or something else does not answer, in a question or in one after it."""

from __future__ import annotations

import pytest
from conftest import written

from qa import Assistant, Settings
from qa.answer.another import ANOTHER

ARTICLES = {
    "skaters.txt": (
        "The Norwegian skater Nils Aas beat the Scottish skater Mona Ferd in Ruhl on Sunday. Aas "
        "was born in Narvik. He trains at night.\n"
    ),
    "bridges.txt": "The Canal Bridge was built in 1911 by Brandt & Sons. It is shut on Mondays.\n",
    "court.txt": "Ole Brandt, 41, was given a year. His brother, Per Brandt, was given two.\n",
    "works.txt": "The engineer is Liv Moen, 44, whose deputy, Siv Dahl, is 31.\n",
    "herring.txt": (
        "Norwegian boats landed 900 tonnes of herring in Narvik in March. The quay has a new "
        "crane, paid for by the Danish port of Esbjerg.\n"
    ),
    "praise.txt": (
        "Michael Birch came with the minister. In Narvik Michael Birch praised Chile.\n"
    ),
    "fire.txt": (
        "Provost Tilda Wirth met the baker Jan Roth on Monday. “The oven is cold,” he said. The "
        "chapel has a new roof.\n"
    ),
}


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    corpus = written(tmp_path_factory.mktemp("another") / "corpus", ARTICLES)
    return Assistant(Settings(corpus=corpus, store=corpus.parent / "store", llm="none"))


@pytest.mark.parametrize(
    "question",
    [
        "Where was Mona Ferd born?",
        "Who built the Lock Bridge in 1911?",
        "How old is Per Brandt?",
        "How much herring did Danish boats land in Narvik?",
    ],
)
def test_what_is_told_of_another_one_is_no_answer(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    assert answer.refused
    assert answer.reason == ANOTHER


@pytest.mark.parametrize(
    ("question", "short"),
    [
        ("Where was Nils Aas born?", "Narvik"),
        ("Who built the Canal Bridge in 1911?", "Brandt & Sons"),
        ("How old is Ole Brandt?", "41"),
        ("How old is Siv Dahl?", "31"),
        ("Which country did Mike Birch praise?", "Chile"),  # called Michael there
        ("How much herring did Norwegian boats land in Narvik?", "900 tonnes"),
    ],
)
def test_what_is_told_of_the_one_asked_for_is(
    assistant: Assistant, question: str, short: str
) -> None:
    assert assistant.ask(question).short == short


def test_nobody_is_given_words_that_one_of_two_has_said(assistant: Assistant) -> None:
    for question in ("What did Tilda Wirth say?", "What did Jan Roth say?"):
        assert "oven" not in assistant.ask(question).text


@pytest.mark.parametrize("new", ["And Mona Ferd?", "And the chapel?"])
def test_a_follow_up_is_not_answered_with_what_was_said_before(
    assistant: Assistant, new: str
) -> None:
    asked = "Where was Nils Aas born?"
    said = assistant.ask(asked).text
    turns = [{"role": "user", "content": asked}, {"role": "assistant", "content": said}]
    assert "Narvik" not in assistant.ask(new, history=turns).text


def test_names_in_other_languages_put_their_kind_first(make):
    text = "En 1973 el presidente nombró a Pedro Solís director de la Oficina Federal de Energía."
    answer = make({"a.txt": text}).ask("¿Quién fue director de la Oficina Federal de Energía?")
    assert "Solís" in answer.text
