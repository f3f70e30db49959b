"""Base forms, words alike, and opposites."""

from __future__ import annotations

import pytest

from qa.text import meanings


@pytest.mark.parametrize(
    ("one", "other", "relation"),
    [
        ("led", "leading", "same"),
        ("says", "said", "same"),
        ("won", "wins", "same"),
        ("rejected", "dismissed", "alike"),
        ("opened", "closed", "complement"),
        ("shut", "open", "complement"),
        ("accepted", "rejected", "complement"),
        ("unlawful", "lawful", "complement"),
        ("undisclosed", "disclosed", "complement"),
        ("useless", "useful", "complement"),
        ("disagreed", "agreed", "complement"),
        ("fell", "risen", "contrary"),
        ("profit", "loss", "contrary"),
        ("smallest", "largest", "contrary"),
        ("displayed", "played", ""),  # no prefix that denies
        ("inside", "side", ""),
        ("income", "come", ""),
        ("under", "stood", ""),
        ("bridge", "library", ""),
        ("near", "opened", ""),  # what is near is close, but closes nothing
        ("gave", "last", ""),  # what takes hours lasts so long, and is not given
        ("against", "supported", "contrary"),
        ("after", "earlier", "contrary"),
    ],
)
def test_how_two_words_relate(one: str, other: str, relation: str) -> None:
    assert meanings.relation(one, other) == relation
    assert meanings.relation(other, one) == relation


def test_no_word_is_its_own_opposite_and_every_row_is_whole() -> None:
    for kind in ("pairs", "complements"):
        for row in meanings.fact("opposites", kind):
            one, other = row.split()
            assert meanings.lemma(one) != meanings.lemma(other)
    assert all(len(row.split()) > 1 for row in meanings.fact("alike", "groups"))


def test_words_with_an_opposite_or_another_side_are_known():
    assert meanings.has_opposites("leave")
    assert meanings.has_opposites("bought")
    assert not meanings.has_opposites("bridge")


def test_opposites_among_many_are_those_of_any_pair() -> None:
    many = "accepted rejected unlawful lawful useless useful opened shut brother sister".split()
    many += "rain fell risen harmful harmless inside side gave against supported the first".split()
    for one in many:
        others = [other for other in many if other != one]
        for other in others:
            assert meanings.any_opposed([one], [other]) == meanings.opposed(one, other)
        assert meanings.any_opposed([one], others) == any(
            meanings.opposed(one, other) for other in others
        )
    assert not meanings.any_opposed([], many)
    assert not meanings.any_opposed(many, [])


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("brother", "sister"),
        ("husband", "wife"),
        ("employer", "employees"),
        ("trainer", "trainee"),
        ("widow", "widower"),
        ("father", "mother"),
    ],
)
def test_two_sides_of_one_relation_are_never_one(one, other):
    assert meanings.relation(one, other) == "contrary"


@pytest.mark.parametrize(
    ("one", "other"),
    [("killed", "murdered"), ("drowned", "died"), ("breeze", "gale"), ("hill", "mountain")],
)
def test_a_narrower_word_is_not_alike_to_a_wider_one(one, other):
    assert not meanings.relation(one, other)
