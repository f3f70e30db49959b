from __future__ import annotations

from pathlib import Path

import pytest

from eval.errors import GoldError
from eval.gold import corpus, rules
from eval.gold import questions as gold
from eval.gold.questions import Question
from eval.paths import SEEDS
from eval.scoring import trivial


@pytest.fixture(scope="module")
def questions() -> list[Question]:
    return gold.load()


@pytest.fixture(scope="module")
def texts() -> dict[str, str]:
    return corpus.texts(SEEDS)


def test_the_gold_set_keeps_its_rules(questions: list[Question], texts: dict[str, str]) -> None:
    assert rules.problems(questions, texts) == []
    assert list(trivial.problems(questions, texts)) == []


def broken(question: Question, /, **changes: object) -> Question:
    return Question.model_validate(question.model_dump() | changes)


def told(question: Question, texts: dict[str, str]) -> str:
    return "\n".join(rules.faults(question, texts))


def test_each_rule_is_enforced(questions: list[Question], texts: dict[str, str]) -> None:
    good = next(q for q in questions if q.id == "lead-us-01")
    first = good.support[0].model_dump()
    moved = {**first, "start": first["start"] + 1}
    lost = {**first, "file": "nowhere.txt"}
    cases = {
        "is not the quote": {"support": [moved]},
        "there is no file": {"support": [lost]},
        "stands in the supporting quotes": {"required": [["Blinken"]]},
        "stands in the reference answer": {"answer": "A man."},
        "gives the alias 'delegation' away": {"required": [["Rubio", "delegation"]]},
        "holds the forbidden": {"forbidden": ["Rubio"]},
        "should_refuse does not fit": {"should_refuse": True},
        "a history belongs to a follow-up": {"history": [{"role": "user", "content": "x"}]},
        "needs evidence in two files": {"also": []},
        "are all needed": {"required": []},
    }
    assert told(good, texts) == ""
    for words, changes in cases.items():
        assert words in told(broken(good, **changes), texts), words


def test_rules_of_the_whole_set(questions: list[Question], texts: dict[str, str]) -> None:
    good = next(q for q in questions if q.parent is None and not q.history)
    twin = broken(good, id="twin-01", question=good.question.upper())
    assert "nearly the same question" in "\n".join(rules.repeated([good, twin]))
    stray = broken(good, type="typo", parent="nobody-01")
    assert "there is no question 'nobody-01'" in "\n".join(rules.wrong_families([stray]))
    assert "are the least" in "\n".join(rules.wrong_counts(questions[:20]))
    assert "2 questions of this id" in "\n".join(rules.wrong_counts([good, good]))


def test_an_answerer_that_knows_nothing_must_stay_low(
    questions: list[Question], texts: dict[str, str]
) -> None:
    easy = [broken(q, required=[["Trump"]]) for q in questions if not q.should_refuse]
    found = "\n".join(trivial.problems(easy, texts))
    assert "the answerer 'constant', which knows nothing" in found
    assert "the oracle is wrong" in found


def test_gold_text_in_the_program_is_found(questions: list[Question], tmp_path: Path) -> None:
    (tmp_path / "prompts").mkdir()
    (tmp_path / "prompts" / "answer.md").write_text(f"Example: {questions[0].question.upper()}")
    found = list(rules.leaked(questions, tmp_path))
    assert len(found) == 1
    assert found[0].startswith(questions[0].id)


def test_selection(questions: list[Question]) -> None:
    dev = gold.select(questions, types=["typo"], split="dev")
    assert {(q.type, q.split) for q in dev} == {("typo", "dev")}
    assert [q.id for q in gold.select(questions, ids=["lead-us-01"])] == ["lead-us-01"]
    with pytest.raises(GoldError, match="no gold question has the type 'odd'"):
        gold.select(questions, types=["odd"])
    with pytest.raises(GoldError, match="is left"):
        gold.select(questions, ids=["lead-us-01"], split="test")


def test_a_damaged_line_is_named(tmp_path: Path, questions: list[Question]) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text(gold.dumps(questions[0]) + "\n{}\n")
    with pytest.raises(GoldError, match=r"gold\.jsonl:2 is no gold question"):
        gold.load(path)
    path.write_text("")
    with pytest.raises(GoldError, match="is empty"):
        gold.load(path)


def test_a_question_survives_being_written(questions: list[Question]) -> None:
    for question in questions:
        assert Question.model_validate_json(gold.dumps(question)) == question
