"""Rows of tables, read with the names of their columns; messages, which are rows of their own."""

import pytest

from qa.corpus import chunking, documents, tables


@pytest.mark.parametrize(
    ("rows", "named"),
    [
        ([["in millions", "2023", "2022"], ["sales", "412.6", "388.5"]], True),
        ([["", "2023", "2022"], ["sales", "412.6", "388.5"]], True),
        ([["Name", "Born"], ["Ann", "1990"]], True),
        ([["Ann", "1990"], ["Bo", "1985"]], False),
        ([["2023", "40"], ["2022", "55"]], False),
        ([["2023", "sales"], ["2022", "costs"]], False),
        ([["Spade", "19"], ["Rake", "14"]], False),
    ],
)
def test_years_may_name_columns(rows, named):
    assert tables.has_header(rows) is named


RST = """Kettle
======

.. list-table:: Spare parts
   :header-rows: 1

   * - Part
     - Number
   * - Lid with
       hinge
     - K20-07

.. csv-table:: Prices
   :header: "Model", "Price, net"

   "K-30, large", 55

The guarantee is for 24 months.
"""
CHAT = """12/03/2024, 18:02 - Ruth: List for Saturday
milk and flour
12/03/2024, 18:05 - Dev: who has the key
of the shed?
\u200e[13.03.24, 09:01:10] Tom: under the pot
"""


def said(name, text):
    document = documents.parse(name, text.encode())
    return [
        (s.reading or document.text[s.start : s.end], s.context, s.where)
        for s in chunking.sentences(document)
        if not s.heading
    ]


def test_tables_of_directives_are_rows():
    assert said("a.rst", RST)[:2] == [
        ("Part: Lid with hinge; Number: K20-07", "Kettle. Spare parts.", "§ Kettle, row 1"),
        ("Model: K-30, large; Price, net: 55", "Kettle. Prices.", "§ Kettle, row 1"),
    ]


def test_a_message_has_its_day_and_all_of_its_lines():
    list_, pot = said("a.txt", CHAT)
    assert list_ == (
        "12/03/2024, 18:02 - Ruth: List for Saturday milk and flour",
        "",
        "12/03/2024 18:02",
    )
    assert pot[1:] == ("Dev: who has the key of the shed?", "13.03.24 09:01:10")
