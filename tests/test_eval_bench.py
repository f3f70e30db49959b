"""Public benchmarks on corpora of two sentences, whose figures can be worked out by hand."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from eval.bench import chunking, mtrag, news, reading, squad2, xquad
from eval.bench.__main__ import BENCHMARKS, main
from eval.bench.harness import Measurement
from eval.bench.tokens import contains
from eval.metrics.answer import exact, token_f1
from qa.types import Answer, Citation

BRIDGE = "The bridge over the Aller was opened in 1907 by the mayor."
MARKET = "Every Thursday farmers sell apples and honey at the market."


def write(path: Path, *rows: object) -> None:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")


@pytest.fixture
def chunking_files(tmp_path: Path) -> Path:
    (tmp_path / "town.md").write_text(BRIDGE)
    asked = {"question": "When was the bridge opened?", "file": "town.md"}
    write(
        tmp_path / "questions.jsonl",
        {**asked, "references": [{"start": 0, "end": len(BRIDGE)}]},
        {**asked, "references": [{"start": 0, "end": len(BRIDGE) // 2}]},
    )
    return tmp_path


@pytest.fixture
def squad2_files(tmp_path: Path) -> Path:
    write(tmp_path / "passages.jsonl", {"id": "b", "text": BRIDGE}, {"id": "m", "text": MARKET})
    asked = {"question": "When was the bridge over the Aller opened?", "passage": "b"}
    write(
        tmp_path / "questions.jsonl",
        {**asked, "id": "1", "answers": ["1907"], "answerable": True},
        {**asked, "id": "2", "answers": ["1908"], "answerable": True},
        {
            "id": "3",
            "question": "What did the emperor of Japan eat?",
            "passage": "m",
            "answers": [],
            "answerable": False,
        },
    )
    return tmp_path


@pytest.fixture
def mtrag_files(tmp_path: Path) -> Path:
    write(tmp_path / "passages.jsonl", {"id": "b", "text": BRIDGE}, {"id": "m", "text": MARKET})
    history = [
        {"role": "user", "content": "Is there a bridge over the Aller?"},
        {"role": "assistant", "content": "Yes, there is a bridge over the Aller."},
    ]
    turn = {"question": "When was it opened?", "history": history}
    write(
        tmp_path / "turns.jsonl",
        {**turn, "relevant": ["b"]},
        {**turn, "history": [], "relevant": ["m"]},  # of no account: it has no history
    )
    return tmp_path


def test_characters_retrieved_against_those_of_the_reference(chunking_files: Path) -> None:
    measured = chunking.measure(chunking_files)
    assert measured.questions == 2
    assert measured.figures == pytest.approx(
        {"recall at 4000 characters": 1.0, "recall, town": 1.0, "precision": 0.75, "IoU": 0.75}
    )


def test_answers_are_right_when_they_say_it_and_cite_the_paragraph(squad2_files: Path) -> None:
    measured = squad2.measure(squad2_files)
    assert measured.questions == 3
    figures = dict(measured.figures)
    assert figures["answerable: right and cited"] == 0.5
    assert figures["answerable: refused"] == 0.0
    assert figures["unanswerable: refused"] == 1.0
    assert figures["sentences an answer"] == 1.0
    assert 0 <= figures["answered: exact match of the short answer"] <= 0.5
    assert 0 < figures["answered: token F1 of the short answer"] <= 0.5
    assert figures["characters an answer"] == len(BRIDGE)
    assert figures["paragraph hit@1"] >= 2 / 3


def test_turns_without_a_history_do_not_count(mtrag_files: Path) -> None:
    assert mtrag.measure(mtrag_files) == Measurement(1, {"recall@5": 1.0})


@pytest.mark.parametrize(
    ("text", "wanted", "held"),
    [
        ("It cost 1,907 crowns.", "1,907", True),
        ("Opened in 1907.", "190", False),
        ("The MAYOR came.", "the mayor", True),
        ("The old mayor came.", "the mayor", False),
        ("曼宁之前是约翰·埃尔维。", "约翰·埃尔维", True),
        ("曼宁之前是约翰。", "约翰·埃尔维", False),
    ],
)
def test_an_answer_is_held_as_a_run_of_whole_tokens(text: str, wanted: str, held: bool) -> None:
    assert contains(text, wanted) is held


def test_the_table_holds_what_the_folder_does(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "rivers").mkdir()
    seen: list[Path] = []

    def rivers(folder: Path) -> Measurement:
        seen.append(folder)
        return Measurement(7, {"length": 0.25})

    measure: Callable[[Path], Measurement] = rivers
    monkeypatch.setitem(BENCHMARKS, "rivers", measure)  # type: ignore[arg-type]
    assert main([str(tmp_path)]) == 0
    assert seen == [tmp_path / "rivers"]
    shown = capsys.readouterr().out
    for word in ("rivers", "7", "length", "0.250"):
        assert word in shown
    assert "squad2" not in shown


def test_a_missing_folder_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(tmp_path / "none")]) == 2
    assert main([]) == 2
    assert "chunking/, squad2/, mtrag/" in capsys.readouterr().err


ARTICLE = f"The bridge\n\n{BRIDGE} {MARKET}"


@pytest.fixture
def news_files(tmp_path: Path) -> Path:
    write(
        tmp_path / "articles.jsonl",
        {"id": "n1", "title": "The bridge", "text": BRIDGE},
        {"id": "n2", "title": "The market", "text": MARKET},
    )
    asked = {"article": "n1", "answerable": True, "answer": "by the mayor"}
    write(
        tmp_path / "questions.jsonl",
        {**asked, "id": "1", "question": "Who opened the bridge?", "evidence": [BRIDGE]},
        {
            "id": "2",
            "article": None,
            "question": "What did the emperor of Japan eat?",
            "answerable": False,
            "evidence": [],
            "answer": "rice",
        },
    )
    return tmp_path


def test_news_are_cited_on_the_evidence(news_files: Path) -> None:
    measured = news.measure(news_files)
    assert measured.questions == 2
    figures = dict(measured.figures)
    assert figures["answerable: evidence cited"] == 1.0
    assert figures["answerable: refused"] == 0.0
    assert figures["unanswerable: refused"] == 1.0
    assert 0 < figures["cited quotes that are on the evidence"] <= 1


@pytest.mark.parametrize(
    ("start", "end", "on_it"),
    [
        (0, len(BRIDGE), True),
        (10, 30, True),
        (0, len(ARTICLE) - 12, True),
        (len(BRIDGE) + 1, len(BRIDGE) + 1 + len(MARKET), False),
        (len(BRIDGE) - 10, len(BRIDGE) + 1 + len(MARKET), False),
    ],
)
def test_a_quote_is_on_the_evidence_by_half_of_the_shorter(
    start: int, end: int, on_it: bool
) -> None:
    start, end = start + 12, end + 12  # after the title
    cited = Citation(
        number=1, file="n1.txt", quote=ARTICLE[start:end], start=start, end=end, line=3, end_line=3
    )
    answer = Answer(
        question="?", standalone_question="?", text="", citations=(cited,), confidence=1.0
    )
    question = {"article": "n1", "evidence": [BRIDGE]}
    assert news.on_evidence(answer, question, {"n1.txt": ARTICLE}) == [on_it]


def test_languages_are_measured_apart(tmp_path: Path) -> None:
    spanish = "El puente sobre el río fue inaugurado en 1907 por el alcalde."
    asked = {"passage": "a", "answers": ["1907"], "answerable": True}
    for language, text, question in (
        ("es", spanish, "¿Cuándo fue inaugurado el puente?"),
        ("en", BRIDGE, "When was the bridge over the Aller opened?"),
    ):
        write(tmp_path / f"{language}.passages.jsonl", {"id": "a", "title": "x", "text": text})
        write(tmp_path / f"{language}.questions.jsonl", {**asked, "id": "1", "question": question})
    measured = xquad.measure(tmp_path)
    assert measured.questions == 4
    assert measured.figures["en: answerable: right and cited"] == 1.0
    assert "es: answerable: refused" in measured.figures
    assert "en over es: answerable: refused" in measured.figures


@pytest.mark.parametrize(
    ("short", "gold", "match", "f1"),
    [
        ("the mayor", "Mayor", True, 1.0),
        ("in 1907", "1907", False, 2 / 3),
        ("", "1907", False, 0.0),
        ("1908", "1907", False, 0.0),
    ],
)
def test_the_short_answer_as_squad_compares_it(
    short: str, gold: str, match: bool, f1: float
) -> None:
    assert exact(short, gold) is match
    assert token_f1(short, gold) == pytest.approx(f1)


def test_the_reader_alone_is_measured(squad2_files: Path) -> None:
    figures = reading.measure(squad2_files).figures
    assert figures["answerable: marked"] == 1
    assert figures["answerable: exact match"] == figures["answerable: F1"] == 0.5
    assert figures["answerable or not, area under the curve of the odds"] == 1
