"""What stands near the threshold, and may be answered otherwise on another processor."""

from __future__ import annotations

from test_eval_gate import before, score

from eval.gate.comparison import compare
from eval.gate.verdict import Verdict, decide
from eval.scoring.margins import HAIR, margins


def test_questions_near_the_threshold_are_found_the_nearest_first() -> None:
    at = 0.28
    scores = [
        score(1, confidence=at + HAIR / 2),
        score(2, confidence=at - HAIR / 4, refused=True, right=False, should_refuse=False),
        score(3, confidence=at + 2 * HAIR),
        score(4, confidence=at, should_refuse=True),
        score(5, confidence=at, error="raised"),
    ]
    found = margins(scores, at)
    assert [near.id for near in found.near] == ["q-04", "q-02", "q-01"]
    assert found.near[1].distance < 0
    assert found.points == 100 * 2 / 4  # of the four answerable ones
    assert "3 confidences are within" in found.explained
    assert "the same questions" in margins(scores[2:3], at).explained


def test_what_goes_otherwise_by_a_hair_counts_as_before() -> None:
    was = [score(n) for n in range(40)]
    lost = {"refused": True, "right": False, "right_reason": False}
    now = [score(n, **lost) for n in range(6)] + was[6:]
    strict = compare(before(was), now)
    assert decide(now, strict, "extractive").verdict is Verdict.REGRESSION
    near = {f"q-{n:02}" for n in range(4)}
    lenient = compare(before(was), now, near)
    assert lenient.by_a_hair == ("q-00", "q-01", "q-02", "q-03")
    assert lenient.differences["right"].lost == 2
    assert len(lenient.changes) == 6  # they are told all the same
    found = decide(now, lenient, "extractive")
    assert found.verdict is Verdict.PASS
    assert "by a hair otherwise, and counted as before: q-00" in "; ".join(found.remarks)


def test_an_answer_that_is_wrong_near_the_threshold_is_no_hair() -> None:
    was = [score(n) for n in range(40)]
    now = [score(n, right=False, right_reason=False) for n in range(6)] + was[6:]
    found = compare(before(was), now, {s.id for s in now})
    assert found.by_a_hair == ()
    assert decide(now, found, "extractive").verdict is Verdict.REGRESSION
