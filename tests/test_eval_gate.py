"""The gate on made-up scores; on real runs, see test_eval_run.py."""

from __future__ import annotations

import json
from pathlib import Path

from eval.gate import baseline
from eval.gate.baseline import Baseline
from eval.gate.comparison import compare
from eval.gate.movements import KeptFigure, KeptSuite, movements, unlike
from eval.gate.verdict import Decision, Verdict, decide
from eval.running.runs import Manifest
from eval.scoring import falls
from eval.scoring.score import Score
from eval.suites.figures import Mark, Share, SuiteFigures

MANIFEST = Manifest(
    id="earlier",
    mode="extractive",
    started="2025-02-18T00:00:00+00:00",
    model="none",
    settings={},
    questions=(),
    complete=True,
    gold="g",
    corpus="c",
    code="d",
    commit="e",
    versions={},
)


def score(number: int, **changes: object) -> Score:
    values: dict[str, object] = {
        "id": f"q-{number:02}",
        "type": "single_file",
        "split": "dev",
        "family": f"q-{number:02}",
        "digest": "same",
        "should_refuse": False,
        "must_pass": False,
        "right": True,
        "right_reason": True,
        "recall": 1.0,
        "mode": "extractive",
        "text": "Rubio.",
    }
    return Score.model_validate(values | changes)


def before(scores: list[Score]) -> Baseline:
    return baseline.keep(MANIFEST, scores, reason="start", accepted="today")


GOOD = [score(n) for n in range(40)]


def verdict(scores: list[Score], former: list[Score] | None = None) -> Decision:
    comparison = compare(before(former), scores) if former else None
    return decide(scores, comparison, "extractive")


def test_nothing_changed_passes() -> None:
    assert verdict(GOOD, GOOD).verdict is Verdict.PASS
    assert verdict(GOOD, GOOD).reasons == ()


def test_without_a_baseline_it_says_so() -> None:
    found = verdict(GOOD)
    assert found.verdict is Verdict.PASS
    assert "no extractive baseline yet" in found.remarks[0]


def test_a_drop_fails_when_it_is_significant() -> None:
    def lost(count: int) -> list[Score]:
        wrong = [score(n, right=False, right_reason=False) for n in range(count)]
        return wrong + GOOD[count:]

    assert verdict(lost(4), GOOD).verdict is Verdict.PASS
    found = verdict(lost(5), GOOD)
    assert found.verdict is Verdict.REGRESSION
    assert found.reasons[0].startswith("right: -0.125 since the baseline (5 lost, 0 gained")
    assert verdict(GOOD, lost(5)).verdict is Verdict.PASS  # a gain is no drop


def test_every_false_citation_fails() -> None:
    found = verdict([score(0, faults=["[1] a.txt:1: not the quote"]), *GOOD[1:]], GOOD)
    assert found.verdict is Verdict.REGRESSION
    assert found.reasons == ("1 false citation: q-00 [1] a.txt:1: not the quote",)


def test_a_must_pass_question_fails_by_itself() -> None:
    found = verdict([score(0, must_pass=True, right=False, refused=True), *GOOD[1:]])
    assert found.verdict is Verdict.REGRESSION
    assert found.reasons == ("must-pass question q-00 is refused",)


def test_many_errors_are_a_broken_run_and_few_are_wrong_answers() -> None:
    def failed(count: int) -> list[Score]:
        lost = {"error": "ModelError: no reply", "right": False, "right_reason": False}
        return [score(n, **lost) for n in range(count)] + GOOD[count:]

    found = verdict(failed(5), GOOD)
    assert found.verdict is Verdict.BROKEN
    assert found.reasons[0] == ("5 of 40 questions ended in an error, such as ModelError: no reply")
    few = verdict(failed(2), GOOD)
    assert few.verdict is Verdict.PASS
    assert few.remarks == ("2 errors, counted as wrong",)


def test_answers_of_another_mode_break_the_run() -> None:
    found = decide(GOOD, None, "generative")
    assert found.verdict is Verdict.BROKEN
    assert found.reasons == ("40 of 40 answers are extractive, not generative",)


def suite(measure: str, good: int, of: int, name: str = "corpora") -> SuiteFigures:
    shares = [{measure: Share(number < good)} for number in range(of)]
    marks = [Mark(f"{n}", "list", "dev", share, True, "right") for n, share in enumerate(shares)]
    return SuiteFigures(name, marks)


def moved(measure: str, before: int, now: int, of: int, *, items: str = "same") -> Decision:
    kept = KeptFigure(value=before / of, of=of)
    known = {"corpora": KeptSuite(items={"all": "same"}, figures={measure: {"all": kept}})}
    asked = MANIFEST.model_copy(update={"suites": {"corpora": items}})
    suites = [suite(measure, now, of)]
    assert (items == "same") == (not unlike(known, suites, asked))
    return decide(GOOD, None, "extractive", suites, movements(known, suites, asked))


def test_a_figure_of_a_suite_that_has_really_fallen_fails() -> None:
    assert moved("conflict recall", 40, 36, 50).verdict is Verdict.PASS
    found = moved("conflict recall", 40, 35, 50)
    assert found.reasons == ("corpora: conflict recall -0.100 to 0.700 since the baseline",)
    assert found.verdict is Verdict.REGRESSION
    assert moved("conflict recall", 35, 40, 50).verdict is Verdict.PASS
    assert moved("right", 500, 492, 600).verdict is Verdict.PASS  # eight of many may be chance
    assert moved("right", 500, 490, 600).verdict is Verdict.REGRESSION


def test_of_some_measures_less_is_better_and_some_tell_what_others_do() -> None:
    assert moved("false conflicts", 0, 5, 50).verdict is Verdict.REGRESSION
    assert moved("false conflicts", 5, 0, 50).verdict is Verdict.PASS
    assert moved("one side", 0, 9, 50).verdict is Verdict.PASS


def test_a_suite_of_other_items_is_not_compared() -> None:
    assert moved("conflict recall", 40, 0, 50, items="other").verdict is Verdict.PASS


def test_the_more_there_are_the_more_may_change_by_chance() -> None:
    assert [falls.margin(count) for count in (10, 100, 657, 1288)] == [5, 5, 9, 13]


def test_a_changed_question_is_not_compared() -> None:
    changed = [score(n, digest="other", right=False) for n in range(10)] + GOOD[10:]
    found = compare(before(GOOD), changed)
    assert (found.compared, found.missing) == (30, 10)
    assert found.changes == ()
    assert verdict(changed, GOOD).remarks == ("10 questions not in the baseline",)


def test_changes_are_told_with_their_direction() -> None:
    later = [score(0, right=False, right_reason=False), score(1, right_reason=False), *GOOD[2:]]
    down = compare(before(GOOD), later).changes
    assert [(c.id, c.before, c.after, c.better) for c in down] == [
        ("q-00", "right", "wrong", False),
        ("q-01", "right", "unproven", False),
    ]
    assert all(c.better for c in compare(before(later), GOOD).changes)


def test_a_baseline_has_an_entry_for_each_mode_and_a_line_a_question(tmp_path: Path) -> None:
    path = tmp_path / "baseline.json"
    first = before(GOOD)
    other = first.model_copy(update={"mode": "generative", "reason": 'a \n "model" {}'})
    baseline.write(path, first)
    baseline.write(path, other)
    assert baseline.read(path, "extractive") == first
    assert baseline.read(path, "generative") == other
    assert set(json.loads(path.read_text())) == {"extractive", "generative"}
    assert sum('"q-' in line for line in path.read_text().splitlines()) == 80
    assert baseline.read(tmp_path / "none.json", "extractive") is None
