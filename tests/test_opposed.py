"""What says the opposite does not answer, and what is of another event does not agree."""

from __future__ import annotations

import pytest
from conftest import prove, written

from qa import Assistant, Settings

ARTICLES = {
    "court.txt": "Judge Vera Holm acquitted the broker Nils Aas on 3 May. The trial took a week.\n",
    "lake.txt": "The lake near Ruhl rose by 40 centimetres in April. Boats were moved.\n",
    "vote.txt": "Councillor Mona Ferd voted against the repair of the weir on Monday.\n",
    "rowing.txt": "The rowing club of Arnstad elected Tone Vik as its chair on Friday.\n",
    "chess.txt": "The chess club of Arnstad elected Tone Vik as its treasurer on Sunday.\n",
    "paper.txt": "The rowing club of Arnstad has a new chair, Tone Vik. She rows herself.\n",
    "plant.txt": "The company Firn opened its plant in Elmau in 2015.\n",
    "inn.txt": "The Lodge inn of Ruhl has 85 beds and employs 40 people.\n",
    "inns.txt": "The Lodge inn of Ruhl employs 85 people, its manager Finn Rask said.\n",
    "brass.txt": "The brass band of Ruhl bought four trumpets from the sale of its old hall.\n",
    "mine.txt": "The Ravens mine near Elmau did not open in 1950, for want of water.\n",
    "roads.txt": "The baker Ole Dahl wants Elmau to spend more on its roads because of holes.\n",
    "golf.txt": "The golf club of Elmau named Tilda Wirth as captain.\n",
    "tennis.txt": "The tennis club of Elmau named Tilda Wirth as secretary.\n",
}


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    corpus = written(tmp_path_factory.mktemp("opposed") / "corpus", ARTICLES)
    made = Settings(corpus=corpus, store=corpus.parent / "store", llm="none")
    return Assistant(made)


@pytest.mark.parametrize(
    ("question", "lacking"),
    [
        ("When was the broker Nils Aas convicted?", "3 May"),
        ("By how much did the lake near Ruhl fall?", "40"),
        ("Who voted for the repair of the weir?", "Mona Ferd"),
        ("Which band bought the six trumpets?", "Ruhl"),
        ("Why does Ole Dahl want Elmau to spend less on its roads?", "holes"),
    ],
)
def test_what_says_the_opposite_is_no_answer(
    assistant: Assistant, question: str, lacking: str
) -> None:
    assert lacking not in assistant.ask(question).text


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("When was the broker Nils Aas acquitted?", "3 May"),
        ("By how much did the lake near Ruhl rise?", "40 centimetres"),
        ("Who voted against the repair of the weir?", "Mona Ferd"),
        ("Which band bought the four trumpets?", "Ruhl"),
        ("Why does Ole Dahl want Elmau to spend more on its roads?", "holes"),
    ],
)
def test_what_says_it_is_one(assistant: Assistant, question: str, words: str) -> None:
    answer = assistant.ask(question)
    assert words in answer.text
    prove(answer, assistant.settings.corpus)


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("When did Solvang open its plant in Elmau?", "Solvang"),
        ("Who is captain of the golf club of Ruhl?", "Ruhl"),
        ("Who chaired the rowing club of Arnstad in 1987?", "1987"),
    ],
)
def test_what_is_said_of_another_is_refused_with_the_name_that_is_missing(
    assistant: Assistant, question: str, name: str
) -> None:
    answer = assistant.ask(question)
    assert answer.refused
    assert name in answer.reason or answer.confidence > 0


@pytest.mark.parametrize(
    "question",
    [
        "Who Was Named Captain Of The Golf Club Of Elmau?",
        "who was named captain of the golf club of elmau?",
        "When did the FIRN company open its plant in Elmau?",
    ],
)
def test_a_name_that_is_there_however_it_is_written_is_met(
    assistant: Assistant, question: str
) -> None:
    assert not assistant.ask(question).refused


@pytest.mark.parametrize(
    ("question", "files"),
    [
        ("Who was elected chair of the rowing club?", {"rowing.txt", "paper.txt"}),
        ("Who was named captain of the golf club?", {"golf.txt"}),
        ("Which club named Tilda Wirth as captain?", {"golf.txt"}),
    ],
)
def test_another_post_of_another_club_does_not_agree(
    assistant: Assistant, question: str, files: set[str]
) -> None:
    answer = assistant.ask(question)
    first = {citation.file for citation in answer.statements[0].citations}
    assert first <= files
    assert not [note for note in answer.notes if "One text" in note]
    assert not [claim for claim in answer.agreement if claim.relation == "different"]


def test_a_number_of_something_else_does_not_settle_a_difference(assistant: Assistant) -> None:
    answer = assistant.ask("How many people work at the Lodge inn?")
    assert {claim.relation for claim in answer.agreement} == {"same", "different"}
    assert {claim.value for claim in answer.agreement} == {"85 people", "40 people"}


@pytest.mark.parametrize(
    ("question", "lacking"),
    [
        ("What did Nils Aas not do for a week?", "trial"),
        ("Which company never opened a plant in Elmau?", "Firn"),
        ("Who didn't the rowing club of Arnstad elect?", "Tone Vik"),
        ("Why did Judge Vera Holm refuse to acquit the broker?", "3 May"),
        ("Where did the company Firn fail to open its plant?", "Elmau"),
    ],
)
def test_what_did_not_happen_is_not_told_by_what_did(
    assistant: Assistant, question: str, lacking: str
) -> None:
    answer = assistant.ask(question)
    assert answer.refused
    assert lacking not in answer.short


def test_a_denial_answers_what_did_not_happen(assistant: Assistant) -> None:
    answer = assistant.ask("Which mine did not open in 1950?")
    assert not answer.refused
    assert "Ravens" in answer.text


def test_a_refusal_of_the_opposite_says_what_the_articles_do(assistant: Assistant) -> None:
    answer = assistant.ask("When was the broker Nils Aas convicted?")
    assert answer.refused
    assert any("acquitted the broker" in note and "court.txt" in note for note in answer.notes)
