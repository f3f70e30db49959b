# ruff: noqa: E501
"""Rows of tables, read with the names of their columns; messages, which are rows of their own."""

import binaries
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


STORY = (
    "The council of Tarn decided on Monday to build a wall against floods along the river. It said "
    '"never again" after the flood of 2019, in which forty houses were lost. The wall will cost nine '
    "million euros and be three metres high. Work begins in May, said the mayor, Ida Holm, and will "
    "be done by the end of next year, if the weather holds and the money comes from the state."
)
DUMP = [
    ["title", "date", "author", "body"],
    ["Flood wall", "2024-03-01", "Ann Lee", STORY],
    ["New bus", "2024-03-02", "Bo Lind", "A bus goes to Arn."],
]


def dumped(name):
    if name == "a.xlsx":
        return binaries.xlsx({"News": DUMP})
    rows = (",".join(f'"{cell.replace(chr(34), chr(34) * 2)}"' for cell in row) for row in DUMP)
    return "\n".join(rows).encode()


@pytest.mark.parametrize("name", ["a.csv", "a.xlsx"])
def test_a_cell_that_is_a_text_is_read_sentence_by_sentence(name):
    document = documents.parse(name, dumped(name))
    found = [s for s in chunking.sentences(document) if not s.heading]
    assert [s.kind for s in found] == ["row", *["prose"] * 4, "row"]
    assert found[0].reading == "title: Flood wall; date: 2024-03-01; author: Ann Lee"
    wall = document.text[found[3].start : found[3].end]
    assert wall == "The wall will cost nine million euros and be three metres high."
    assert found[3].context.endswith("Flood wall.")
    assert {s.where.rpartition("§ News, ")[2] for s in found[:5]} == {"row 1"}
    told = [(r.title, r.date) for r in document.records]
    assert told == [("Flood wall", "2024-03-01"), ("New bus", "2024-03-02")]
    assert document.text[document.records[1].start :].strip('"').startswith("New bus")


@pytest.mark.parametrize("name", ["a.csv", "a.xlsx"])
def test_a_text_in_a_cell_answers(make, name):
    answer = make({name: dumped(name)}).ask("How much will the flood wall cost?")
    assert answer.short == "nine million euros"
    assert answer.citations[0].title == "Flood wall"
