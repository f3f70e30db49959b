import pytest
from conftest import SEEDS

from qa import CorpusError
from qa.corpus import documents


@pytest.mark.parametrize(
    ("content", "text", "warning"),
    [
        (b"plain", "plain", ""),
        ("Zelenskyy’s “plan”".encode(), "Zelenskyy’s “plan”", ""),
        (b"\xef\xbb\xbfwith a mark", "with a mark", ""),
        ("größer".encode("utf-16"), "größer", ""),
        ("“quoted” text with one bad byte: ".encode() + b"\xff.", None, "1 bad bytes"),
        ("Der Präsident sagte, er käme früh in die Stadt.".encode("cp1252"), None, "not UTF-8"),
        (b"line one\r\nline two\r\n", "line one\r\nline two\r\n", ""),
    ],
)
def test_decoding_keeps_what_it_can_and_says_what_it_could_not(content, text, warning):
    decoded, warnings = documents.decode(content)
    if text is not None:
        assert decoded == text
    assert bool(warnings) == bool(warning)
    assert warning in " ".join(warnings)


def test_latin_text_is_read_right():
    decoded, _ = documents.decode(
        "Der Präsident sagte, er käme früh in die Stadt.".encode("cp1252")
    )
    assert "Präsident" in decoded
    assert "käme" in decoded


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "empty"),
        (b" \n\t\n", "empty"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "binary"),
        (bytes(range(1, 32)) * 20, "binary"),
    ],
)
def test_what_is_no_text_is_named(content, reason):
    with pytest.raises(ValueError, match=reason):
        documents.parse("a.txt", content)


@pytest.mark.parametrize(
    ("text", "title", "date"),
    [
        ("A headline\n\nA sentence follows.", "A headline", None),
        ("# A headline\n\nA sentence follows.", "A headline", None),
        ("A sentence opens the text.\nAnother one.", None, None),
        (" date 2025-02-18 What comes next?\n\nText.", "What comes next?", "2025-02-18"),
        ("Headline\nPublished: Feb. 18, 2025\n\nText.", "Headline", "2025-02-18"),
        ("Headline\n18 February 2025\n\nText.", "Headline", "2025-02-18"),
        ("Headline\n\nOn February 18, 2025 they met.", "Headline", None),
        ("Schlagzeile\n18. Februar 2025\n\nText.", "Schlagzeile", "2025-02-18"),
        ("Schlagzeile\nVeröffentlicht am 18.2.2025\n\nText.", "Schlagzeile", "2025-02-18"),
        ("Titular\n\nALCORA, 3 de junio de 2023.- Abre el puente.", "Titular", "2023-06-03"),
        ("Titre\nPublié le 1er février 2025\n\nTexte.", "Titre", "2025-02-01"),
        ("Tytuł\n\nOpublikowano: 3 czerwca 2023\n\nMost.", "Tytuł", "2023-06-03"),
        ("标题\n发布时间：2025年2月18日\n\n新的桥。", "标题", "2025-02-18"),
        ("Fire\n\nBERLIN, 14 May 2024 (agency) - A barn burnt.", "Fire", "2024-05-14"),
        ("Fire\n\nBorn in Paris, 3 May 1960, he was a baker.", "Fire", None),
        ("Headline\nPublished: 2025-13-45\n\nText.", "Headline", None),
        (
            "The Tolby Evening Sentinel, 6 June 2024\n\nA fire\n\nA barn burnt.",
            "A fire",
            "2024-06-06",
        ),
        (
            "Minutes of the Water Board, 9 May 2024\n\nPresent: Ada Holm\n\nThe dam holds.",
            "Minutes of the Water Board, 9 May 2024",
            "2024-05-09",
        ),
    ],
)
def test_title_and_date_where_the_article_shows_them(text, title, date):
    document = documents.parse("a.txt", text.encode())
    assert (document.title, document.date) == (title, date)


def test_furniture_and_repeated_lines_are_no_article_text():
    text = (
        "Big Headline Here\n\nBig Headline Here\n\nThe minister spoke.\nhide caption\n"
        "A line said twice.\nA line said twice.\n\nLeave a Reply\n\n"
        "Your email address will not be published. Required fields are marked *"
    )
    spans = documents.parse("a.txt", text.encode()).boilerplate
    marked = [text[span.start : span.end] for span in spans]
    assert marked == [
        "Big Headline Here",
        "Big Headline Here",
        "hide caption",
        "Leave a Reply",
        "Your email address will not be published. Required fields are marked *",
    ]


def test_files_are_found_in_folders_and_nowhere_else(tmp_path):
    corpus = tmp_path / "corpus"
    (corpus / "sub").mkdir(parents=True)
    (corpus / ".hidden").mkdir()
    for name in ("b.txt", "sub/a.md", "picture.png", ".secret.txt", ".hidden/c.txt"):
        (corpus / name).write_text("text")
    (tmp_path / "outside.txt").write_text("outside")
    (corpus / "link.txt").symlink_to(tmp_path / "outside.txt")
    assert documents.files(corpus) == ["b.txt", "sub/a.md"]


@pytest.mark.parametrize("name", ["missing", "file.txt"])
def test_a_corpus_that_is_no_folder_is_an_error_with_the_way_out(tmp_path, name):
    (tmp_path / "file.txt").write_text("x")
    with pytest.raises(CorpusError, match="QA_CORPUS"):
        documents.files(tmp_path / name)


def test_the_bundled_articles():
    found = [documents.parse(f, (SEEDS / f).read_bytes()) for f in documents.files(SEEDS)]
    assert len(found) == 5
    assert not any(document.warnings for document in found)
    assert [d.date for d in found] == [None, "2025-02-18", None, None, None]
    assert found[3].title == "What We Learned From High-Stakes U.S.-Russia Talks In Saudi Arabia"
