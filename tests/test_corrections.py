"""What an article takes back: what is right comes first, and then what was reported."""

import pytest

REPORT = "Keeper hurt\n\n1 May 2024\n\nKeeper Ada Brown has broken her arm in training.\n"


@pytest.mark.parametrize(
    "correction",
    [
        "On 1 May we reported that keeper Ada Brown had broken her arm. That report was false. "
        "She has a sprained thumb and will play on Sunday.",
        "The Argus wrote that keeper Ada Brown had broken her arm. This was not the case. "
        "She has a sprained thumb and will play on Sunday.",
        "In our report we said that keeper Ada Brown had broken her arm. "
        "She has a sprained thumb and will play on Sunday.",
    ],
)
def test_what_is_right_comes_before_what_was_taken_back(make, correction: str) -> None:
    files = {"first.txt": REPORT, "later.txt": f"Put right\n\n4 May 2024\n\n{correction}\n"}
    answer = make(files).ask("Has Ada Brown broken her arm?")
    assert "sprained thumb" in answer.statements[0].text
    assert {"first.txt", "later.txt"} == {c.file for c in answer.citations}
    relations = {claim.relation: claim.citations[0].file for claim in answer.agreement}
    assert relations == {"same": "later.txt", "contradictory": "first.txt"}


def test_what_was_never_taken_back_stays_as_it_is(make) -> None:
    files = {
        "first.txt": REPORT,
        "later.txt": "Put right\n\n4 May 2024\n\nOn 1 May we reported that a ticket costs 3 euros. "
        "That was wrong. It costs 4 euros.\n",
    }
    answer = make(files).ask("Has Ada Brown broken her arm?")
    assert "broken her arm" in answer.statements[0].text
    assert {c.file for c in answer.citations} == {"first.txt"}


def test_where_nothing_says_what_is_right_the_denial_is_quoted(make) -> None:
    text = "We wrote that keeper Ada Brown had broken her arm. That was wrong.\n"
    answer = make({"first.txt": REPORT, "later.txt": text}).ask("Has Ada Brown broken her arm?")
    assert answer.statements[0].text == "That was wrong."
    assert any("had broken her arm" in statement.text for statement in answer.statements)


def test_a_denial_that_goes_on_says_what_is_right(make) -> None:
    text = (
        "The Herald reported that the first car was driven by Ada Brown. This was not the case: it "
        "was driven by Olive Marsh.\n"
    )
    answer = make({"first.txt": text}).ask("Who drove the first car?")
    assert answer.short == "Olive Marsh"


def test_a_sentence_that_takes_itself_back_has_no_short_answer(make) -> None:
    text = "The Gazette wrote that the ferry had run aground in March; it did not.\n"
    answer = make({"first.txt": text}).ask("When did the ferry run aground?")
    assert not answer.short


def test_what_is_only_told_to_be_corrected_differs_from_nothing(make) -> None:
    files = {
        "final.txt": "The final cost of the tower was 15 million pounds.\n",
        "put-right.txt": "We wrote that the tower will cost 12 million pounds; that was wrong. "
        "The tower will cost 15 million pounds.\n",
    }
    answer = make(files).ask("What was the final cost of the tower?")
    assert answer.short == "15 million pounds"
    assert all(claim.relation == "same" for claim in answer.agreement)


@pytest.mark.parametrize(
    "correction",
    [
        "Corrections\n\n6 March 2025\n\nOur report on the mill in Orm gave a wrong figure. "
        "36 flats will be built there, not 48.\n",
        "Put right\n\n6 March 2025\n\nIn Monday's paper we printed the wrong figure for the mill. "
        "36 flats will be built there.\n",
    ],
)
def test_a_later_article_that_says_it_corrects_comes_first_and_both_stand(
    make, correction: str
) -> None:
    report = "Mill\n\n3 March 2025\n\nOn the site of the mill in Orm, 48 flats are to be built.\n"
    answer = make({"first.txt": report, "later.txt": correction}).ask(
        "How many flats are to be built on the site of the mill in Orm?"
    )
    assert answer.short == "36"
    assert [c.citations[0].file for c in answer.agreement] == ["later.txt", "first.txt"]
    assert answer.agreement[1].relation in ("different", "contradictory")
    assert any("correction" in n and "36" in n and "2025-03-06" in n for n in answer.notes)


def test_an_earlier_article_corrects_nothing_that_comes_after_it(make) -> None:
    files = {
        "later.txt": "Mill\n\n9 March 2025\n\nOn the site of the mill in Orm, 48 flats will be "
        "built.\n",
        "first.txt": "Correction\n\n6 March 2025\n\nOur report on the mill in Orm gave a wrong "
        "figure. 36 flats are to be built on the site of the mill in Orm.\n",
    }
    answer = make(files).ask("How many flats will be built on the site of the mill in Orm?")
    assert answer.agreement[0].citations[0].file == "later.txt"
    assert not any("correction" in note for note in answer.notes)


