"""Sentences that tell of what is planned, possible or denied, where it is asked what was done.

"How many turbines has it built?" – "It wants to build 14.": to be quoted, but 14 is no answer.
"""

from __future__ import annotations

import re

from qa.text import meanings, questions, words

# What the reader is told beside such a sentence.
NOTE = "The first sentence tells of a plan, a possibility or a denial: not of what was done."

_DONE = re.compile(r"\b(?:did|was|were|has|have|had)\b(?! to\b)")
_REACH = 6  # words before a verb in which it may be said that it is only planned; set by hand
# Right before a verb, or before its "be", one of these tells that it is not done.
_LED = frozenset("to will would could may might not never".split())
_DEGREES = ("possible", "planned", "future")


def is_only(question: str, sentence: str) -> bool:
    """Whether a question asks what was done, and a sentence has it as planned, possible or denied.

    Args:
        question: The question.
        sentence: A sentence that may answer it.
    """
    folded = words.fold(question)
    if questions.asks_whether(question) or " to be " in folded or not _DONE.search(folded):
        return False
    asked, said = words.split(meanings.plain(folded)), words.split(sentence)
    told = meanings.lemmas("reports", "opinion").isdisjoint(map(meanings.lemma, asked))
    if not told or _is_unsure(" ".join(asked)) or not _denials().isdisjoint(asked):
        return False
    own = {meanings.lemma(word) for word in asked if word not in words.STOPWORDS}
    return any(
        meanings.lemma(word) in own
        and _is_led(said[:at])
        and _is_before(said[max(0, at - _REACH) : at])
        and "until" not in said[at:]  # "was not published until May"
        for at, word in enumerate(said)
    )


def _is_led(before: list[str]) -> bool:
    last = before[:-1] if before and before[-1] in ("be", "been", "yet") else before
    return bool(last) and last[-1] in {*_LED, "yet"}


def _is_before(near: list[str]) -> bool:
    return _is_unsure(" ".join(near)) or not _denials().isdisjoint(near)


def _is_unsure(text: str) -> bool:
    return any(meanings.pattern("certainty", degree).search(text) for degree in _DEGREES)


def _denials() -> frozenset[str]:
    return meanings.listed("denials", "words")
