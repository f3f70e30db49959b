"""A day of an article, as people write it."""

from __future__ import annotations

from pathlib import Path

import pytest

from qa import locale
from qa.text import days


@pytest.mark.parametrize(
    ("iso", "told"),
    [("2025-02-18", "18 February 2025"), ("2024-05", "2024-05"), ("", ""), (None, "")],
)
def test_the_month_is_named_and_what_is_no_day_stands_as_it_is(iso: str | None, told: str) -> None:
    assert days.written(iso) == told


@pytest.mark.parametrize(("language", "told"), [("de", "18. Februar 2025"), ("xx", "2025-02-18")])
def test_it_is_in_the_language_of_the_page(tmp_path: Path, language: str, told: str) -> None:
    (tmp_path / f"{language}.po").write_text('msgid ""\nmsgstr ""\n', "utf-8")
    locale.use(language, tmp_path)
    try:
        assert days.written("2025-02-18") == told
    finally:
        locale.use(locale.ENGLISH)
