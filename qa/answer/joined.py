"""Answers to the parts of a question → one answer, which says what is not answered."""

from __future__ import annotations

from collections.abc import Sequence

from qa.answer import citations
from qa.answer.answerer import compose
from qa.answer.claims import DIFFERS
from qa.locale import gettext
from qa.search.search import SearchResult
from qa.types import Answer, Citation, Claim, Part, Statement

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
    statements, places = _once([() if one.refused else _first(one) for one in answers])
    composed = compose(
        found,
        statements,
        confidence=min((one.confidence for one in answered), default=_greatest(answers)),
        mode="extractive",
        model=answers[0].model,
        notes=_notes(parts, answers),
        reason=answers[0].reason,
    )
    understood = any(one.standalone_question != one.question for one in answers)
    standalone = " ".join(one.standalone_question for one in answers) if understood else question
    told = tuple(
        _part(part, one, at, composed.citations)
        for part, one, at in zip(parts, answers, places, strict=True)
    )
    update = {
        "question": question,
        "standalone_question": standalone,
        "short": composed.short if len(answered) == 1 else "",
        "agreement": tuple(claim for part in told for claim in _apart(part)),
        "parts": told,
    }
    return composed.model_copy(update=update)


def _once(told: Sequence[Sequence[Statement]]) -> tuple[list[Statement], list[list[int]]]:
    """The statements that answer the parts, and the places of those of each part.

    One that rests on the same quotes in two parts stands once. Where it does not, other articles
    agree with it in one part than in the other: what cites them is not one statement.
    """
    statements: list[Statement] = []
    known: dict[tuple[str, frozenset[tuple[str, int]]], int] = {}
    places = []
    for some in told:
        at = []
        for one in some:
            rests_on = frozenset((citation.file, citation.start) for citation in one.citations)
            place = known.setdefault((one.text, rests_on), len(statements))
            if place == len(statements):
                statements.append(one)
            else:
                statements[place] = _both(statements[place], one)
            at.append(place)
        places.append(at)
    return statements, places


def _both(one: Statement, same: Statement) -> Statement:
    """One statement that answers two parts, with all that answers in it."""
    update = {
        "citations": (*one.citations, *same.citations),  # which may be marked in other places
        "spans": tuple(dict.fromkeys((*one.spans, *same.spans))),
    }
    return one.model_copy(update=update)


def _part(part: str, one: Answer, places: Sequence[int], cited: Sequence[Citation]) -> Part:
    return Part(
        question=part,
        short=one.short,
        statements=tuple(places),
        agreement=citations.renumbered(one.agreement, cited, dict(enumerate(places))),
        refused=one.refused,
        reason=one.reason,
        confidence=one.confidence,
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


def _apart(one: Part) -> tuple[Claim, ...]:
    """The claims of a part, where articles differ."""
    return one.agreement if len(one.agreement) > 1 else ()


def _greatest(answers: Sequence[Answer]) -> float:
    return max(one.confidence for one in answers)


def _notes(parts: Sequence[str], answers: Sequence[Answer]) -> tuple[str, ...]:
    """What the answers note, and each part that is not answered while another one is."""
    notes = [note for one in answers for note in one.notes]
    pairs = zip(parts, answers, strict=True)
    left = [_unanswered(part) for part, one in pairs if one.refused]
    return (*(left if len(left) < len(parts) else ()), *dict.fromkeys(notes))


def is_told(answer: Answer, note: str) -> bool:
    """Whether a note says no more than the parts of an answer do, where each is shown."""
    refused = any(part.refused and note == _unanswered(part.question) for part in answer.parts)
    return refused or any(
        note.startswith(gettext(DIFFERS[claim.relation]))
        for part in answer.parts
        for claim in part.agreement
        if claim.relation in DIFFERS
    )


def _unanswered(part: str) -> str:
    """That a part of a question is not answered."""
    return gettext("The articles do not say: “{question}”", question=part)
