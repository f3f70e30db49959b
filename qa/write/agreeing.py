"""What the articles say together in answer to a question, beside what a language model wrote.

A model writes from what it reads first, and may leave out that another article says otherwise. So
the claims are those of the quotation from the same retrieval: each with the written statement that
rests on it, where there is one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from qa.answer.extractive import quoted
from qa.index.memory import Index
from qa.search.search import SearchResult
from qa.text import compound, library
from qa.types import Citation, Claim, Statement


@dataclass(frozen=True)
class Agreement:
    """What articles agree on, and what some say differently; and how that is told in a note."""

    claims: tuple[Claim, ...] = ()
    notes: tuple[str, ...] = ()


def agreement(result: SearchResult, statements: Sequence[Statement], threshold: float) -> Agreement:
    """What the articles say in answer to the question of a written answer.

    Nothing of a refusal, of several questions at once, and of one about the articles themselves.

    Args:
        result: What was found for the question.
        statements: What was written in answer.
        threshold: The confidence below which a quotation does not answer.
    """
    question = result.standalone
    if not statements or len(compound.parts(question)) > 1 or library.asked(question) is not None:
        return Agreement()
    found = quoted(result, threshold)
    if not found.claims:
        return Agreement()
    placed = (
        claim.model_copy(update={"statement": _resting(result.index, claim, statements)})
        for claim in found.claims
    )
    return Agreement(tuple(placed), found.notes)


def _resting(index: Index, claim: Claim, statements: Sequence[Statement]) -> int | None:
    """The first statement that is proved by a sentence of a claim; None where none is."""
    said = _sentences(index, claim.citations)
    resting = (
        at
        for at, statement in enumerate(statements)
        if statement.supported and said & _sentences(index, statement.citations)
    )
    return next(resting, None)


def _sentences(index: Index, cited: Sequence[Citation]) -> set[int]:
    return {index.sentence_at(citation.file, citation.start) for citation in cited}
