"""Who has one role is not who has another, nor who has it elsewhere."""

from __future__ import annotations

import pytest
from conftest import written

from qa import Assistant, Settings

ARTICLES = {
    "pool.txt": (
        "The pool of Solm is open again. The chairman of the rowing club, Ravi Sund, swam first. "
        "The mayor, Hella Stroud, cut the ribbon. Her deputy is Paul Amery. Ida Roth, adviser "
        "to the head of the trade union, stayed away. The bath was cleaned by Osk Lind.\n"
    ),
    "match.txt": (
        "Larkfeld met Dunmoor on Sunday. Larkfeld beat Dunmoor by a goal of Tam Ashby in front of "
        "4,200 people. Dunmoor's coach, Erik Sand, spoke of a cruel evening.\n"
    ),
    "chess.txt": (
        "Vela Orr has won the title. She is glad. Otto Grimm came second. "
        "His trainer was Ana Sorel.\n"
    ),
}


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    corpus = written(tmp_path_factory.mktemp("office") / "corpus", ARTICLES)
    return Assistant(Settings(corpus=corpus, store=corpus.parent / "store", llm="none"))


@pytest.mark.parametrize(
    "question",
    [
        "Who is the treasurer of the rowing club?",
        "Who is the deputy chairman of the rowing club?",
        "Who was the previous mayor?",
        "Who is the head of the trade union?",
        "Who is Larkfeld's coach?",
        "Who is Vela Orr's trainer?",
        "Who is the captain of Larkfeld?",
    ],
)
def test_another_role_is_no_answer(assistant: Assistant, question: str) -> None:
    assert assistant.ask(question).refused


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("Who is the chairman of the rowing club?", "Ravi Sund"),
        ("Who is the mayor?", "Hella Stroud"),
        ("Who is the deputy mayor?", "Paul Amery"),
        ("Who is adviser to the head of the trade union?", "Ida Roth"),
        ("Who is the coach of Dunmoor?", "Erik Sand"),
        ("Who is Otto Grimm's trainer?", "Ana Sorel"),
    ],
)
def test_the_same_role_is_one(assistant: Assistant, question: str, name: str) -> None:
    assert name in assistant.ask(question).short
