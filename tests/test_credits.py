"""The credit of a picture answers nothing, wherever it stands."""

from __future__ import annotations

from pathlib import Path

import pytest

from qa import Assistant, Settings
from qa.corpus.furniture import is_credit


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
