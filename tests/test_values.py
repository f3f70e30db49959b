import pytest

from qa.answer.values import value_of


@pytest.mark.parametrize(
    ("one", "other", "relation"),
    [
        ("Marco Rubio", "Secretary of State Rubio", "same"),
        ("Sergei Antonov", "Sergey Antonov", "same"),
        ("María López-Vega", "Maria Lopez-Vega", "same"),
        ("Anna and Karl Meyer", "Karl and Anna Meyer", "same"),
        ("Miriam Stowe", "Marian Stone", "different"),
        ("3 May 1931", "May 3, 1931", "same"),
        ("3 May", "3 May 1931", "compatible"),
        ("14 April", "21 April", "different"),
        ("£2,150", "nearly three thousand pounds", "different"),
        ("1979", "1985", "different"),
        ("1794", "1811", "different"),
        ("in 1948", "1948", "same"),
        ("1,200 people", "3,000 people", "different"),
        ("Monday", "3 May", None),
        ("three", "3", "same"),
        ("3,000 metres", "three kilometres", "same"),
        ("Oban", "12 people", None),
        ("15 to 22 crowns", "15 crowns", None),
        ("45 degrees Celsius", "45 degrees Fahrenheit", "different"),
        ("45 degrees", "45 degrees Celsius", "same"),
        ("24 sheep", "two dozen sheep", "same"),
        ("15 to 22 crowns", "15 to 22 crowns", "same"),
        ("the north bank", "the south bank", "compatible"),
        ("almost two years", "twenty-two months", "compatible"),
        ("about two years", "fifteen months", "different"),
        ("nearly two hours", "100 minutes", "compatible"),
    ],
)
def test_two_answers_relate(one: str, other: str, relation: str | None) -> None:
    first, second = (value_of(text, (0, len(text))) for text in (one, other))
    assert first.relation(second) == relation
    assert second.relation(first) == relation


def test_the_unit_of_a_marked_number_counts_though_it_is_not_marked() -> None:
    one, two = "It was 45 degrees Celsius hot.", "It stood at 45 degrees Fahrenheit."
    first, second = (value_of(t, (t.index("45"), t.index("45") + 10)) for t in (one, two))
    assert first.relation(second) == "different"
