"""Whether a statement is judged by what it means: true ones, and all kinds of false ones."""

from __future__ import annotations

import pytest
from judged import indexed, judged

from qa.index.memory import Index

ARTICLE = (
    "A bridge, a library and a meeting\n\n"
    "Mayor Rosa Alvarez opened the new bridge of Tarvik on Monday. It cost 100 million crowns. "
    "The library, which stands beside it, was paid for by the Orme Fund. Half a million people "
    "live in Tarvik.\n\n"
    "The meeting was attended by one hundred and fifty delegates. The leaders of the Gulf states "
    "sent a letter. Under an agreement with Russia, Marco Rubio led the delegation for four hours. "
    "Deputy Karl Petrov said the bridge was too narrow. The council plans a second bridge and may "
    "close the old one. The ferry has not sailed since May. Nobody was hurt. Trade with the port "
    "grew by 12 percent. Inspector Lena Holt will not sign the report. “It is a good bridge, not a "
    "beautiful one,” said engineer Tom Farr. Farr's company beat Nordbau in the tender. All ten "
    "members of the committee voted for the plan. Some shops fear that they will lose customers. "
    "The old bridge was closed because its cables had rusted. Petrov was accused of fraud in 2019 "
    "and acquitted. The tower is taller than the church.\n"
)


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Index:
    return indexed(ARTICLE, tmp_path_factory)


TRUE = [
    ("Rosa Alvarez opened the new bridge of Tarvik.", "opened the new bridge"),
    ("The new bridge of Tarvik was opened on Monday by Mayor Alvarez.", "opened the new bridge"),
    ("On Monday, mayor Rosa Alvarez inaugurated Tarvik's new bridge.", "opened the new bridge"),
    ("The bridge cost 100 million crowns.", "100 million"),
    ("It cost 100,000,000 crowns.", "100 million"),
    ("The Orme Fund paid for the library.", "Orme Fund"),
    ("500,000 people live in Tarvik.", "Half a million"),
    ("150 delegates attended the meeting.", "one hundred and fifty"),
    ("More than 100 delegates attended the meeting.", "one hundred and fifty"),
    ("Rubio led the delegation.", "Rubio"),
    ("According to Petrov, the bridge was too narrow.", "Petrov said"),
    ("According to the article, the Orme Fund paid for the library.", "Orme Fund"),
    ("The article states that Rubio led the delegation.", "Rubio"),
    ("Karl Petrov, a deputy, said the bridge was too narrow.", "Petrov said"),
    ("The council may close the old bridge.", "plans a second"),
    ("A second bridge is planned by the council.", "plans a second"),
    ("There were no injuries.", "Nobody was hurt"),
    ("No one was injured.", "Nobody was hurt"),
    ("Trade with the port rose 12%.", "12 percent"),
    ("Lena Holt refuses to sign the report.", "Holt"),
    ("Tom Farr called it “a good bridge, not a beautiful one”.", "good bridge"),
    ("Nordbau was beaten by Farr's company.", "Nordbau"),
    ("All 10 committee members voted for the plan.", "All ten"),
    ("Its cables had rusted, so the old bridge was closed.", "rusted"),
]

