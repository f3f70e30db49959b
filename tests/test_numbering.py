"""Numbered headings, and names below headings, in minutes and rules."""

import pytest

from qa.corpus import chunking, documents

MINUTES = """Minutes of the Dee Water Board

Held in the old hall on 3 May 2024

Present
Ada Holm (chair)
Cllr Per Nygaard
Bo Lind, treasurer

Apologies

Runa Holt
Dee Fox

1. Water

The pump at Arn was repaired in April. It cost 900 euros.

2. Fees

The fees rise by ten crowns in June.

3. Any other business

4. Next meeting

The board meets again on 7 June at Tolby.
"""


def found(text):
    document = documents.parse("a.txt", text.encode())
    return {document.text[s.start : s.end]: s for s in chunking.sentences(document)}


def test_names_below_a_heading_are_lines_and_numbered_headings_open_sections():
    told = found(MINUTES)
    assert (told["Runa Holt"].kind, told["Runa Holt"].where) == ("line", "§ Apologies")
    assert told["Bo Lind, treasurer"].context.endswith("Present.")
    assert told["It cost 900 euros."].where == "§ 1. Water"
    assert told["The board meets again on 7 June at Tolby."].where == "§ 4. Next meeting"


@pytest.mark.parametrize(
    "text",
    [
        "Shopping\n\nWe need these.\n\n1. Apples\n\n2. Pears\n\n3. Plums\n\nThat is all.\n",
        "Shopping\n\nWe need these.\n1. Apples\n2. Pears\n3. Plums\nThat is all of it.\n",
    ],
)
def test_the_items_of_a_list_are_no_headings(text):
    assert [s.kind for said, s in found(text).items() if said in ("Pears", "Plums")] == ["item"] * 2


def test_a_line_below_a_masthead_is_a_heading_still():
    assert found("The Sentinel\nFees rise\nBoats pay\n\nThe fees rise.\n")["Boats pay"].heading


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("Who sent apologies?", {"Runa Holt", "Dee Fox"}),
        ("Who was present?", {"Ada Holm (chair)", "Cllr Per Nygaard", "Bo Lind, treasurer"}),
    ],
)
def test_who_was_there_is_answered_from_the_list(make, question, names):
    answer = make({"a.txt": MINUTES}).ask(question)
    assert answer.citations
    assert {c.quote for c in answer.citations} <= names
