"""What several articles say: agreement, difference, contradiction, and what is none of them."""

import pytest
from conftest import prove

from qa.answer import directness, reader, replaced
from qa.neural.network import Network


def ask(make, tmp_path, question, **texts):
    assistant = make({f"{name}.txt": text for name, text in texts.items()})
    return prove(assistant.ask(question), tmp_path / "corpus")


@pytest.mark.parametrize(
    ("question", "one", "other", "relation"),
    [
        (
            "Is the Delmar bridge safe?",
            "The Delmar bridge is safe, engineer Kai Roth said.",
            "The Delmar bridge is not safe, engineer Ulla Behn said.",
            "contradictory",
        ),
        (
            "Does Mayor Ann Bell support the Norvik tunnel?",
            "Mayor Ann Bell supports the Norvik tunnel.",
            "Mayor Ann Bell opposes the Norvik tunnel.",
            "contradictory",
        ),
        (  # what somebody is called beside a name need not be said again
            "Is the actor Rolf Marsh married to Ida Kern?",
            "The actor Rolf Marsh has married Ida Kern.",
            "Rolf Marsh and Ida Kern are not married.",
            "contradictory",
        ),
        (
            "When does the trial of Per Lund begin?",
            "The trial of Per Lund begins on 3 May.",
            "The trial of Per Lund begins on 9 June.",
            "different",
        ),
        (
            "How many people came to the fair in Ulm?",
            "Some 3,000 people came to the fair in Ulm.",
            "Only 1,200 people came to the fair in Ulm, police said.",
            "different",
        ),
        (
            "How far did the balloon of Arlo Finch fly?",
            "Arlo Finch flew 90 miles in his balloon on Thursday.",
            "The balloon flight of Arlo Finch ended after 90 kilometres.",
            "different",
        ),
        (
            "Who will conduct the choir of Hadley?",
            "The choir of Hadley will be conducted by Miriam Stowe.",
            "Marian Stone will conduct the choir of Hadley.",
            "different",
        ),
        (  # the verb of the question may be one that asks: "Do you know …?"
            "Did Lew Tarrant know of the leak in the cold store?",
            "The foreman Lew Tarrant knew of the leak in the cold store, the inspector writes.",
            "Lew Tarrant was unaware of the leak in the cold store, his lawyer said on Monday.",
            "contradictory",
        ),
        (
            "Will Rita Hobbs stay with Larne United?",
            "Goalkeeper Rita Hobbs will stay with Larne United for another year.",
            "Rita Hobbs is leaving Larne United.",
            "contradictory",
        ),
        (
            "Who was arrested in Moor Lane?",
            "Police arrested the baker Sid Nolan in Moor Lane.",
            "The man arrested in Moor Lane was not the baker Sid Nolan, as reported, but his "
            "lodger Ray Sims.",
            "contradictory",
        ),
        (
            "When was the jeweller's in Cole Street robbed?",
            "The jeweller's in Cole Street was robbed on Sunday night.",
            "The robbery of the jeweller's in Cole Street took place on Monday, police say.",
            "different",
        ),
        (
            "How old is the elm on Coster Green?",
            "The elm on Coster Green is 270 years old, reckons the botanist Flora Wace.",
            "At 190 years the elm on Coster Green is the oldest tree of the borough.",
            "different",
        ),
        (  # two places with a part of their names in common
            "Where were the silver coins with the stag found?",
            "The silver coins with the stag were found in a barn at Upper Loam.",
            "The silver coins with the stag were discovered in a well at Nether Loam.",
            "different",
        ),
    ],
)
def test_articles_that_differ_are_both_shown_and_never_merged(
    make, tmp_path, question, one, other, relation
):
    answer = ask(make, tmp_path, question, a=one, b=other)
    assert [claim.relation for claim in answer.agreement] == ["same", relation]
    cited = [{c.file for c in claim.citations} for claim in answer.agreement]
    assert cited[0] != cited[1]
    assert {file for files in cited for file in files} == {"a.txt", "b.txt"}
    assert all(len({c.file for c in s.citations}) == 1 for s in answer.statements)
    assert any(note.startswith("The articles ") for note in answer.notes)


