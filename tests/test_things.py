"""What is asked for the price, the maker or the number of, and stands nowhere in the article."""

import pytest
from conftest import written

from qa import Assistant, Settings

ARTICLES = {
    "lens.txt": "Volunteers spent eleven weekends on the beacon of Sandness. A lens from Bergen "
    "replaced the broken one.",
    "rowing.txt": "Rowing accounts\n\nClosing balance in March: 310 crowns.",
    "post.txt": "Letters come twice a day to the post office of Orm.",
    "pump.txt": "The sump pump of the boat shed costs 815 euros. It was bought in May by the club.",
    "canal.txt": "The canal of Orm has nine locks. They were designed by Pieter Vandam of Ghent.",
    "ferry.txt": "The vessel for the crossing to Skerry costs 40 million crowns. It is due in May.",
    "final.txt": "Solm beat Tarn in the final of the cup. The match was watched by 7,812 people. "
    "The referee was Alan Wick.\n\nThe club gave a dinner. The mayor spoke for an hour. In the "
    "women's final, which came first, Ulla Oakes had both goals.",
    "fire.txt": "Seven people were injured when a fire broke out at the mill in Ghent. The doors "
    "were shut.",
    "welders.txt": "The strike of the welders in Ghent lasted three weeks. It was settled in May.",
    "theft.txt": "A silver compass came back by post. It belongs to the club of Orm. It is insured "
    "for 400,000 crowns. The note was short. The guard wept. Nobody was fined.\n\nA gold watch "
    "that was taken as well is still missing.",
    "lease.txt": "The deposit for the flat is 1,400 crowns. It is paid back within a month.",
    "plumber.txt": "The new valve costs 86 pounds, and an hour of work is 45 pounds.",
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
        ("How much does the new radiator cost?", "new radiator"),
        ("What is the deposit for the lawn mower?", "lawn mower"),
        ("Wie viele Mitarbeiter hat die Brauerei Kolb?", "Mitarbeiter"),
    ],
)
def test_an_article_without_the_thing_is_no_answer(assistant, question, thing):
    answer = assistant.ask(question)
    assert answer.refused
    assert f"“{thing}”" in answer.reason


@pytest.mark.parametrize(
    ("question", "thing"),
    [
        ("Who refereed the women's final?", "women's final"),
        ("How many people were injured in the welders' strike?", "strike"),
        ("For how much is the gold watch insured?", "gold watch"),
    ],
)
def test_a_thing_that_is_told_of_elsewhere_is_not_what_the_answer_is_of(assistant, question, thing):
    answer = assistant.ask(question)
    assert answer.refused
    assert f"“{thing}”" in answer.reason


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("How much does the pump cost?", "815"),
        ("How much does the ship to Skerry cost?", "40 million"),
        ("Who designed the locks?", "Vandam"),
        ("How much does the new valve cost?", "86"),
        ("What is the deposit for the flat?", "1,400"),
        ("Who was the referee of the final?", "Alan Wick"),
        ("How many people were injured in the fire?", "Seven"),
        ("For how much is the silver compass insured?", "400,000"),
        ("How long did the strike in Ghent last?", "three weeks"),
        ("Wie viele Lehrer hat die Schule in Tarn?", "zwölf"),
        ("Wie viele Kinder hat die Schule in Tarn?", "310"),
    ],
)
def test_the_thing_itself_or_a_word_alike_is(assistant, question, said):
    assert said in assistant.ask(question).text


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("Where did the new lens of the beacon come from?", "Bergen"),
        ("What was the closing balance of the rowing club in March?", "310 crowns"),
    ],
)
def test_a_verb_is_no_thing_and_one_word_of_a_thing_is_enough(assistant, question, said):
    assert said in assistant.ask(question).text
