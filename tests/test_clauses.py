"""Which clause of a sentence a question is on, and which side of a contest."""

from __future__ import annotations

import pytest

from qa.answer import clauses, sides

TICKETS = "An adult ticket costs 12 pounds and a student ticket 8 pounds."
TOWER = "The tower was designed in 1840 by Hugh Lister; it was built from 1846 to 1851."


@pytest.mark.parametrize(
    ("question", "text", "marked", "clause"),
    [
        ("How much is an adult ticket?", TICKETS, "8", "An adult ticket costs 12 pounds"),
        ("How much is a student ticket?", TICKETS, "8", None),
        ("Who built the tower?", TOWER, "Hugh Lister", "it was built from 1846 to 1851."),
        ("When was the tower designed?", TOWER, "1840", None),
        ("Where are saws made?", "Drills are made in Elm, saws in Tarn.", "Elm", "saws in Tarn."),
        ("Who built it?", "It was drawn by Ann Lee and built by Bo Penn.", "Bo Penn", None),
        ("Who met Ada?", "Tom Ash and Karl Wend met Ada.", "Karl Wend", None),
    ],
)
def test_the_clause_that_is_asked_about(
    question: str, text: str, marked: str, clause: str | None
) -> None:
    start = text.index(marked)
    found = clauses.asked(text, (start, start + len(marked)), question)
    assert (found and text[found.start : found.end]) == clause


@pytest.mark.parametrize(
    ("question", "text", "side"),
    [
        ("Who won the title?", "Ilse Vahl beat Marko Petric.", "Ilse Vahl"),
        ("Who lost the final?", "Ilse Vahl beat Marko Petric.", "Marko Petric"),
        ("Which player won?", "Petra Lang was beaten by Joan Ames.", "Joan Ames"),
        ("Who lost?", "Petra Lang was beaten by Joan Ames.", "Petra Lang"),
    ],
)
def test_the_side_of_who_won_or_lost(question: str, text: str, side: str) -> None:
    found = sides.asked(text, question)
    assert found is not None
    assert side in text[slice(*found)]


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("Who beat Marko Petric?", "Ilse Vahl beat Marko Petric."),
        ("Who won the cup?", "Marko Petric won the cup."),
    ],
)
def test_no_side_where_no_verb_tells(question: str, text: str) -> None:
    assert sides.asked(text, question) is None
