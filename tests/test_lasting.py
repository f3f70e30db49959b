"""What was so and is no more, or of which nothing says that it still is."""

from __future__ import annotations

import pytest
from judged import indexed, judged

from qa.index.memory import Index

ARTICLE = (
    "What the harbour had\n\n"
    "A lamp stood on the mole until 2018. The buoy was removed in 2020. The shoal was marked by "
    "a buoy. The pump was switched on in May. The ferry still runs on Sundays. The old crane "
    "remains in use. The slip is closed. The customs house was pulled down in 2019. The statue "
    "once stood in the square. The clock used to hang above the gate. Holm owned the mill until "
    "1999. The bridge is closed until May.\n"
)

FALSE = [
    ("A lamp stands on the mole.", "lamp"),
    ("The buoy is still there.", "buoy was removed"),
    ("The buoy is there.", "buoy was removed"),
    ("The shoal is marked by a buoy.", "shoal"),
    ("The pump is on.", "pump"),
    ("The pump is still there.", "pump"),
    ("The customs house is still standing.", "customs"),
    ("The statue stands in the square.", "statue"),
    ("The clock hangs above the gate.", "clock"),
    ("Holm owns the mill.", "mill"),
]

TRUE = [
    ("A lamp stood on the mole.", "lamp"),
    ("The buoy was removed.", "buoy was removed"),
    ("The shoal was marked by a buoy.", "shoal"),
    ("The ferry still runs on Sundays.", "ferry"),
    ("The old crane is still in use.", "crane"),
    ("The slip is closed.", "slip"),
    ("The customs house was pulled down.", "customs"),
    ("Holm owned the mill until 1999.", "mill"),
    ("The bridge is closed until May.", "bridge"),
]


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Index:
    return indexed(ARTICLE, tmp_path_factory)


@pytest.mark.parametrize(("statement", "about"), FALSE)
def test_what_is_no_more_is_not_said_to_be(index: Index, statement: str, about: str) -> None:
    assert judged(index, statement, about).verdict != "supported"


@pytest.mark.parametrize(("statement", "about"), TRUE)
def test_what_was_or_is_may_be_told_so(index: Index, statement: str, about: str) -> None:
    assert judged(index, statement, about).verdict == "supported"
