from __future__ import annotations

from typing import Any

import pytest

from eval.gold import corpus
from eval.gold import questions as gold
from eval.gold.questions import GoldSentence, Question
from eval.paths import SEEDS
from eval.running.results import Result
from eval.scoring import score as scoring
from qa.types import Answer, Citation, Statement

TEXTS = corpus.texts(SEEDS)
GOLD = {question.id: question for question in gold.load()}


def cite(evidence: GoldSentence) -> Citation:
    line = TEXTS[evidence.file].count("\n", 0, evidence.start) + 1
    end_line = TEXTS[evidence.file].count("\n", 0, evidence.end - 1) + 1
    return Citation(number=1, line=line, end_line=end_line, **evidence.model_dump())


def result(question: Question, text: str, *cited: GoldSentence, **changes: Any) -> Result:
    citations = tuple(cite(evidence) for evidence in cited)
    answer = Answer(
        question=question.question,
        standalone_question=question.question,
        text=text,
        statements=(Statement(text=text, citations=citations),),
        citations=citations,
        confidence=0.5,
        **changes,
    )
    return Result(id=question.id, digest=question.digest, answer=answer)


LEAD = GOLD["lead-us-01"]
ELSEWHERE = GOLD["okaz-01"].support[0]


@pytest.mark.parametrize(
    ("said", "cited", "outcome"),
    [
        ("Marco Rubio led it. [1]", LEAD.support[:1], "right"),
        ("Marco Rubio led it. [1]", LEAD.also[:1], "right"),
        ("Marco Rubio led it. [1]", (ELSEWHERE,), "unproven"),
        ("Marco Rubio led it.", (), "unproven"),
        ("Rubio and Kellogg led it. [1]", LEAD.support[:1], "wrong"),
        ("Somebody led it. [1]", LEAD.support[:1], "wrong"),
        ("", (), "wrong"),
    ],
)
def test_the_outcome_of_an_answer(said: str, cited: tuple[GoldSentence, ...], outcome: str) -> None:
    found = scoring.score(LEAD, result(LEAD, said, *cited), TEXTS)
    assert found.outcome == outcome
    assert found.faults == ()


def test_a_refusal_is_right_only_where_nothing_is_said() -> None:
    unanswerable = next(q for q in GOLD.values() if q.should_refuse)
    refused = scoring.score(unanswerable, result(unanswerable, "No.", refused=True), TEXTS)
    assert (refused.outcome, refused.right_reason) == ("right", True)
    guessed = scoring.score(unanswerable, result(unanswerable, "Rubio."), TEXTS)
    assert (guessed.outcome, guessed.right) == ("guessed", False)
    shy = scoring.score(LEAD, result(LEAD, "Marco Rubio.", refused=True), TEXTS)
    assert (shy.outcome, shy.right) == ("refused", False)


def test_a_false_citation_is_kept_with_the_score() -> None:
    evidence = LEAD.support[0]
    moved = evidence.model_copy(update={"start": evidence.start + 1})
    found = scoring.score(LEAD, result(LEAD, "Marco Rubio. [1]", moved), TEXTS)
    assert len(found.faults) == 1


def test_an_error_scores_nothing() -> None:
    failed = Result(id=LEAD.id, digest=LEAD.digest, error="ModelError: no reply")
    found = scoring.score(LEAD, failed, TEXTS)
    assert (found.outcome, found.right, found.recall, found.confidence) == ("error", False, 0, 0)
