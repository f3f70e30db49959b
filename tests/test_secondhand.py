"""What an article only has from another paper is no source of its own."""

import pytest

from qa.answer import secondhand


@pytest.mark.parametrize(
    ("text", "paper"),
    [
        ("The dam at Kell lost 200 litres a minute, the Gazette reports.", "the Gazette"),
        ("The Northern Echo reported on Monday that it leaks.", "The Northern Echo"),
        ("According to the Harland Herald, 20 people came.", "the Harland Herald"),
        ("It leaks, according to a report in the Times.", "the Times"),
        ("The dam leaks, as the Gazette wrote.", "the Gazette"),
        ("The firm reported a loss of 3 million.", ""),
        ("According to the Gazette's editor, it is so.", ""),
        ("The sun rose as he wrote.", ""),
    ],
)
def test_the_paper_that_a_sentence_has_it_from(text: str, paper: str) -> None:
    assert secondhand.source(text) == paper


def test_what_another_paper_reports_counts_as_no_further_article(make) -> None:
    files = {
        "gazette.txt": "Dam leaks\n\n3 May 2024\n\nThe dam at Kell lost 200 litres of water a "
        "minute, the engineer Nora Finn found. She measured for two days.\n",
        "echo.txt": "Worry at Kell\n\n4 May 2024\n\nPeople in the valley are worried. The dam at "
        "Kell lost 200 litres of water a minute, the Gazette reports.\n",
    }
    answer = make(files).ask("How much water did the dam at Kell lose a minute?")
    [claim] = answer.agreement
    assert {citation.file for citation in claim.citations} == {"gazette.txt", "echo.txt"}
    assert (claim.sources, claim.copies) == (1, ("echo.txt",))
    assert "No source of its own: echo.txt has it from “the Gazette”." in answer.notes
