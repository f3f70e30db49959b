from __future__ import annotations

import pytest

from qa.scoring import matching


@pytest.mark.parametrize(
    ("text", "phrase", "held"),
    [
        ("It was in 2010.", "10", False),
        ("Ukraine agreed.", "UK", False),
        ("I know nothing.", "no", False),
        ("The U.S. side agreed.", "US", True),
        ("The United States agreed.", "U.S.", True),
        ("Zelenskyy spoke.", "Zelensky", False),
        ("ZELENSKYY spoke.", "Zelenskyy", True),
        ("a “European-led” force", "European led", True),
        ("It lost $300 billion.", "300 billion", True),
        ("It lost 300. Billion-dollar firms left.", "billion 300", False),
        ("They aren’t taking part.", "aren't taking part", True),
        ("Lavrov's words", "Lavrov", True),
        ("1,000 drones", "1000", True),
        ("anything", "", False),
    ],
)
def test_whole_words_in_order(text: str, phrase: str, held: bool) -> None:
    assert matching.holds(text, phrase) is held


def test_markers_are_no_numbers_said() -> None:
    assert matching.unmarked("Rubio led it. [2][10]") == "Rubio led it."
    assert not matching.holds(matching.unmarked("Drones flew. [176]"), "176")


def test_a_group_is_held_by_any_of_its_aliases() -> None:
    assert matching.groups_held("a fifth of it", [["20 %", "a fifth"], ["half"]]) == [True, False]
    assert matching.holds_any("a fifth of it", ["half", "fifth"])
