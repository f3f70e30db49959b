"""A folder in several languages: the language of a question does not decide what answers it."""

from __future__ import annotations

import numpy as np
import pytest

from qa import Assistant, Settings
from qa.search import tongues
from qa.search.nearness import Nearness

ARTICLES = {
    "bridge.txt": "New bridge opens in Halvik\n\n"
    "The mayor of Halvik, Ingrid Solberg, opened the new swing bridge over the Tarn on 4 "
    "May 2021. It replaces a ferry that had crossed the river since 1932. About 12,000 cars "
    "use the crossing every day. Engineers had to stop the work twice because of floods.\n",
    "museum.txt": "Museum of Clocks moves to the old station\n\n"
    "The Museum of Clocks will move into the former railway station of Dornau next spring. "
    "Its director, Paul Ehrlich, said the collection of 3,400 clocks had outgrown the old "
    "house. Entry will cost 8 euros. The museum closes on Mondays.\n",
    "phare.txt": "Le phare de Kerlo est à vendre\n\n"
    "L'État vend le phare de Kerlo, construit en 1867 sur une île de Bretagne. Le prix est "
    "fixé à 450 000 euros. Le dernier gardien, Yves Le Goff, a quitté le phare en 1996. La "
    "tour mesure 38 mètres et compte 212 marches.\n",
    "vin.txt": "Mauvaise récolte pour les vignerons de Sauran\n\n"
    "La grêle a détruit la moitié des vignes de Sauran en mai. La présidente des vignerons, "
    "Claire Dubosc, demande une aide de deux millions d'euros. Seules trois exploitations "
    "étaient assurées. Le ministre viendra mercredi.\n",
}


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    folder = tmp_path_factory.mktemp("tongues")
    (folder / "corpus").mkdir()
    for name, text in ARTICLES.items():
        (folder / "corpus" / name).write_text(text, "utf-8")
    found = Assistant(Settings(corpus=folder / "corpus", store=folder / "store", llm="none"))
    found.sync()
    return found


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("Qui dirige le musée des horloges ?", "Paul Ehrlich"),
        ("Combien coûte l'entrée du musée ?", "8 euros"),
        ("Qui a inauguré le nouveau pont ?", "Ingrid Solberg"),
        ("Combien de voitures traversent le pont chaque jour ?", "12,000 cars"),
        ("Qui est la présidente des vignerons ?", "Claire Dubosc"),
        ("What destroyed half of the vineyards?", "grêle"),
        ("Who opened the new bridge?", "Ingrid Solberg"),
    ],
)
def test_an_article_in_another_language_answers_beside_those_in_the_questions_own(
    assistant: Assistant, question: str, said: str
) -> None:
    answer = assistant.ask(question)
    assert said in answer.statements[0].text


@pytest.mark.parametrize(
    "question", ["Quel architecte a construit le musée ?", "Who painted the lighthouse?"]
)
def test_what_no_article_says_is_refused_in_a_folder_of_several_languages(
    assistant: Assistant, question: str
) -> None:
    assert assistant.ask(question).refused


def test_texts_of_all_languages_are_equally_near_on_average(assistant: Assistant) -> None:
    index = assistant.index()
    spoken = np.array([index.languages[row.file] for row in index.rows])
    near = Nearness(index.vectors, None, index.vectors[0])
    before = near.cosines.copy()
    tongues.even(index, near, "en")
    own = spoken == "en"
    assert np.array_equal(near.cosines[own], before[own])
    apart = abs(before[own].mean() - before[~own].mean())
    assert abs(near.cosines[own].mean() - near.cosines[~own].mean()) < apart / 4
    near.settle(np.flatnonzero(~own))
    assert not np.array_equal(near.cosines[~own], before[~own])
    assert tongues.others(index, "en") == pytest.approx((~own).mean())
