# ruff: noqa: E501
import io
import random
import subprocess
import sys
import zipfile
from itertools import pairwise
from pathlib import Path

import binaries
import pytest
import trafilatura
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qa.corpus import chunking, documents, formats
from qa.corpus.formats import apart, archive

MAIL = (
    "From: Ana Ruiz <ana@example.org>\nTo: Bo <bo@example.org>\nSubject: =?utf-8?q?N=C3=A6s?=\n"
    "Date: Tue, 02 Jan 2024 10:00:00 +0000\nMIME-Version: 1.0\n"
    "Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n\n"
    "The pier at N=C3=A6s opens on 4 May.\n\n> When does it open?\n> Tell me the day.\n\nAna\n"
)
PAGE = (
    "<!doctype html><html><head><title>Fees rise</title><script>var fee = 'is 99';</script></head>"
    "<body><nav><a href='/'>Home</a></nav><article><h1>Fees rise</h1><p>The board raised the fees "
    "of the harbour on Monday, and boats longer than ten metres pay most.</p><h2>New fees</h2>"
    "<table><tr><th>Boat</th><th>Fee</th></tr><tr><td>Dinghy</td><td>15 euros</td></tr></table>"
    "<ul><li>Olaf pays in May</li></ul></article></body></html>"
)
SAMPLES = {
    "a.txt": b"A headline\n\nWords are here. More of them.\n\n- one thing\n- another\n\nKey: value\n",
    "a.md": b"---\ntitle: T\n---\n\n# H\n\n| A | B |\n|---|---|\n| x | 1 |\n\n- **b** [c](d)\n",
    "a.rst": b"Title\n=====\n\n:Author: Ana\n\n.. note:: Words.\n\n* one\n",
    "a.html": PAGE.encode(),
    "a.pdf": binaries.pdf(
        [["The dam was built", "in 1931. It leaks."], ["Keeper: Bo Lind"]], "Dam"
    ),
    "a.docx": binaries.docx(
        "Rules", [("Heading 1", "Hours"), ("Normal", "It opens at nine."), ("List Bullet", "Ana")]
    ),
    "a.odt": binaries.odt("Rules", "<text:h>Hours</text:h><text:p>It opens at nine.</text:p>"),
    "a.pptx": binaries.pptx([("Plans", ["Build a pier", "Plant 40 trees"])]),
    "a.xlsx": binaries.xlsx({"Staff": [["Name", "Pay"], ["Ana", 3100], ["Bo", 2900]]}),
    "a.epub": binaries.epub("Tales", ["<h1>One</h1><p>It rained.</p>", "<p>Then it snowed.</p>"]),
    "a.rtf": rb"{\rtf1\ansi{\b Hall}\par The hall opens at nine.\par}",
    "a.eml": MAIL.encode(),
    "a.mbox": b"From a@b Tue Jan  2 10:00:00 2024\n" + MAIL.encode(),
    "a.csv": b'Name;Pay\n"Ruiz; Ana";3100\nBo;2900\n',
    "a.json": b'{"title": "Storm", "date": "2024-01-02", "text": "A storm came. It left."}',
    "a.jsonl": b'{"headline": "Storm", "body": "It rained."}\n{"headline": "Sun", "body": "Dry."}\n',
    "a.rss": b"<rss><channel><item><title>Storm</title><description>It rained.</description></item>"
    b"</channel></rss>",
    "a.srt": b"1\n00:00:01,000 --> 00:00:03,000\nThe dam was\n\n2\n00:01:03,000 --> 00:01:05,000\n"
    b"built in 1931.\n",
    "a.vtt": b"WEBVTT\n\n00:01.000 --> 00:03.000\n<v Ana>It leaks.\n",
    "a.zip": binaries.zipped({"x.txt": "It opens at nine.", "y.csv": "A,B\nx,1\n"}),
    "a.txt.gz": binaries.gzipped("It opens at nine."),
}

# As programs write them: with what says of the package what it is.
PACKED = {
    "a.pptx": binaries.zipped({"ppt/presentation.xml": "<p/>"}),
    "a.odt": binaries.zipped({"mimetype": "application/vnd.oasis.opendocument.text"}),
}


def read(name, content):
    document = documents.parse(name, content)
    return document, chunking.sentences(document)


