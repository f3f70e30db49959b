"""Answers to the parts of a question → one answer, which says what is not answered."""

from __future__ import annotations

from collections.abc import Sequence

from qa.answer.answerer import compose
from qa.answer.citations import REFUSAL
from qa.locale import translated
from qa.search.search import SearchResult
from qa.text import compound
from qa.types import Answer, Claim, Statement

_MOST = 2  # sentences of each part, beside those that differ
_SPACE = 4  # characters between two sentences that follow each other


def answer(
    question: str, parts: Sequence[str], answers: Sequence[Answer], found: SearchResult
) -> Answer:
    """One answer from those to the parts of a question.

    Args:
        question: As it was asked.
        parts: The questions that it consists of, in order.
        answers: Their answers.
        found: What was found for the question as a whole.
    """
    answered = [one for one in answers if not one.refused]
    composed = compose(
        found,
        [s for one in answered for s in _first(one)],
        confidence=min((one.confidence for one in answered), default=_greatest(answers)),
        mode="extractive",
        model=answers[0].model,
        claims=[claim for one in answered for claim in _apart(one)],
        notes=_notes(parts, answers),
        reason=answers[0].reason,
    )
    understood = any(one.standalone_question != one.question for one in answers)
    standalone = " ".join(one.standalone_question for one in answers) if understood else question
    short = composed.short if len(answered) == 1 else ""
    return composed.model_copy(
        update={"question": question, "standalone_question": standalone, "short": short}
    )


def _first(one: Answer) -> tuple[Statement, ...]:
    """The first sentences of an answer, and all that tell the sides of a difference.

    Where a few words answer, one sentence does: who asks several things wants each at a glance.
    """
    first, *others = one.statements
    completed = any(_follows(first, other) for other in others[:1])
    most = 1 if one.short and not completed else _MOST
    return one.statements[: max(most, len(one.agreement))]


def _follows(first: Statement, other: Statement) -> bool:
    """Whether a sentence stands right after another one, as the items of a list do."""
    one, two = first.citations[0], other.citations[0]
    return one.file == two.file and 0 <= two.start - one.end <= _SPACE


def _apart(one: Answer) -> tuple[Claim, ...]:
    """The claims of an answer, where articles differ."""
    return one.agreement if len(one.agreement) > 1 else ()


def _greatest(answers: Sequence[Answer]) -> float:
    return max(one.confidence for one in answers)


def _notes(parts: Sequence[str], answers: Sequence[Answer]) -> tuple[str, ...]:
    """What the answers note, and each part that is not answered while another one is."""
    notes = [note for one in answers for note in one.notes]
    pairs = zip(parts, answers, strict=True)
    refusal = translated(REFUSAL).rstrip(".")
    left = [f"{refusal}{compound.told(part)}" for part, one in pairs if one.refused]
    return (*(left if len(left) < len(parts) else ()), *dict.fromkeys(notes))
