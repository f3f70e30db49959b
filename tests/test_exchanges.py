"""Whether two values of one sentence are exchanged."""

from __future__ import annotations

import pytest
from judged import indexed, judged

from qa.index.memory import Index

ARTICLE = (
    "Sums\n\n"
    "The fund paid Ross £300 and Gray £800. Exports rose to 70,000 tonnes while imports fell to "
    "20,000 tonnes. The Heron carried wheat and the Curlew coal. Dunley Shipping ordered four "
    "tugs, Quay Towage two.\n"
)

FALSE = [
    ("The fund paid Ross £800 and Gray £300.", ("Ross",)),
    ("Exports rose to 20,000 tonnes while imports fell to 70,000 tonnes.", ("Exports",)),
    ("The Heron carried coal and the Curlew wheat.", ("Heron",)),
    ("Dunley Shipping ordered two tugs, Quay Towage four.", ("Dunley",)),
]
TRUE = [
    ("The fund paid Ross £300 and Gray £800.", ("Ross",)),
    ("The fund paid Gray £800 and Ross £300.", ("Ross",)),
    ("Imports fell to 20,000 tonnes while exports rose to 70,000 tonnes.", ("Exports",)),
    ("The Heron carried wheat and the Curlew coal.", ("Heron",)),
    ("Dunley Shipping ordered four tugs.", ("Dunley",)),
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