def check(document, sentences):
    """What holds of every document of every format."""
    text = document.text
    assert all(0 <= s.start < s.end <= len(text) for s in sentences)
    assert all(a.end <= b.start for a, b in pairwise(sentences))
    assert all(a.start <= b.start for a, b in pairwise(document.marks))
    for span in document.boilerplate:
        assert not any(s.start < span.end and span.start < s.end for s in sentences)


def read_or_told(name, content):
    """A document that is whole, or a reason; nothing else may happen."""
    try:
        document, sentences = read(name, content)
    except ValueError as error:
        reason = str(error)
    else:
        check(document, sentences)
        return
    assert reason


# What a library in C unpacks, or a process of its own reads, atheris does not see into.
FUZZED = (".txt", ".md", ".rst", ".html", ".csv", ".eml", ".json", ".srt", ".rtf", ".rss")


@pytest.mark.parametrize("name", SAMPLES)
def test_every_format_is_read_and_cited_from_one_text(name):
    document, sentences = read(name, SAMPLES[name])
    check(document, sentences)
    assert any(not sentence.heading for sentence in sentences)
    assert documents.text_of(name, SAMPLES[name]) == document.text


@pytest.mark.parametrize(
    ("name", "quote", "reading", "where"),
    [
        ("a.md", "x | 1", "A: x; B: 1", "§ H, row 1"),
        ("a.html", "Dinghy | 15 euros", "Boat: Dinghy; Fee: 15 euros", "§ New fees, row 1"),
        ("a.html", "Olaf pays in May", "", "§ New fees"),
        ("a.pdf", "The dam was built\nin 1931.", "", "page 1"),
        ("a.pdf", "Keeper: Bo Lind", "", "page 2"),
        ("a.docx", "It opens at nine.", "", "§ Hours"),
        ("a.odt", "It opens at nine.", "", "§ Hours"),
        ("a.pptx", "Plant 40 trees", "", "slide 1, § Plans, item 2"),
        ("a.xlsx", "Bo | 2900", "Name: Bo; Pay: 2900", "§ Staff, row 2"),
        ("a.epub", "Then it snowed.", "", "chapter 2"),
        ("a.eml", "The pier at Næs opens on 4 May.", "", ""),
        ("a.eml", "Tell me the day.", "", "quoted reply"),
        ("a.mbox", "The pier at Næs opens on 4 May.", "", "message 1"),
        ("a.csv", '"Ruiz; Ana";3100', "Name: Ruiz; Ana; Pay: 3100", "row 1"),
        ("a.jsonl", "Dry.", "", "record 2"),
        ("a.rss", "It rained.", "", "entry 1"),
        ("a.srt", "The dam was built in 1931.", "", "00:01"),
        ("a.vtt", "Ana: It leaks.", "", "00:01"),
        ("a.zip", "x,1", "A: x; B: 1", "y.csv, row 1"),
    ],
)
def test_a_quote_has_an_address(name, quote, reading, where):
    document, sentences = read(name, SAMPLES[name])
    found = [s for s in sentences if document.text[s.start : s.end] == quote]
    assert [(s.reading, s.where) for s in found] == [(reading, where)]


@pytest.mark.parametrize(
    ("name", "title", "date", "authors"),
    [
        ("a.md", "T", None, ()),
        ("a.rst", "Title", None, ("Ana",)),
        ("a.html", "Fees rise", None, ()),
        ("a.pdf", "Dam", None, ()),
        ("a.eml", "Næs", "2024-01-02", ("Ana Ruiz <ana@example.org>",)),
        ("a.json", "Storm", "2024-01-02", ()),
        ("a.epub", "Tales", None, ()),
    ],
)
def test_what_a_file_says_of_itself(name, title, date, authors):
    document, _ = read(name, SAMPLES[name])
    assert (document.title, document.date, document.authors) == (title, date, authors)


@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.rst", "a.csv", "a.srt", "a.eml"])
def test_line_ends_of_windows_change_nothing(name):
    unix, windows = (
        [(s.kind, " ".join(d.text[s.start : s.end].split()), s.reading, s.where) for s in found]
        for d, found in (
            read(name, SAMPLES[name]),
            read(name, SAMPLES[name].replace(b"\n", b"\r\n")),
        )
    )
    assert unix == windows


