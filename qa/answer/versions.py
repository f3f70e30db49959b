"""A version that a question names ("3.4.0", "v2.1"): what is told of another one is no answer."""

from __future__ import annotations

import re
from collections.abc import Mapping

from qa.index.memory import Index

# Three numbers or more with dots between them, or two after a word like "v", "version", "versión".
_VERSION = re.compile(
    r"(?<![^\W\d_])v[^\W\d_]{0,7}\.?\s?(?P<named>\d+(?:\.\d+)+)(?![^\W_]|\.\d)"
    r"|(?<![^\W_]|[.,])(?P<bare>\d{1,4}(?:\.\d{1,4}){2,3})(?![^\W_]|\.\d)",
    re.IGNORECASE,
)
_DATE = re.compile(r"\d\d\.\d\d\.\d\d|\d\d?\.\d\d?\.\d{4}")


def of_the_one_asked(index: Index, question: str, scores: Mapping[int, float]) -> dict[int, float]:
    """The candidates but those that name, with their context, other versions and not the one asked.

    Args:
        index: Where they are.
        question: The question.
        scores: The candidates, each with its score.
    """
    asked = _versions(question)
    if not asked:
        return dict(scores)
    told = {i: _versions(index.rows[i].searched) for i in scores}
    return {i: score for i, score in scores.items() if not told[i] or told[i] & asked}


def _versions(text: str) -> set[str]:
    found = {match["named"] or match["bare"] for match in _VERSION.finditer(text)}
    return {version for version in found if not _DATE.fullmatch(version)}
