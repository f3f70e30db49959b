# ruff: noqa: E501
"""What programs export: records in envelopes, sheets with titles, chats, mails that quote mails."""

import json

import pytest

from qa.corpus import chunking, documents, lines, tables
from qa.corpus.formats import sheet

NEWSPAPER = {"status": "OK", "response": {"docs": [
    {"headline": {"main": "Strike ends"}, "byline": {"original": "By Lena Ortiz"}, "pub_date": "2022-08-19T09:00:11", "lead_paragraph": "The strike ended."},
    {"headline": {"main": "Umbrellas"}, "byline": {"original": "By Sam Whitlock"}, "pub_date": "2022-08-21T09:00:11", "lead_paragraph": "It holds many."},
]}}  # fmt: skip
SITE = [
    {"title": {"rendered": "Snow &#8211; closed"}, "date": "2021-02-03T10:00:00", "content": {"rendered": "<p>The pass is <strong>closed</strong>.</p>"}, "author": 3, "_embedded": {"author": [{"name": "Toni Huber"}]}},
    {"title": {"rendered": "Open"}, "date": "2021-02-09T10:00:00", "content": {"rendered": "<p>It is open.</p>"}, "author": 3},
]  # fmt: skip
FORUM = {"kind": "Listing", "data": {"children": [
    {"data": {"title": "My starter", "selftext": "It is old.", "author": "joe", "created_utc": 1617000000.0}},
    {"data": {"body": "Feed it.", "author": "miller", "created_utc": 1617003600.0}},
]}}  # fmt: skip
GERMAN = [
    {"ueberschrift": "Bierpreise", "autor": "Nadja Fries", "datum": "12.01.2023", "fliesstext": "Der Kasten kostet jetzt 19,80 Euro, und das ist mehr als bisher."},
    {"ueberschrift": "Ringen", "autor": "Peter Moll", "datum": "30.01.2023", "fliesstext": "Die Ringer sind aufgestiegen."},
]  # fmt: skip


def said(document, *kinds):
    return [document.text[b.start : b.end] for b in document.blocks if b.kind in kinds]


@pytest.mark.parametrize(
    ("content", "titles", "days"),
    [
        (NEWSPAPER, ["Strike ends", "Umbrellas"], ["2022-08-19", "2022-08-21"]),
        (SITE, ["Snow – closed", "Open"], ["2021-02-03", "2021-02-09"]),
        (FORUM, ["My starter", ""], ["2021-03-29", "2021-03-29"]),
        (GERMAN, ["Bierpreise", "Ringen"], ["2023-01-12", "2023-01-30"]),
        ({"data": [{"attributes": {"title": "A", "body": "One."}}, {"attributes": {"title": "B", "body": "Two."}}]}, ["A", "B"], [None, None]),
    ],
)  # fmt: skip
def test_records_are_found_however_deep_and_in_whatever_envelope(content, titles, days):
    found = documents.parse("a.json", json.dumps(content).encode()).records
    assert [(r.title, r.date) for r in found] == list(zip(titles, days, strict=True))


def test_markup_within_records_is_no_text_and_a_number_is_no_author():
    document = documents.parse("a.json", json.dumps(SITE).encode())
    assert "The pass is closed." in said(document, "prose")
    assert said(document, "pair")[:2] == ["By Toni Huber", "3 February 2021"]


def test_an_article_tells_of_itself_in_its_own_language():
    document = documents.parse("a.json", json.dumps(GERMAN).encode())
    told = [b.reading for b in document.blocks if b.kind == "pair"]
    assert told[0].startswith("Der Artikel „Bierpreise“ wurde von Nadja Fries geschrieben")


def test_a_record_of_settings_stays_whole_and_reads_as_words():
    content = {"service": {"name": "billing", "timeout_seconds": 30}, "owners": [{"name": "A"}, {"name": "B"}]}  # fmt: skip
    document = documents.parse("a.json", json.dumps(content).encode())
    assert not document.records
    assert "service timeout seconds: 30" in [b.reading for b in document.blocks]
    assert "owners.2.name: B" in said(document, "pair")


