"""Questions that take several steps, over articles of their own."""

from pathlib import Path

import pytest
from conftest import prove

from qa import Assistant, Settings
from qa.types import Turn

ARTICLES = {
    "ferry.txt": (
        "The ferry Maid of Corrin ran aground on Tuesday.\n\n"
        "An inquiry was opened. Marine inspector Aud Selje leads it. "
        "She expects to report in the autumn.\n\n"
        "The Maid of Corrin was built in Gdansk in 1998.\n"
    ),
    "brewery.txt": (
        "Figures of the brewery Marlow Hill.\n\n"
        "Profit rose by 12 percent last year, Marlow Hill said on Monday.\n\n"
        "Hettie Lamb said that prices would go up. She said that the pub would stay open. "
        "Union secretary Bert Lomax said that wages were too low. "
        "He said that the pub was dear to him.\n"
    ),
    "sulz.txt": (
        "The swimming pool in Sulz opened in 1999. It was designed by Ada Roth.\n\n"
        "The ice rink in Sulz opened in 2011. It was designed by Emil Kuhn. The ice rink cost nine "
        "million euros. The cafe has a terrace.\n"
    ),
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("inquiry") / "articles"
    path.mkdir()
    for name, text in ARTICLES.items():
        (path / name).write_text(text, encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def assistant(folder) -> Assistant:
    made = Assistant(Settings(corpus=folder, store=folder.parent / "index", llm="none"))
    made.sync()
    return made


def talk(*turns: str) -> list[Turn]:
    return [
        {"role": "assistant" if i % 2 else "user", "content": text} for i, text in enumerate(turns)
    ]


def test_each_part_is_answered(assistant, folder):
    question = "Who leads the inquiry, and when is the report expected?"
    answer = prove(assistant.ask(question), folder)
    assert "Aud Selje" in answer.text
    assert "autumn" in answer.text
    assert answer.question == question
    assert not answer.notes


def test_a_part_that_the_articles_do_not_answer_is_named(assistant, folder):
    answer = prove(
        assistant.ask("How much did profit rise, and who is its chief executive?"), folder
    )
    assert "12 percent" in answer.text
    assert "Lamb" not in answer.text
    assert any("chief executive" in note for note in answer.notes)


def test_a_pronoun_of_a_part_is_resolved(assistant, folder):
    answer = prove(
        assistant.ask("Where was the Maid of Corrin built, and how much did she cost?"), folder
    )
    assert "Gdansk" in answer.text
    assert "the Maid of Corrin cost" in answer.standalone_question
    assert any("How much did she cost?" in note for note in answer.notes)


def test_nobody_elses_words_are_quoted(assistant, folder):
    said = prove(assistant.ask("What did Hettie Lamb say about the pub?"), folder)
    assert "stay open" in said.text
    assert "dear to him" not in said.text
    other = prove(assistant.ask("What did Bert Lomax say about the pub?"), folder)
    assert "dear to him" in other.text
    assert "stay open" not in other.text


def test_a_question_that_stands_alone_is_asked_as_it_stands(assistant):
    turns = talk("Who leads the inquiry?", "Marine inspector Aud Selje leads it. [1]")
    question = "What did Bert Lomax say?"
    alone, after = assistant.ask(question), assistant.ask(question, turns)
    assert not alone.refused
    assert after.text == alone.text
    assert after.standalone_question == question


def test_a_short_question_that_stands_alone_becomes_the_topic(assistant):
    turns = talk(
        "Who leads the inquiry?", "Marine inspector Aud Selje leads it. [1]",
        "What did Bert Lomax say?", "Union secretary Bert Lomax said that wages were too low. [1]",
        "thanks", "Ask a question about the articles.",
    )  # fmt: skip
    answer = assistant.ask("And about the pub?", turns)
    assert "Lomax" in answer.standalone_question
    assert "Selje" not in answer.text


@pytest.mark.parametrize("text", ["yes", "thanks", "ok thank you"])
def test_a_courtesy_asks_nothing_after_an_answer(assistant, text):
    turns = talk("Who leads the inquiry?", "Marine inspector Aud Selje leads it. [1]")
    answer = assistant.ask(text, turns)
    assert answer.refused
    assert answer.reason == "no question"
    assert not answer.passages


@pytest.mark.parametrize(
    ("before", "question", "short", "understood"),
    [
        (
            "When did the swimming pool in Sulz open?",
            "And the ice rink?",
            "2011",
            "When did the ice rink in Sulz open?",
        ),
        (
            "When did the ice rink in Sulz open?",
            "Who designed it?",
            "Emil Kuhn",
            "Who designed the ice rink?",
        ),
    ],
)
def test_what_a_follow_up_leaves_out_is_of_the_question_before(
    assistant, folder, before, question, short, understood
):
    first = prove(assistant.ask(before), folder)
    answer = prove(assistant.ask(question, talk(before, first.text)), folder)
    assert answer.short == short
    assert answer.standalone_question == understood


def test_another_thing_that_has_no_such_answer_is_not_given_one(assistant, folder):
    before = "When did the swimming pool in Sulz open?"
    answer = assistant.ask("And the cafe?", talk(before, assistant.ask(before).text))
    assert "1999" not in answer.text
    assert "2011" not in answer.text
