"""What a question describes is found first; then what is asked of it, with both steps cited."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import prove, written

from qa import Assistant, Settings
from qa.text import described

ARTICLES = {
    "council.txt": "The council of Ruhl meets in the old granary every Thursday. All may listen.\n",
    "streets.txt": "The ferry inn stands opposite the old granary. It has nine rooms.\n",
    "bakers.txt": "Elmau Bread named Tilda Wirth chief executive in March. It has 40 shops.\n",
    "ferry.txt": "The ferry Alba sank on 3 May. All were saved. Rolf Aas is captain of the Alba.\n",
    "aas.txt": "Rolf Aas lives in Mandal. He has two sons.\n",
    "people.txt": (
        "Tilda Wirth was born in Arnstad. She studied law. Jan Roth sold the brewery in 2019. In "
        "2020 Jan Roth bought a windmill.\n"
    ),
}


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(tmp_path_factory.mktemp("steps") / "corpus", ARTICLES)


@pytest.fixture(scope="module")
def assistant(corpus: Path) -> Assistant:
    return Assistant(Settings(corpus=corpus, store=corpus.parent / "store", llm="none"))


@pytest.mark.parametrize(
    ("question", "short", "files"),
    [
        (
            "What stands opposite the building where the council of Ruhl meets?",
            "The ferry inn",
            {"streets.txt", "council.txt"},
        ),
        (
            "Where was the woman who leads Elmau Bread born?",
            "Arnstad",
            {"people.txt", "bakers.txt"},
        ),
        (
            "Where was the chief executive of Elmau Bread born?",
            "Arnstad",
            {"people.txt", "bakers.txt"},
        ),
        ("What did the man who sold the brewery buy?", "a windmill", {"people.txt"}),
        (
            "Where does the captain of the ferry that sank live?",
            "Mandal",
            {"aas.txt", "ferry.txt"},
        ),
    ],
)
def test_both_steps_are_taken_and_cited(
    assistant: Assistant, corpus: Path, question: str, short: str, files: set[str]
) -> None:
    answer = prove(assistant.ask(question), corpus)
    assert answer.short == short
    assert {citation.file for citation in answer.citations} == files
    steps = [note for note in answer.notes if note.startswith("In two steps: ")]
    assert steps
    assert not any("?:" in note for note in steps)  # the first of them is a clause


def test_who_is_described_is_no_answer_to_what_is_asked_of_them(assistant: Assistant) -> None:
    answer = assistant.ask("Which prize did the woman who leads Elmau Bread win?")
    assert answer.refused
    assert answer.short == ""


@pytest.mark.parametrize(
    ("question", "first", "second"),
    [
        (
            "Who owns the firm that built the pier?",
            "Which firm built the pier?",
            "Who owns Ostra?",
        ),
        ("When was the man who sold the inn born?", "Who sold the inn?", "When was Ostra born?"),
        (
            "Whom did the duke who sold the inn marry?",
            "Which duke sold the inn?",
            "Whom did Ostra marry?",
        ),
        (
            "Who shot the brother of the queen who ruled Ruhl?",
            "Who ruled Ruhl?",
            "Who shot the brother of Ostra?",
        ),
    ],
)
def test_a_description_asks_a_question_of_its_own(question: str, first: str, second: str) -> None:
    found = list(described.descriptions(question))
    assert any(one.first == first and one.named("Ostra") == second for one in found)


@pytest.mark.parametrize(
    ("question", "first", "second"),
    [
        (
            "Where does the captain of the ferry that sank live?",
            "Which ferry sank?",
            "Where does the captain of Ostra live?",
        ),
        (
            "Where was the winner of the Lindt prize born?",
            "Who is the winner of the Lindt prize?",
            "Where was Ostra born?",
        ),
        (
            "What did the mayor of Ruhl say about the prize?",
            "Who is the mayor of Ruhl?",
            "What did Ostra say about the prize?",
        ),
    ],
)
def test_what_is_described_within_a_description_is_found_first(
    question: str, first: str, second: str
) -> None:
    found = list(described.descriptions(question))
    assert any(one.first == first and one.named("Ostra") == second for one in found)


@pytest.mark.parametrize(
    "question",
    ["Who is the mayor of Ruhl?", "Who sold the inn?", "What did the man say that he did?"],
)
def test_where_nothing_is_described_there_is_one_step(question: str) -> None:
    assert not list(described.descriptions(question))


@pytest.mark.parametrize(
    "question",
    [
        "Who was the health minister of Orania?",
        "What is the name of the health minister of Orania?",
        "Who became the health minister of Orania?",
        "Who is the winner of the Lindt prize?",
    ],
)
def test_who_asks_for_the_holder_of_an_office_describes_nothing(question: str) -> None:
    assert not list(described.descriptions(question))


@pytest.mark.parametrize(
    ("question", "first", "second"),
    [
        (
            "What is the profession of the woman who won the race at Lowen?",
            "Who won the race at Lowen?",
            "What is the profession of Ilse Marn?",
        ),
        (
            "Since when has the man who handed over the prizes been harbour master?",
            "Who handed over the prizes?",
            "Since when has Ilse Marn been harbour master?",
        ),
        (
            "Where does the woman who won the regatta live?",
            "Who won the regatta?",
            "Where does Ilse Marn live?",
        ),
    ],
)
def test_a_description_ends_before_the_verb_of_the_question(
    question: str, first: str, second: str
) -> None:
    likeliest = next(described.descriptions(question))
    assert (likeliest.first, likeliest.named("Ilse Marn")) == (first, second)


def test_a_description_does_not_end_within_what_is_quoted() -> None:
    question = "Where was the man born who called the meeting “very useful”?"
    firsts = [one.first for one in described.descriptions(question)]
    assert firsts
    assert all(first.count("“") == first.count("”") for first in firsts)


def test_a_verb_of_the_description_is_none_of_the_question() -> None:
    asked = "On what day did the leader whose rule Ray Ott calls “vain” say that he would leave?"
    cut = {one.first: one.goes_on for one in described.descriptions(asked)}
    assert cut["Which leader's rule Ray Ott?"] is False
    assert cut["Which leader's rule Ray Ott calls “vain”?"] is True


RITZ = "the prince who had the elite held at the Ritz Carlton"


@pytest.mark.parametrize(
    ("question", "said"),
    [
        (f"Over whose killing was {RITZ} called a pariah?", "Jamal Khashoggi"),
        (f"Who called {RITZ} a “pariah”?", ""),
        ("When did the man who called the meeting “very useful” become foreign minister?", ""),
        ("Where was the man born who called the meeting “very useful”?", ""),
    ],
)
def test_both_steps_need_no_mark_where_they_are_sure_and_well_cut(
    seeds, question: str, said: str
) -> None:
    answer = seeds.ask(question)
    assert answer.refused == (not said)
    assert said in answer.text


REGATTA = (
    "Regatta\n\n4 June 2024\n\nThe regatta at Lowen was won by Ilse Marn in 41 minutes. Second was "
    "Per Odd of Skagen. The prizes were handed over by the harbour master, Jon Rask.\n"
)


def test_who_is_not_told_to_be_the_one_described_is_not_put_in_its_place(make) -> None:
    files = {"a.txt": REGATTA, "b.txt": "Jon Rask has been harbour master since 2009.\n"}
    answer = make(files).ask("What does the man who came second in the regatta do for a living?")
    assert not any(note.startswith("In two steps") for note in answer.notes)
