import pytest

from qa.text import numbers, words


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("four and a half hours", {4.5}),
        ("1,200,000 dollars", {1_200_000.0}),
        ("1.2 million dollars", {1_200_000.0}),
        ("1.2bn dollars", {1.2e9}),
        ("3 mn dollars", {3e6}),
        ("twenty-five came", {25.0}),
        ("two hundred thousand", {200_000.0}),
        ("a dozen, and half of them", {12.0, 0.5}),
        ("three dozen", {36.0}),
        ("thirty days and eleven hours", {30.0, 11.0}),
        ("at 10:30", {"10:30"}),
        ("12345678901234567890", {"12345678901234567890"}),
        ("one of them had none", set()),
    ],
)
def test_the_values_of_numbers(text, values):
    assert numbers.values(words.split(text)) == values


def test_a_single_one_is_not_demanded_but_there():
    assert numbers.values(["one"]) == set()
    assert numbers.values(["one"], every=True) == {1.0}
    assert numbers.values(["one", "million"]) == {1e6}


@pytest.mark.parametrize("word", ["seven", "ninety", "billion", "bn", "dozen"])
def test_number_words(word):
    assert numbers.is_word(word)
    assert not numbers.is_word(word + "x")
