"""What a sentence tells without saying that it is so."""

import pytest

from qa.text import factuality, stance, words


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Police ruled out that Otto Reh stole the gold.", "Otto Reh"),
        ("It is a myth that the water is clean.", "clean"),
        ("It is a myth, says Ruhl, that the water is clean.", "clean"),
        ("Ada Kern almost won the prize, but lost to Bert Holm.", "Ada Kern"),
        ("Rumours that Ada Kern won the prize are unfounded.", "Ada Kern"),
        ("Claims that the fair drew 8,000 guests are false.", "8,000"),
        ("It is untrue that the fair drew 8,000 guests, its host said.", "8,000"),
        ("If the mine had closed in 1998, 400 jobs would have been lost.", "1998"),
        ("If the mine had closed in 1998, 400 jobs would have been lost.", "400"),
        ("The mine was supposed to close in 1998, but it closed in 2001.", "1998"),
        ("Residents want the library to open at nine.", "nine"),
        ("Kent Motors dismissed reports that it paid 9 million.", "9 million"),
        ("A source denied that the talks lasted four hours.", "four hours"),
        ("There is no truth in reports that Ada Kern resigned.", "Ada Kern"),
    ],
)
def test_what_is_told_is_not_said_to_be_so(text: str, told: str) -> None:
    start = text.index(told)
    assert not factuality.is_so(text, start, start + len(told))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("The mine was supposed to close in 1998, but it closed in 2001.", "2001"),
        ("Ada Kern almost won the prize, but lost to Bert Holm.", "Bert Holm"),
        ("Almost 8,000 guests came.", "8,000"),
        ("The talks lasted almost four hours.", "four hours"),
        ("He did not rule out a strike in May.", "May"),
        ("The minister denied the charges; the trial begins on 3 May.", "3 May"),
        ("Police ruled out that Otto Reh stole the gold.", "Police"),
        ("The mine closed if need be at nine.", "nine"),
    ],
)
def test_what_is_told_beside_it_is_so(text: str, told: str) -> None:
    start = text.index(told)
    assert factuality.is_so(text, start, start + len(told))


def test_who_asks_for_what_is_not_so_is_told() -> None:
    assert factuality.asks("When was the mine supposed to close?")
    assert factuality.asks("When did it nearly sink?")
    assert not factuality.asks("When did the mine close?")


def test_a_denial_of_a_denial_is_none() -> None:
    about = set(words.terms("Is the water clean?"))
    assert stance.denies("It is a myth that the water is clean.", about)
    assert not stance.denies("It is a myth that the water is not clean.", about)