def test_scripts_menus_and_comments_are_no_text():
    document, _ = read("a.html", SAMPLES["a.html"])
    assert "99" not in document.text
    assert "Home" not in document.text


def page_of(body):
    head = '<title>Fees</title><meta property="article:published_time" content="2024-03-02">'
    return f"<!doctype html><html><head>{head}</head><body>{body}</body></html>".encode()


@pytest.mark.parametrize(
    "body",
    [
        "".join(f"<p>{'It is said. ' * 800}The toll is {i}.</p>" for i in range(1100)),
        "<p>" + "".join(f"<b>Pier {i}</b> costs {i}. " for i in range(20_000)) + "</p>",
    ],
)
def test_a_huge_page_is_read_without_what_takes_its_square(body, monkeypatch):
    given_to = []
    whole = trafilatura.bare_extraction

    def counted(text, **options):
        given_to.append(text)
        return whole(text, **options)

    monkeypatch.setattr(trafilatura, "bare_extraction", counted)
    document = documents.parse("a.html", page_of(body))
    assert all(len(text) < 1000 for text in given_to)
    assert document.date == "2024-03-02"
    assert document.text.endswith(("The toll is 1099.", "Pier 19999 costs 19999."))


def test_elements_deep_within_each_other_are_read_or_told():
    deep = "<p>The pier is open.</p>" + "".join(
        f"<blockquote><p>Berth {i} is taken.</p>" for i in range(900)
    )
    assert "Berth 899" in documents.parse("a.html", page_of(deep)).text
    deeper = documents.parse(
        "a.html", page_of("<p>The pier is open.</p>" + "<div>" * 5000 + "Lost")
    )
    assert "open" in deeper.text
    assert "too deep" in deeper.warnings[0]
    with pytest.raises(ValueError, match="too deep"):
        documents.parse("a.html", page_of("<div>" * 5000 + "Words are here."))


def test_a_short_page_keeps_its_structure():
    page = b"<html><body><h1>Fees</h1><p>A berth costs 14 crowns.</p><p>It is paid at noon.</p></body></html>"
    document, sentences = read("a.html", page)
    found = [document.text[s.start : s.end] for s in sentences if not s.heading]
    assert "A berth costs 14 crowns." in found
    assert [b.kind for b in document.blocks if document.text[b.start : b.end] == "Fees"]


LEFT = ["The harbour council met in the", "spring and raised the fees of", "the piers by ten crowns each.",
        "Ann Bell voted against it and", "said that boats would leave."]  # fmt: skip
RIGHT = ["The mill of Arn burnt down in", "the night, and thirty peo-", "ple fled from their houses to",
         "the school, which Bo Lind", "opened for them at three.", "All of them are well."]  # fmt: skip
TABLE = [("Name of the keeper here", "Where the keeper lives"), ("Bo Lind the younger", "Arn, above the mill"),
         ("Ann Bell of the island", "Norvik, at the pier"), ("Olaf Berg, as deputy", "Tolby, near the school")]  # fmt: skip


