"""What a sentence says in the place of a name: told where that is sure, and only there."""

from __future__ import annotations

import pytest
from judged import indexed, judged

from qa.index.memory import Index
from qa.types import Passage
from qa.write.proof import Checker
from qa.write.sentences import Written

ARTICLE = (
    "A bridge and a tower\n\n"
    "Mayor Rosa Alvarez opened the new bridge of Tarvik on Monday. Deputy Karl Petrov praised the "
    "firm Nordbau. The prize was won by Clara Wolf. The chapel was built by Havbygg in 1999. Lena "
    "Holt opened the library beside the museum. Farr's deputy closed the mill. Anna Berg and her "
    "team won the cup. Tom Lind did not open the market. Ida Moe almost won the race. Police "
    "denied that Jens Ruud stole the horse. The mayor of Orm praised the theatre. "
    "The jury, chaired by Hugo Amman, met in the spring. The strike at the Halle plant lasted for "
    "weeks. Mars has two moons, which Asaph Hall discovered.\n"
)


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Index:
    return indexed(ARTICLE, tmp_path_factory)


@pytest.mark.parametrize(
    ("statement", "about", "instead"),
    [
        ("Petrov opened the bridge.", "new bridge", "Alvarez, not Petrov"),
        ("The bridge was opened by Petrov.", "new bridge", "Alvarez, not Petrov"),
        ("The bridge was opened by Jo Brandt on Monday.", "new bridge", "Alvarez, not Jo Brandt"),
        ("On Monday Brandt opened the bridge.", "new bridge", "Alvarez, not Brandt"),
        ("It was Brandt who opened the bridge.", "new bridge", "Alvarez, not Brandt"),
        ("The bridge of Norvik was opened by Alvarez.", "new bridge", "Tarvik, not Norvik"),
        ("Brandt won the prize.", "prize", "Clara Wolf, not Brandt"),
        ("Nordbau built the chapel in 1999.", "chapel", "Havbygg, not Nordbau"),
        ("Veidekke was praised by Petrov.", "praised the firm", "Nordbau, not Veidekke"),
        ("The library was opened by Brandt.", "library", "Lena Holt, not Brandt"),
        ("The jury was chaired by Paul Brandt.", "jury", "Hugo Amman, not Paul Brandt"),
        ("The strike at the Dresden plant lasted for weeks.", "strike", "Halle, not Dresden"),
        ("Brandt discovered two moons.", "moons", "Asaph Hall, not Brandt"),
        ("The jury met in the autumn.", "jury", "spring, not autumn"),
    ],
)
def test_a_name_in_the_place_of_another_is_contradicted(
    index: Index, statement: str, about: str, instead: str
) -> None:
    found = judged(index, statement, about)
    assert found.verdict == "contradicted"
    assert found.reason.endswith(instead)
    assert found.tells_instead


@pytest.mark.parametrize(
    ("statement", "about"),
    [
        ("Brandt opened the museum.", "library"),
        ("The museum was opened by Brandt.", "library"),
        ("Brandt closed the mill.", "mill"),  # who may be the deputy
        ("The mill was closed by Brandt.", "mill"),
        ("The cup was won by Brandt.", "cup"),  # who may be of the team
        ("The market was opened by Brandt.", "market"),
        ("Brandt won the race.", "race"),
        ("The horse was stolen by Brandt.", "horse"),
        ("The theatre was praised by Brandt.", "theatre"),
        ("The bridge was opened by a friend of Brandt.", "new bridge"),
        ("The bridge was opened for Brandt.", "new bridge"),
        ("The bridge was opened by Norway.", "new bridge"),
    ],
)
def test_what_a_sentence_leaves_open_is_not_contradicted(
    index: Index, statement: str, about: str
) -> None:
    assert judged(index, statement, about).verdict == "not supported"


def test_so_does_the_verdict_on_what_a_model_writes(index: Index) -> None:
    row = next(row for row in index.rows if "new bridge" in row.text)
    last = index.rows[-1]
    passage = Passage(
        file=row.file, start=row.start, end=last.end, line=1, end_line=9, text="", score=1.0
    )
    [found] = [Checker(index, [passage]).check(Written("The bridge was opened by Petrov.", (1,)))]
    assert found.verdict == "contradicted"
    assert found.reason.endswith("Alvarez, not Petrov")
    assert [citation.quote for citation in found.citations] == [row.text]
