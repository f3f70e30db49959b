import pytest

from qa.text.amounts import amounts, may_measure_one, tells_difference


@pytest.mark.parametrize(
    ("one", "other", "relation"),
    [
        ("four and a half hours", "4.5 hours", "same"),
        ("three kilometres", "3,000 metres", "same"),
        ("two thirds of them", "66.7 percent", "same"),
        ("a quarter", "25 per cent", "same"),
        ("25%", "a quarter", "same"),
        ("fifteen hundred euros", "€1,500", "same"),
        ("$4.5 million", "4.5 million dollars", "same"),
        ("seven pounds fifty", "£7.50", "same"),
        ("two dozen sheep", "24 sheep", "same"),
        ("half a million crowns", "500,000 crowns", "same"),
        ("90 minutes", "an hour and a half, or 1.5 hours", "same"),
        ("four and a half hours", "more than four hours", "compatible"),
        ("about 3,000 people", "2,900 people", "compatible"),
        ("up to 40 guests", "38 guests", "compatible"),
        ("212 people", "212 houses", "compatible"),
        ("6 of them", "6 acres", "compatible"),
        ("90 miles", "90 kilometres", "different"),
        ("six hectares", "six acres", "different"),
        ("50 minutes", "50 hours", "different"),
        ("220 metres", "220 feet", "different"),
        ("12 dollars", "12 euros", "different"),
        ("3,000 people", "1,200 people", "different"),
        ("more than four hours", "three hours", "different"),
        ("more than four hours", "24 hours", "different"),
    ],
)
def test_two_amounts_relate(one: str, other: str, relation: str) -> None:
    first, second = amounts(one)[-1], amounts(other)[-1]
    assert first.relation(second) == relation
    assert second.relation(first) == relation


def test_an_amount_begins_within_the_span_and_takes_its_unit_from_behind_it() -> None:
    text = "It took 4 days in 2020, and four and a half hours more."
    start = text.index("four")
    found = amounts(text, start, start + len("four"))
    assert [(amount.number, amount.measure) for amount in found] == [(4.5, "time")]


@pytest.mark.parametrize("text", ["", "no number", "at 10:30", "%", "$", "half"])
def test_any_text_may_be_read(text: str) -> None:
    assert all(amount.number >= 0 for amount in amounts(text))


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("no fewer than three boats", "least"),
        ("no more than three boats", "most"),
        ("fewer than three boats", "most"),
        ("a maximum of 150 posts", "most"),
        ("four or more boats", "least"),
        ("150 posts at most", "most"),
        ("three boats or so", "about"),
        ("three boats", "exact"),
    ],
)
def test_what_bounds_a_number_stands_before_or_after_it(text: str, bound: str) -> None:
    assert [amount.bound for amount in amounts(text)] == [bound]


@pytest.mark.parametrize(
    ("one", "other", "may"),
    [
        ("time", "time", True),
        ("time", "", True),
        ("time", "length", False),
        ("dollar", "euro", True),  # so much money
        ("dollar", "time", False),
        ("pound", "mass", True),  # pounds weigh
        ("pound", "dollar", True),
        ("length", "pound", False),
    ],
)
def test_what_may_measure_one_thing(one: str, other: str, may: bool) -> None:
    assert may_measure_one(one, other) is may
    assert may_measure_one(other, one) is may


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("It lasted four hours longer than planned.", True),
        ("It cost 3 million euros more than the old one.", True),
        ("It lasted four hours, longer than planned.", False),
        ("It lasted more than four hours.", False),
        ("It lasted four hours rather than five.", False),
    ],
)
def test_by_how_much_one_is_more_is_no_amount_of_it(text: str, told: bool) -> None:
    assert tells_difference(text) is told


@pytest.mark.parametrize(
    ("text", "value"),
    [("an hour and a half", 5400.0), ("two hours and a half", 9000.0), ("a year and a half", None)],
)
def test_a_half_may_follow_the_unit(text: str, value: float | None) -> None:
    [amount] = amounts(text)
    assert amount.value == value or (value is None and amount.number == 1.5)


def test_two_units_of_mass_are_two_amounts() -> None:
    [one], [other] = amounts("two tonnes"), amounts("two hundredweight")
    assert one.relation(other) == "different"


@pytest.mark.parametrize("text", ["at least a tenth", "a tenth or more", "at least 10 percent"])
def test_a_share_with_an_article_has_its_bound(text: str) -> None:
    [found] = amounts(text)
    assert found.bound == "least"
