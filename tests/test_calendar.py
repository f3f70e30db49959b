"""Which day an article means: weekdays and dates by the day on which it was published."""

from __future__ import annotations

import pytest
from judged import indexed, judged

from qa.index.memory import Index

ARTICLE = (
    "---\ndate: 2025-02-18\n---\n# News of Tarvik\n\n"
    "Mayor Rosa Alvarez opened the new bridge on Monday. The ferry will sail again on Monday. "
    "The museum opens on Wednesday. The school closed on 17 February. The market was founded on 3 "
    "January 2021. The library was cleaned every Friday.\n"
)
TRUE = [
    ("Alvarez opened the bridge on 17 February 2025.", "bridge"),
    ("Alvarez opened the bridge on February 17, 2025.", "bridge"),
    ("Alvarez opened the bridge on Monday, 17 February 2025.", "bridge"),
    ("Alvarez opened the bridge in February 2025.", "bridge"),
    ("The school closed on Monday.", "school"),
    ("The market was founded on Sunday, 3 January 2021.", "market"),
]
FALSE = [
    ("Alvarez opened the bridge on 18 February 2025.", "bridge"),
    ("Alvarez opened the bridge on 24 February 2025.", "bridge"),
    ("Alvarez opened the bridge on 17 February 2024.", "bridge"),
    ("Alvarez opened the bridge in March 2025.", "bridge"),
    ("The ferry will sail again on 17 February 2025.", "ferry"),
    ("The museum opens on 12 February 2025.", "museum"),
    ("The school closed on Tuesday.", "school"),
    ("The market was founded on Sunday.", "market"),
    ("The market was founded on Monday, 3 January 2021.", "market"),
    ("The library was cleaned on 14 February 2025.", "library"),
]


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Index:
    return indexed(ARTICLE, tmp_path_factory)


@pytest.mark.parametrize(("statement", "about"), TRUE)
def test_a_weekday_is_the_date_that_it_was(index: Index, statement: str, about: str) -> None:
    found = judged(index, statement, about)
    assert found.verdict == "supported", found.reason


@pytest.mark.parametrize(("statement", "about"), FALSE)
def test_another_day_is_not_it(index: Index, statement: str, about: str) -> None:
    assert judged(index, statement, about).verdict != "supported"
