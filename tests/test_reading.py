"""A text as the checks read it: its words, and how it writes them."""

from __future__ import annotations

import pytest

from qa.verify.reading import Reading


@pytest.mark.parametrize(
    ("text", "folded", "written"),
    [
        ("Leaders of the United States sent it.", ["us"], "United States"),
        ("José Álvarez's bridge opened.", ["jose", "alvarez"], "José Álvarez"),
        ("They met the half-time whistle.", ["half"], "half-time"),
        ("Karl Petrov and Ann Lee said so.", ["karl", "lee"], "Karl Lee"),
    ],
)
def test_folded_words_are_shown_as_the_text_writes_them(
    text: str, folded: list[str], written: str
) -> None:
    assert Reading([text]).written(*folded) == written
