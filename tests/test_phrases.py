"""How a reason tells an amount: with what it counts, and all of a score."""

from __future__ import annotations

import pytest

from qa.verify import figures
from qa.verify.alignment import Alignment
from qa.verify.reading import read

MATCH = "Rovers beat Stavely 3-1 on Sunday."
SHIPS = "Die Zahl stieg von 12 auf 17 Schiffe."
TOLD = [
    (MATCH, "Rovers beat Stavely 2-1 on Sunday.", "“2-1”"),
    ("She scored 570/920 in the test.", "She scored 580/920 in the test.", "“580/920”"),
    (SHIPS, "Die Zahl stieg von 15 auf 17 Schiffe.", "“15”"),
    ("The staff fell by 37 in a year.", "The staff fell by 38 within a year.", "“38”"),
    ("It employs 37 men.", "It employs 38 men.", "“38 men”"),
]


@pytest.mark.parametrize(("source", "statement", "told"), TOLD)
def test_an_amount_is_told_as_it_is_written(source: str, statement: str, told: str) -> None:
    found = [one.reason for one in figures.findings(Alignment(read(statement), read(source)))]
    assert any(told in reason for reason in found), found