ROWS = [
    ["Halden Marine", "", ""], ["NOK million", "", ""], ["", "", ""],
    ["Segment", "Revenue", "Margin (%)"], ["Tugs", "412.5", "11.2"], ["", "", ""], ["Group", "1779", "7"],
    ["prepared by T. Egeland", "", ""],
]  # fmt: skip


def test_a_sheet_has_titles_above_its_table_and_notes_below():
    [region] = tables.regions(ROWS)
    assert region.above == ["Halden Marine", "NOK million"]
    assert [row[0] for row in region.rows] == ["Segment", "Tugs", "Group"]
    assert region.below == ["prepared by T. Egeland"]
    assert tables.regions([["", ""], ["note", ""]])[0].above == ["note"]


def test_the_rows_of_a_workbook_are_read_after_the_titles_above(monkeypatch):
    import python_calamine

    class Book:
        sheet_names = ("Summary",)

        @staticmethod
        def get_sheet_by_name(name):
            return type("Sheet", (), {"to_python": staticmethod(lambda: ROWS)})

    monkeypatch.setattr(
        python_calamine.CalamineWorkbook, "from_filelike", staticmethod(lambda file: Book)
    )
    found = sheet.extract("a.xls", b"")
    [tugs] = [block for block in found.blocks if "Tugs" in block.reading]
    assert tugs.reading == "Segment: Tugs; Revenue: 412.5; Margin (%): 11.2"
    assert (tugs.context, tugs.where) == (
        "Summary. Halden Marine, NOK million.",
        "§ Summary, row 1",
    )


def test_lines_above_the_names_of_columns_are_no_names():
    text = "# exported by StockMan\n\nSKU,Description,Cost (USD)\nKB-104,Keyboard,18.40\n"
    [row] = [b for b in documents.parse("a.csv", text.encode()).blocks if b.kind == "row"]
    assert row.reading == "SKU: KB-104; Description: Keyboard; Cost (USD): 18.40"
    assert (row.context, row.where) == ("exported by StockMan.", "row 1")


MINUTES = """COUNCIL

Present:   J Harker (in the chair), Aske,
           L Quinn, Clerk

22/103  PLANNING
   a)   22/0347  Rear extension, 8 Rook Row         No objection
   b)   22/0350  Replacement windows, Old Forge     Object
   c)   22/0351  Change of use of the barn          deferred as
        plans were missing.

22/105  CORRESPONDENCE
        i.   Letter of thanks from the Bell Ringers.
        ii.  Letter on the cricket pitch.
"""


def test_what_is_indented_more_goes_on_with_a_row_or_a_pair():
    document = documents.parse("a.txt", MINUTES.encode())
    assert said(document, "row")[-1].endswith("plans were missing.")
    assert said(document, "pair")[0].endswith("L Quinn, Clerk")
    assert said(document, "item")[0] == "Letter of thanks from the Bell Ringers."


def test_line_ends_of_old_macs_end_lines():
    document = documents.parse("a.txt", b"Caramel sauce\r\r200 g of sugar\r90 g butter, salted\r")
    assert said(document, "line") == ["200 g of sugar", "90 g butter, salted"]
    assert len(document.text) == 50


RST = """Usage
=====

Install with pip::

    pip install gritpack

.. option:: --level <n>

   The default is 7.

.. deprecated:: 3.2
   Use the level.

==== ============
Code Meaning
==== ============
0    all went
     well
17   wrong key
==== ============
"""


def test_options_versions_and_drawn_tables_of_rest_are_read():
    document = documents.parse("a.rst", RST.encode())
    assert said(document, "aside") == ["pip install gritpack"]
    told = {document.text[b.start : b.end]: (b.context, b.reading) for b in document.blocks}
    assert told["The default is 7."] == ("--level <n>:", "")
    [version] = [reading for text, (_, reading) in told.items() if text.startswith("deprecated")]
    assert version == "Deprecated since version 3.2: Use the level."
    rows = [b.reading for b in document.blocks if b.kind == "row"]
    assert rows == ["Code: 0; Meaning: all went well", "Code: 17; Meaning: wrong key"]


