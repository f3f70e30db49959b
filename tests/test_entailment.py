"""What the model makes of statements that hardly leave a doubt, with the weights in use."""

from __future__ import annotations

import math

import pytest

from qa.verify import entailment

SENTENCE = "Mayor Rosa Alvarez opened the new bridge on Monday."
MARGIN = 2.0  # log odds between a true statement and a false one


def test_the_probabilities_add_up_to_one() -> None:
    for statement in (SENTENCE, "The bridge burned down.", "Alvarez never opened the bridge."):
        found = entailment.read(statement, SENTENCE)
        logs = (found.says, found.neither, found.opposes)
        assert math.isclose(sum(map(math.exp, logs)), 1, abs_tol=1e-5)


@pytest.mark.parametrize(
    "sentence",
    [SENTENCE, "The company was founded in 1994 by two brothers.", "Rain fell on the city."],
)
def test_a_sentence_says_what_it_says(sentence: str) -> None:
    assert entailment.read(sentence, sentence).odds > MARGIN


def test_a_judgement_does_not_depend_on_what_was_read_before() -> None:
    pairs = [(SENTENCE, SENTENCE), ("It rained.", "Rain fell."), ("It snowed for a week.", "No.")]
    first = [entailment.read(*pair) for pair in pairs]
    entailment.read.cache_clear()
    assert [entailment.read(*pair) for pair in reversed(pairs)] == first[::-1]


@pytest.mark.parametrize(
    ("true", "false", "sentence"),
    [
        (SENTENCE, "Mayor Rosa Alvarez did not open the new bridge on Monday.", SENTENCE),
        (SENTENCE, SENTENCE[:-1] + " because the old one had collapsed.", SENTENCE),
        (
            "The company was founded in 1994.",
            "The company was founded in 1987.",
            "The company was founded in 1994 by two brothers.",
        ),
    ],
)
def test_a_denial_a_tail_and_another_number_are_less_said(
    true: str, false: str, sentence: str
) -> None:
    apart = entailment.read(true, sentence).odds - entailment.read(false, sentence).odds
    assert apart > MARGIN


@pytest.mark.parametrize("statement", ["", " ", "bridge " * 500, "№ ☃ " * 80])
@pytest.mark.parametrize("sentence", ["", SENTENCE, SENTENCE * 60])
def test_nothing_is_too_short_or_too_long_to_read(statement: str, sentence: str) -> None:
    assert math.isfinite(entailment.read(statement, sentence, SENTENCE * 9).odds)


def test_words_that_are_not_said_are_named_as_they_stand_there() -> None:
    false = "The company was founded in 1987."
    unsaid = entailment.read(false, "The company was founded in 1994 by two brothers.").unsaid
    assert unsaid == ("1987",)