@pytest.mark.parametrize(
    ("question", "one", "other"),
    [
        (
            "How long did the search for the yacht last?",
            "The search for the yacht lasted four and a half hours.",
            "After a search of 4.5 hours the yacht was sighted.",
        ),
        (
            "Who painted the portrait of the bishop?",
            "The portrait of the bishop was painted by Sergei Antonov.",
            "Sergey Antonov has painted the portrait of the bishop.",
        ),
        (
            "When was the actress Lil Marden born?",
            "The actress Lil Marden was born on 3 May 1931.",
            "Lil Marden, an actress, was born on May 3, 1931, in Leeds.",
        ),
        (  # the same part of the matter, told in fewer words of the question
            "How many jars were taken out of the cellar of Tarn Abbey?",
            "About 4,000 jars were taken out of the cellar of Tarn Abbey by monks. They were "
            "empty.",
            "Abbot Lund of Tarn Abbey said that the jars number some 4000. Tarn lies in a valley.",
        ),
        (
            "What share of the growers backed the strike in Orm?",
            "Two thirds of the growers backed the strike in Orm. It begins on Friday.",
            "In Orm the strike was backed with 66.7 percent. Its leader is Ida Kern.",
        ),
    ],
)
def test_articles_that_give_the_same_answer_in_other_words_agree(
    make, tmp_path, question, one, other
):
    answer = ask(make, tmp_path, question, a=one, b=other)
    assert [claim.relation for claim in answer.agreement] == ["same"]
    assert {c.file for c in answer.agreement[0].citations} == {"a.txt", "b.txt"}
    assert {c.file for c in answer.statements[0].citations} == {"a.txt", "b.txt"}


@pytest.mark.parametrize(
    ("question", "one", "other"),
    [
        (
            "Is the north stair of the tower in Ware open?",
            "The north stair of the tower in Ware is open again.",
            "The south stair of the tower in Ware is not open.",
        ),
        (
            "How many centimetres of snow fell in Birk on Monday?",
            "On Monday 12 centimetres of snow fell in Birk.",
            "On Friday 30 centimetres of snow fell in Birk.",
        ),
    ],
)
def test_what_is_told_of_another_one_or_another_day_does_not_differ(
    make, tmp_path, question, one, other
):
    answer = ask(make, tmp_path, question, a=one, b=other)
    assert answer.citations[0].file == "a.txt"
    assert not answer.agreement


def test_words_that_stand_elsewhere_in_a_sentence_are_in_the_place_of_none():
    first, moved = ["run", "youth", "club", "dallin"], ["dallin", "youth", "club", "gets", "chief"]
    assert not replaced.tells_otherwise(first, moved, {"run"})
    assert replaced.tells_otherwise(first, ["visit", *first[1:]], {"run"})


def test_a_number_of_something_else_is_no_agreement(make, tmp_path):
    answer = ask(
        make,
        tmp_path,
        "How long did the meeting last?",
        a="The meeting lasted four and a half hours, the adviser said.",
        b="The ministers agreed on four principles at the meeting.",
    )
    assert "four and a half" in answer.short
    assert {c.file for c in answer.statements[0].citations} == {"a.txt"}
    assert not answer.agreement


def test_an_article_that_takes_a_claim_back_does_not_agree_with_it(make, tmp_path):
    answer = ask(
        make,
        tmp_path,
        "Has the zoo of Lund bought a panda?",
        a="The zoo of Lund has bought a panda.",
        b="We wrote that the zoo of Lund has bought a panda. "
        "The zoo of Lund has not bought a panda.",
    )
    assert all(len({c.file for c in s.citations}) == 1 for s in answer.statements)
    assert "contradictory" in [claim.relation for claim in answer.agreement]


def test_copies_of_one_text_are_told(make, tmp_path):
    text = (
        "The council of Tarvik has approved the new harbour. Work begins in March, the mayor said. "
        "Fishermen had protested against the plan for two years, and went to court over it."
    )
    answer = ask(make, tmp_path, "When does work begin?", a=text, b="(Agency) " + text)
    assert {c.file for c in answer.statements[0].citations} == {"a.txt", "b.txt"}
    assert any(note.startswith("One text in 2 files") for note in answer.notes)