FALSE = [
    ("Alvarez is a thief.", "opened the new bridge"),
    ("Mayor Alvarez was arrested on Monday.", "opened the new bridge"),
    ("Alvarez denied that she opened the new bridge.", "opened the new bridge"),
    ("It is false that Alvarez opened the new bridge.", "opened the new bridge"),
    ("It is not true that Alvarez opened the new bridge on Monday.", "opened the new bridge"),
    ("Mayor Alvarez closed the old bridge of Tarvik on Monday.", "opened the new bridge"),
    ("Mayor Alvarez closed the new bridge of Tarvik.", "opened the new bridge"),
    ("Mayor Alvarez opened the old bridge of Tarvik.", "opened the new bridge"),
    ("mayor petrov opened the new bridge of tarvik on monday", "opened the new bridge"),
    ("Mayor Petrov opened the new bridge of Tarvik.", "opened the new bridge"),
    ("Alvarez opened the new bridge of Tarvik on Tuesday.", "opened the new bridge"),
    ("Alvarez opened the new bridge of Norvik.", "opened the new bridge"),
    ("Alvarez never opened the new bridge.", "opened the new bridge"),
    ("Alvarez will open the new bridge on Monday.", "opened the new bridge"),
    ("Alvarez may have opened the new bridge.", "opened the new bridge"),
    ("Alvarez opened the new bridge because she took bribes.", "opened the new bridge"),
    ("Alvarez opened the new bridge on Monday and fled.", "opened the new bridge"),
    ("Alvarez opened her third new bridge on Monday.", "opened the new bridge"),
    ("Petrov said Alvarez opened the new bridge.", "opened the new bridge"),
    ("Only Alvarez opened the new bridge.", "opened the new bridge"),
    ("Alvarez opened all new bridges of Tarvik.", "opened the new bridge"),
    ("Minister Alvarez opened the new bridge.", "opened the new bridge"),
    ("It cost 100 million dollars.", "100 million"),
    ("It cost $100 million.", "100 million"),
    ("It cost less than 100 million crowns.", "100 million"),
    ("It cost more than 100 million crowns.", "100 million"),
    ("It cost zero crowns.", "100 million"),
    ("It cost 100 thousand crowns.", "100 million"),
    ("It cost 100 crowns.", "100 million"),
    ("The library cost 100 million crowns.", "100 million"),
    ("The meeting cost 100 million crowns.", "100 million"),
    ("The library paid for the Orme Fund.", "Orme Fund"),
    ("It was a meeting of 50 delegates.", "one hundred and fifty"),
    ("One hundred delegates attended the meeting.", "one hundred and fifty"),
    ("Fewer than 100 delegates attended the meeting.", "one hundred and fifty"),
    ("The leaders of the United States sent a letter.", "Gulf states"),
    ("The leaders of America sent a letter.", "Gulf states"),
    ("Rubio did not lead the delegation.", "Rubio"),
    ("The delegation led Marco Rubio.", "Rubio"),
    ("The bridge was too narrow.", "Petrov said"),
    ("According to the article, the bridge was too narrow.", "Petrov said"),
    ("The report says that Lena Holt will not sign.", "Holt"),
    ("Alvarez said the bridge was too narrow.", "Petrov said"),
    ("Petrov denied that the bridge was too narrow.", "Petrov said"),
    ("Petrov said the bridge was too wide.", "Petrov said"),
    ("The council has closed the old bridge.", "plans a second"),
    ("The council built a second bridge.", "plans a second"),
    ("The council will close the old bridge.", "plans a second"),
    ("The ferry has sailed since May.", "ferry"),
    ("Somebody was hurt.", "Nobody was hurt"),
    ("Several people were hurt.", "Nobody was hurt"),
    ("Trade with the port fell by 12 percent.", "12 percent"),
    ("Trade with the port grew by 12 million.", "12 percent"),
    ("Lena Holt will sign the report.", "Holt"),
    ("Lena Holt did not sign the report.", "Holt"),
    ("Tom Farr said “it is a beautiful bridge”.", "good bridge"),
    ("Alvarez said “it is a good bridge”.", "good bridge"),
    ("Nordbau beat Farr's company.", "Nordbau"),
    ("Farr's company was beaten by Nordbau in the tender.", "Nordbau"),
    ("Nine of the ten members voted for the plan.", "All ten"),
    ("All ten members voted against the plan.", "All ten"),
    ("Most members of the committee voted for the plan.", "All ten"),
    ("Some shops lost customers.", "Some shops"),
    ("All shops fear that they will lose customers.", "Some shops"),
    ("The old bridge was closed because nobody used it.", "rusted"),
    ("The old bridge was closed before its cables had rusted.", "rusted"),
    ("Petrov committed fraud in 2019.", "acquitted"),
    ("Petrov was convicted of fraud.", "acquitted"),
    ("The church is taller than the tower.", "taller"),
]


@pytest.mark.parametrize(("statement", "about"), TRUE)
def test_what_the_source_says_in_other_words_is_supported(
    index: Index, statement: str, about: str
) -> None:
    found = judged(index, statement, about)
    assert found.verdict == "supported", found.reason
    assert not found.reason


