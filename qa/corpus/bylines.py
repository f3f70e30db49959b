"""Who wrote a plain text: "By Ada Holm, Ruhl Gazette", alone on a line near its head."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from qa.corpus import telling
from qa.corpus.lines import Line
from qa.text.language import ENGLISH, alternatives

_LINES = 5  # a byline stands in the first lines of an article, and not in the very first
_PART = r"[^\W\d_a-z](?:\.(?:[^\W\d_a-z]\.)*|[\w'’-]*)"  # of a name: "Ada", "A.", "J.R."
_NAME = rf"{_PART}(?: (?:(?:{alternatives(ENGLISH.names.joiners)}) )*{_PART}){{1,3}}"
_AND = rf" {ENGLISH.names.conjunction} "
# "By Ada Holm and Bert Lund", "By Ada Holm, Ruhl Gazette", "By Ada Holm | Staff writer"
_BYLINE = re.compile(
    rf"(?i:{alternatives((*ENGLISH.pages.byline_labels, *telling.byline_labels()))}):? "
    rf"(?P<names>{_NAME}(?:(?:, {_NAME})*,?{_AND}{_NAME})?)(?:\s*[,|–—]\s*[^.!?:|]{{1,50}})?"
)


class Byline(NamedTuple):
    """A line that says who wrote the article.

    Attributes:
        line: It.
        authors: Their names.
    """

    line: Line
    authors: tuple[str, ...]


def find(shown: Sequence[Line]) -> Byline | None:
    """The byline among the first lines of a text, which are not blank; None where there is none."""
    for line in shown[1:_LINES]:
        match = _BYLINE.fullmatch(line.text)
        if match is not None:
            return Byline(line, tuple(re.split(rf",?{_AND}|, ", match["names"])))
    return None