def test_a_copy_whose_cited_sentence_was_edited_is_no_other_source(make, tmp_path):
    text = (
        "A fire destroyed the paper mill in Tolk on Tuesday night. Nobody was hurt. Forty "
        "firefighters fought the flames until dawn. The mill employed 120 people{more}. The damage "
        "is put at three million euros."
    )
    answer = ask(
        make,
        tmp_path,
        "How many people did the mill employ?",
        a=text.format(more=""),
        b="(Agency) " + text.format(more=", the agency reports"),
        c="The mill in Tolk employed 120 people, says the union. It has met.",
    )
    assert answer.agreement[0].copies in [("a.txt",), ("b.txt",)]
    assert any(note.startswith("One text in 2 files: ") for note in answer.notes)


def test_what_was_said_before_a_correction_does_not_answer_alone(make, tmp_path):
    answer = ask(
        make,
        tmp_path,
        "How much does Dean Orla earn?",
        a="Correction\n\nAn earlier version of this article said that Dean Orla earned 300,000. "
        "In fact she earned 30,000.\n",
        b="Dean Orla came to the fair in a red coat. It rained all day.",
    )
    assert "30,000" in answer.text
    assert answer.short != "300,000"


def test_a_date_that_is_not_so_any_more_differs(make, tmp_path):
    answer = ask(
        make,
        tmp_path,
        "When will the new wing of the museum in Lund open?",
        a="The museum in Lund will open its new wing on 3 May 2024, its director said on Monday.",
        b="The new wing of the museum in Lund will open on 20 June 2024, not 3 May as announced.",
    )
    assert {claim.value for claim in answer.agreement} == {"3 May 2024", "20 June 2024"}


def test_an_article_without_a_reason_agrees_on_none(make, tmp_path):
    answer = ask(
        make,
        tmp_path,
        "Why was the opening of the new wing delayed?",
        a="The Kestrel Museum will open its new wing on 3 May 2024, director Ada Brown said.",
        b="The Kestrel Museum's new wing will open on 20 June 2024, not 3 May as announced, "
        "because the lifts failed a safety test.",
    )
    assert {c.file for c in answer.statements[0].citations} == {"b.txt"}


@pytest.mark.parametrize(
    ("question", "one", "other"),
    [
        (  # what one article calls hurt is injured in the other
            "How many climbers were injured by the rockfall at Tarn Crag?",
            "The rockfall at Tarn Crag injured nine climbers on Friday.",
            "Twelve climbers were hurt by the rockfall at Tarn Crag, the hospital says.",
        ),
        (  # what a firm is in law does not tell two apart, or one from itself
            "What is the name of the firm that mends the weir of Ruhl?",
            "The firm Stonewell will mend the weir of Ruhl.",
            "The firm that mends the weir of Ruhl is called Stonewall Ltd.",
        ),
        (
            "What caused the leak at the Orde dairy?",
            "A cracked valve caused the leak at the Orde dairy on Monday.",
            "The leak at the Orde dairy was caused by a fork-lift truck.",
        ),
        (
            "How heavy is the bell of Saint Gall in Ruhl?",
            "The bell of Saint Gall in Ruhl weighs 300 kilograms.",
            "In Ruhl the bell of Saint Gall has a weight of 300 pounds.",
        ),
        (
            "Until when can visitors see the dinosaur in Garth?",
            "Visitors can see the dinosaur in Garth until 30 April.",
            "The dinosaur in Garth can be seen by visitors until 15 June.",
        ),
        (
            "Where was the anchor of the Petrel found?",
            "The anchor of the Petrel was found in a cave near Lund.",
            "Divers found the anchor of the Petrel in the harbour of Moss Bay.",
        ),
        (  # whoever says who it is need not call it a brewery
            "Which brewery will supply the fair of Nim?",
            "The fair of Nim will be supplied by the brewery Kronbrau.",
            "Hopfenhof will supply the fair of Nim, the mayor says.",
        ),
        (  # each article tells one part of the same in words of its own
            "Where was the emergency kitchen opened after the fire in Orm?",
            "After the fire in Orm an emergency kitchen was opened in the fire station. "
            "Soup was free.",
            "The kitchen was in the old chapel, where I peeled potatoes. "
            "I have lived in Orm for nine years.",
        ),
        (  # what else is counted is of another kind: no other event is told by it
            "Where was the stolen violin of Lund found?",
            "The stolen violin of Lund was found in a shed at Orm, under three sacks.",
            "After nine days the stolen violin of Lund was found in a boat at Nim.",
        ),
    ],
)
def test_articles_that_differ_in_other_words_are_set_apart(make, tmp_path, question, one, other):
    answer = ask(make, tmp_path, question, a=one, b=other)
    assert [claim.relation for claim in answer.agreement] == ["same", "different"]
    cited = [{c.file for c in claim.citations} for claim in answer.agreement]
    assert sorted(map(tuple, cited)) == [("a.txt",), ("b.txt",)]


