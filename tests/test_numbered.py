# ruff: noqa: E501
"""Documents of a series: what is asked of one of them is not answered by another."""

import pytest

from qa.corpus import documents

PEP = "PEP: {0}\nTitle: {1}\nAuthor: {2} <a@b.org>\nStatus: {3}\nPython-Version: {4}\nCreated: 0{5}-Jan-2023\n\nAbstract\n========\n\n{6}\n"
FILES = {
    "pep-0703.rst": PEP.format(703, "Making the lock optional", "Sam Gross", "Accepted", "3.13", 9, "The lock becomes optional. It will be removed in steps."),
    "pep-0684.rst": PEP.format(684, "A lock per interpreter", "Eric Snow", "Final", "3.12", 8, "Each interpreter gets its own lock. The design is of 2016."),
    "pep-0709.rst": "Inlined comprehensions\n======================\n\nComprehensions become quicker. Carl Meyer proposes it.\n",
}  # fmt: skip


@pytest.fixture
def peps(make):
    return make(FILES)


def test_lines_that_a_text_opens_with_are_front_matter():
    document = documents.parse("pep-0703.rst", FILES["pep-0703.rst"].encode())
    assert (document.title, document.date) == ("Making the lock optional", "2023-01-09")
    assert document.authors == ("Sam Gross <a@b.org>",)
    plain = documents.parse("a.txt", b"Title: The pier\nDate: 2024-03-02\n\nThe pier is open.\n")
    assert (plain.title, plain.date) == ("The pier", "2024-03-02")
    other = documents.parse("a.txt", b"Fee: 40 crowns\nPlace: Arn\n\nThe pier is open.\n")
    assert (other.date, other.authors) == (None, ())


@pytest.mark.parametrize(
    ("question", "said", "file"),
    [
        ("Which version is PEP 703 for?", "3.13", "pep-0703.rst"),
        ("Which Python version is PEP 684 for?", "3.12", "pep-0684.rst"),
        ("What is the status of PEP 684?", "Final", "pep-0684.rst"),
        ("Who is the author of PEP 703?", "Sam Gross", "pep-0703.rst"),
        ("What is the title of PEP 703?", "Making the lock optional", "pep-0703.rst"),
        ("What is the title of PEP 709?", "Inlined comprehensions", "pep-0709.rst"),
    ],
)
def test_a_document_is_meant_by_its_number(peps, question, said, file):
    answer = peps.ask(question)
    assert said in answer.text
    assert {citation.file for citation in answer.citations} == {file}


@pytest.mark.parametrize(
    "question",
    [
        "Which Python version is PEP 709 for?",
        "What is the status of PEP 709?",
        "What is the status of PEP 900?",
        "Which version is PEP 900 for?",
    ],
)
def test_another_document_of_the_series_is_no_answer(peps, question):
    answer = peps.ask(question)
    assert {citation.file for citation in answer.citations} <= {"pep-0709.rst"}
    assert answer.refused


def test_what_is_no_series_is_asked_as_ever(make):
    assistant = make(
        {
            "article-1.txt": "The pier is closed.",
            "article-2.txt": "Article 1 of the rules bans fires.",
        }
    )
    assert assistant.ask("What does article 1 ban?").citations[0].file == "article-2.txt"
    assistant = make({"report-2023.txt": "The pier cost 40 crowns in 2023, Ann Bell said."})
    assert not assistant.ask("What did the pier cost in 2023?").refused
