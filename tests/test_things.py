"""What is asked for the price, the maker or the number of, and stands nowhere in the article."""

import pytest
from conftest import written

from qa import Assistant, Settings

ARTICLES = {
    "pump.txt": "The sump pump of the boat shed costs 815 euros. It was bought in May by the club.",
    "canal.txt": "The canal of Orm has nine locks. They were designed by Pieter Vandam of Ghent.",
    "ferry.txt": "The vessel for the crossing to Skerry costs 40 million crowns. It is due in May.",
    "bier.txt": "Die Brauerei Kolb verlangt ab 1. März 19,80 Euro für den Kasten Helles.\n\n"
    "Der Preis steigt, weil das Malz teurer ist, sagt die Chefin der Brauerei Kolb.",
    "schule.txt": "Die Schule in Tarn hat zwölf Lehrkräfte und 310 Kinder. Sie wird bald größer.",
}


@pytest.fixture(scope="module")
def assistant(tmp_path_factory):
    folder = tmp_path_factory.mktemp("things")
    corpus = written(folder / "articles", ARTICLES)
    return Assistant(Settings(corpus=corpus, store=folder / "store", llm="none"))


@pytest.mark.parametrize(
    ("question", "thing"),
    [
        ("How much does the submarine cost?", "submarine"),
        ("What does the grand piano cost?", "grand piano"),
        ("Who designed the opera house?", "opera house"),
        ("Wie viele Mitarbeiter hat die Brauerei Kolb?", "Mitarbeiter"),
    ],
)
def test_an_article_without_the_thing_is_no_answer(assistant, question, thing):
    answer = assistant.ask(question)
    assert answer.refused
    assert f"“{thing}”" in answer.reason


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("How much does the pump cost?", "815"),
        ("How much does the ship to Skerry cost?", "40 million"),
        ("Who designed the locks?", "Vandam"),
        ("Wie viele Lehrer hat die Schule in Tarn?", "zwölf"),
        ("Wie viele Kinder hat die Schule in Tarn?", "310"),
    ],
)
def test_the_thing_itself_or_a_word_alike_is(assistant, question, said):
    assert said in assistant.ask(question).text
