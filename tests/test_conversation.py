import pytest
from conftest import SEEDS, prove

from qa import Assistant
from qa.search import conversation
from qa.types import Turn


def talk(*turns: str) -> list[Turn]:
    return [
        {"role": "user" if i % 2 == 0 else "assistant", "content": turn}
        for i, turn in enumerate(turns)
    ]


@pytest.mark.parametrize(
    ("question", "leans"),
    [
        ("Where was it held?", True),
        ("And who led the Russians?", True),
        ("What did he say?", True),
        ("What about Ukraine?", True),
        ("Why?", True),
        ("How long did they talk there?", True),
        ("Who led the US delegation at the talks in Riyadh?", False),
        ("How many drones did Russia launch?", False),
    ],
)
def test_what_leans_on_the_conversation(question, leans):
    assert conversation.leans(question) is leans


def test_a_question_that_stands_alone_takes_no_context():
    history = talk("Who led the US delegation?", "Marco Rubio. [1]")
    follow_up = conversation.resolve("How many drones did Russia launch?", history)
    assert follow_up.search == ""
    assert follow_up.standalone == "How many drones did Russia launch?"


def test_a_follow_up_leans_on_the_last_question_that_stood_alone():
    history = talk("Who led the US delegation?", "Marco Rubio. [1]", "Where was it?", "In Riyadh.")
    follow_up = conversation.resolve("How long did it last?", history)
    assert follow_up.about == "Who led the US delegation?"
    assert follow_up.standalone == "How long did it last? (Who led the US delegation?)"
    assert "In Riyadh." in follow_up.search
    assert "[1]" not in follow_up.search


def test_the_fewer_words_of_its_own_the_more_the_conversation_counts():
    history = talk("Who led the US delegation?", "Marco Rubio.")
    weights = [
        conversation.resolve(question, history).weight
        for question in ("Why?", "And where?", "How long did it last?", "Where did they eat lunch?")
    ]
    assert weights == sorted(weights, reverse=True)
    assert weights[0] > weights[-1] > 0


@pytest.mark.parametrize(
    ("question", "word"),
    [
        ("Where was it held?", "Diriyah Palace"),
        ("And who led the Russians?", "Lavrov"),
        ("What did he say?", "Rubio"),
        ("How long did it last?", "four and a half hours"),
    ],
)
def test_follow_ups_are_answered(seeds, question, word):
    first = seeds.ask("Who led the US delegation at the meeting in Riyadh?")
    history = talk("Who led the US delegation at the meeting in Riyadh?", first.text)
    answer = prove(seeds.ask(question, history), SEEDS)
    assert word in answer.text
    assert answer.standalone_question != question


def test_an_empty_history_is_no_history(seeds):
    question = "How many drones did Russia launch?"
    plain = seeds.ask(question).model_dump(exclude={"timings"})
    for history in (None, [], talk("", "")):
        assert seeds.ask(question, history).model_dump(exclude={"timings"}) == plain


@pytest.mark.parametrize(
    ("question", "empty"),
    [
        ("What is known about that?", True),
        ("Where was it held?", True),
        ("What did Zelensky say about that?", False),
        ("What else did he say about the drones of Lindale?", False),
        ("Who led the delegation?", False),
    ],
)
def test_a_question_without_a_subject_asks_nothing_alone(question: str, empty: bool) -> None:
    assert conversation.is_empty(question) == empty


def test_what_asks_nothing_alone_is_never_answered_alone(seeds: Assistant) -> None:
    told = seeds.ask("Who is Sergei Markov?")
    history = [
        {"role": "user", "content": "Who is Sergei Markov?"},
        {"role": "assistant", "content": told.text},
    ]
    answer = seeds.ask("What is known about that?", history)
    assert answer.refused or "Markov" in answer.text
