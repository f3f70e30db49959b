"""How a public benchmark's gold answer is found in a text: as whole tokens, side by side."""

from __future__ import annotations

import re
import unicodedata

# Kana, ideographs: written without spaces between words, so each is a token.
_IDEOGRAPH = re.compile(r"([\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff])")


def contains(text: str, wanted: str) -> bool:
    """Whether the tokens of `wanted` stand in `text` as a run of whole tokens."""
    return f" {_tokens(wanted)} " in f" {_tokens(text)} "


def _tokens(text: str) -> str:
    folded = unicodedata.normalize("NFKC", text).casefold()
    return " ".join(re.findall(r"\w+", _IDEOGRAPH.sub(r" \1 ", folded)))
