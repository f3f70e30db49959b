"""What is shown of an answer: which sentences are to the point, and whether the few words are."""

from __future__ import annotations

import re
from collections.abc import Sequence

from eval.gold.questions import Question
from qa.scoring import matching
from qa.types import Answer, Citation

# A question that opens so is answered by yes or no, and has no short answer.
_YES_NO = re.compile(
    r"(?:is|are|was|were|do|does|did|has|have|had|will|would|can|could|should|may|might)\b",
    re.IGNORECASE,
)
_REASON_OR_MANNER = re.compile(
    r"\bwhy\b|\bhow (?!many|much|long|old|far|often|big|high|deep|wide|tall|large)", re.IGNORECASE
)


def to_the_point(citation: Citation, question: Question) -> bool:
    """Whether a quote is a gold sentence, or holds one of the required facts."""
    on_evidence = any(
        sentence.overlaps(citation.file, citation.start, citation.end)
        for sentence in question.gold_sentences
    )
    return on_evidence or any(matching.groups_held(citation.quote, question.required))


def right_sentences(answer: Answer, question: Question) -> tuple[int, int]:
    """Of the shown sentences those that are right or needed, and all of them.

    The first over the second is the answer precision. A sentence counts when one of its quotes is
    `to_the_point`.
    """
    good = sum(any(to_the_point(c, question) for c in s.citations) for s in answer.statements)
    return good, len(answer.statements)


def is_single_fact(question: str, required: Sequence[Sequence[str]]) -> bool:
    """Whether a few words can be the whole answer: one fact, no yes or no, no reason, no manner."""
    asked = question.strip()
    return len(required) == 1 and not _YES_NO.match(asked) and not _REASON_OR_MANNER.search(asked)


def short_is_right(answer: Answer, required: Sequence[Sequence[str]]) -> bool:
    """Whether the short answer holds an alias of every required fact."""
    return not answer.refused and all(matching.groups_held(answer.short, required))