@pytest.mark.parametrize(("statement", "about"), FALSE)
def test_what_the_source_does_not_say_is_not_supported(
    index: Index, statement: str, about: str
) -> None:
    found = judged(index, statement, about)
    assert found.verdict != "supported"
    assert found.reason


# Nothing of these stands in the sentence, and nothing in it says the opposite.
NEITHER = [
    ("Rosa Alvarez opened the bridge near Tarvik.", "opened the new bridge", "near"),
    ("The leaders of the United States sent a letter.", "Gulf states", "United States"),
    ("Farr's company gave up the tender.", "Nordbau", "gave up"),
]


@pytest.mark.parametrize(("statement", "about", "told"), NEITHER)
def test_what_the_source_leaves_open_is_no_opposite(
    index: Index, statement: str, about: str, told: str
) -> None:
    found = judged(index, statement, about)
    assert found.verdict == "not supported"
    assert told in found.reason


SAID = (
    "The firms of Norvik\n\n"
    "Mayor Rosa Alvarez opened the new bridge of Tarvik on Monday. A corner taken by captain Jake "
    "Sorrell led to the goal. Rovers beat Stavely 3-2 at Millbrook Park. Revenue fell from 1.31 "
    "billion kroner to 1.24 billion. Managers say the merger could save 14 million euros. No wards "
    "will be closed, said the chief executive of Orm, Dr Helena Moravec. In Tom Asher's view, the "
    "baths belonged to a villa owner. Rovers have won seven of their last eight matches. The storm "
    "left homes without power and closing the harbour took an hour. The plant could make up to 120 "
    "boats.\n"
)
TRUE_OF_SAID = [
    ("On Monday, the mayor of Tarvik opened the new bridge.", "opened the new"),
    ("Tarvik has a new bridge, opened by Mayor Alvarez.", "opened the new"),
    ("Captain Jake Sorrell took the corner.", "A corner"),
    ("Rovers beat Stavely 3-2.", "Rovers beat"),
    ("Revenue shrank to 1.24 billion kroner.", "Revenue"),
    ("14 million euros might be saved, managers say.", "Managers"),
    ("According to Dr Moravec, no wards will be closed.", "No wards"),
    ("According to Tom Asher, the baths belonged to a villa owner.", "Asher"),
    ("In Asher's view, the baths belonged to a villa owner.", "Asher"),
    ("As many as 120 boats could be made by the plant.", "boats"),
]
FALSE_OF_SAID = [
    ("Alvarez was opened by the new bridge.", "opened the new"),
    ("A corner taken by Tom Asher led to the goal.", "A corner"),
    ("In Farr's view, the baths belonged to a villa owner.", "Asher"),
    ("The baths belonged to a villa owner.", "Asher"),
    ("Revenue fell from 1.24 billion kroner.", "Revenue"),
    ("14 million euros are saved, managers say.", "Managers"),
    ("According to Tom Asher, no wards will be closed.", "No wards"),
    ("Rovers won most of their matches.", "seven of"),
]


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> Index:
    return indexed(SAID, tmp_path_factory)


@pytest.mark.parametrize(("statement", "about"), TRUE_OF_SAID)
def test_how_it_is_put_refuses_nothing(said: Index, statement: str, about: str) -> None:
    found = judged(said, statement, about)
    assert found.verdict == "supported", found.reason


@pytest.mark.parametrize(("statement", "about"), FALSE_OF_SAID)
def test_how_it_is_put_lets_nothing_through(said: Index, statement: str, about: str) -> None:
    assert judged(said, statement, about).verdict != "supported"


