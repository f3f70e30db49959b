"""What an article tells of itself, as a sentence of its own language: it is searched and read."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Literal

from qa.corpus import alphabets
from qa.text.language import ENGLISH

_FILE = Path(__file__).with_name("telling.toml")

Kind = Literal["title", "author", "date", "tags"]


def told(kind: Kind, value: str, title: str, code: str = ENGLISH.code) -> str:
    """That an article has this title, author, date or these tags.

    Args:
        kind: Which of them.
        value: It.
        title: What the article is called; empty where it has no name.
        code: The language to say it in; English where its sentences are not known.
    """
    say = _table().get(code) or _table()[ENGLISH.code]
    article = say["titled"].format(title=title) if title else say["untitled"]
    return say[kind].format(article=article, value=value)


def language(text: str) -> str:
    """The language in which an article tells of itself: that of its text."""
    return alphabets.language(text).code


def byline_labels() -> tuple[str, ...]:
    """What opens the line that says who wrote an article, in other languages than English."""
    return tuple(dict.fromkeys(row["byline"] for row in _table().values() if "byline" in row))


@cache
def _table() -> dict[str, dict[str, str]]:
    return tomllib.loads(_FILE.read_text("utf-8"))
