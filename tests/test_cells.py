"""What a question names in a row of a table, and the cell that it asks for."""

import pytest

FESTIVAL = (
    "# Programme\n\n| Day | Time | Stage | Act |\n|---|---|---|---|\n"
    "| Friday | 19:00 | Barn | The Tannery Lads |\n| Friday | 21:00 | Main | Siobhan Kerr |\n"
    "| Saturday | 15:00 | Barn | Grey Heron Trio |\n| Sunday | 14:00 | Main | Ballast |\n"
)
STAFF = (
    "name,role,office,languages\nOscar Lindqvist,director,Lund,Swedish English\n"
    "Dolores Etxeberria,accountant,Leeds,Spanish Basque\nSam Achebe,sales,Leeds,English Igbo\n"
)
TIDES = (
    "harbour,date,high water,low water\nTrewin,2025-06-14,06:10,12:31\n"
    "Trewin,2025-06-15,06:55,13:12\n"
)
LENDING = (
    "# Lending list\n\n- Dev Patel mows lawns on Saturdays\n- Ella Storm offers piano lessons\n"
    "- Finn Moe repairs bicycles\n"
)
FILES = {"festival.md": FESTIVAL, "staff.csv": STAFF, "tides.csv": TIDES, "lending.md": LENDING}


@pytest.mark.parametrize(
    "question",
    [
        "Which act plays on the Barn stage on Sunday?",
        "Who is the sales person in Lund?",
        "When is low water at Trewin on 16 June 2025?",
        "Who offers violin lessons?",
        "Who can lend me a chainsaw?",
    ],
)
def test_a_row_with_another_value_than_is_asked_for_is_no_answer(make, question):
    assert make(FILES).ask(question).refused


@pytest.mark.parametrize(
    ("question", "short"),
    [
        ("Which act plays on the Barn stage on Saturday?", "Grey Heron Trio"),
        ("What languages does Dolores speak?", "Spanish Basque"),
        ("When is high water at Trewin on 15 June 2025?", "06:55"),
        ("Who is the sales person in Leeds?", "Sam Achebe"),
        ("Who offers piano lessons?", "Ella Storm"),
    ],
)
def test_the_cell_that_is_asked_for_is_marked(make, question, short):
    assert make(FILES).ask(question).short == short