def side_by_side(*columns):
    rows = [
        (40 + 540 * number // len(columns), i, text)
        for number, column in enumerate(columns)
        for i, text in enumerate(column)
    ]
    return binaries.drawn(
        [[(x, 760 - 18 * i, t) for x, i, t in sorted(rows, key=lambda r: (r[1], r[0]))]]
    )


def test_a_pdf_is_read_under_a_limit_that_holds_already():
    """As where a service, or a shell, has one for all that it starts."""
    program = (
        "import resource, sys\n"
        "resource.setrlimit(resource.RLIMIT_CPU, (100, 100))\n"
        "from qa.corpus import documents\n"
        "print(documents.parse('a.pdf', sys.stdin.buffer.read()).title)\n"
    )
    run = subprocess.run(
        [sys.executable, "-c", program], input=SAMPLES["a.pdf"], capture_output=True, check=True
    )
    assert run.stdout.split() == [b"Dam"]


SAID = [
    "The harbour council met in the spring and raised the fees of the piers by ten crowns each.",
    "Ann Bell voted against it and said that boats would leave.",
    "The mill of Arn burnt down in the night, and thirty people fled from their houses to the "
    "school, which Bo Lind opened for them at three.",
    "All of them are well.",
]
THIRD = [
    "Eva Holm has rented the old",
    "quarry, where she wants to",
    "keep bees, as many as there",
    "are flowers, and sell honey.",
]


@pytest.mark.parametrize(
    ("columns", "said"),
    [
        ((LEFT, RIGHT), SAID),
        (
            (THIRD, LEFT[:5], RIGHT),
            [
                "Eva Holm has rented the old quarry, where she wants to keep bees, as many as there "
                "are flowers, and sell honey.",
                *SAID,
            ],
        ),
    ],
)
def test_columns_that_are_drawn_line_by_line_are_read_one_after_the_other(columns, said):
    document, sentences = read("a.pdf", side_by_side(*columns))
    assert [" ".join(document.text[s.start : s.end].split()) for s in sentences] == said


def test_a_table_of_a_pdf_is_read_row_by_row():
    document = documents.parse("a.pdf", side_by_side(*zip(*TABLE, strict=True)))
    assert "Bo Lind the younger Arn, above the mill" in " ".join(document.text.split())


def test_a_word_that_the_end_of_a_line_breaks_is_whole():
    document = documents.parse(
        "a.pdf", binaries.pdf([["The har-", "bour is open. Its well-", "known pier too."]])
    )
    assert "The harbour is open." in document.text


@pytest.mark.parametrize(
    ("broken", "whole"),
    [
        (["The Franco-", "German talks"], "The Franco-German talks"),
        (["THE HAR-", "BOUR"], "THE HARBOUR"),
        (["known well, and well-", "known too"], "known well, and well-known too"),
        (["the coun-", "cils met"], "the councils met"),
        (["a co-op, and a co-", "op"], "a co-op, and a co-op"),
        (["a cure for COVID-", "19 now"], "a cure for COVID-19 now"),
    ],
)
def test_a_hyphen_of_the_words_own_stays_at_the_end_of_a_line(broken, whole):
    assert documents.parse("a.pdf", binaries.pdf([broken])).text == whole


def statement(number):
    return [
        "Bank of Arn, account of Bo Lind",
        f"Opening balance: {number}20 crowns",
        "Nothing else was booked.",
        f"Closing balance: {number}95 crowns",
        f"Page {number} of 3",
    ]


def test_only_what_is_the_same_on_three_pages_is_a_header_or_a_footer():
    pages = [statement(number) for number in (1, 2, 3)]
    document = documents.parse("a.pdf", binaries.pdf(pages))
    found = document.text.split("\n")
    assert [f"Opening balance: {number}20 crowns" in found for number in (1, 2, 3)] == [True] * 3
    assert [f"Closing balance: {number}95 crowns" in found for number in (1, 2, 3)] == [True] * 3
    assert found.count("Bank of Arn, account of Bo Lind") == 1
    last = chunking.sentences(document)[-2]
    assert document.text[last.start : last.end] == "Bank of Arn, account of Bo Lind"
    assert (last.where, last.heading) == ("page 1", False)


DAYS = ("The fleet sails at eight", "The crews race to Skerry", "The prizes are handed out.")


def test_words_with_a_number_above_pages_that_do_not_run_on_are_headings():
    pages = [[f"Day {n}", text, "Regatta of Arn"] for n, text in enumerate(DAYS, 1)]
    document = documents.parse("a.pdf", binaries.pdf(pages))
    assert [f"Day {n}" in document.text.split("\n") for n in (1, 2, 3)] == [True] * 3
    assert document.text.count("Regatta of Arn") == 1


@pytest.mark.parametrize("header", ["Regatta of Arn {0}", "{0} Regatta of Arn", "Page {0} of 3"])
def test_words_with_a_number_above_pages_that_run_on_are_headers(header):
    texts = ["The fleet sails at", "eight. The crews race to", "Skerry. The prizes are few."]
    pages = [[header.format(n), text] for n, text in enumerate(texts, 1)]
    text = documents.parse("a.pdf", binaries.pdf(pages)).text
    assert " ".join(text.split()).startswith("The fleet sails at eight. The crews race to Skerry.")
    assert "Regatta" not in text or text.count("Regatta") == 1


def test_lines_of_one_page_that_look_alike_are_text():
    rows = [f"Year {year}: {rain} mm" for year, rain in ((2019, 120), (2020, 131), (2021, 99))]
    document = documents.parse("a.pdf", binaries.pdf([[*rows, "Year 2022: 87 mm"]]))
    assert document.text.split("\n") == [*rows, "Year 2022: 87 mm"]


BOX = (
    '<w:p xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><w:r><w:t>The pier.</w:t>'
    "<mc:AlternateContent>{}</mc:AlternateContent></w:r></w:p>"
).format(
    "".join(
        f"<mc:{kind}><w:txbxContent><w:p><w:r><w:t>Berth 9 is closed.</w:t></w:r></w:p>"
        f"</w:txbxContent></mc:{kind}>"
        for kind in ("Choice", "Fallback")
    )
)
NOTES = (
    '<w:footnotes xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
    '<w:footnote w:type="separator"><w:p/></w:footnote><w:footnote><w:p><w:r><w:t>Since 1931.'
    "</w:t></w:r></w:p></w:footnote></w:footnotes>"
)


def word_with_everything():
    from docx import Document
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part
    from docx.oxml import parse_xml

    document = Document()
    document.element.body.insert(0, parse_xml(BOX))
    document.sections[0].header.paragraphs[0].text = "Harbour Board"
    document.sections[0].footer.paragraphs[0].text = "Printed in Arn"
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
    part = Part(PackURI("/word/footnotes.xml"), "application/xml", NOTES.encode())
    document.part.relate_to(part, kind)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def test_what_stands_around_the_text_of_a_word_document_is_read_once():
    document, sentences = read("a.docx", word_with_everything())
    found = [(document.text[s.start : s.end], s.where) for s in sentences]
    assert found == [
        ("The pier.", ""),
        ("Berth 9 is closed.", ""),
        ("Since 1931.", "footnote 1"),
        ("Harbour Board", "page header"),
        ("Printed in Arn", "page footer"),
    ]


def test_what_the_template_of_a_library_says_is_not_said_of_a_word_document():
    from docx import Document

    made = Document()
    made.add_paragraph("The pier is open.")
    file = io.BytesIO()
    made.save(file)
    found, _ = read("a.docx", file.getvalue())
    assert (found.date, found.authors) == (None, ())


ATTACHED = (
    b"From: a@b\nSubject: Plan\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=x\n\n"
    b"--x\nContent-Type: text/plain\n\nThe plan is here.\n--x\nContent-Type: application/pdf\n"
    b'Content-Disposition: attachment; filename="plan.pdf"\n\nAAAA\n--x--\n'
)


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("a.eml", ATTACHED, "plan.pdf"),
        ("a.mbox", b"From a@b Tue Jan  2 10:00:00 2024\n" + ATTACHED, "plan.pdf"),
        ("a.csv", b"Name,Pay\nAna,3100\nBo," + b"9" * 200_000 + b"\nCy,1\n", "1 row"),
        ("a.jsonl", b'{"a": 1}\n{"a": 2}\n{"a\n', "1 line"),
        ("a.pdf", binaries.pdf([["The dam leaks."], []]), "1 of 2 pages"),
        ("a.zip", binaries.zipped({"x.txt": "It opens.", "y.exe": "no"}), "y.exe"),
    ],
)
def test_what_is_left_out_of_a_file_is_told(name, content, told):
    assert told in " ".join(documents.parse(name, content).warnings)