@pytest.mark.parametrize(
    ("question", "one", "other"),
    [
        (  # some of them are not all
            "How many climbers were injured by the rockfall at Tarn Crag?",
            "The rockfall at Tarn Crag injured nine climbers on Friday.",
            "Climbers were injured by the rockfall at Tarn Crag. Two of them are in hospital.",
        ),
        (  # so much for each is no sum
            "How far do drivers have to go round the closed bridge of Ulm?",
            "Drivers have to go nine miles round the closed bridge of Ulm.",
            "Round the closed bridge of Ulm drivers have to go 20 miles an hour.",
        ),
        (  # who gave so much is no other one than who gave more
            "Who has given money to the chapel of Ruhl?",
            "The bakery has given 200 pounds to the chapel of Ruhl.",
            "The guild of weavers has given 900 pounds to the chapel of Ruhl.",
        ),
        (  # who also took part is no other one than who led
            "Who led the party on Mount Tarn?",
            "Ada Kern led the party on Mount Tarn.",
            "The party on Mount Tarn also included Bert Lund.",
        ),
        (  # another measure
            "How long did the search on Lake Aire take?",
            "The search on Lake Aire took seven hours.",
            "The search on Lake Aire took boats 30 kilometres from the shore.",
        ),
        (  # another thing at another place, though it is the nearest that is told there
            "Where will the new swimming hall of Tarn be built?",
            "The new swimming hall of Tarn will be built at the old brewery. It has four lanes.",
            "The new school of Velt is planned for the meadow behind the station. Its pupils will "
            "come from Tarn.",
        ),
        (  # what is only hoped for is no other number
            "How many guests has the inn of Orm drawn?",
            "The inn of Orm has drawn 88 guests. It has a garden.",
            "The landlord of the inn expects to have 120 guests in Orm next year. The garden is "
            "new.",
        ),
        (  # what stands above an article
            "When does the museum of Garth open again?",
            "The museum of Garth opens again on 17 June.",
            "Museum of Garth: minutes of the board, 14 May 2024\n\nThe board drank coffee.",
        ),
    ],
)
def test_another_value_of_something_else_is_no_difference(make, tmp_path, question, one, other):
    answer = ask(make, tmp_path, question, a=one, b=other)
    assert not answer.agreement
    assert len({c.file for c in answer.statements[0].citations}) == 1


def test_an_article_is_heard_though_others_use_more_words_of_the_question(make, tmp_path):
    filler = [
        f"Day {day} of the fire at the brewery of Ruhl: the brewery has a fire guard again."
        for day in range(20, 33)
    ]
    answer = ask(
        make,
        tmp_path,
        "How long did the fire at the brewery of Ruhl burn?",
        a="The fire at the brewery of Ruhl burned for seven hours.",
        b=" ".join(filler),
        c="Brewery fire: the flames were out after nine hours, says the brigade of Ruhl.",
    )
    cited = {c.file for claim in answer.agreement for c in claim.citations}
    assert {"a.txt", "c.txt"} <= cited


@pytest.mark.parametrize(
    ("question", "one", "other"),
    [
        (  # "without" denies the fault alone
            "Did the airship finish its voyage from Ulm to Narvik?",
            "The airship finished its voyage from Ulm to Narvik without a fault, the firm says.",
            "The airship did not finish its voyage from Ulm to Narvik, a farmer reports.",
        ),
        (  # what a paper said before is told only to be taken back
            "Is the conductor Ada Lind leaving the choir of Garth?",
            "The conductor Ada Lind is leaving the choir of Garth.",
            "A week ago this paper wrote that the conductor Ada Lind is leaving the choir of "
            "Garth. She is staying. We withdraw the report.",
        ),
    ],
)
def test_what_an_article_denies_or_takes_back_it_does_not_agree_with(
    make, tmp_path, question, one, other
):
    answer = ask(make, tmp_path, question, a=one, b=other)
    told = [*answer.statements, *answer.agreement]
    assert all(len({c.file for c in each.citations}) == 1 for each in told)


