import pytest

from qa import Assistant, Settings
from qa.answer import structure
from qa.corpus import chunking, documents
from qa.index.sync import rows_of

TABLE = """# Fares

| Ticket | Price | Valid |
|---|---|---|
| Day ticket | 9 crowns | one day |
| Harbour pass | 62 crowns | one month |

Ticket office: Pier 4
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory):
    corpus = tmp_path_factory.mktemp("structure") / "corpus"
    corpus.mkdir()
    (corpus / "fares.md").write_text(TABLE)
    return Assistant(Settings(corpus=corpus, store=corpus.parent / "s", llm="none", _env_file=None))


def rows(text, name="a.md"):
    return list(rows_of(documents.parse(name, text.encode()), 1))


def test_a_row_has_a_key_and_cells_by_the_names_of_their_columns():
    row = next(row for row in rows(TABLE) if row.kind == "row")
    assert row.text == "Day ticket | 9 crowns | one day"
    assert row.cells == {"Ticket": "Day ticket", "Price": "9 crowns", "Valid": "one day"}
    assert row.key == "Day ticket"
    assert row.searched == "Fares. Ticket: Day ticket; Price: 9 crowns; Valid: one day"


def test_a_running_number_names_no_row(make):
    table = "id,member name,town\n1,Alice Moor,Ripley\n2,Ben Stott,Hatton\n"
    assert [row.key for row in rows(table, "a.csv") if row.kind == "row"] == [
        "Alice Moor",
        "Ben Stott",
    ]
    answer = make({"a.csv": table}).ask("What is the town of Ben Stott?")
    assert "Hatton" in answer.text
    assert "Ripley" not in answer.text


def test_a_pair_has_a_key():
    row = next(row for row in rows(TABLE) if row.kind == "pair")
    assert (row.text, row.key) == ("Ticket office: Pier 4", "Ticket office")


@pytest.mark.parametrize(
    ("reading", "span", "written"),
    [
        ("", (0, 3), (0, 3)),
        ("Ticket: Day ticket; Price: 9 crowns", (27, 35), (13, 21)),
        ("Ticket: Day ticket; Price: 9 crowns", (0, 6), None),
        ("Ticket: Day ticket; Price: 9 crowns", None, None),
    ],
)
def test_a_place_as_it_reads_is_found_as_it_is_written(reading, span, written):
    row = next(row for row in rows(TABLE) if row.kind == "row")
    changed = type(row)(**{**vars(row), "reading": reading})
    assert structure.written(changed, span) == written


@pytest.mark.parametrize(
    ("question", "quote"),
    [
        ("What is the price of a day ticket?", "Day ticket | 9 crowns | one day"),
        ("How long is the harbour pass valid?", "Harbour pass | 62 crowns | one month"),
        ("Which ticket costs 62 crowns?", "Harbour pass | 62 crowns | one month"),
    ],
)
def test_one_row_is_quoted_and_no_other(assistant, question, quote):
    answer = assistant.ask(question)
    cited = [c.quote for c in answer.citations if "|" in c.quote]
    assert cited == [quote]
    assert all(c.where.startswith("§ Fares") for c in answer.citations)
    assert assistant.article("fares.md") == TABLE


def test_another_thing_of_the_kind_is_refused(assistant):
    answer = assistant.ask("What is the price of a week ticket?")
    assert answer.refused
    assert answer.reason == structure.ANOTHER


def test_neither_how_many_nor_a_date_makes_it_another_thing_of_its_kind(tmp_path):
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    (corpus / "a.txt").write_text(
        "County schools directory: Kestrel Academy\n\nHeadteacher: Ruth Ames.\n"
        "Number of pupils: 860. Languages taught: French and Welsh.\n"
    )
    (corpus / "b.txt").write_text(
        "Flooding in Aldersley: statement of the county\n\nIssued 24 January 2024.\n\n"
        "An emergency shelter was opened in the grammar school.\n"
    )
    settings = Settings(corpus=corpus, store=tmp_path / "s", llm="none", _env_file=None)
    assistant = Assistant(settings)
    assert "860" in assistant.ask("How many pupils does Kestrel Academy have?").text
    asked = assistant.ask("Where was the emergency shelter opened in the January flood?")
    assert asked.short == "the grammar school"


def test_the_items_of_a_list_are_answered_together_whatever_else_was_read(tmp_path):
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    (corpus / "a.md").write_text(
        "# Council\n\nThe council met in the hall and it was cold.\n\n"
        "Things decided by the council:\n\n"
        "- Paint the pier in spring.\n- Sell the old ferry.\n- Plant forty trees.\n"
    )
    settings = Settings(corpus=corpus, store=tmp_path / "s", llm="none", _env_file=None)
    answer = Assistant(settings).ask("What was decided by the council?")
    assert {c.quote for c in answer.citations} <= {
        "Paint the pier in spring.", "Sell the old ferry.", "Plant forty trees.",
    }  # fmt: skip
    assert len(answer.citations) > 1


HTML_IN_MARKDOWN = """# Boats

<table>
<tr><th>Boat</th><th>Crew</th></tr>
<tr>
  <td><b>Alpha</b></td>
  <td>10 &amp; a cook</td>
</tr>

<tr><td>Beta</td><td>12</td></tr>
</table>

<table><tr><th>Fee</th><td>3 crowns</td></tr><tr><th>Owner</th><td>the town</td></tr></table>

<dl><dt>Keeper</dt><dd>Bo Lind</dd><dd>Ann Bell</dd><dt>Telephone<dd>555 123</dl>

<div>
<table><tr><td>The pier was built by the town. LONG</td></tr></table>
</div>
""".replace("LONG", "It was mended often. " * 20)


def test_tables_and_terms_in_html_within_markdown_are_rows_and_pairs():
    document = documents.parse("a.md", HTML_IN_MARKDOWN.encode())
    found = [
        (s.kind, s.reading, s.where)
        for s in chunking.sentences(document)
        if s.kind in ("row", "pair")
    ]
    assert found == [
        ("row", "Boat: Alpha; Crew: 10 & a cook", "§ Boats, row 1"),
        ("row", "Boat: Beta; Crew: 12", "§ Boats, row 2"),
        ("pair", "Fee: 3 crowns", "§ Boats"),
        ("pair", "Owner: the town", "§ Boats"),
        ("pair", "Keeper: Bo Lind", "§ Boats"),
        ("pair", "Keeper: Ann Bell", "§ Boats"),
        ("pair", "Telephone: 555 123", "§ Boats"),
    ]
    said = [document.text[s.start : s.end] for s in chunking.sentences(document)]
    assert "The pier was built by the town." in said


def test_what_other_articles_tell_of_themselves_is_no_answer(tmp_path):
    for name, title, day, text in (
        ("a.md", "Keeper retires", "2023-05-02", "The keeper of the lighthouse retires in June."),
        ("b.md", "Bridge closed", "2024-02-22", "The iron bridge is closed for nine weeks."),
        ("c.md", "Bakery reopens", "2024-02-20", "The bakery on Mill Lane reopens in March."),
    ):
        head = f"---\ntitle: {title}\ndate: {day}\n---\n\n"
        (tmp_path / name).write_text(f"{head}{text}")
    settings = Settings(corpus=tmp_path, store=tmp_path / ".qa", llm="none", _env_file=None)
    answer = Assistant(settings).ask("When was the article on the lighthouse published?")
    assert {citation.file for citation in answer.citations} == {"a.md"}
