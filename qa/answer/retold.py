"""What an article tells only to correct it: "We gave Hannah Lyle as the winner", who was another.

Some words say so wherever they stand ("We wrote that …"), others only in an article that is called
"Corrections": elsewhere "an article about the bridge said" is a source like any other.
"""

from __future__ import annotations

from qa.index.memory import Index
from qa.text import stance

_OPENING = 2  # rows of an article among which its heading is


def is_retold(index: Index, sentence: int) -> bool:
    """Whether a sentence tells what was reported, to correct it."""
    text = index.rows[sentence].read
    there = stance.retells_in_corrections(text)
    return stance.retells(text) or (there and is_of_corrections(index, sentence))


def is_of_corrections(index: Index, sentence: int) -> bool:
    """Whether the article of a sentence opens by saying that it corrects reports."""
    article = index.article_of(sentence)
    return any(stance.announces(index.rows[i].read) for i in list(article)[:_OPENING])
