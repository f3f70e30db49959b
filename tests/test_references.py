"""Who does what in relative clauses, behind pronouns, and in verbs that tell of the other side."""

from __future__ import annotations

import pytest
from judged import indexed, judged

from qa.index.memory import Index

ARTICLE = (
    "Sales, prizes and ships\n\n"
    "The cook Nora Delm sold her restaurant to Ivar Pohl. Pohl had lent her 20,000 dollars. "
    "The firm Astra bought the firm Wendt, which makes tyres. "
    "The novelist Ada Kern beat the poet Bert Lund for the Ester prize, which was founded in 1950. "
    "The painting was lent by Karl Moss to the Hansa museum. "
    "The ship Tern replaces the Gull, which was built in 1971. "
    "The ferry Lark is new. It replaces the Kite, which has sailed since 1984. "
    "The library of Orm, which was paid for by a fund, stands on the hill.\n\n"
    "The trader Otto Sand met the banker Rita Thal. Sand had hired her in 2020.\n\n"
    "The farmer Carl Fink sued Dora Mehl. She had called him a liar.\n\n"
    "The jury was led by the composer Elias Thorn. Castell was born in Orm and learned the cello "
    "from her aunt before she moved.\n\n"
    "In September 2022 Korvane acquired the maker of sensors Fjord for 31 million euros. "
    "Net profit fell to 9.6 million euros from 14.2 million. The scales division contributed 121 "
    "million euros of revenue, the sensor division 63 million.\n\n"
    "The treasurer, Otto Brenn, will leave in May; the editor, Rita Voss, will join the board. "
    "Marl fled by boat, but his brother Nils was taken prisoner and hanged in Toft. "
    "The rebels had taken the fort on 14 May without a fight.\n\n"
    "Tropical wood is never used here, because I am allergic to the dust. You have an apprentice. "
    "Yes, Kaja, she is 24 and far more patient than I am.\n"
)
SALE, DEAL, PRIZE = "sold her restaurant", "bought the firm", "Ester prize"


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Index:
    return indexed(ARTICLE, tmp_path_factory)


@pytest.mark.parametrize(
    ("statement", "about"),
    [
        ("Ivar Pohl bought the restaurant from Nora Delm.", SALE),
        ("Bert Lund lost to Ada Kern.", PRIZE),
        ("The Hansa museum borrowed the painting from Karl Moss.", "painting"),
        ("The Gull was built in 1971.", "replaces the Gull"),
        ("The Kite has sailed since 1984.", "replaces the Kite"),
        ("The Ester prize was founded in 1950.", PRIZE),
        ("Wendt makes tyres.", DEAL),
        ("The library of Orm was paid for by a fund.", "library"),
        ("Pohl had lent Delm 20,000 dollars.", "20,000"),
        ("Sand had hired Thal in 2020.", "had hired"),
        ("Castell learned the cello from her aunt.", "born in Orm"),
        ("Korvane acquired Fjord.", "Korvane"),
        ("Fjord was acquired by Korvane in September 2022.", "Korvane"),
        ("Net profit fell from 14.2 million to 9.6 million euros.", "Net profit"),
        ("The sensor division contributed 63 million euros.", "scales"),
        ("The scales division contributed 121 million euros.", "scales"),
        ("Rita Voss will join the board.", "Otto Brenn"),
        ("Nils was hanged in Toft.", "Marl fled"),
        ("The rebels had taken the fort on 14 May.", "the fort"),
    ],
)
def test_what_the_source_says_from_the_other_side_is_supported(
    index: Index, statement: str, about: str
) -> None:
    found = judged(index, statement, about)
    assert found.verdict == "supported", found.reason


@pytest.mark.parametrize(
    ("statement", "about"),
    [
        ("Nora Delm bought the restaurant from Ivar Pohl.", SALE),
        ("Ada Kern lost to Bert Lund.", PRIZE),
        ("Karl Moss borrowed the painting from the Hansa museum.", "painting"),
        ("Astra sold Wendt.", DEAL),
    ],
)
def test_the_other_side_of_an_event_is_the_opposite(
    index: Index, statement: str, about: str
) -> None:
    assert judged(index, statement, about).verdict == "contradicted"


@pytest.mark.parametrize(
    ("statement", "about"),
    [
        ("The Tern was built in 1971.", ["replaces the Gull"]),
        ("The Lark has sailed since 1984.", ["replaces the Kite"]),
        ("Ada Kern was founded in 1950.", [PRIZE]),
        ("Astra makes tyres.", [DEAL]),
        ("Delm had lent Pohl 20,000 dollars.", ["20,000"]),
        ("Delm had lent Pohl 20,000 dollars.", [SALE, "20,000"]),
        ("Thal had hired Sand in 2020.", ["had hired"]),
        ("Fink had called Mehl a liar.", ["a liar"]),
        ("Astra was sold to Wendt.", [DEAL]),
        ("Elias Thorn was born in Orm.", ["born in Orm"]),
        ("Thorn learned the cello from his aunt.", ["born in Orm"]),
        ("Fjord acquired Korvane for 31 million euros.", ["Korvane"]),
        ("Korvane was acquired by Fjord.", ["Korvane"]),
        ("Net profit fell to 14.2 million euros from 9.6 million.", ["Net profit"]),
        ("The sensor division contributed 121 million euros.", ["scales"]),
        ("The scales division contributed 63 million euros.", ["scales"]),
        ("Otto Brenn will join the board.", ["Otto Brenn"]),
        ("Marl was hanged in Toft.", ["Marl fled"]),
    ],
)
def test_what_is_said_of_another_is_not_supported(
    index: Index, statement: str, about: list[str]
) -> None:
    assert judged(index, statement, *about).verdict != "supported"


@pytest.mark.parametrize(
    "statement",
    ["The rebels had not taken the fort on 14 May 1674.", "The rebels had taken no fort in 1674."],
)
def test_what_is_of_another_time_is_no_opposite(index: Index, statement: str) -> None:
    assert judged(index, statement, "the fort").verdict == "not supported"


def test_no_pronoun_stands_for_how_somebody_is(index: Index) -> None:
    assert judged(index, "Kaja is allergic to the dust.", "Yes, Kaja").verdict == "not supported"
    assert judged(index, "Kaja is 24.", "Yes, Kaja").verdict == "supported"