ADOC = "= Installing\n\n== Needs\n\nYou need 600 MB.\n\n|===\n|Platform |Time\n|Linux |4 minutes\n|===\n"


def test_asciidoc_has_headings_and_tables():
    document = documents.parse("a.adoc", ADOC.encode())
    assert document.title == "Installing"
    [row] = [b for b in document.blocks if b.kind == "row"]
    assert (row.reading, row.where) == ("Platform: Linux; Time: 4 minutes", "§ Needs, row 1")


BLOG = """+++
title = 'A door'
draft = false
tags = ["hens"]
[params]
  author = "Ravi Menon"
+++

{{< figure src="door.png" title="The door" >}}

It closes at dusk.

## [1.2] - 2022-12-01

- A battery
"""


def test_front_matter_in_sections_short_codes_and_headings_with_a_date():
    document = documents.parse("a.md", BLOG.encode())
    assert document.authors == ("Ravi Menon",)
    assert said(document, "pair") == [
        "title = 'A door'",
        'tags = ["hens"]',
        'author = "Ravi Menon"',
    ]
    assert said(document, "prose") == ["It closes at dusk."]
    assert said(document, "line") == ["[1.2] - 2022-12-01"]


ROLLED = """WEBVTT

00:00:00.160 --> 00:00:02.470
so today we sharpen

00:00:02.480 --> 00:00:05.030
so today we sharpen
a<00:00:02.700><c> kitchen</c><00:00:03.000><c> knife</c>

00:00:05.040 --> 00:00:08.000
a kitchen knife
for an hour
"""


def test_captions_that_roll_up_are_read_once():
    document = documents.parse("a.vtt", ROLLED.encode())
    assert document.text == "so today we sharpen a kitchen knife for an hour"


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Who drives? I think Tobi has room", [("Who drives?", True), ("I think Tobi has room", False)]),
        ("I am in. Who drives?", [("I am in.", False), ("Who drives?", True)]),
        ("see https://x.example/?a=1 for it", [("see https://x.example/?a=1 for it", False)]),
        ("Really?! When? At 5", [("Really?! When?", True), ("At 5", False)]),
        ("何時ですか？五時です", [("何時ですか？", True), ("五時です", False)]),
    ],
)  # fmt: skip
def test_a_text_asks_in_some_parts_and_says_something_in_others(text, parts):
    assert [(text[s.start : s.end], asks) for s, asks in lines.sayings(text)] == parts


def test_what_a_message_asks_is_no_statement_and_leads_what_it_goes_on_with():
    text = "[09:14] Ann: When is the meeting? I think it is on Tuesday\n[09:15] Bo: yes\n"
    document = documents.parse("a.txt", text.encode())
    found = [s for s in chunking.sentences(document) if s.kind == "line"]
    assert document.text[found[0].start : found[0].end] == "I think it is on Tuesday"
    assert found[0].context == "Ann: When is the meeting?"


BOX = """From pia@x Mon Mar  6 08:01:00 2023
From: Pia Lind <pia@x>
Subject: seed potatoes

Hi all,

The seed potatoes arrive on Thursday the 16th.

From bo@x Mon Mar  6 20:44:00 2023
From: Bo Aune <bo@x>
Subject: Re: seed potatoes

> The seed potatoes arrive on Thursday
> the 16th.

I have nine crates.

-----Original Message-----
From: Ada
Sent: Monday

Nobody wrote this before now.

"""


