"""Questions about the articles themselves: how they are told from others, and what they get."""

from pathlib import Path

import pytest
from conftest import prove

from qa import Assistant, Settings
from qa.text import library

ARTICLES = {
    "001_ferry.txt": (
        "The ferry Maid of Corrin\n\n3 March 2024\n\n"
        "The ferry Maid of Corrin ran aground near the lighthouse on Tuesday morning. "
        "The bridge over the sound is safe, engineer Lise Amdal said. "
        "The rescue of the passengers lasted four and a half hours.\n"
    ),
    "002_bridge.txt": (
        "The bridge over the sound\n\n1 May 2024\n\n"
        "The bridge over the sound is not safe, the county says. "
        "A second bridge will be built next year by a firm from Hull.\n"
    ),
    "003_lifeboat.txt": (
        "The lifeboat station\n\n12 May 2024\n\n"
        "The lifeboat station of Saltmere has received a gift of 900 pounds from the guild. "
        "Its crew took part in the rescue of the passengers, which lasted more than four hours.\n"
    ),
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("library") / "articles"
    path.mkdir()
    for name, text in ARTICLES.items():
        (path / name).write_text(text, encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def assistant(folder) -> Assistant:
    made = Assistant(Settings(corpus=folder, store=folder.parent / "index", llm="none"))
    made.sync()
    return made


@pytest.mark.parametrize(
    ("question", "kind", "subject"),
    [
        ("Which articles mention Lavrov?", "mentions", "Lavrov"),
        ("Please list all articles that mention the mayor", "mentions", "the mayor"),
        ("In which articles is Kellogg mentioned?", "mentions", "Kellogg"),
        ("How many articles say the bridge is safe?", "count", "the bridge is safe"),
        ("How many articles are there?", "count", ""),
        ("What are these articles about?", "topics", ""),
        ("Summarise the articles", "topics", ""),
        ("What’s new since 1 May?", "new", "1 May"),
        ("Summarise 003", "summary", "003"),
        ("What is 003 about?", "summary", "003"),
        ("Do the reports agree on the cost of it?", "comparison", "the cost of it"),
        ("How do they differ in the number of drones?", "comparison", "the number of drones"),
        ("Are the articles consistent on the cost?", "comparison", "the cost"),
        ("Is there any disagreement between the articles about it?", "comparison", "it"),
        ("Compare the reports on the bridge.", "comparison", "the bridge"),
        ("Which articles contradict each other?", "comparison", ""),
        ("What do the articles disagree on?", "comparison", ""),
        ("What do the articles say about the mayor?", "mentions", "the mayor"),
    ],
)
def test_what_is_asked_of_the_articles(question, kind, subject):
    said = " say the " in question
    assert library.asked(question) == library.Asked(kind, subject, said=said)


@pytest.mark.parametrize(
    "question",
    [
        "How many articles does the treaty have?",
        "What did the report say about mould?",
        "What is new in the library?",
        "Who wrote the report?",
        "What will be new when it opens?",
    ],
)
def test_what_is_asked_of_what_they_tell(question):
    assert library.asked(question) is None


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("1 May", "2024-05-01"),
        ("May 2023", "2023-05"),
        ("2024-05-12", "2024-05-12"),
        ("2022", "2022"),
        ("the fire", ""),
    ],
)
def test_since_when(text, date):
    assert library.since(text, "2024") == date


def test_which_articles_mention_something(assistant, folder):
    answer = prove(assistant.ask("Which articles mention the bridge?"), folder)
    assert {c.file for c in answer.citations} == {"001_ferry.txt", "002_bridge.txt"}
    assert "2 of 3 articles" in answer.text
    assert all("bridge" in c.quote.lower() for c in answer.citations)


def test_an_article_that_denies_it_does_not_say_it(assistant, folder):
    answer = prove(assistant.ask("How many articles say that the bridge is safe?"), folder)
    assert answer.text.startswith("1 of 3 articles")
    assert [c.file for c in answer.citations] == ["001_ferry.txt"]