STEERED = "The captain\n\nThe ferry of Elmford is steered by Ada Bell."
MALIN = "The ferry of Elmford was built in 1934 by Peter Malin."


@pytest.mark.parametrize(
    ("one", "other"),
    [
        # The first article names the builder itself: what the other one corrects is the year.
        (
            f"{STEERED} The ferry of Elmford was built by Peter Malin.",
            f"{MALIN} An earlier report had it three years older.",
        ),
        (STEERED, f"{MALIN} It costs two pounds to cross."),
    ],
    ids=["told by both", "another verb"],
)
def test_who_did_something_else_does_not_differ(make, tmp_path, one, other):
    answer = ask(make, tmp_path, "Who steers the ferry of Elmford?", a=one, b=other)
    assert answer.short == "Ada Bell"
    assert not answer.agreement


@pytest.mark.parametrize(
    ("question", "one", "other"),
    [
        (
            "How much did the ice rink in Sulz cost?",
            "The ice rink in Sulz cost 4 million euros.",
            "The school in Sulz cost 6 million euros.",
        ),
        (
            "How much did the school in Sulz cost?",
            "The school in Sulz cost 6 million euros.",
            "The swimming pool in Sulz cost 9 million euros.",
        ),
        (
            "When did the ice rink in Sulz open?",
            "The ice rink in Sulz opened in 2011.",
            "The pool in Sulz opened in 1999.",
        ),
        (
            "How much does the mayor of Velt earn?",
            "The mayor of Velt earns 80,000 euros a year.",
            "The police chief of Velt earns 70,000 euros a year.",
        ),
        (
            "Who built the town hall of Bree?",
            "The town hall of Bree was built by Otto Reh.",
            "The church of Bree was built by Ada Kern.",
        ),
        (  # the sentence before tells of which one
            "Who designed the ice rink in Sulz?",
            "The ice rink in Sulz opened in 2011. It was designed by Eva Pohl.",
            "The pool in Sulz opened in 1999. It was designed by Max Reuss.",
        ),
        (  # what each of them begins with, up to the same verb
            "How much did the library cost?",
            "The library cost 4.5 million euros.",
            "The school in Velt cost six million euros.",
        ),
        (
            "When was the library built?",
            "The library was built in 1931.",
            "The school in Velt cost six million euros. It was built in 1974.",
        ),
        (  # nor do two things that have the same number agree
            "How many visitors did the book fair in Ost have?",
            "The book fair in Ost had 4,000 visitors on Saturday.",
            "The toy fair in Ost had 4,000 visitors on Saturday.",
        ),
    ],
)
def test_another_thing_in_the_same_words_is_neither_cited_nor_told_to_differ(
    make, tmp_path, question, one, other
):
    answer = ask(make, tmp_path, question, a=one, b=other)
    assert not answer.agreement
    assert {c.file for c in answer.citations} == {"a.txt"}


def test_what_another_word_means_is_no_other_thing(make, tmp_path):
    answer = ask(
        make,
        tmp_path,
        "How many climbers were injured by the rockfall at Tarn Crag?",
        a="Nine climbers were injured by the rockfall at Tarn Crag.",
        b="Twelve climbers were hurt by the rockfall at Tarn Crag.",
    )
    assert [claim.relation for claim in answer.agreement] == ["same", "different"]