@pytest.mark.parametrize("name", ["a.html", "a.docx", "a.zip", "a.xlsx", "a.epub", "a.eml"])
def test_what_is_large_is_read_in_a_process_of_its_own(name, monkeypatch):
    content = PACKED.get(name) or SAMPLES[name]
    here = formats.extract(name, content)
    asked = []
    whole = apart.read
    monkeypatch.setattr(apart, "read", lambda *told: asked.append(told[0]) or whole(*told))
    monkeypatch.setattr(formats, "AT_HAND", 100)
    assert formats.extract(name, content) == here
    assert asked == ["reading_worker.py"]


@pytest.mark.parametrize(("limit", "least"), [("SECONDS", 1), ("MEMORY", 1 << 26)])
@pytest.mark.skipif(sys.platform != "linux", reason="other systems do not hold all limits")
def test_what_takes_too_much_is_told_and_left(limit, least, monkeypatch):
    monkeypatch.setattr(apart, limit, least)
    monkeypatch.setattr(formats, "AT_HAND", 100)
    page = page_of("".join(f"<p>Pier {i} is open all day.</p>" for i in range(60_000)))
    with pytest.raises(formats.Unreadable, match="read as HTML: split it"):
        formats.extract("a.html", page)


def test_why_a_large_file_is_not_read_is_told(monkeypatch):
    monkeypatch.setattr(formats, "AT_HAND", 10)
    with pytest.raises(formats.Unreadable, match="archive within"):
        formats.extract("a.zip", binaries.zipped({"a.zip": SAMPLES["a.zip"]}))