PUT_ELSEWHERE = (
    "The castle of Orrin\n\n"
    "The castle was begun in 1284 by Baron Mere and finished later by his grandson. Under an "
    "agreement with Russia, Marco Rubio led the delegation for four hours. Cars pay 20 crowns and "
    "lorries 65. Clara Wolf sold her stake in the mill and her brother Jonas kept his. Ellerdale "
    "has run a deficit for years, while Brannoc had a surplus. The museum opens at nine and is "
    "closed on Mondays. Orders from farms dropped by nearly a fifth, whereas demand from towns "
    "grew. The villa probably dates from the second century and had three rooms.\n"
)
OF_ANOTHER_THING = [
    ("The castle was finished in 1284.", "The castle was"),
    ("Rubio led the Russian delegation.", "Rubio"),
    ("Rubio led a delegation to Russia.", "Rubio"),
    ("Rubio led the delegation against Russia.", "Rubio"),
    ("Rubio reached an agreement with Russia.", "Rubio"),
    ("Lorries pay 20 crowns.", "Cars"),
    ("Jonas sold his stake in the mill.", "Clara"),
    ("Jonas Wolf sold his stake in the mill.", "Clara"),
    ("Brannoc has run a deficit for years.", "Ellerdale"),
    ("The museum opens at nine on Mondays.", "museum"),
    ("Demand from towns fell by almost a fifth.", "Orders"),
    ("The villa dates from the second century.", "villa"),
]
OF_THIS_THING = [
    ("The castle was begun in 1284.", "The castle was"),
    ("Under an agreement with Russia, Rubio led the delegation.", "Rubio"),
    ("Lorries pay 65 crowns.", "Cars"),
    ("Cars pay 20 crowns.", "Cars"),
    ("Clara Wolf sold her stake in the mill.", "Clara"),
    ("Jonas kept his stake in the mill.", "Clara"),
    ("Ellerdale has run a deficit for years.", "Ellerdale"),
    ("The museum is closed on Mondays.", "museum"),
    ("Orders from farms fell by almost a fifth.", "Orders"),
]


@pytest.fixture(scope="module")
def elsewhere(tmp_path_factory: pytest.TempPathFactory) -> Index:
    return indexed(PUT_ELSEWHERE, tmp_path_factory)


@pytest.mark.parametrize(("statement", "about"), OF_ANOTHER_THING)
def test_words_of_the_source_are_not_put_to_another_thing(
    elsewhere: Index, statement: str, about: str
) -> None:
    assert judged(elsewhere, statement, about).verdict != "supported"


@pytest.mark.parametrize(("statement", "about"), OF_THIS_THING)
def test_words_of_the_source_stand_for_their_own_thing(
    elsewhere: Index, statement: str, about: str
) -> None:
    found = judged(elsewhere, statement, about)
    assert found.verdict == "supported", found.reason


MEANT = (
    "The bath house\n\n"
    "“It is the oldest in the county,” said Dr Ines Falk, who leads the dig. Her team of sixteen "
    "students found 212 coins. The affair came to light when Beth Carrow noticed a gap. She wrote "
    "to the police in May. The farmer, Gordon Pell, told the museum. “I nearly threw them out,” he "
    "said. Under an agreement, he gets half of any reward. Karl Lind is mayor. Three members are "
    "expected to work with him. David Quill, who chairs the board, criticised the decision. Storm "
    "Berta swept across the coast, leaving homes without power and closing the harbour of Orm. The "
    "firm plans to open a factory near Tarn, which could create 120 jobs. Absences fell by at "
    "least a tenth. A team from Carston, led by Dr Emil Haas, will measure sleep. The council met "
    "in the autumn.\n"
)
TRUE_OF_MEANT = [
    ("Falk's team of 16 students found 212 coins.", "Her team"),
    ("Carrow wrote to the police in May.", "wrote to"),
    ("Gordon Pell gets half of any reward under an agreement.", "reward"),
    ("Three members are expected to work with Lind.", "Three members"),
    ("There was criticism of the decision from David Quill.", "criticised"),
    ("The harbour of Orm was closed by the storm.", "Storm"),
    ("120 jobs could be created by the factory near Tarn.", "factory"),
    ("Absences fell by a tenth or more.", "Absences"),
]
FALSE_OF_MEANT = [
    ("Carrow's team of 16 students found 212 coins.", "Her team"),
    ("Falk wrote to the police in May.", "wrote to"),
    ("Beth Pell gets half of any reward under an agreement.", "reward"),
    ("Three members are expected to work with Quill.", "Three members"),
    ("There was criticism of the decision from Karl Lind.", "criticised"),
    ("The harbour of Orm was closed by homes without power.", "Storm"),
    ("120 factories could be created by the jobs near Tarn.", "factory"),
    ("Absences fell by a tenth or less.", "Absences"),
    ("The council met in the spring.", "autumn"),
]