@pytest.mark.parametrize(
    ("question", "one", "other", "relations"),
    [
        (
            "Who stole the gold from the vault?",
            "The gold was stolen from the vault in Ems by a guard named Otto Reh.",
            "Police ruled out that the guard Otto Reh stole the gold from the vault in Ems.",
            ["same", "contradictory"],
        ),
        (
            "Is the water of Lake Sool clean?",
            "The water of Lake Sool is clean, the ministry said.",
            "It is a myth that the water of Lake Sool is clean, biologist Ada Ruhl said.",
            ["same", "contradictory"],
        ),
        (
            "How many guests did the wine festival in Gau draw?",
            "The wine festival in Gau drew 8,000 guests.",
            "Claims that the wine festival in Gau drew 8,000 guests are false.",
            ["same", "contradictory"],
        ),
        (
            "Who won the Lund prize?",
            "The Lund prize was won by Ada Kern.",
            "Ada Kern almost won the Lund prize, but lost.",
            ["same", "contradictory"],
        ),
        (
            "How long did the talks in Orl last?",
            "The talks in Orl lasted four hours, the envoy said.",
            "A source denied that the talks in Orl lasted four hours.",
            ["same", "contradictory"],
        ),
        (  # what was meant to be, and what became of it
            "When did the mine in Kohl close?",
            "The mine in Kohl closed in 1998.",
            "The mine in Kohl was supposed to close in 1998, but it closed in 2001.",
            ["same", "different"],
        ),
        (
            "When did the mine in Kohl close?",
            "The mine in Kohl closed in 1998.",
            "If the mine in Kohl had closed in 1998, 400 jobs would have been lost.",
            [],
        ),
        (
            "When does the library in Ost open on Mondays?",
            "The library in Ost opens at nine on Mondays.",
            "Residents want the library in Ost to open at nine on Mondays.",
            [],
        ),
        (
            "How long did the talks in Orl last?",
            "The talks in Orl lasted four hours, the envoy said.",
            "The talks in Orl lasted four hours longer than planned, a waiter said.",
            [],
        ),
        (
            "How many guests came to the wine festival in Gau?",
            "Some 12,000 guests came to the wine festival in Gau.",
            "Hardly 8,000 guests came to the wine festival in Gau.",
            ["same", "different"],
        ),
    ],
)
def test_what_is_not_said_to_be_so_is_no_agreement(make, tmp_path, question, one, other, relations):
    answer = ask(make, tmp_path, question, a=one, b=other)
    assert [claim.relation for claim in answer.agreement] == relations
    told = [*answer.statements, *answer.agreement]
    assert all(len({c.file for c in each.citations}) == 1 for each in told)
    assert answer.citations[0].file == "a.txt"


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("Who stole the gold in Ems?", "Police ruled out that Otto Reh stole the gold in Ems."),
        (
            "When did the mine in Kohl close?",
            "If the mine in Kohl had closed in 1998, 400 jobs would have been lost.",
        ),
        (
            "How many jobs were lost in Kohl?",
            "If the mine had closed in 1998, 400 jobs would have been lost in Kohl.",
        ),
    ],
)
def test_what_is_not_said_to_be_so_is_no_answer(make, tmp_path, question, text):
    answer = ask(make, tmp_path, question, a=text)
    assert answer.refused
    assert not answer.short


def test_two_that_fit_the_first_answer_may_differ_from_each_other(make, tmp_path):
    answer = ask(
        make,
        tmp_path,
        "How long did the strike at the Dorn shipyard last?",
        a="The strike at the Dorn shipyard lasted at least five weeks.",
        b="The strike at the Dorn shipyard lasted six weeks, the owner told a reporter.",
        c="The strike at the Dorn shipyard went on for eight weeks, the union told a reporter.",
    )
    values = {claim.value: claim.relation for claim in answer.agreement}
    assert "at least five weeks" in values
    assert any("six weeks" in note and "eight weeks" in note for note in answer.notes)


def test_where_the_best_sentence_marks_no_answer_no_other_mark_is_looked_for(
    make, tmp_path, monkeypatch
):
    towns = ("Alva", "Brin", "Corl", "Dorn", "Esk", "Fenn", "Gorm", "Holt", "Ilm", "Jarn")
    texts = {
        town: f"The mill in {town} was closed because the river {town}a had flooded its wheel."
        for town in towns
    }
    reader.forget()
    marked, run = [], Network.run

    def counted(self, outputs, inputs):
        if outputs is None:
            marked.append(inputs)
        return run(self, outputs, inputs)

    monkeypatch.setattr(Network, "run", counted)
    assert ask(make, tmp_path, "Why was the mill closed?", **texts).statements
    assert 0 < len(marked) <= directness._MARKED


def test_what_is_told_of_another_in_the_same_words_is_no_agreement(make, tmp_path):
    files = {
        f"{land}.txt": f"The envoy of {land} arrived in Malaga on Monday. It was sunny.\n"
        for land in ("Chile", "Spain")
    }
    answer = prove(make(files).ask("Where did the envoy of Chile arrive?"), tmp_path / "corpus")
    assert [c.file for c in answer.citations] == ["Chile.txt"]
    assert answer.short == "Malaga"