def test_a_table_of_tables_is_read_once():
    nested = "<table><tr><td>" * 30 + "The pier is open." + "</td></tr></table>" * 30
    assert documents.parse("a.html", page_of(nested)).text.count("open") == 1


@pytest.mark.parametrize(
    ("name", "content", "found"),
    [
        ("a.txt", SAMPLES["a.html"], "HTML"),
        ("a.md", SAMPLES["a.html"], "HTML"),
        ("a.txt", SAMPLES["a.pdf"], "PDF"),
        ("a.txt", SAMPLES["a.rtf"], "rich text"),
        ("a.txt", SAMPLES["a.eml"], "mail"),
        ("a.txt", SAMPLES["a.md"], "Markdown"),
        ("a.txt", SAMPLES["a.txt"], "text"),
        ("a.txt", b"Subject: a word\nFrom: here to there.", "text"),
        ("a.txt", b"The <b>bold</b> one.", "text"),
        ("a.pdf", SAMPLES["a.html"], "HTML"),
        ("a.json", SAMPLES["a.html"], "HTML"),
        ("a.csv", SAMPLES["a.html"], "HTML"),
        ("a.html", SAMPLES["a.rss"], "feed"),
        *((name, SAMPLES["a.docx"], "Word") for name in ("a.txt", "a.zip", "a.pdf", "a")),
        *((name, SAMPLES["a.xlsx"], "workbook") for name in ("a.csv", "a.docx", "a")),
        *((name, PACKED["a.pptx"], "slides") for name in ("a.zip", "a.docx", "a")),
        *((name, SAMPLES["a.epub"], "book") for name in ("a.zip", "a.txt", "a")),
        *((name, PACKED["a.odt"], "OpenDocument") for name in ("a.zip", "a.docx", "a")),
        ("a.docx", SAMPLES["a.rtf"], "rich text"),
        ("a.txt", SAMPLES["a.zip"], "archive"),
        ("a", SAMPLES["a.txt.gz"], "archive"),
        ("a", SAMPLES["a.pdf"], "PDF"),
        ("NOTES", b"The pier is open.", "text"),
        *((name, SAMPLES["a.txt"], "text") for name in ("a.pdf", "a.docx", "a.epub", "a.pptx")),
        ("a.pdf", SAMPLES["a.md"], "Markdown"),
        *((f"a.{end}", b"Name\tTown\nBo Lind\tOrm\n", "table") for end in ("xls", "xlsx")),
        (
            "a.xls",
            b"<html><body><table><tr><td>Bo</td><td>Orm</td></tr></table></body></html>",
            "HTML",
        ),
        ("a.pdf", b"%PDF-1.7 broken", "PDF"),
    ],
)
def test_content_tells_the_format_where_the_name_lies(name, content, found):
    assert formats.recognised(name, content).name == found


