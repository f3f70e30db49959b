"""Whether two sentences with different answers tell of one matter."""

from __future__ import annotations

from dataclasses import replace

import pytest

from qa.answer import matter
from qa.answer.matter import Likeness

LIKE = Likeness(
    cosine=0.93, reading=4.0, marked=3.0, about=0.8, own=0.6, typed=1.0, named=0.0, spelled=0.0
)


def test_two_sentences_that_say_nearly_the_same_tell_of_one_matter() -> None:
    assert matter.probability(LIKE) > matter.LIKELY


@pytest.mark.parametrize(
    "less", [{"cosine": 0.75}, {"about": 0.0, "own": 0.0, "marked": -4.0}, {"marked": -6.0}]
)
def test_the_less_alike_they_are_the_less_likely_it_is(less: dict[str, float]) -> None:
    assert matter.probability(replace(LIKE, **less)) < matter.probability(LIKE)


def test_what_is_unlike_in_everything_is_another_matter() -> None:
    unlike = Likeness(0.78, -3.0, -4.0, 0.2, 0.0, 1.0, 0.0, 0.0)
    assert matter.probability(unlike) < matter.LIKELY


@pytest.mark.parametrize(
    ("text", "answer", "share"),
    [
        ("Nine skiers were hurt.", "Nine", 1.0),  # "hurt" is alike to "injured"
        ("Nine skiers were injured.", "Nine", 1.0),
        ("Nine skiers had tea.", "Nine", 0.5),
        ("Nine guests had tea.", "Nine", 0.0),
        ("Nine.", "Nine", 0.0),
    ],
)
def test_words_that_may_stand_for_each_other_count_as_one(
    text: str, answer: str, share: float
) -> None:
    assert matter.own("How many skiers were injured?", text, answer) == share
