"""The source as the speaker of a statement is nobody; a report that it speaks of is somebody."""

from __future__ import annotations

import pytest

from qa.verify.own_words import without_source
from qa.verify.reading import read

SOURCE = "The bridge cost 100 million crowns."
PLAIN = "The bridge cost it."


@pytest.mark.parametrize(
    "statement",
    [
        "According to the article, the bridge cost it.",
        "The report says that the bridge cost it.",
        "The article states that the bridge cost it.",
        "The text says the bridge cost it.",
        "As the article says, the bridge cost it.",
        "The bridge cost it, according to the source.",
        "The bridge cost it according to these documents.",
    ],
)
def test_the_source_itself_is_no_speaker(statement: str) -> None:
    assert without_source(statement, read(SOURCE)) == PLAIN


@pytest.mark.parametrize(
    ("statement", "source"),
    [
        ("The report says that the bridge cost it.", "A UN report says the bridge cost it."),
        ("According to the paper, it cost it.", "Two papers wrote that it cost it."),
        ("According to Petrov, the bridge cost it.", SOURCE),
        ("According to the Tarvik report, the bridge cost it.", SOURCE),
        ("The article denies that the bridge cost it.", SOURCE),
        ("The story criticises the bridge.", SOURCE),
        ("The report states.", SOURCE),
        ("", SOURCE),
    ],
)
def test_other_speakers_stay(statement: str, source: str) -> None:
    assert without_source(statement, read(source)) == statement
