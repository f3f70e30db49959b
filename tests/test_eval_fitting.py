"""The fit of the confidence: cases of several kinds, reliability, thresholds."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path

import numpy as np
import pytest

from eval.scoring import reliability
from eval.teach import cases as kinds
from eval.teach import fitting
from eval.teach.cases import CORPORA, FITTED, HELD_OUT, LESSONS, Case
from eval.teach.lessons import lessons
from qa.answer.confidence import Evidence


def evidence(value: float) -> Evidence:
    return Evidence(*(value for _ in fields(Evidence)))


def made() -> list[Case]:
    """Cases of every kind whose evidence tells right from wrong, some of them not."""
    draw = np.random.default_rng(0)
    return [
        Case(kind, str(i), evidence(right + draw.normal(0, 0.6)), answerable=right, right=right)
        for kind in (*FITTED, HELD_OUT)
        for i in range(60)
        for right in (i % 3 > 0,)
    ]


@pytest.mark.parametrize(
    ("sure", "right", "error"),
    [
        ([0.05] * 10, [False] * 10, 0.05),
        ([0.75] * 4, [True, True, True, False], 0.0),
        ([0.95, 0.95], [False, False], 0.95),
        ([0.25, 0.25, 1.0, 1.0], [False, False, True, True], 0.125),
        ([], [], 0.0),
    ],
)
def test_the_expected_calibration_error(sure: list[float], right: list[bool], error: float) -> None:
    found = reliability.calibration_error(np.array(sure), np.array(right, dtype=bool))
    assert found == pytest.approx(error)


def test_the_threshold_is_safe_for_each_kind() -> None:
    easy, hard = [0.5 + i / 200 for i in range(100)], [0.2 + i / 200 for i in range(100)]
    chosen = reliability.threshold({"easy": easy, "hard": hard, "none": []}, 0.05)
    assert chosen == pytest.approx(hard[5])
    assert sum(value < chosen for value in hard) == 5
    assert sum(value < chosen for value in easy) == 0
    assert reliability.threshold({"easy": easy}, 0.05) == pytest.approx(easy[5])


def test_each_kind_weighs_the_same_and_the_held_out_one_nothing() -> None:
    some = made()
    few = [c for c in some if c.kind == LESSONS][:10]
    rest = [c for c in some if c.kind != LESSONS]
    weighed = fitting.weights([*few, *rest])
    assert sum(weighed[:10]) == pytest.approx(weighed[10:70].sum())
    plain = fitting.fit(some)
    flipped = [
        c
        if c.kind != HELD_OUT
        else Case(c.kind, c.group, c.evidence, not c.answerable, not c.right)
        for c in some
    ]
    assert fitting.fit(flipped).weights == pytest.approx(plain.weights)
    assert sum(plain.weights) > 0


def test_the_report_tells_of_every_kind() -> None:
    some = made()
    told = "\n".join(fitting.report(some, fitting.fit(some)))
    for kind in (*FITTED, HELD_OUT):
        assert f"{kind}: 60 cases, 0.667 answerable" in told
    assert told.count("expected calibration error") == len(FITTED) + 1
    for word in ("caution normal: threshold", "INTERCEPT", *(f.name for f in fields(Evidence))):
        assert word in told


def test_twins_are_in_different_corpora() -> None:
    every = lessons(held_out=True)
    parts = kinds.apart(every)
    assert sum(map(len, parts)) == len(every)
    assert 1 < len(parts) <= 4
    for part in parts:
        asked = [row[0] for one in part for row in (*one["answered"], *one["unanswered"])]
        assert len(asked) >= len(set(asked))
        answered = {row[0]: n for n, one in enumerate(part) for row in one["answered"]}
        unanswered = {row[0]: n for n, one in enumerate(part) for row in one["unanswered"]}
        assert not answered.keys() & unanswered.keys()


def test_lessons_are_cases() -> None:
    one = {
        "sentences": ["The museum at Orm has 12 rooms.", "It was built by Ada Finch in 1907."],
        "answered": [["How many rooms does the museum at Orm have?", [0], "12"]],
        "unanswered": [["How much did the museum at Orm cost?", 1]],
    }
    right, wrong = kinds.of_lessons([one])
    assert (right.answerable, right.right, wrong.answerable, wrong.right) == (
        True,
        True,
        False,
        False,
    )
    assert right.kind == LESSONS


def test_news_and_corpora_are_cases(tmp_path: Path) -> None:
    (tmp_path / "articles.jsonl").write_text(
        '{"id": "n", "title": "Museum", "text": "The museum at Orm has 12 rooms."}\n'
    )
    (tmp_path / "questions.jsonl").write_text(
        '{"id": "1", "article": "n", "question": "How many rooms has the museum?",'
        ' "answerable": true, "evidence": ["The museum at Orm has 12 rooms."]}\n'
        '{"id": "2", "article": null, "question": "Who sang?",'
        ' "answerable": false, "evidence": []}\n'
    )
    said, not_said = kinds.of_news(tmp_path)
    assert (said.right, not_said.answerable) == (True, False)
    assert CORPORA in FITTED


def test_a_missing_benchmark_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "squad2").mkdir()
    assert fitting.main([str(tmp_path)]) == 2
    assert "news/" in capsys.readouterr().err