def of_a_later_version(packed):
    """A ZIP file that asks for version 18.8 of the format to be read."""
    at = packed.index(b"PK\x01\x02") + 6
    return packed[:at] + bytes([188]) + packed[at + 1 :]


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.pdf", b"%PDF-1.7 broken", "broken PDF"),
        ("a.pdf", binaries.pdf([[], []]), "pictures"),
        ("a.docx", b"PK\x03\x04 broken", "broken"),
        ("a.docx", binaries.zipped({"a.txt": "x"}), "broken"),
        ("a.docx", of_a_later_version(SAMPLES["a.docx"]), "broken archive"),
        ("a.zip", of_a_later_version(SAMPLES["a.zip"]), "broken archive"),
        ("a.xlsx", b"PK\x03\x04 no workbook", "broken"),
        ("a.epub", binaries.zipped({"a.txt": "x"}), "broken"),
        ("a.json", b"{no json", "broken JSON"),
        ("a.json", b"[" * 200_000, "deep"),
        ("a.srt", b"no cue", "no subtitles"),
        ("a.rtf", b"no rich text", "no rich text"),
        ("a.gz", b"\x1f\x8b broken", "broken archive"),
        ("a.zip", binaries.zipped({"a.zip": SAMPLES["a.zip"]}), "archive within"),
        ("a.csv", b"name,date\n" + b"Pier,2024-01-02\n" * 100_100, "rows: split"),
        ("a.zip", binaries.zipped({"a.txt": b"x" * 50_000_000}), "unfolds"),
        ("a.docx", binaries.zipped({"word/document.xml": b" " * 50_000_000}), "unfolds"),
        ("a.odt", binaries.zipped({"content.xml": ""}), "XML"),
        ("a.bin", b"\0\1", "no kind|not a kind"),
        ("program", b"\x7fELF\0\1", "no text"),
        ("a.docx", b"", "empty"),
        ("a.pdf", b" \n", "empty"),
    ],
)
def test_what_cannot_be_read_is_told(name, content, reason):
    with pytest.raises(ValueError, match=reason):
        read(name, content)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.html", b"<div>" * 20_000 + b"Words are here. " * 20),
        ("a.md", b">" * 5_000 + b" Words are here."),
        ("a.md", b"- " * 5_000 + b"Words are here."),
        ("a.md", b"[" * 5_000 + b"Words](x)"),
        ("a.txt", b"word " * 400_000),
        ("a.txt", b"a" * 1_000_000),
        ("a.txt", b"| a " * 50_000),
        ("a.txt", b"Key: " * 50_000),
        ("a.csv", b"a,b\n" + b"x" * 200_000 + b",1\n"),
        ("a.html", b"<table>" * 2_000 + b"<tr><td>Words are here.</td></tr>"),
        ("a.txt", b"12:04 " * 20_000),
        ("a.txt", b"Half" + b"'" * 60 + b"a\n"),
    ],
)
def test_monstrous_files_are_read_or_told_and_nothing_else(name, content):
    read_or_told(name, content)


def test_what_would_take_too_much_memory_is_bounded(monkeypatch):
    document, _ = read("a.md", b"# H\n\n- item\n" * 20_000)
    assert "read as plain text" in document.warnings[-1]
    monkeypatch.setattr(archive, "MAX_TEXT", 100)
    with pytest.raises(ValueError, match="100 characters in it: split"):
        read("a.zip", binaries.zipped({f"{i}.txt": "It opens at nine. " * 5 for i in range(3)}))


def mutated(name, seed):
    """A sample with some of its bytes changed, dropped or doubled."""
    dice = random.Random(seed)
    content = bytearray(SAMPLES[name])
    for _ in range(dice.randint(1, 12)):
        at = dice.randrange(len(content))
        change = dice.randrange(4)
        if change == 0:
            content[at] = dice.randrange(256)
        elif change == 1:
            del content[at : at + dice.randint(1, 40)]
        elif change == 2:
            content[at:at] = content[at : at + dice.randint(1, 80)]
        else:
            content[at:at] = bytes(
                dice.choice((b"<", b"\n", b"|", b"\xff", b"{", b'"', b"\0", b">"))
            )
        if not content:
            break
    return bytes(content)


@settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(sorted(SAMPLES)), st.integers(0, 2**32))
def test_a_damaged_file_is_read_or_told(name, seed):
    read_or_told(name, mutated(name, seed))


@settings(deadline=None, max_examples=60)
@given(st.sampled_from(sorted(SAMPLES)), st.binary(max_size=300))
def test_any_bytes_are_read_or_told(name, content):
    read_or_told(name, content)


@pytest.mark.soak
@pytest.mark.timeout(7200)
@pytest.mark.parametrize("name", sorted(SAMPLES))
def test_thousands_of_damaged_files_of_each_kind_are_read_or_told(name):
    @settings(deadline=None, max_examples=1500, suppress_health_check=[HealthCheck.too_slow])
    @given(st.integers(0, 2**63))
    def damaged(seed):
        read_or_told(name, mutated(name, seed))

    @settings(deadline=None, max_examples=500)
    @given(st.binary(max_size=3000))
    def anything(content):
        read_or_told(name, content)

    damaged()
    anything()


