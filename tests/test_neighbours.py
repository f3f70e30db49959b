"""Whether a name, a bracket or a number is taken for what stands beside another one."""

from __future__ import annotations

import pytest
from judged import indexed, judged

from qa.index.memory import Index

ARTICLE = (
    "Plants and votes\n\n"
    "The plant in Ghent was closed in June, and its production was moved to Brno. Closing Halle "
    "cost 5.2 million, while extending the Riga plant cost 7.9 million. Varn Kestrels won the cup, "
    "beating Oxley Rovers 3-2. Present: Maeve Tolland (chair), Piers Lockett (treasurer), Anwen "
    "Rudge, Dov Feldman (clerk). The spruce comes from the Fassa woods and the maple from Bosnia. "
    "The council approved the plan by five votes to two. The firm bought the Turku works and sold "
    "the Espoo works. In Lund, the Acme quarry was opened in May. The ferry from Oslo to Bergen "
    "was late. The firm opened factories in Kiel, Bonn and Trier. Berg flew to Malta and Lind "
    "drove to Crete. The Tarvik council sold the hall to Orme and the mill to Nordbau. The storm "
    "hit Norvik, shutting the harbour. The sale of Orm was stopped by the court, ending a "
    "dispute.\n"
)

FALSE = [
    ("The Brno plant was closed.", "in Ghent"),
    ("The plant in Brno was closed.", "in Ghent"),
    ("Production was moved to Ghent.", "in Ghent"),
    ("Closing Riga cost 5.2 million.", "Halle"),
    ("The Halle plant was extended.", "Halle"),
    ("The firm sold the Turku works.", "Turku"),
    ("Berg flew to Crete.", "Malta"),
    ("Oxley Rovers beat Varn Kestrels 3-2.", "Rovers"),
    ("Varn Kestrels were beaten by Oxley Rovers.", "Rovers"),
    ("Piers Lockett is the chair.", "Present"),
    ("Anwen Rudge is the clerk.", "Present"),
    ("The maple comes from the Fassa woods.", "spruce"),
    ("The council approved the plan by two votes to five.", "votes to"),
]
TRUE = [
    ("The plant in Ghent was closed.", "in Ghent"),
    ("The Ghent plant was closed.", "in Ghent"),
    ("Production was moved to Brno.", "in Ghent"),
    ("Closing Halle cost 5.2 million.", "Halle"),
    ("Extending the Riga plant cost 7.9 million.", "Halle"),
    ("The firm sold the Espoo works.", "Turku"),
    ("Berg flew to Malta.", "Malta"),
    ("Varn Kestrels beat Oxley Rovers 3-2.", "Rovers"),
    ("Oxley Rovers were beaten by Varn Kestrels.", "Rovers"),
    ("Dov Feldman is the clerk.", "Present"),
    ("Maeve Tolland is the chair.", "Present"),
    ("The maple comes from Bosnia.", "spruce"),
    ("The spruce comes from the Fassa woods.", "spruce"),
    ("The council approved the plan by five votes to two.", "votes to"),
    ("The quarry in Lund was opened in May.", "Lund"),
    ("The Bergen ferry was late.", "Bergen"),
    ("The firm opened factories in Trier.", "Kiel"),
    ("The mill was sold to Nordbau.", "Orme"),
    ("The storm shut the harbour.", "Norvik"),
    ("The court ended a dispute.", "stopped"),
]


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Index:
    return indexed(ARTICLE, tmp_path_factory)


@pytest.mark.parametrize(("statement", "about"), FALSE)
def test_what_stands_beside_another_word_is_not_supported(
    index: Index, statement: str, about: str
) -> None:
    found = judged(index, statement, about)
    assert found.verdict == "not supported"
    assert found.reason


@pytest.mark.parametrize(("statement", "about"), TRUE)
def test_what_stands_beside_its_own_word_is_supported(
    index: Index, statement: str, about: str
) -> None:
    found = judged(index, statement, about)
    assert found.verdict == "supported", found.reason
