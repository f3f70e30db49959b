import pytest

from qa.text import dates


@pytest.mark.parametrize(
    ("written", "iso"),
    [
        ("2025-02-18", "2025-02-18"),
        ("February 18, 2025", "2025-02-18"),
        ("Feb. 18, 2025", "2025-02-18"),
        ("FEB 8, 2025", "2025-02-08"),
        ("18 February 2025", "2025-02-18"),
        ("1  Sept. 2024", "2024-09-01"),
        ("29 Feb 2024", "2024-02-29"),
        ("29 Feb 2025", None),
        ("2025-13-45", None),
        ("Februar 18, 2025", None),
        ("May 5, 0000", None),
        ("soon", None),
        ("", None),
    ],
)
def test_a_written_date_is_read_or_not(written, iso):
    assert dates.iso(written) == iso


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("It opens on 3 Feb.", {"february"}),
        ("It opened in September, on a Tuesday.", {"september", "tuesday"}),
        ("On Sept. 3 and Tues. 4", {"september", "tuesday"}),
        ("It may open.", set()),
        ("May it open? March on!", {"march"}),
        ("May it open in May?", {"may"}),
        ("Jan and Mar sat in the Sun.", set()),
    ],
)
def test_the_months_and_weekdays_of_a_text(text, named):
    assert dates.named(text) == named
