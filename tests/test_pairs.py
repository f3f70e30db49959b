# ruff: noqa: E501
"""Keys and their values: lists of definitions, tables of two columns, terms with a colon below."""

import pytest

from qa.corpus import chunking, documents, tables

HTML = """<!doctype html><html><head><title>Arn harbour</title></head><body><article>
<p>The harbour of Arn lies at the mouth of the river, and boats of up to ten metres may stay there.</p>
{}<p>It was built in 1931, after a storm had broken the old pier, which had stood for a hundred years.</p>
</article></body></html>"""
LIST = "<dl><dt>Keeper</dt><dd>Bo Lind</dd><dt>Telephone</dt><dd>555 123</dd></dl>"
BOX = "<table><tr><th>Keeper</th><td>Bo Lind</td></tr><tr><th>Telephone</th><td>555 123</td></tr></table>"
ALIGNED = "<table><tr><td>Keeper</td><td>Bo Lind</td></tr><tr><td>Telephone</td><td>555 123</td></tr><tr><td>Boats</td><td>at most ten metres</td></tr></table>"
MARKDOWN = "# Arn harbour\n\nKeeper\n: Bo Lind\n\nTelephone\n: 555 123\n: 555 124\n"


def pairs(name, text):
    document = documents.parse(name, text.encode())
    return [(s.reading or document.text[s.start : s.end]) for s in chunking.sentences(document) if s.kind == "pair"]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "text"),
    [("a.html", HTML.format(part)) for part in (LIST, BOX, ALIGNED)] + [("a.md", MARKDOWN)],
    ids=["list of definitions", "named rows", "values of several kinds", "Markdown"],
)
def test_a_key_is_read_with_its_value(make, name, text):
    found = pairs(name, text)
    assert "Keeper: Bo Lind" in found
    assert "Telephone: 555 123" in found
    answer = make({name: text}).ask("Who is the keeper of the harbour?")
    assert answer.short == "Bo Lind"


@pytest.mark.parametrize(
    ("rows", "paired"),
    [
        ([["Keeper", "Bo Lind"], ["Telephone", "555 123"], ["Boats", "ten"]], True),
        ([["Keeper:", "Bo"], ["Clerk:", "Ann"]], True),
        ([["Ticket", "Price"], ["Day ticket", "9 crowns"], ["Child", "free"]], False),
        ([["Product", "Unit Price"], ["Lid", "9"], ["Cup", "4"]], False),
        ([["Name", "Town"], ["Ann", "Arn"], ["Bo", "Tolby"]], False),
    ],
)
def test_a_table_of_two_columns_may_be_of_keys_and_values(rows, paired):
    assert tables.are_pairs(rows) is paired