@pytest.fixture(scope="module")
def meant(tmp_path_factory: pytest.TempPathFactory) -> Index:
    return indexed(MEANT, tmp_path_factory)


@pytest.mark.parametrize(("statement", "about"), TRUE_OF_MEANT)
def test_what_a_pronoun_or_a_verb_is_of_is_understood(
    meant: Index, statement: str, about: str
) -> None:
    found = judged(meant, statement, about)
    assert found.verdict == "supported", found.reason


@pytest.mark.parametrize(("statement", "about"), FALSE_OF_MEANT)
def test_and_is_of_nothing_else(meant: Index, statement: str, about: str) -> None:
    assert judged(meant, statement, about).verdict != "supported"


def test_what_somebody_is_is_said_of_them_and_not_of_where_they_are_from(meant: Index) -> None:
    found = judged(meant, "Dr Emil Haas, of Carston, is the leader of the team.", "Haas")
    assert not any("does not call" in one.reason for one in found.findings)


APART = (
    "Mills and moons\n\n"
    "Ann Berg bought the mill of Orm in 1990. The river is long. Bo Lind sold the yard of Tarn in "
    "2001. She lives in Oslo. The mill burnt in 2005. Its owner was arrested. Karin Holm opened "
    "the library. Snow fell all day. He praised the choir. Venus is hotter than Mercury. Its "
    "surface temperature is about 465 degrees Celsius. Mars is small. It has two moons.\n"
)


@pytest.fixture(scope="module")
def apart(tmp_path_factory: pytest.TempPathFactory) -> Index:
    return indexed(APART, tmp_path_factory)


@pytest.mark.parametrize(
    ("statement", "about"),
    [
        ("Karin Holm lives in Oslo.", ("Oslo", "library")),
        ("Ann Berg lives in Oslo.", ("mill of Orm", "Oslo")),
        ("Ann Berg praised the choir.", ("mill of Orm", "choir")),
        ("Venus has two moons.", ("Venus", "two moons")),
        ("Karin Holm's mill burnt in 2005.", ("burnt", "library")),
        ("Ann Berg sold the yard of Tarn.", ("mill of Orm", "yard")),
        ("Ann Berg bought the mill and sold the yard of Tarn.", ("mill of Orm", "yard")),
        ("Ann Berg, who bought the mill of Orm, sold the yard of Tarn.", ("mill of Orm", "yard")),
        ("Ann Berg bought the mill of Orm and opened the library.", ("mill of Orm", "library")),
    ],
)
def test_sentences_that_stand_apart_prove_nothing_together(
    apart: Index, statement: str, about: tuple[str, ...]
) -> None:
    assert judged(apart, statement, *about).verdict != "supported"


@pytest.mark.parametrize(
    ("statement", "about", "proof"),
    [
        ("Bo Lind lives in Oslo.", ("yard", "Oslo"), ("yard", "Oslo")),
        ("Mars has two moons.", ("Mars", "two moons"), ("Mars", "two moons")),
        ("The owner of the mill was arrested.", ("burnt", "owner"), ("burnt", "owner")),
        (
            "Ann Berg bought the mill, and Bo Lind sold the yard.",
            ("mill of Orm", "yard"),
            ("mill of Orm", "yard"),
        ),
        ("Bo Lind sold the yard of Tarn.", ("mill of Orm", "yard"), ("yard",)),
    ],
)
def test_each_is_read_with_its_own_neighbours(
    apart: Index, statement: str, about: tuple[str, ...], proof: tuple[str, ...]
) -> None:
    found = judged(apart, statement, *about)
    assert found.verdict == "supported"
    proving = [apart.rows[i].text for i in found.sentences]
    assert len(proving) == len(proof)
    assert all(words in text for words, text in zip(proof, proving, strict=True))


def test_the_invented_word_of_a_reason_is_named(index: Index) -> None:
    found = judged(index, "Alvarez opened it because she took bribes.", "opened the new bridge")
    assert found.reason == "“bribes” is not in the source"
