"""Verbs that are left out: what is said of one thing is not said of the next one."""

from __future__ import annotations

import pytest
from judged import (  # noqa: F401
    index,
    pytest_generate_tests,
    test_what_is_false_is_not_supported,
    test_what_is_true_is_supported,
)

from qa.verify.gaps import written_out

ARTICLE = (
    "A harbour and its year\n\n"
    "The pier received £900, the school £1,400. Tarn Lines carried 410,000 passengers and Orm "
    "Cargo 95,000. In the pairs Ada Prior took gold, Max Fell silver and Luca Prete bronze. Boats "
    "came from nine ports; Riga sent eighteen, Oslo eleven and Kiel four. The novel prize went to "
    'Agnes Holt for "The Salt, the Sea and the Road", the poetry prize to Tomas Rey. A berth '
    "cost 12 euros, one for canoes 5 euros. The oak comes from Fassa and the pine from Bosnia.\n"
)

FALSE = [
    ("The school received £900.", "pier"),
    ("Orm Cargo carried 410,000 passengers.", "Tarn"),
    ("Max Fell took gold.", "pairs"),
    ("Luca Prete took silver in the pairs.", "pairs"),
    ("Oslo sent eighteen boats.", "ports"),
    ("Riga sent four boats and Kiel eighteen.", "ports"),
    ("The novel prize went to Tomas Rey.", "novel"),
    ("The poetry prize went to Agnes Holt.", "novel"),
    ("A berth for canoes cost 12 euros.", "berth"),
    ("A berth cost 5 euros.", "berth"),
    ("The pine comes from Fassa.", "oak"),
]
TRUE = [
    ("The school received £1,400.", "pier"),
    ("The pier received £900.", "pier"),
    ("Orm Cargo carried 95,000 passengers.", "Tarn"),
    ("Max Fell took silver in the pairs.", "pairs"),
    ("Ada Prior took gold.", "pairs"),
    ("Oslo sent eleven boats.", "ports"),
    ("Riga sent eighteen boats and Kiel four.", "ports"),
    ("The poetry prize went to Tomas Rey.", "novel"),
    ("A berth for canoes cost 5 euros.", "berth"),
    ("The pine comes from Bosnia.", "oak"),
]


@pytest.mark.parametrize(
    "text",
    [
        "He lives in Ghent, a city in Belgium.",
        "The firm built 12 ships and barges in Oslo, the capital of Norway.",
        "Tickets, costing £18 for adults and £6 for children, go on sale next Thursday.",
        "It fell from 94 million to 87 million.",
        "She won gold and silver.",
        'He said "Ann took gold, Bo silver" and left.',
    ],
)
def test_where_no_verb_is_left_out_nothing_is_written_out(text: str) -> None:
    assert written_out(text) == (text,)


def test_what_leads_and_what_follows_belongs_to_each() -> None:
    text = "In May Tarn Lines carried 40 passengers and Orm Cargo 95, the report said."

    assert written_out(text) == (
        "In May Tarn Lines carried 40 passengers, the report said.",
        "In May Orm Cargo carried 95 passengers, the report said.",
    )