PUT_RIGHT = (
    "Corrections\n\nOn Monday we wrote that the mill burned down on 3 May. That was wrong: it "
    "burned down on 5 May. We also wrote that four people were hurt. In fact two people were "
    "hurt.\n"
)


@pytest.mark.parametrize(
    "question",
    ["How many people were hurt?", "How many people were hurt when the mill burned down?"],
)
def test_the_second_of_several_corrections_comes_first_as_well(make, question: str) -> None:
    report = "Mill burns\n\nThe mill at Torfield burned down. Four people were hurt, police said.\n"
    answer = make({"first.txt": report, "later.txt": PUT_RIGHT}).ask(question)
    assert answer.statements[0].text == "In fact two people were hurt."
    assert [claim.citations[0].file for claim in answer.agreement] == ["later.txt", "first.txt"]
    assert any(note.startswith("A correction says: “two people”") for note in answer.notes)


NAMES = (
    "Corrections\n\nWe also wrote that the crane was made in Leith; it was made in Hull. In "
    "Tuesday's paper the name of the harbour master was given as Ida Brandt. She is called "
    "Ina Brand.\n"
)


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("What is the harbour master called?", "She is called Ina Brand."),
        (
            "Where was the crane made?",
            "We also wrote that the crane was made in Leith; it was made in Hull.",
        ),
    ],
)
def test_what_is_right_is_told_first_wherever_it_stands(make, question: str, first: str) -> None:
    assert make({"a.txt": NAMES}).ask(question).statements[0].text == first


RACE = "Run\n\n27 May 2024\n\nHannah Lyle won the women's race at Ashcombe in 1 hour 19 minutes.\n"
CLARIFIED = (
    "Corrections and clarifications\n\n2 June 2024\n\nAn article about the Toll Bridge said that "
    "the cracks were found in the eastern pier. They were found in the western pier.\n\nIn a "
    "report on the run at Ashcombe we gave the winner of the women's race as Hannah Lyle. It was "
    "Anna Lisle.\n"
)


@pytest.mark.parametrize(
    ("report", "question", "right", "wrong"),
    [
        (RACE, "Who won the women's race?", "Anna Lisle", "Hannah Lyle"),
        (
            "Bridge\n\n30 May 2024\n\nDivers found cracks in the eastern pier of Toll Bridge.\n",
            "In which pier of the Toll Bridge were cracks found?",
            "western pier",
            "eastern pier",
        ),
    ],
)
def test_what_corrections_give_again_agrees_with_no_report(
    make, report: str, question: str, right: str, wrong: str
) -> None:
    answer = make({"report.txt": report, "put-right.txt": CLARIFIED}).ask(question)
    assert right in answer.statements[0].text
    assert [(c.relation, c.citations[0].file) for c in answer.agreement] == [
        ("same", "put-right.txt"),
        ("different", "report.txt"),
    ]
    assert right in answer.agreement[0].value
    assert wrong in answer.agreement[1].value


def test_elsewhere_what_another_article_said_is_taken_back_by_nobody(make) -> None:
    text = "An article in the Lancet said that 40 villages have no doctor. It was read widely.\n"
    answer = make({"a.txt": f"Doctors\n\n{text}"}).ask("How many villages have no doctor?")
    assert answer.short.startswith("40")


def test_what_a_firm_said_in_april_is_no_correction(make) -> None:
    files = {
        "fire.txt": "Fire\n\n3 March 2023\n\nA fire destroyed the malt loft of the Marl brewery.\n",
        "trade.txt": "Trade\n\n5 May 2023\n\nThe Marl brewery will build a new malt loft, it said "
        "in April. Construction is to last until winter.\n",
    }
    answer = make(files).ask("Where did the fire at the Marl brewery break out?")
    assert "Construction" not in answer.text


def test_a_correction_of_what_the_one_named_does_comes_first(make) -> None:
    files = {
        "june.txt": "Duke sells\n\n2 June 2024\n\nThe Duke of Ayle is selling Thornby Hall to a "
        "hotel chain. The library goes with it.\n",
        "note.txt": "Clarification\n\n9 June 2024\n\nIn our last issue we said that the Duke of "
        "Ayle is selling Thornby Hall to a hotel chain. In fact he is letting it for 20 years.\n",
    }
    answer = make(files).ask("What is the Duke of Ayle doing with Thornby Hall?")
    assert answer.statements[0].text == "In fact he is letting it for 20 years."
    assert [claim.relation for claim in answer.agreement] == ["same", "different"]
