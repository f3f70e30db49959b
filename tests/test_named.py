"""A name of the question has to stand around what is quoted, not only elsewhere in the article."""

from __future__ import annotations

import pytest

from qa import Assistant, Settings

_TEXTS = {
    "strike.txt": """The cannery of Porthollin is at a standstill

The workers of the Albacrest cannery walked out on Monday over night shifts.
They want an allowance of six crowns for each hour after ten at night.
The owners offered four crowns and a free supper, which was refused.
The strikers live on strike pay of 48 crowns a week, out of the union's chest.
Shops in the harbour street give them bread on credit, and the priest has opened his kitchen.
The mayor asked both sides to talk again before the herring comes in.
Talks broke off on Wednesday after eleven hours, and no new day was named.
Fish is taken to Tarn by lorry in the meantime, at a cost of 900 crowns a day.
The glass workers of Lanvane sent a letter of support, and the drivers there a cake.
""",
    "chess.txt": """A girl of eleven wins the open

Lida Torvik won the open of Karsk on Sunday, a point before everybody else.
Torvik learned the game from her grandmother at the age of six.
She plays for the club of the tram workers, and trains with it on Fridays.
The prize, a bicycle, went to the youngest player in the hall.
The referee was Irena Kolb, who came by train from the coast.
""",
}


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    folder = tmp_path_factory.mktemp("named")
    (folder / "articles").mkdir()
    for name, text in _TEXTS.items():
        (folder / "articles" / name).write_text(text)
    return Assistant(Settings(corpus=folder / "articles", store=folder / "store", llm="none"))


@pytest.mark.parametrize(
    ("question", "short"),
    [
        ("How much strike pay do the strikers at Porthollin get?", "48 crowns"),
        ("How long did the talks at the Albacrest cannery last?", "eleven hours"),
        ("At what age did Lida Torvik learn the game?", "six"),
    ],
)
def test_what_the_article_is_about_need_not_stand_beside(
    assistant: Assistant, question: str, short: str
) -> None:
    assert short in assistant.ask(question).text


def test_that_another_article_has_a_name_is_said(assistant: Assistant) -> None:
    answer = assistant.ask("How old is Lida Torvik of Lanvane?")
    assert "no article" not in answer.reason


@pytest.mark.parametrize(
    "question",
    [
        "How much strike pay do the glass workers of Lanvane get?",
        "How long did the talks at Lanvane last?",
        "How old is Irena Kolb?",
    ],
)
def test_what_is_only_mentioned_elsewhere_is_not_what_a_sentence_is_about(
    assistant: Assistant, question: str
) -> None:
    assert assistant.ask(question).refused


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("Who won the Regatta of Helmsund?", "Regatta of Helmsund"),
        ("What did the Norwegian envoy call the strike?", "Norwegian"),
    ],
)
def test_a_name_that_no_article_has_is_told(assistant: Assistant, question: str, name: str) -> None:
    answer = assistant.ask(question)
    assert answer.refused
    assert answer.reason == f"no article has “{name}”"


def test_what_the_articles_have_is_not_told_as_missing(assistant: Assistant) -> None:
    answer = assistant.ask("Who is the mayor of Lanvane married to?")
    assert answer.refused
    assert "no article has" not in answer.reason
