"""What stands around a sentence, and says what it may be of without saying it itself.

That is what stands beside it, what it stands under, and how its article begins and is called: what
an article is about, each of its sentences may be of.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import islice

from qa.answer import pictures
from qa.index.memory import Index
from qa.text import words

# Sentences before and after one, and those that open its article; set by hand.
_BEFORE, _AFTER, _OPENING = 4, 1, 3


def of(index: Index, sentence: int) -> list[int]:
    """The sentences around one, itself among them.

    Args:
        index: Where they are.
        sentence: Its number.
    """
    every = index.article_of(sentence)
    near = range(max(every.start, sentence - _BEFORE), min(every.stop, sentence + _AFTER + 1))
    # What opens an article is what it says first, after who wrote it and when.
    said = (i for i in every if not index.rows[i].heading and index.rows[i].kind != "pair")
    found = dict.fromkeys((*near, *every[:_OPENING], *islice(said, _OPENING)))
    # Who took a picture is told of nowhere else.
    return [i for i in found if i == sentence or not pictures.is_of_picture(index.rows[i])]


def terms(index: Index, sentence: int) -> set[str]:
    """The terms of what stands around a sentence, of what it stands under and of its article."""
    held = called(index, [sentence])
    held.update(term for i in of(index, sentence) for term in index.terms[i])
    held.update(words.terms(index.rows[sentence].context))
    return held


def called(index: Index, sentences: Iterable[int]) -> set[str]:
    """The terms of what articles are called: their files, titles and dates."""
    rows = [index.rows[i] for i in sentences]
    texts = " ".join(f"{row.file} {row.title} {row.date}" for row in rows)
    return set(words.terms(re.sub(r"[-_/.]", " ", texts)))
