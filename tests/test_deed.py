"""Who did something else, or the other way round, is no answer to who did what is asked."""

from __future__ import annotations

import pytest
from conftest import written

from qa import Assistant, Settings

ARTICLES = {
    "cup.txt": (
        "Solm Rangers beat Tarn Town 3-2 in the cup final on Sunday. Ivo Brandt scored twice for "
        "Solm in the first half. Tarn's keeper, Per Alund, saved a penalty by Rolf Teske.\n\n"
        "Jan Orlik, 31, beat Otto Kranz in the chess match at the interval.\n"
    ),
    "works.txt": (
        "The biscuit works of Ellby stand still. It was founded in 1931 by the brothers Karl and "
        "Emil Ostby and belongs to Norgate of Skarn. Norgate is silent.\n"
    ),
    "mills.txt": (
        "Ellby Mills had a turnover of 64 million crowns in the first half of the year.\n"
        "The finance director, Colm Abara, leaves the company in May. His successor is Vera Halm, "
        "at present treasurer of Norgate.\n"
    ),
    "museum.txt": (
        "A silver compass that was stolen from the museum of Skarn has come back by post. The "
        "parcel held the compass and a sock. The compass belonged to the explorer Nils Amring.\n"
    ),
}


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    corpus = written(tmp_path_factory.mktemp("deed") / "corpus", ARTICLES)
    return Assistant(Settings(corpus=corpus, store=corpus.parent / "store", llm="none"))


@pytest.mark.parametrize(
    ("question", "lacking"),
    [
        ("Who scored the penalty for Tarn?", "Teske"),
        ("Who founded Norgate?", "Ostby"),
        ("Who stole the compass?", "Amring"),
        ("Who is the treasurer of Ellby Mills?", "Halm"),
        ("Who is the finance director of Norgate?", "Halm"),
        ("How did Tarn win the final?", "3-2"),
        ("When did Otto Kranz beat Jan Orlik?", "31"),
    ],
)
def test_what_another_one_did_or_is_does_not_answer(
    assistant: Assistant, question: str, lacking: str
) -> None:
    answer = assistant.ask(question)
    assert answer.refused or lacking not in answer.short


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("Who scored twice for Solm?", "Brandt"),
        ("Who won the cup final?", "Solm Rangers"),
        ("Who founded the biscuit works of Ellby?", "Ostby"),
        ("Who is the treasurer of Norgate?", "Halm"),
        ("Who beat Otto Kranz?", "Orlik"),
        ("To whom did the compass belong?", "Amring"),
    ],
)
def test_who_did_it_does(assistant: Assistant, question: str, said: str) -> None:
    assert said in assistant.ask(question).text
