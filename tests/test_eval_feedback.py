from __future__ import annotations

import json
from pathlib import Path

import pytest

from eval.errors import FeedbackError, GoldError
from eval.gold import feedback
from eval.gold import questions as gold


def written(path: Path, *entries: object) -> Path:
    path.write_text("".join(json.dumps(entry) + "\n" for entry in entries), encoding="utf-8")
    return path


COMPLAINT = {
    "question": "Which hotel did the delegates sleep in?",
    "history": [],
    "answer": "The Ritz Carlton. [1]",
    "citations": [{"number": 1, "file": "a.txt", "line": 3}],
    "reason": "It only says that the hotel is next door.",
    "time": "2025-02-18T12:00:00Z",
}


def test_a_complaint_becomes_a_candidate(tmp_path: Path) -> None:
    path = written(tmp_path / "feedback.jsonl", COMPLAINT)
    found = feedback.triage(feedback.read(path), gold.load())
    assert found.refused == ()
    (candidate,) = found.candidates
    assert candidate["question"] == COMPLAINT["question"]
    assert candidate["id"] == "feedback-hotel-delegates-sleep-01"
    assert candidate["complaint"]["reason"] == COMPLAINT["reason"]
    assert candidate["split"] == "dev"


def test_a_candidate_is_not_gold_before_it_is_completed(tmp_path: Path) -> None:
    found = feedback.triage(feedback.read(written(tmp_path / "f", COMPLAINT)), [])
    path = written(tmp_path / "gold.jsonl", *found.candidates)
    with pytest.raises(GoldError, match="is no gold question"):
        gold.load(path)


def test_what_the_gold_set_asks_already_is_refused(tmp_path: Path) -> None:
    known = gold.load()
    asked = next(q for q in known if not q.history)
    path = written(
        tmp_path / "feedback.jsonl",
        {"question": asked.question.upper() + "?"},
        COMPLAINT,
        {**COMPLAINT, "question": "which hotel did the delegates sleep in"},
        {"question": " ?! "},
    )
    found = feedback.triage(feedback.read(path), known)
    assert len(found.candidates) == 1
    assert len(found.refused) == 3
    assert asked.id in found.refused[0]
    assert "feedback-hotel-delegates-sleep-01" in found.refused[1]


def test_the_same_words_after_another_conversation_are_another_question(tmp_path: Path) -> None:
    turns = [
        {"role": "user", "content": "Where did the European leaders meet on Monday?"},
        {"role": "assistant", "content": "In Paris."},
    ]
    path = written(
        tmp_path / "feedback.jsonl",
        {"question": "Who called them?", "history": turns},
        {"question": "Who called them?"},
    )
    found = feedback.triage(feedback.read(path), [])
    assert [c["type"] for c in found.candidates] == ["follow_up", "FILL IN"]
    assert len({c["id"] for c in found.candidates}) == 2


def test_a_line_as_the_page_writes_it(tmp_path: Path) -> None:
    line = {
        "id": "feedback-0123456789ab",
        "type": "candidate",
        "split": None,
        **COMPLAINT,
        "history": [{"role": "user", "content": "Hello"}],
        "support": [],
        "rating": "down",
        "settings": {"mode": "extractive", "confidence": 0.4},
    }
    praised = {**line, "id": "feedback-ba9876543210", "rating": "up"}
    (complaint,) = feedback.read(written(tmp_path / "feedback.jsonl", line, praised))
    assert complaint.reason == COMPLAINT["reason"]
    assert complaint.history[0].content == "Hello"


def test_the_last_judgement_of_an_answer_counts(tmp_path: Path) -> None:
    first = {**COMPLAINT, "id": "feedback-1", "rating": "down", "reason": ""}
    other = {**first, "id": "feedback-2", "reason": "Wrong."}
    lines = [first, other, {**first, "reason": "Too long."}, {**other, "rating": "up"}]
    (complaint,) = feedback.read(written(tmp_path / "feedback.jsonl", *lines))
    assert complaint.reason == "Too long."


def test_thumbs_up_are_passed_over(tmp_path: Path) -> None:
    path = written(
        tmp_path / "feedback.jsonl", {**COMPLAINT, "liked": True}, {**COMPLAINT, "liked": False}
    )
    assert len(feedback.read(path)) == 1


@pytest.mark.parametrize("line", ["{", "[]", '{"answer": "no question"}', '"text"'])
def test_a_line_that_is_no_feedback_is_named(tmp_path: Path, line: str) -> None:
    path = tmp_path / "feedback.jsonl"
    path.write_text("\n" + line + "\n")
    with pytest.raises(FeedbackError, match=r"feedback\.jsonl:2 is no feedback"):
        feedback.read(path)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(FeedbackError, match="cannot be read"):
        feedback.read(tmp_path / "none.jsonl")