def test_what_no_article_mentions_is_refused(assistant):
    answer = assistant.ask("Which articles mention the Zeppelin museum?")
    assert answer.refused
    assert "Zeppelin museum" in answer.reason


def test_what_the_articles_are_about(assistant, folder):
    answer = prove(assistant.ask("What are these articles about?"), folder)
    assert {c.file for c in answer.citations} == set(ARTICLES)
    assert any("LexRank" in note for note in answer.notes)


def test_what_is_new(assistant, folder):
    answer = prove(assistant.ask("What is new since 1 May?"), folder)
    assert [c.file for c in answer.citations] == ["003_lifeboat.txt", "002_bridge.txt"]
    assert assistant.ask("What is new since 2025?").refused


def test_one_article_in_short(assistant, folder):
    answer = prove(assistant.ask("Summarise 002"), folder)
    assert {c.file for c in answer.citations} == {"002_bridge.txt"}


def test_how_many_articles_there_are(assistant):
    assert assistant.ask("How many articles are there?").text.startswith("There are 3 articles.")


def test_whether_the_articles_agree(assistant, folder):
    question = "Do the articles agree on the length of the rescue?"
    answer = prove(assistant.ask(question), folder)
    assert "four and a half hours" in answer.text
    assert "more than four hours" in answer.text
    assert "bridge" not in answer.text


@pytest.mark.parametrize(
    ("question", "reason"),
    [
        ("Do the articles agree about the eclipse?", "“the eclipse”"),
        ("Do the articles agree on the age of the astronaut?", "“the age of the astronaut”"),
        ("Which articles contradict each other?", "on what the articles are to be compared"),
        ("What do the articles say about the astronaut?", "“the astronaut”"),
    ],
)
def test_where_there_is_nothing_to_compare_nothing_near_is_quoted(assistant, question, reason):
    answer = assistant.ask(question)
    assert answer.refused
    assert reason in answer.reason


def test_amounts_that_can_both_be_right_fit_though_the_words_differ(make, tmp_path):
    assistant = make(
        {
            "a.txt": "The adviser said that the meeting in Orl lasted four and a half hours.",
            "b.txt": "The more than four-hour meeting in Orl, which the mayor attended, is part of "
            "an effort to end the strike at the shipyard that began in the spring.",
        }
    )
    answer = prove(assistant.ask("How long did the meeting in Orl last?"), tmp_path / "corpus")
    assert [claim.relation for claim in answer.agreement] == ["same", "compatible"]


CAPTION = "Ada Penn, left, and Lise Amdal on the quay of Elmford on Tuesday."
CREDIT = "Jo Berg/Post"


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (
            f"{CAPTION}\n{CREDIT}\nhide caption\n{CREDIT}\n\nThe ferry is late.\n",
            "The ferry is late.",
        ),
        (f"{CAPTION}\n\nThe ferry is late.\n", CAPTION),
        (f"{CAPTION}\n{CREDIT}\nhide caption\n{CREDIT}\n", CAPTION),
    ],
)
def test_an_article_without_a_headline_is_not_called_by_a_caption(make, text, title):
    index = make({"0001.txt": text}).index()
    assert index.title("0001.txt") == title


SAYING = {
    "one.txt": "The talks in Marn lasted four and a half hours. It rained.\n",
    "two.txt": "The talks in Marn went on for 4.5 hours, the envoy said.\n",
    "three.txt": "The talks in Marn lasted four and a half hours longer than planned.\n",
    "four.txt": "It is a myth that the talks in Marn lasted four and a half hours.\n",
    "five.txt": "The crossing to Marn takes four and a half hours.\n",
}


def test_who_says_an_amount_is_counted_by_what_is_said(make, tmp_path):
    asked = "How many articles say that the talks lasted four and a half hours?"
    told = make(SAYING)
    answer = prove(told.ask(asked), tmp_path / "corpus")
    assert answer.text.startswith("2 of 5 articles say “the talks lasted four and a half hours”.")
    assert {citation.file for citation in answer.citations} == {"one.txt", "two.txt"}
    none = told.ask("Which articles say that the talks lasted nine hours?")
    assert none.refused
    assert "says “the talks lasted nine hours”" in none.reason
