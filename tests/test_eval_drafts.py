"""The suite of drafts: its items, what a verdict is worth, and what is too little of it."""

from __future__ import annotations

import pytest

from eval.paths import Paths
from eval.suites import drafts, items, marking, rules
from eval.suites.figures import Share
from eval.suites.items import Draft, DraftPiece, DraftStatement
from eval.suites.statements import LET_THROUGH
from qa.types import Answer

TEXT = "It rained. It snowed. Was it cold?"


def piece(verdict: str, kind: str = "paraphrase") -> DraftStatement:
    return DraftStatement(
        id="made-01",
        question=TEXT[:10],
        split="dev",
        corpus="made",
        draft=TEXT,
        piece=DraftPiece(start=0, end=10, kind=kind, verdict=verdict),
    )


def found(verdict: str) -> Answer:
    return Answer(
        question=TEXT[:10],
        standalone_question=TEXT[:10],
        text=verdict,
        reason=verdict,
        refused=verdict == "left out",
        confidence=0.0,
    )


def test_every_piece_stands_in_its_draft() -> None:
    every = items.load("drafts", Paths())
    assert len(every) == sum(len(draft.pieces) for draft in read())
    for item in every:
        assert isinstance(item, DraftStatement)
        assert item.draft[item.piece.start : item.piece.end] == item.question


def read() -> list[Draft]:
    lines = (Paths().drafts / "drafts.jsonl").read_text("utf-8").splitlines()
    return [Draft.model_validate_json(line) for line in lines]


@pytest.mark.parametrize(
    ("wanted", "verdict", "good", "outcome"),
    [
        ("supported", "supported", True, "supported"),
        ("supported", "contradicted", False, "contradicted"),
        ("supported", "left out", False, "left out"),
        ("contradicted", "supported", False, LET_THROUGH),
        ("contradicted", "not in the articles", True, "not in the articles"),
        ("not in the articles", "contradicted", True, "contradicted"),
        ("not in the articles", "left out", False, "left out"),
        ("left out", "left out", True, "left out"),
        ("left out", "supported", False, "supported"),
    ],
)
def test_what_a_finding_is_worth(wanted: str, verdict: str, good: bool, outcome: str) -> None:
    assert drafts.outcome(piece(wanted), found(verdict)) == (good, outcome)
    assert drafts.shares(piece(wanted), found(verdict))["right"] == Share(good)


def test_the_kinds_of_finding_are_told_apart() -> None:
    shares = drafts.shares(piece("contradicted"), found("not in the articles"))
    assert shares["contradicted: told as such"] == Share(False)
    assert shares["not in the articles: rightly"] == Share(False)
    assert shares["false: not supported"] == Share(True)
    assert "supported: true" not in shares


def test_a_piece_without_a_result_earns_nothing() -> None:
    mark = marking.mark(piece("supported"), None, {})
    assert (mark.good, mark.outcome) == (False, "error")
    assert mark.shares["true: supported"] == Share(False)


def test_too_little_of_it_is_told() -> None:
    told = list(rules.few_drafts([piece("supported"), piece("contradicted")]))
    assert told == [
        "drafts: 1 drafts, 40 are the least",
        "drafts: 2 statements, 400 are the least",
        "drafts: 1 kinds of error, 10 are the least",
    ]
