"""Which pieces of a draft state nothing that articles could bear out."""

from __future__ import annotations

import re
from typing import cast

from qa.check.cutting import Piece
from qa.text import lexicon, meanings, numbers, words
from qa.text.intent import courtesies
from qa.text.language import ENGLISH, alternatives
from qa.types import LeftOutKind
from qa.verify import attribution, quotes
from qa.verify.reading import is_verbal, read

_VIEW = re.compile(rf"\W*(?:{alternatives(ENGLISH.drafts.views)})")
_WISH = re.compile(rf"\b(?:{alternatives(ENGLISH.drafts.wishes)})\b")
_SMALL = meanings.listed("grammar", "articles") | meanings.listed("grammar", "prepositions")
_GREETING_WORDS = 8  # a longer sentence says something beside its greeting; set by hand


def left_out(piece: Piece) -> LeftOutKind | None:
    """Why a piece is no statement; None where it is one, or may be."""
    if piece.kind in ("said", "headline") and piece.read.endswith("?"):
        return "question"
    if piece.kind != "said":
        return cast(LeftOutKind, piece.kind)
    if _greets(piece.read):
        return "greeting"
    if not piece.context and _is_fragment(piece.read):
        return "fragment"
    return "opinion" if _is_view(piece.read) else None


def _greets(text: str) -> bool:
    said = words.split(text)
    greeting = courtesies().salutations | ENGLISH.drafts.greetings
    return (
        bool(said)
        and len(said) <= _GREETING_WORDS
        and said[0] in greeting
        and not numbers.values(said)
        and text.rstrip()[-1:] != "."
    ) or all(word in courtesies().courtesies | words.STOPWORDS for word in said)


def _is_fragment(text: str) -> bool:
    """Whether a piece is no more than a name or a noun, so that it says nothing of it."""
    said = words.split(text)
    if any(map(is_verbal, said)) or any(word[0].isdigit() for word in said):
        return False
    told = [word for word in said if word not in words.STOPWORDS and word not in _SMALL]
    named = all(word[:1].isupper() for word in text.split())
    led = said[0] in _SMALL and len(told) == 1
    return len(said) == 1 or named or led


def _is_view(text: str) -> bool:
    """Whether a sentence is its writer's view and nothing else.

    One with a number, a date or a quote states something besides; and somebody's view that is told
    as theirs is a statement about them.
    """
    folded = words.fold(text)
    said = words.split(text)
    if numbers.values(said) or quotes.find(text) or lexicon.DATES.intersection(said):
        return False
    if _VIEW.match(folded):
        return True
    return bool(_WISH.search(folded)) and not attribution.reports(read(text))
