"""Whether something is told the other way: from and to, up and down."""

from __future__ import annotations

import pytest
from judged import indexed, judged

from qa.index.memory import Index

ARTICLE = (
    "Moves\n\n"
    "The archive moved from North Quay to South Quay in 2019. Ms Vane came to the firm from Leith. "
    "The Marten sailed from Bergen to Hull. Thorley won after being two goals down at the break. "
    "Ashby sit six places below Corwen.\n"
)

FALSE = [
    ("The archive moved from South Quay to North Quay in 2019.", ("archive",)),
    ("Ms Vane went to Leith.", ("Vane",)),
    ("The Marten sailed from Hull to Bergen.", ("Marten",)),
    ("Thorley were two goals up at the break.", ("Thorley",)),
    ("Ashby sit six places above Corwen.", ("Ashby",)),
]
TRUE = [
    ("The archive moved to South Quay from North Quay in 2019.", ("archive",)),
    ("Ms Vane came from Leith.", ("Vane",)),
    ("The Marten sailed to Hull.", ("Marten",)),
    ("Ashby sit six places below Corwen.", ("Ashby",)),
]


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Index:
    return indexed(ARTICLE, tmp_path_factory)


@pytest.mark.parametrize(("statement", "about"), FALSE)
def test_what_is_anothers_is_not_supported(
    index: Index, statement: str, about: tuple[str, ...]
) -> None:
    assert judged(index, statement, *about).verdict != "supported"


@pytest.mark.parametrize(("statement", "about"), TRUE)
def test_what_is_its_own_stays_supported(
    index: Index, statement: str, about: tuple[str, ...]
) -> None:
    assert judged(index, statement, *about).verdict == "supported"
