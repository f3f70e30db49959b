"""The credit of a picture answers nothing, wherever it stands."""

from __future__ import annotations

from pathlib import Path

import pytest

from qa import Assistant, Settings
from qa.corpus import bylines, lines
from qa.corpus.furniture import is_credit, is_signature, is_staff


@pytest.mark.parametrize(
    ("text", "credit"),
    [
        ("ADA HOLM / POOL / AFP via Getty Images", True),
        ("Photo: Ada Holm", True),
        ("AP Photo/Ada Holm, File", True),
        ("Image courtesy of Ada Holm", True),
        ("He told Reuters on Monday.", False),
        ("Pictures of Lily", False),
        ("Photography Museum", False),
        ("Ada Holm", False),
        ("", False),
    ],
)
def test_a_credit_is_names_and_who_supplied_the_picture(text: str, credit: bool) -> None:
    assert is_credit(text) == credit


def test_nothing_is_answered_with_a_credit(tmp_path: Path) -> None:
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "talks.txt").write_text(
        "Talks in Ruhl\n\nMinister Liv Moen, left, at the talks in the castle of Ruhl on Monday. "
        "ADA HOLM / POOL / AFP via Getty Images\n\nThe talks in Ruhl went on for four hours.\n"
    )
    settings = Settings(corpus=tmp_path / "articles", store=tmp_path / "store", llm="none")
    assistant = Assistant(settings)
    for question in ("How does photosynthesis work?", "Who is Ada Holm?", "What is AFP?"):
        assert "HOLM" not in assistant.ask(question).text
    assert "four hours" in assistant.ask("How long did the talks in Ruhl go on?").text


ARTICLE = """Mill fire shakes Ketterby
By Ellen Marsh, Harbour Gazette
3 March 2024

Photo: Nils Borg / Reuters

An aerial view of the mill after the storm
REUTERS/Nils Borg/File Photo

The old mill of Ketterby burned down on Sunday night. No one was hurt, the fire brigade said.
"""


@pytest.fixture
def mill(tmp_path: Path) -> Assistant:
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "mill.txt").write_text(ARTICLE)
    return Assistant(Settings(corpus=tmp_path / "articles", store=tmp_path / "store", llm="none"))


def test_a_credit_answers_who_took_the_picture_alone(mill: Assistant) -> None:
    assert mill.ask("Who took the photo?").short == "Nils Borg"
    assert "Borg" not in mill.ask("Who is Nils Borg?").text
    assert "aerial" not in mill.ask("mill storm").text


def test_a_byline_tells_who_wrote_it_and_is_no_answer_to_words_of_the_title(
    mill: Assistant,
) -> None:
    answer = mill.ask("Who wrote the article?")
    assert (answer.short, answer.citations[0].quote) == (
        "Ellen Marsh",
        "By Ellen Marsh, Harbour Gazette",
    )
    assert all("Marsh" not in one.quote for one in mill.ask("mill fire ketterby").citations)


@pytest.mark.parametrize(
    ("line", "authors"),
    [
        ("By Ada Holm", ("Ada Holm",)),
        ("BY ADA HOLM", ("ADA HOLM",)),
        ("By Ada Holm and Bert van der Lund", ("Ada Holm", "Bert van der Lund")),
        ("By Ada Holm, Bert Lund and Cy Poe, Ruhl Gazette", ("Ada Holm", "Bert Lund", "Cy Poe")),
        ("Written by Ada Holm | Staff writer", ("Ada Holm",)),
        ("By Sunday the fire was out", None),
        ("By the river", None),
        ("Ada Holm", None),
        ("By Ada Holm.", None),
    ],
)
def test_a_byline_is_by_and_names(line: str, authors: tuple[str, ...] | None) -> None:
    found = bylines.find(list(lines.lines(f"A title\n{line}\n\nA text.")))
    assert (found.authors if found else None) == authors


@pytest.mark.parametrize(
    ("text", "signature"),
    [
        ("By Ada Holm", True),
        ("Ruhl Gazette, 12 May 2024, by Ada Holm", True),
        ("Ruhl Gazette, 12 May 2024. By Ada Holm", True),
        ("The bridge was built by Ada Holm", False),
        ("By Sunday the fire was out", False),
    ],
)
def test_who_wrote_an_article_stands_alone_too(text: str, signature: bool) -> None:
    assert is_signature(text) == signature


@pytest.mark.parametrize(
    ("text", "staff"),
    [
        ("(Reporting by Ada Holm in Ruhl; Editing by Bert Lund)", True),
        ("Additional reporting by Ada Holm and Bert Lund.", True),
        ("The book was edited by Bert Lund.", False),
        ("Editing by hand takes a week, and the printer waits for it.", False),
    ],
)
def test_who_worked_on_an_article_stands_in_a_line_of_its_own(text: str, staff: bool) -> None:
    assert is_staff(text) == staff


def test_who_worked_on_an_article_edited_nothing_that_it_tells_of(tmp_path: Path) -> None:
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "book.txt").write_text(
        "A book on the castle of Ruhl\n\nA book on the castle of Ruhl was published on Monday. It "
        "has 300 pages.\n\n(Reporting by Ada Holm in Ruhl; Editing by Bert Lund)\n"
    )
    settings = Settings(corpus=tmp_path / "articles", store=tmp_path / "store", llm="none")
    assistant = Assistant(settings)
    assert "Bert Lund" not in assistant.ask("Who edited the book on the castle of Ruhl?").text
