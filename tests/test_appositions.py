"""Whether age and office are those of the name that they stand beside."""

from __future__ import annotations

import pytest
from judged import indexed, judged

from qa.index.memory import Index

ARTICLE = (
    "Prizes and goodbyes\n\n"
    "The winners are Pia Sund, 29, a baker, and Otto Rask, 47, a smith. The warden, Ivo Lunt, and "
    "the treasurer, Mara Quin, were absent. The manager, Bo Stahl, is leaving; his deputy, Lea "
    "Frey, will act for him.\n"
)

FALSE = [
    ("Pia Sund, 47, was one of the winners.", ("winners",)),
    ("Pia Sund is a smith.", ("winners",)),
    ("Otto Rask is a baker.", ("winners",)),
    ("The warden, Mara Quin, was absent.", ("warden",)),
    ("The manager, Lea Frey, is leaving.", ("manager",)),
]
TRUE = [
    ("Otto Rask, 47, is a smith.", ("winners",)),
    ("Pia Sund is a baker.", ("winners",)),
    ("The treasurer, Mara Quin, was absent.", ("warden",)),
    ("The manager, Bo Stahl, is leaving.", ("manager",)),
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
