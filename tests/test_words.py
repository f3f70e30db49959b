import pytest

from qa.text import words


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("U.S.", "US"),
        ("United States", "US"),
        ("the U.K.", "United Kingdom"),
        ("Sergei", "Sergey"),
        ("Zelensky", "Zelenskyy"),
        ("Yuri", "Yury"),
        ("Riyadh", "Ryadh"),
        ("Russia’s", "Russia's"),
        ("Russians", "Russia"),
        ("Ukrainian", "Ukraine"),
        ("American", "U.S."),
        ("organised", "organized"),
        ("café", "cafe"),
        ("300,000", "300000"),
        ("“talks”", '"talks"'),
        ("NEGOTIATIONS", "negotiation"),
    ],
)
def test_two_spellings_of_one_thing_meet(one, other):
    assert words.terms(one) == words.terms(other) != []


@pytest.mark.parametrize(
    ("one", "other"),
    [("Iran", "Iraq"), ("2022", "2023"), ("four", "for"), ("Austria", "Australia"), ("10", "2010")],
)
def test_different_things_do_not(one, other):
    assert words.split(one) != words.split(other)
    assert words.terms(one) != words.terms(other)


def test_hyphens_part_words_and_stop_words_go():
    assert words.split("U.S.-Russia talks") == ["us", "russia", "talks"]
    assert words.terms("who was it and what did they do") == []


def test_scripts_without_spaces_are_cut_into_characters():
    assert words.split("东京 talks") == ["东", "京", "talks"]
