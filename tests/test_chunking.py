import re
from itertools import pairwise

import pytest
from conftest import SEEDS
from hypothesis import given, settings
from hypothesis import strategies as st

from qa.corpus import chunking, documents
from qa.index.sync import rows_of


def cut(text: str) -> list[str]:
    document = documents.parse("a.txt", text.encode())
    return [text[s.start : s.end] for s in chunking.sentences(document)]


@pytest.mark.parametrize(
    "sentences",
    [
        ["The U.S.-Russia talks began.", "They ended late."],
        ["They met on Feb. 18, 2025.", "It was cold."],
        ["Lavrov and then-U.S. Secretary of State Antony Blinken met."],
        ["“We seek peace,” he said.", "“It is near.”", "She agreed."],
        ["“Concede to what?” Lavrov questioned.", "Nobody answered him at the time."],
        ["Dr. J. R. Smith of the U.N. spoke.", "Mr. Trump left."],
        ["It cost $3.5 billion.", "That is 2.5 times more."],
        ["He came from Washington D.C. on Monday."],
    ],
)
def test_sentences_of_news_text(sentences):
    assert cut(" ".join(sentences)) == sentences


def test_lines_are_paragraphs_and_lists_are_items():
    assert cut("First line.\nSecond line\n- one thing\n- another thing") == [
        "First line.",
        "Second line",
        "one thing",
        "another thing",
    ]


def test_hard_wrapped_text_is_joined():
    text = (
        "The delegations of both countries met in the palace for more\n"
        "than four hours, and agreed to appoint teams that would meet\n"
        "again. Nobody said when. The teams will be small at first and\n"
        "grow later."
    )
    assert cut(text) == [
        "The delegations of both countries met in the palace for more\n"
        "than four hours, and agreed to appoint teams that would meet\nagain.",
        "Nobody said when.",
        "The teams will be small at first and\ngrow later.",
    ]


def test_sentences_of_the_bundled_articles():
    """Counted by hand for the shortest article; no sentence of any is cut in two."""
    counts = {}
    for file in documents.files(SEEDS):
        document = documents.parse(file, (SEEDS / file).read_bytes())
        pieces = [document.text[s.start : s.end] for s in chunking.sentences(document)]
        counts[file] = len(pieces)
        for piece in pieces:
            assert piece[0].isupper() or piece[0] in "\"“'" or piece.startswith("date ")
            assert not piece.endswith(("U.S.", "Mr.", "Feb.", "Oct."))
    assert counts["002_45e419be4402e168.txt"] == 22


def test_a_text_without_sentences_is_cut_all_the_same():
    document = documents.parse("a.txt", ("word " * 4000).encode())
    assert all(s.end - s.start <= 600 for s in chunking.sentences(document))


texts = st.lists(
    st.one_of(
        st.sampled_from(
            [
                "The U.S. won. ",
                "“Why?” he asked. ",
                "\n",
                "\n\n",
                "hide caption\n",
                "- item\n",
                "é",
                "| a | b |\n",
                "|---|---|\n",
                "Key: value\n",
                "# H\n",
                "> ",
                "**b** [c](d)",
                "<p>x</p>\n",
                "<!-- no\n",
                "```\n",
                "---\n",
                "title: x\n",
                "12:04 Ana: hm\n",
            ]
        ),
        st.text(max_size=40),
    ),
    max_size=40,
).map("".join)


@settings(deadline=None)  # the first example loads the parser
@given(texts, st.sampled_from(["a.txt", "a.md"]))
def test_every_level_is_an_exact_slice_and_nothing_is_lost(text, name):
    text = text.encode("utf-8", "ignore").decode()
    if not text.strip():
        return
    try:
        document = documents.parse(name, text.encode())
    except ValueError:  # so many control characters that it is no text
        return
    text = re.sub(r"\r(?!\n)", "\n", text)  # the line ends of old Macs, in as many characters
    rows = list(rows_of(document, 1))
    assert all(row.text == text[row.start : row.end] for row in rows)
    assert all(row.text.strip() == row.text and row.text for row in rows)
    assert all(a.end <= b.start for a, b in pairwise(rows))
    if rows:
        assert "".join(row.lead + row.text for row in rows) + rows[-1].tail == text
    for span in document.boilerplate:
        assert not any(row.start < span.end and span.start < row.end for row in rows)
    assert [row.passage for row in rows] == sorted(row.passage for row in rows)
    assert [row.unit for row in rows] == sorted(row.unit for row in rows)


def test_line_numbers_count_from_one():
    numbers = chunking.LineNumbers("ab\n\ncd\r\ne")
    assert [numbers.at(i) for i in range(9)] == [1, 1, 1, 2, 3, 3, 3, 3, 4]
