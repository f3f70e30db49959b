"""An answer for people to read: how sure it is in words, its fewest words, its places."""

from __future__ import annotations

import re
from typing import Literal

from qa.answer import citations
from qa.locale import gettext, gettext_noop, translated
from qa.text.places import spoken
from qa.types import Answer, Citation, Part

Certainty = Literal["sure", "likely", "unsure"]

_SURE, _LIKELY = 0.85, 0.6  # confidences; of dev answers about 9 in 10 and 3 in 4 are right there

_OTHERWISE = ("different", "contradictory")
_OF_THEM = ("same", "different")  # claims of which one value holds
_CODE = re.compile(r"[_=<>{}\[\]\\|~^*#@`]|\S/\S|\w\(|(?:^|\s)-")  # what no prose has
_SHORT = 60  # characters of a value beside another one


WORDS = {
    "sure": gettext_noop("sure"),
    "likely": gettext_noop("likely"),
    "unsure": gettext_noop("unsure"),
}
_OF_EACH = {
    "sure": gettext_noop("sure that each is an answer"),
    "likely": gettext_noop("likely that each is an answer"),
    "unsure": gettext_noop("unsure whether each is an answer"),
}


def in_words(confidence: float) -> Certainty:
    """How sure an answer is."""
    if confidence >= _SURE:
        return "sure"
    return "likely" if confidence >= _LIKELY else "unsure"


def how_sure(answer: Answer | Part) -> str:
    """How sure an answer is; where articles differ, that each is an answer, not which holds."""
    differ = any(claim.relation in _OTHERWISE for claim in answer.agreement)
    return translated((_OF_EACH if differ else WORDS)[in_words(answer.confidence)])


def short(answer: Answer | Part) -> str:
    """The answer in the fewest words; where articles differ, what each of them says.

    Empty where there is no short answer. It opens with a capital, as what stands alone does.
    """
    return _opened(_short(answer))


def _opened(text: str) -> str:
    """With a capital where it is prose: "iPhone 4", "al-Qaeda", "git push -f", "timeout" stay."""
    first, _, more = text.partition(" ")
    prose = first.islower() and more and not _CODE.search(text)
    return text[:1].upper() + text[1:] if prose else text


def _short(answer: Answer | Part) -> str:
    differ = any(claim.relation == "different" for claim in answer.agreement)
    told = [" ".join(c.value.split()) for c in answer.agreement if c.relation in _OF_THEM]
    if answer.short and differ and all(len(value) <= _SHORT for value in told):
        return gettext(" or ").join(dict.fromkeys(told))
    return " ".join(answer.short.split())


def place(citation: Citation) -> str:
    """Where in its article a quote stands; empty where that says no more than the title."""
    return "" if citation.where == f"§ {citation.title}" else spoken(citation.where)


def marks(answer: Answer) -> list[tuple[int, int]]:
    """Where in the text of an answer stands what answers the question, by its statements."""
    found, at = [], 0
    for statement in answer.statements:
        found += [(at + start, at + end) for start, end in statement.spans]
        at += len(citations.marked([statement])) + 1
    return found