def test_a_mail_is_said_by_its_sender_and_what_it_repeats_is_never_quoted():
    document = documents.parse("a.mbox", BOX.encode())
    told = {document.text[b.start : b.end]: (b.kind, b.context) for b in document.blocks}
    assert told["Hi all,"][0] == "heading"
    assert told["The seed potatoes arrive on Thursday the 16th."] == ("prose", "Pia Lind:")
    assert told["The seed potatoes arrive on Thursday\nthe 16th."][0] == "aside"
    assert told["I have nine crates."] == ("prose", "Bo Aune:")
    assert told["Nobody wrote this before now."] == ("prose", "Quoted reply:")


def test_lines_of_a_mail_in_html_stay_lines():
    page = '<div>Hello.<br>From: Ulf<br>Date: Monday<br><p>Pay it.</p></div>'  # fmt: skip
    mail = f"From: A <a@x>\nSubject: Bill\nContent-Type: text/html\n\n{page}\n"
    document = documents.parse("a.eml", mail.encode())
    assert said(document, "pair")[-2:] == ["From: Ulf", "Date: Monday"]


def test_a_sentence_that_asks_or_only_repeats_the_question_is_no_answer(make):
    texts = {"a.txt": "Notes\n\nWhat does the flag --threads do? The flag --threads. The flag --threads sets how many cores are used.\n"}  # fmt: skip
    answer = make(texts).ask("What does the flag --threads do?")
    assert [s.text for s in answer.statements] == [
        "The flag --threads sets how many cores are used."
    ]


def test_short_lines_in_small_letters_are_each_their_own():
    text = (
        "quarterly report of corvid holdings\n"
        "revenue rose to 412 million dollars in the third quarter\n"
        "operating costs were 388 million dollars\n"
        "the board declared a dividend of 22 cents a share\n"
    )
    document = documents.parse("a.txt", text.encode())
    told = [document.text[s.start : s.end] for s in chunking.sentences(document)]
    assert "revenue rose to 412 million dollars in the third quarter" in told


@pytest.mark.parametrize(
    "ending", ["was last used in\n1931", "belonged to the\nHobart Fenn estate"]
)
def test_a_line_that_leads_to_a_word_is_no_heading(ending):
    text = f"A survey of mills\n\nThe old mill {ending} until then.\nIt has nine wheels.\n"
    document = documents.parse("a.txt", text.encode())
    told = [document.text[s.start : s.end] for s in chunking.sentences(document) if not s.heading]
    assert told[0] == f"The old mill {ending} until then."


def test_a_heading_may_end_in_a_preposition():
    text = "A guide\n\nLogging in\n\nYou need a key. It is green.\n"
    document = documents.parse("a.txt", text.encode())
    assert any(
        s.heading and "Logging" in document.text[s.start : s.end]
        for s in chunking.sentences(document)
    )


def test_a_term_of_restructured_text_is_quoted_with_what_it_is():
    text = (
        "Tools\n=====\n\nSmoker\n  It calms the bees.\n\nVeil\n  A net\n  for the face.\n\n"
        ".. list-table:: Costs\n   :header-rows: 1\n\n   * - Item\n     - Price\n"
        "   * - Hive\n     - 180 euros\n"
    )
    document = documents.parse("a.rst", text.encode())
    told = [(s.reading, s.where) for s in chunking.sentences(document) if not s.heading]
    assert told == [
        ("Smoker: It calms the bees.", "§ Tools"),
        ("Veil: A net for the face.", "§ Tools"),
        ("Item: Hive; Price: 180 euros", "§ Tools, row 1"),
    ]


def test_lines_with_hyphens_are_wrapped_all_the_same():
    text = (
        "Accident\n\nA boiler at Messrs. Tunni-\ncliffe's works burst with a tremen-\n"
        "dous report, heard as far as Lower\nScarle. The engine-man, one Amos Pickworth, aged\n"
        "34, was thrown a dis-\ntance of eleven yards.\n"
    )
    document = documents.parse("a.txt", text.encode())
    told = [" ".join(document.text[s.start : s.end].split()) for s in chunking.sentences(document)]
    assert any("aged 34, was thrown" in sentence for sentence in told)
