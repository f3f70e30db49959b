"""What an answerer is, and the one place that puts an `Answer` together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, Protocol, runtime_checkable

from qa.answer import citations
from qa.locale import translated
from qa.search.search import NEAREST, SearchResult, typed
from qa.text.intent import NO_QUESTION
from qa.types import Answer, Claim, Passage, Pending, Statement, Turn, Usage


class Answerer(Protocol):
    """Answers a question from what was found for it.

    `qa` brings two: `Quoter` quotes, `Writer` has a language model write. Whatever an answerer
    cites is checked against the files before it is shown.
    """

    def answer(
        self, result: SearchResult, history: Sequence[Turn], *, streamed: bool
    ) -> Iterator[str | Pending | Answer]:
        """Yield pieces of the answer's text as they are proved, if any, and then the `Answer`.

        In between may come what is not proved yet, each time all of it.

        Args:
            result: The question, and the passages that were found for it.
            history: Earlier turns of the conversation, oldest first.
            streamed: Whether somebody reads the pieces; without, only the answer counts.

        Raises:
            ModelError: A model failed; pieces may have been yielded before.
        """


@dataclass(frozen=True)
class Rewritten:
    """A follow-up that was made to stand alone; `question` is empty where it was not."""

    question: str
    usage: Usage = field(default_factory=Usage)
    notes: tuple[str, ...] = ()


@runtime_checkable
class Rewriter(Protocol):
    """An answerer that can make a follow-up stand alone before anything is searched for."""

    def rewrite(self, question: str, history: Sequence[Turn]) -> Rewritten:
        """Make a follow-up stand alone; an empty question leaves it to the local way."""


def compose(
    result: SearchResult,
    statements: Sequence[Statement],
    *,
    confidence: float,
    mode: Literal["extractive", "generative"],
    model: str,
    passages: Sequence[Passage] | None = None,
    notes: Sequence[str] = (),
    usage: Usage | None = None,
    timings: Mapping[str, float] | None = None,
    reason: str = "",
    claims: Sequence[Claim] = (),
) -> Answer:
    """The answer that consists of some statements; without any, the refusal.

    Their citations are numbered in order of first use, then those of claims alone.

    Args:
        result: What was found for the question.
        statements: The sentences of the answer, with their citations.
        confidence: How likely it is right, from 0 to 1.
        mode: How it was made.
        model: What made it.
        passages: What the answerer was given; what was found when left out. A refusal comes with
            the nearest ones instead.
        notes: What the reader should know.
        usage: Tokens that a language model read and wrote.
        timings: Seconds by step.
        reason: Why it is refused, where it is.
        claims: What the articles agree on and differ in, by citations of the statements.
    """
    beside = [c for claim in claims for c in claim.citations] if statements else []
    numbered, cited = citations.numbered(statements, beside)
    given = result.passages() if passages is None and numbered else tuple(passages or ())
    return Answer(
        question=result.question,
        standalone_question=result.standalone,
        text=citations.marked(numbered) if numbered else citations.REFUSAL,
        short=citations.shortest(statements),
        statements=numbered,
        citations=cited,
        agreement=citations.renumbered(claims, cited),
        passages=given if numbered else result.passages(NEAREST),
        refused=not numbered,
        reason="" if numbered else translated(reason),
        confidence=confidence,
        mode=mode,
        model=model,
        notes=(*result.notes, *notes),
        usage=usage or Usage(),
        timings=dict(timings or {}),
    )


def refused_unread(result: SearchResult, history: Sequence[Turn], model: str) -> Answer | None:
    """The refusal of what no answerer needs to look at, or None.

    An input that asks nothing of the articles gets a reply that says what can be asked. Where no
    article may answer, that is the reason.
    """
    asked = typed(result, history)
    if asked.asks_nothing:
        return Answer(
            question=result.question,
            standalone_question=result.standalone,
            text=NO_QUESTION,
            refused=True,
            reason="no question",
            confidence=0.0,
            model=model,
        )
    if result.emptied:
        return compose(
            result, (), confidence=0.0, mode="extractive", model=model, reason=result.emptied
        )
    return None