@pytest.mark.soak
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("name", [name for name in sorted(SAMPLES) if name.endswith(FUZZED)])
def test_what_a_fuzzer_finds_is_read_or_told(name, tmp_path):
    pytest.importorskip("atheris")
    (tmp_path / name).write_bytes(SAMPLES[name])
    program = Path(__file__).with_name("fuzzing.py")
    command = [sys.executable, str(program), name, str(tmp_path / name), "60"]
    done = subprocess.run(command, check=False, capture_output=True, text=True, timeout=1200)
    assert done.returncode == 0, done.stderr[-3000:]


def cues(count):
    return "".join(
        f"{n + 1}\n00:{n // 60:02}:{n % 60:02},000 --> 00:{n // 60:02}:{n % 60:02},900\n"
        f"and then number {n} of the boats came in\n\n"
        for n in range(count)
    ).encode()


def test_speech_without_full_stops_has_its_times():
    document, sentences = read("a.srt", cues(40))
    found = [s for s in sentences if "number 33 of" in document.text[s.start : s.end]]
    assert [s.where for s in found] == ["00:30"]
    assert all(s.end - s.start < 300 and not s.heading for s in sentences)


def test_speech_without_full_stops_begins_anew_after_a_pause():
    said = [("00:02,000", "00:05,000", "the kiln is hot"), ("01:10,000", "01:14,000", "it cools")]
    text = "".join(f"{n}\n00:{a} --> 00:{b}\n{s}\n\n" for n, (a, b, s) in enumerate(said, 1))
    document, sentences = read("a.srt", text.encode())
    shown = [(document.text[s.start : s.end], s.where) for s in sentences]
    assert [place for _, place in shown][-1].startswith("01:10")
    assert shown[-1][0] == "it cools"


def test_few_words_of_speech_head_nothing():
    _, sentences = read("a.srt", b"1\n00:00:01,000 --> 00:00:03,000\nthe key is under the pot\n")
    assert [s.kind for s in sentences] == ["line"]


RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def related(*links):
    shown = "".join(f'<Relationship Id="{i}" Type="{OFFICE}/{t}" Target="{to}"/>' for i, t, to in links)  # fmt: skip
    return f'<Relationships xmlns="{RELATIONS}">{shown}</Relationships>'


def test_slides_are_read_as_they_are_shown_with_the_notes_of_each():
    slides = binaries.pptx([("Costs", ["It costs 90 euros."]), ("Plans", ["A pier is built."])])
    with zipfile.ZipFile(io.BytesIO(slides)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    note = members["ppt/slides/slide1.xml"]
    members |= {
        "ppt/presentation.xml": f'<p:presentation xmlns:p="p" xmlns:r="{OFFICE}"><p:sldIdLst><p:sldId id="1" '
        'r:id="b"/><p:sldId id="2" r:id="a"/></p:sldIdLst></p:presentation>',
        "ppt/_rels/presentation.xml.rels": related(
            ("a", "slide", "slides/slide1.xml"), ("b", "slide", "/ppt/slides/slide2.xml")
        ),
        "ppt/slides/_rels/slide2.xml.rels": related(("n", "notesSlide", "../notesSlides/notesSlide1.xml")),
        "ppt/notesSlides/notesSlide1.xml": note.replace(b"It costs 90 euros.", b"Thank the donors."),
    }  # fmt: skip
    document, sentences = read("a.pptx", binaries.zipped(members))
    told = {document.text[s.start : s.end]: s.where for s in sentences if not s.heading}
    assert told["A pier is built."].startswith("slide 1")
    assert told["Thank the donors."].startswith("slide 1, notes")
    assert told["It costs 90 euros."].startswith("slide 2, §")


def test_rich_text_tells_of_itself():
    text = rb"{\rtf1\ansi{\info{\title Rules of the hall}{\author Bo \'c5ker}{\creatim\yr2024\mo3\dy1}}The hall opens.\par}"
    document = documents.parse("a.rtf", text)
    assert (document.title, document.authors) == ("Rules of the hall", ("Bo Åker",))
    assert document.date == "2024-03-01"
    assert document.text.strip() == "The hall opens."


def test_a_line_that_goes_on_is_no_title():
    text = "The committee met on Monday evening in the old hall and\ndecided to paint the pier.\n"
    assert documents.parse("a.txt", text.encode()).title is None
    assert documents.parse("a.txt", b"Fees rise\n\nthe fees rise. They do.\n").title == "Fees rise"
