"""How a public benchmark's gold answer is found in a text: as whole tokens, side by side."""

from __future__ import annotations

import re
import unicodedata


def contains(text: str, wanted: str) -> bool:
    """Whether the tokens of `wanted` stand in `text` as a run of whole tokens."""
    return f" {_tokens(wanted)} " in f" {_tokens(text)} "


def _tokens(text: str) -> str:
    return " ".join(re.findall(r"\w+", unicodedata.normalize("NFKC", text).casefold()))
