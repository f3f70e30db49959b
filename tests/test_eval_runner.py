from __future__ import annotations

import json
from pathlib import Path

import pytest

from eval.errors import RunError
from eval.gold import corpus
from eval.gold import questions as gold
from eval.gold.questions import Question
from eval.paths import SEEDS
from eval.running import runner, runs
from eval.running.results import Result
from eval.running.runs import Run
from eval.scoring import score as scoring
from eval.scoring import summary
from qa.errors import ModelError
from qa.settings import Settings
from qa.types import Answer, Passage, Turn


class Scripted:
    """Says "Rubio" to everything, but fails where it is told to."""

    def __init__(self, fails: dict[str, BaseException] | None = None) -> None:
        self.fails = fails or {}
        self.asked: list[str] = []

    def ask(self, question: str, history: object = None) -> Answer:
        self.asked.append(question)
        if question in self.fails:
            raise self.fails[question]
        return Answer(
            question=question, standalone_question=question, text="Rubio.", confidence=0.5
        )

    def retrieve(
        self, question: str, history: list[Turn] | None = None, budget: int = 0
    ) -> list[Passage]:
        return []


@pytest.fixture(scope="module")
def questions() -> list[Question]:
    return gold.select(gold.load(), types=["who_said", "unanswerable"], split="dev")[:12]


@pytest.fixture
def into(tmp_path: Path, questions: list[Question]) -> Run:
    settings = Settings(llm="none")
    manifest = runs.describe(
        questions, complete=False, mode="extractive", settings=settings, corpus="x"
    )
    return runs.create(tmp_path, manifest)


def test_a_line_is_written_for_each_question_as_it_ends(
    into: Run, questions: list[Question]
) -> None:
    seen: list[tuple[int, int, int]] = []

    def progress(done: int, total: int) -> None:
        seen.append((done, total, len(into.results())))

    runner.run(Scripted(), questions, into, jobs=3, progress=progress)
    assert seen == [(n, 12, n) for n in range(13)]
    assert set(into.results()) == {q.id for q in questions}


def test_an_error_is_a_wrong_answer_and_is_counted(into: Run, questions: list[Question]) -> None:
    failing = {questions[0].question: ModelError("no reply: try again", retry=True)}
    results = runner.run(Scripted(failing), questions, into)
    assert len(results) == 12
    assert results[questions[0].id].error == "ModelError: no reply: try again"
    scores = scoring.score_all(questions, results, corpus.texts(SEEDS))
    figures = summary.summarise(scores)
    assert (figures.questions, figures.errors) == (12, 1)
    assert figures.figures["right"].count == sum(not q.should_refuse for q in questions)
    assert scores[0].outcome == "error"
    assert not scores[0].right


def test_a_question_without_a_result_stays_in_the_denominator(questions: list[Question]) -> None:
    scores = scoring.score_all(questions, {}, corpus.texts(SEEDS))
    assert {s.outcome for s in scores} == {"error"}
    assert summary.summarise(scores).errors == 12
    assert summary.summarise(scores).refusal_f1.value == 0.0


def test_resume_asks_only_what_is_missing_or_failed(into: Run, questions: list[Question]) -> None:
    stopped = Scripted(
        {
            questions[2].question: ModelError("no reply"),
            questions[7].question: KeyboardInterrupt(),
        }
    )
    with pytest.raises(KeyboardInterrupt):
        runner.run(stopped, questions, into)
    answered = {n for n, r in into.results().items() if r.error is None}
    assert questions[7].id not in answered
    assert 0 < len(answered) < 12
    again = Scripted()
    results = runner.run(again, questions, into)
    assert set(again.asked) == {q.question for q in questions if q.id not in answered}
    assert all(r.error is None for r in results.values())


def test_a_changed_question_is_asked_again(into: Run, questions: list[Question]) -> None:
    runner.run(Scripted(), questions, into)
    changed = questions[0].model_copy(update={"question": "And now?"})
    again = Scripted()
    runner.run(again, [changed, *questions[1:]], into)
    assert again.asked == ["And now?"]


def test_a_line_that_was_cut_off_is_asked_again(into: Run, questions: list[Question]) -> None:
    runner.run(Scripted(), questions, into)
    path = into.folder / "results.jsonl"
    path.write_text(path.read_text()[:-40])
    assert len(into.results()) == 11
    again = Scripted()
    runner.run(again, questions, into)
    assert len(again.asked) == 1
    assert set(into.results()) == {q.id for q in questions}


def test_the_manifest_says_what_was_run(into: Run) -> None:
    manifest = json.loads((into.folder / "manifest.json").read_text())
    assert manifest["mode"] == "extractive"
    assert manifest["versions"]["chromadb"]
    assert len(manifest["questions"]) == 12
    other = into.manifest.model_copy(update={"code": "other"})
    assert not into.manifest.same_as(other)
    assert into.manifest.same_as(into.manifest.model_copy(update={"id": "later"}))


def test_runs_are_found_by_name_path_and_as_the_last(into: Run, tmp_path: Path) -> None:
    for name in (into.manifest.id, str(into.folder), "last"):
        assert runs.find(tmp_path, name).folder == into.folder
    with pytest.raises(RunError, match="no run 'odd'"):
        runs.find(tmp_path, "odd")
    with pytest.raises(RunError, match="no run in"):
        runs.find(tmp_path / "empty", "last")


def test_a_run_from_before_judgements_were_called_so_is_read() -> None:
    said = {"metric": "faithfulness", "score": 1.0, "raw": "YES"}
    result = Result.model_validate({"id": "q", "digest": "", "verdicts": [said]})
    assert [judgement.raw for judgement in result.judgements] == ["YES"]
    assert Result.model_validate_json(result.model_dump_json()) == result


def test_an_unreadable_judgement_is_unscored(questions: list[Question]) -> None:
    question = questions[0]
    answer = Answer(question="?", standalone_question="?", text="Rubio.", confidence=0.5)
    judgements = [
        {"metric": "correctness", "score": None, "raw": "Well."},
        {"metric": "faithfulness", "score": 1.0, "raw": "YES"},
    ]
    result = Result.model_validate(
        {"id": question.id, "digest": "", "answer": answer, "judgements": judgements}
    )
    scored = scoring.score(question, result, {})
    assert scored.judged == {"correctness": None, "faithfulness": 1.0}
    judged = {j.metric: j for j in summary.summarise([scored]).judged}
    assert (judged["correctness"].scored, judged["correctness"].unscored) == (0, 1)
    assert judged["faithfulness"].mean == 1.0
