"""Questions that name only what is new are the question before, with that in it."""

from __future__ import annotations

import pytest

from qa.text import ellipsis


@pytest.mark.parametrize(
    ("question", "before", "whole"),
    [
        (
            "And in 1931?",
            "How many boats sank off Ruhl in 1929?",
            "How many boats sank off Ruhl in 1931?",
        ),
        ("And Pia Brandt?", "What did Liv Aune say?", "What did Pia Brandt say?"),
        ("What about Ruhl?", "Who is the mayor of Elmau?", "Who is the mayor of Ruhl?"),
        ("And the mayor?", "What did the bishop say?", "What did the mayor say?"),
        (
            "And on Sunday?",
            "What did the choir sing on Friday?",
            "What did the choir sing on Sunday?",
        ),
        ("And in 1931?", "Who sank the boat?", "Who sank the boat in 1931?"),
        ("And at the school?", "How many came?", "How many came at the school?"),
        ("And the Danish one?", "Who led the Polish team?", "Who led the Danish team?"),
        ("And the Danish team?", "Who led the Polish team?", "Who led the Danish team?"),
    ],
)
def test_what_is_new_takes_the_place_of_its_like(question: str, before: str, whole: str) -> None:
    found = ellipsis.completed(question, before)
    assert found is not None
    assert found.question == whole


def test_another_thing_may_take_the_place_of_the_one_before() -> None:
    found = ellipsis.exchanged("And the ice rink?", "When did the pool in Sulz open?")
    assert found is not None
    assert found.question == "When did the ice rink in Sulz open?"
    assert ellipsis.exchanged("And the ice rink?", "When did the mayor open the pool?") is None
    assert ellipsis.exchanged("And Pia Brandt?", "When did the pool open?") is None


@pytest.mark.parametrize(
    ("question", "before"),
    [
        ("And why?", "Who won?"),
        ("And the cost?", "When did the bridge open?"),
        ("And who paid?", "Who built the bridge?"),
        ("And 1931?", "Did more boats sink in 1929 than in 1930?"),
        ("Who is the mayor of Ruhl?", "Who is the mayor of Elmau?"),
    ],
)
def test_where_there_is_nothing_or_several_alike_nothing_is_put_in(
    question: str, before: str
) -> None:
    assert ellipsis.completed(question, before) is None
