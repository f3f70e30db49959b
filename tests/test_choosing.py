"""Two things that a question compares: each is asked for by itself, and their values compared."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import prove, written

from qa import Assistant, Settings
from qa.text import choice

ARTICLES = {
    "school.txt": (
        "The school in Velt cost six million euros. It was built in 1974. The old hall cost two "
        "million dollars. The tower is 40 metres high.\n"
    ),
    "library.txt": (
        "The library in Velt opened last year. The library cost 4.5 million euros. The library was "
        "built in 1931. The chimney is 25 metres high.\n"
    ),
    "people.txt": (
        "Ada Kern opened her bakery on 3 May 2019. Otto Reh opened his mill on 9 May 2019. "
        "Otto Reh has a dog.\n"
    ),
}


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(tmp_path_factory.mktemp("choosing") / "corpus", ARTICLES)


@pytest.fixture(scope="module")
def assistant(corpus: Path) -> Assistant:
    return Assistant(Settings(corpus=corpus, store=corpus.parent / "store", llm="none"))


@pytest.mark.parametrize(
    ("question", "short", "values"),
    [
        ("Which cost more, the school or the library?", "The school", ("six million", "4.5")),
        ("Which of the two cost less, the school or the library?", "The library", ("six", "4.5")),
        ("Was the school or the library built first?", "The library", ("1974", "1931")),
        ("Is the chimney or the tower higher?", "The tower", ("40 metres", "25 metres")),
        ("Did the school cost more than the library?", "", ("six million", "4.5")),
    ],
)
def test_both_are_cited_and_the_one_that_is_asked_for_is_the_answer(
    assistant: Assistant, corpus: Path, question: str, short: str, values: tuple[str, str]
) -> None:
    answer = prove(assistant.ask(question), corpus)
    assert answer.short == short
    quoted = " ".join(citation.quote for citation in answer.citations)
    assert all(value in quoted for value in values)
    assert any(note.startswith("Compared: ") for note in answer.notes)
    assert answer.standalone_question == question


def test_what_is_told_in_other_units_is_not_compared(assistant: Assistant, corpus: Path) -> None:
    answer = prove(assistant.ask("Which cost more, the school or the old hall?"), corpus)
    assert answer.short == ""
    assert any("cannot be compared" in note for note in answer.notes)


@pytest.mark.parametrize(
    "question",
    [
        "Which cost more, the school or the chimney?",
        "Which was built first, the library or the tower?",
        "Is the school or the tower higher?",
    ],
)
def test_where_one_of_the_two_is_not_told_nothing_is_compared(
    assistant: Assistant, question: str
) -> None:
    answer = assistant.ask(question)
    assert answer.refused
    assert "do not tell it of" in answer.reason


@pytest.mark.parametrize(
    ("question", "first", "most"),
    [
        ("Which opened first, the pool or the mill?", "When did the pool open?", False),
        ("Which building opened last, the pool or the mill?", "When did the pool open?", True),
        ("Did the pool or the mill open first?", "When did the pool open?", False),
        ("Was the pool or the mill built first?", "When was the pool built?", False),
        ("Which is longer, the Alm or the Orm?", "How long is the Alm?", True),
        ("Is the Alm shorter than the Orm?", "How long is the Alm?", False),
        ("Who is younger, Ada or Otto?", "How old is Ada?", False),
        ("Who scored more goals, Ada or Otto?", "How many goals did Ada score?", True),
    ],
)
def test_each_of_the_two_is_asked_for_by_itself(question: str, first: str, most: bool) -> None:
    found = choice.asked(question)
    assert found is not None
    assert found.questions[0] == first
    assert found.most is most


@pytest.mark.parametrize(
    "question",
    [
        "Who spoke first?",
        "Did the school cost more than four million euros?",
        "Did the school cost more than last year?",
        "Did the school cost more than planned?",
        "Was the mayor or the bishop first?",
        "Did more boats sink in 1929 than in 1930?",
        "Which is longer, the Alm or the Orm or the Elm?",
        "What did the mayor or the council say?",
    ],
)
def test_what_compares_no_two_things_is_asked_as_it_is(question: str) -> None:
    assert choice.asked(question) is None
