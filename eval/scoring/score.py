"""A question and what came of it → its score. Pure: a run can be scored again at any time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict

from pydantic import BaseModel, ConfigDict

from eval.gold.questions import Question
from eval.metrics import answer as answers
from eval.metrics import citation, retrieval
from eval.running.results import Result


class Score(BaseModel):
    """Every metric of one question. What is not earned is 0; nothing is left out.

    Attributes:
        right: The answer says what is required; of an unanswerable question, it was refused.
        right_reason: And the citations prove it.
        faults: What is false about the citations, in words.
        forbidden: Forbidden phrases that the answer says.
        error: What was raised; then everything is 0.
        judged: Advisory scores by a language model; None where its reply was unreadable.
    """

    model_config = ConfigDict(frozen=True)

    id: str
    type: str
    split: str
    family: str
    digest: str
    should_refuse: bool
    must_pass: bool
    refused: bool = False
    right: bool = False
    right_reason: bool = False
    facts: float = 0.0
    token_f1: float = 0.0
    forbidden: tuple[str, ...] = ()
    recall: float = 0.0
    reciprocal_rank: float = 0.0
    ndcg: float = 0.0
    token_recall: float = 0.0
    token_precision: float = 0.0
    token_iou: float = 0.0
    file_precision: float = 0.0
    file_recall: float = 0.0
    statement_support: float = 0.0
    faults: tuple[str, ...] = ()
    confidence: float = 0.0
    seconds: float = 0.0
    tokens_in: int = 0
    tokens_out: int = 0
    mode: str = ""
    error: str | None = None
    judged: dict[str, float | None] = {}
    text: str = ""

    @property
    def outcome(self) -> str:
        """In a word: error, right, unproven, wrong, refused (when it should not), or guessed."""
        if self.error:
            return "error"
        if self.right:
            return "right" if self.right_reason else "unproven"
        if self.refused:
            return "refused"
        return "guessed" if self.should_refuse else "wrong"


def score(question: Question, result: Result | None, texts: Mapping[str, str]) -> Score:
    """Score one question; without a result, or with an error, it is wrong.

    Args:
        question: The gold question.
        result: What came of it.
        texts: File → decoded text of the corpus, which citations are checked against.
    """
    base = Score(
        id=question.id,
        type=question.type,
        split=question.split,
        family=question.family,
        digest=question.digest,
        should_refuse=question.should_refuse,
        must_pass=question.must_pass,
    )
    if result is None or result.answer is None:
        error = result.error if result else None
        return base.model_copy(update={"error": error or "not asked"})
    answer = result.answer
    common = {
        "refused": answer.refused,
        "faults": tuple(citation.faults(answer, texts)),
        "confidence": answer.confidence,
        "seconds": result.seconds,
        "tokens_in": answer.usage.input_tokens,
        "tokens_out": answer.usage.output_tokens,
        "mode": answer.mode,
        "judged": {j.metric: j.score for j in result.judgements},
        "text": answer.text,
    }
    particular = _refusal(result) if question.should_refuse else _answer(question, result)
    return base.model_copy(update=common | particular)


def score_all(
    questions: Sequence[Question], results: Mapping[str, Result], texts: Mapping[str, str]
) -> list[Score]:
    """The scores of all questions, in their order, whatever came of them."""
    return [score(question, results.get(question.id), texts) for question in questions]


def _refusal(result: Result) -> dict[str, object]:
    refused = bool(result.answer and result.answer.refused)
    return {"right": refused, "right_reason": refused}


def _answer(question: Question, result: Result) -> dict[str, object]:
    found = asdict(retrieval.measure(question, result.passages))
    answer = result.answer
    if answer is None or answer.refused:
        return found
    right = answers.is_right(answer.text, question.required, question.forbidden)
    return found | {
        "right": right,
        "right_reason": right and citation.proves(answer.citations, question),
        "facts": answers.facts(answer.text, question.required),
        "token_f1": answers.token_f1(answer.text, question.answer),
        "forbidden": tuple(answers.said_forbidden(answer.text, question.forbidden)),
        "file_precision": citation.file_precision(answer.citations, question),
        "file_recall": citation.file_recall(answer.citations, question),
        "statement_support": citation.statement_support(answer.statements),
    }
