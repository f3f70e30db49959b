"""Somebody's own questions: read from files, marked, counted, fitted to, and kept."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from conftest import MakeAssistant

from qa.answer import calibration, confidence
from qa.answer.confidence import THRESHOLDS
from qa.errors import UsageError
from qa.scoring import figures, fitting, marks, questions, records, scored
from qa.scoring.figures import Share
from qa.scoring.fitting import Candidate
from qa.scoring.marks import Mark
from qa.scoring.questions import OwnQuestion
from qa.types import Answer

FERRY = "The ferry to Elmford takes ninety minutes. A ticket costs twelve crowns.\n"


def read(tmp_path: Path, name: str, text: str | bytes) -> list[OwnQuestion]:
    path = tmp_path / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return questions.read(path)


# -- files of questions ----------------------------------------------------------------------------


def test_a_csv_names_its_columns_and_takes_wordings_and_facts(tmp_path):
    text = (
        "\ufeffQuestion,Expected,File,Type\r\n"
        '"How long, by sea?",90 minutes | ninety minutes,ferry.txt,time\r\n'
        "Who came?,Ada; Bob | Robert,,\r\n"
        ",,,\r\n"
        "Who sank it?,,,\r\n"
    )
    first, second, third = read(tmp_path, "q.csv", text)
    assert first.question == "How long, by sea?"
    assert first.required == (("90 minutes", "ninety minutes"),)
    assert (first.file, first.kind, first.id) == ("ferry.txt", "time", "line 2")
    assert second.required == (("Ada",), ("Bob", "Robert"))
    assert not third.answerable
    assert third.kind == "unanswerable"


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("q.csv", "question;answer\nWho?;Ada | Bob\n"),
        ("q.tsv", "question\tanswer\nWho?\tAda|Bob\n"),
        ("q.jsonl", '{"question": "Who?", "says": [["Ada", "Bob"]]}\n\n'),
        ("q.json", '[{"question": "Who?", "answer": "Ada | Bob"}]'),
        ("q.csv", "question,answer\nWho?,Ada | Bob\n".encode("utf-16")),
    ],
)
def test_other_kinds_of_files_say_the_same(tmp_path, name, text):
    (only,) = read(tmp_path, name, text)
    assert (only.question, only.required) == ("Who?", (("Ada", "Bob"),))


def test_what_is_said_to_be_unanswerable_needs_no_words(tmp_path):
    text = "question,answer,unanswerable\nWho?,nobody knows,yes\nWhy?,rain,no\n"
    first, second = read(tmp_path, "q.csv", text)
    assert not first.answerable
    assert second.answerable


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("q.csv", "a,b\nc,d\n", "no column 'question'"),
        ("q.csv", "question,answer\n", "holds no questions"),
        ("q.csv", "question,answer\nWho, really?,Ada,\n", ":2 has more cells than columns"),
        ("q.csv", "question,answer\n,Ada\n", ":2 has no question"),
        ("q.csv", "question,unanswerable\nWho?,perhaps\n", "'yes' or 'no', not 'perhaps'"),
        ("q.jsonl", '{"question": "Who?"}\n{"question"\n', "q.jsonl:2 is no JSON"),
        ("q.jsonl", "[1]\n", "q.jsonl:1 is no object"),
        ("q.json", '{"question": "Who?"}', "no list of questions"),
    ],
)
def test_a_wrong_line_is_told(tmp_path, name, text, told):
    with pytest.raises(UsageError) as raised:
        read(tmp_path, name, text)
    assert told in str(raised.value)
    assert "\n" not in str(raised.value)


def test_a_file_that_is_not_there_is_told(tmp_path):
    with pytest.raises(UsageError, match="cannot be read: No such file"):
        questions.read(tmp_path / "none.csv")


# -- marks -----------------------------------------------------------------------------------------


@pytest.fixture
def ferry(make: MakeAssistant):
    assistant = make({"ferry.txt": FERRY})
    assistant.sync()
    return assistant


@pytest.mark.parametrize(
    ("asked", "outcome", "fault"),
    [
        ({"required": (("ninety minutes",),)}, "right", ""),
        ({"required": (("two hours",),)}, "wrong", ""),
        ({"required": (("nine",),)}, "wrong", ""),  # no part of a word
        ({"file": "ferry.txt"}, "right", ""),
        ({"file": "other.txt"}, "wrong", "does not cite other.txt"),
        ({"required": (("ninety",),), "forbidden": ("minutes",)}, "wrong", "says “minutes”"),
        ({}, "guessed", ""),
    ],
)
def test_an_answer_is_marked(ferry, asked, outcome, fault):
    question = OwnQuestion("line 2", "How long does the ferry to Elmford take?", **asked)
    (found,) = marks.ask(ferry, [question])
    assert found.outcome == outcome
    assert fault in "; ".join(found.faults)
    assert bool(found.faults) == bool(fault)


def test_a_refusal_is_right_or_lost(ferry):
    asked = "Who won the chess tournament in Zanzibar?"
    right, lost = marks.ask(
        ferry, [OwnQuestion("1", asked), OwnQuestion("2", asked, required=(("Ada",),))]
    )
    assert (right.outcome, lost.outcome) == ("right", "refused")


def test_what_is_raised_is_an_error_of_its_question_alone(ferry):
    bad, good = marks.ask(
        ferry,
        [OwnQuestion("1", "???"), OwnQuestion("2", "What does a ticket cost?", file="ferry.txt")],
    )
    assert bad.outcome == "error"
    assert "holds no words" in bad.faults[0]
    assert good.outcome == "right"


def test_a_quote_that_is_not_in_the_file_is_never_right(ferry):
    question = OwnQuestion("1", "How long does the ferry take?", file="ferry.txt")
    answer = ferry.ask(question.question)
    shifted = answer.citations[0].model_copy(update={"start": answer.citations[0].start + 1})
    spoiled = answer.model_copy(update={"citations": (shifted, *answer.citations[1:])})
    found = marks.mark(question, spoiled, ferry)
    assert found.outcome == "wrong"
    assert "is not in the file" in found.faults[0]


def test_the_shares_are_of_what_they_say():
    def made(outcome: str, answerable: bool = True) -> Mark:
        required = (("x",),) if answerable else ()
        answer = Answer(question="q", standalone_question="q", text="x", confidence=0.5)
        return Mark(OwnQuestion("1", "q", required), answer, (), outcome, seconds=0.1)

    found = figures.figures(
        [
            made("right"),
            made("wrong"),
            made("refused"),
            made("right", False),
            made("guessed", False),
        ]
    )
    assert (found.ended.part, found.ended.whole) == (2, 5)
    assert (found.right.part, found.right.whole) == (1, 3)
    assert (found.refused.part, found.refused.whole) == (1, 2)
    assert (found.lost.part, found.lost.whole) == (1, 3)
    low, high = Share(5, 10).interval
    assert (round(low, 3), round(high, 3)) == (0.237, 0.763)  # Wilson's, of 5 in 10
    assert Share(0, 0).interval == (0.0, 1.0)


# -- the threshold ---------------------------------------------------------------------------------

USUAL = THRESHOLDS["normal"]


def test_where_the_usual_threshold_is_as_good_it_stays():
    found = [Candidate(0.9, True)] * 8 + [Candidate(0.1, False)] * 8
    assert fitting.best(found, USUAL) == USUAL
    assert fitting.fit(found, "normal").threshold == USUAL


def test_a_threshold_moves_up_where_wrong_answers_are_sure():
    found = [Candidate(0.9 + n / 1000, True) for n in range(20)]
    found += [Candidate(0.4 + n / 100, False) for n in range(20)]
    fitted = fitting.fit(found, "normal")
    assert 0.6 < fitted.threshold < 0.9
    assert (fitted.before.right, fitted.before.wrong) == (20, 20)
    assert (fitted.after.right, fitted.after.wrong, fitted.after.withheld) == (20, 0, 20)
    assert fitted.apart.right == 20
    assert fitted.apart.wrong <= 1


def test_a_threshold_moves_down_where_right_answers_are_unsure():
    found = [Candidate(0.15 + n / 500, True) for n in range(20)] + [Candidate(0.05, False)] * 10
    assert 0.05 < fitting.fit(found, "normal").threshold < 0.2


def test_what_is_no_more_than_chance_is_not_kept():
    found = [Candidate(0.29, False), *[Candidate(0.3 + n / 20, n % 2 == 0) for n in range(12)]]
    assert fitting.fit(found, "normal").threshold == USUAL


def test_more_caution_never_answers_more():
    found = [Candidate(n / 40, n % 3 > 0 and n > 12) for n in range(1, 40)]
    at = {name: fitting.best(found, usual) for name, usual in THRESHOLDS.items()}
    given = {name: sum(c.confidence >= at[name] for c in found) for name in THRESHOLDS}
    assert given["low"] >= given["normal"] >= given["high"]


def test_too_few_questions_fit_nothing(ferry):
    asked = [OwnQuestion("1", "How long does the ferry take?", file="ferry.txt")]
    with pytest.raises(UsageError, match="at least 10 are needed"):
        fitting.candidates(marks.ask(ferry, asked))


def test_a_calibration_is_kept_beside_the_index_and_holds_for_its_model(ferry, monkeypatch):
    settings = ferry.settings
    asked = [OwnQuestion("1", "q", (("x",),)), OwnQuestion("2", "q")]
    fits = fitting.fits([Candidate(0.9, True)] * 8 + [Candidate(0.6, False)] * 8)
    made = scored.as_calibration(dict(fits), Path("my/q.csv"), "2026-01-02", asked)
    calibration.keep(settings, made)
    assert calibration.threshold(settings) == fits["normal"].threshold > USUAL
    assert "fitted to 2 questions of q.csv on 2026-01-02" in ferry.status()["refuses"]
    report = ferry.sync(rebuild=True)
    assert report.added
    assert calibration.threshold(settings) == fits["normal"].threshold  # it outlives a rebuild
    high = settings.model_copy(update={"caution": "high"})
    assert calibration.threshold(high) == fits["high"].threshold
    monkeypatch.setattr(confidence, "INTERCEPT", 99.0)
    assert calibration.threshold(settings) == USUAL
    assert "another version" in calibration.described(settings)
    monkeypatch.undo()
    assert calibration.forget(settings)
    assert not calibration.forget(settings)
    assert calibration.threshold(settings) == USUAL


def test_the_fitted_threshold_refuses(make):
    first = make({"ferry.txt": FERRY})
    answer = first.ask("How long does the ferry to Elmford take?")
    assert not answer.refused
    made = scored.as_calibration({}, Path("q.csv"), "2026-01-02", [])
    thresholds = dict.fromkeys(THRESHOLDS, 0.999)
    calibration.keep(first.settings, made.model_copy(update={"thresholds": thresholds}))
    again = make().ask("How long does the ferry to Elmford take?")
    assert again.refused
    assert again.confidence == answer.confidence


# -- what is written down --------------------------------------------------------------------------


def test_a_run_is_kept_and_compared_with_the_one_before(ferry, tmp_path):
    path = tmp_path / "mine.csv"
    path.write_text("question,answer\nHow long does the ferry to Elmford take?,two hours\n")
    first = scored.score(ferry, path)
    assert first.folder.parent == records.folder(ferry.settings, path)
    assert first.report.sentence.startswith("0.0 % ended as they should, with nothing")
    assert first.report.trend == ""
    path.write_text("question,answer\nHow long does the ferry to Elmford take?,ninety minutes\n")
    second = scored.score(ferry, path)
    assert second.report.sentence.startswith("Quality rose")
    (item,) = second.report.items
    assert (item.former.outcome, item.outcome, item.better) == ("wrong", "right", True)
    assert second.report.trend.startswith("<svg")
    kept = json.loads((second.folder / "run.json").read_text())
    assert kept["figures"] == {"ended as it should": 1.0, "right": 1.0}
    rows = list(csv.DictReader(io.StringIO((second.folder / "answers.csv").read_text())))
    assert rows[0]["outcome"] == "right"
    assert rows[0]["sources"].startswith("ferry.txt:1")


def test_a_cell_is_no_formula():
    question = OwnQuestion("1", "=1+1", (("x",),))
    written = records.table([Mark(question, None, (), "error", ("@fault",))])
    row = list(csv.reader(io.StringIO(written)))[1]
    assert row[0] == "'=1+1"
    assert row[-1] == "'@fault"
