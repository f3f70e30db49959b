"""Quotations that were found are given again, but never to another question, nor unchecked."""

import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from qa import Answer, Assistant, Settings, Turn, Within
from qa.answer import extractive, remembered

MINE = "The mine\n\n1 March 2024\n\nOda Brekke bought the mine of Ravn in 2019.\n"
MILL = "The mill\n\n2 March 2024\n\nNils Holt bought the mill of Ravn in 2021.\n"
QUESTION = "Who bought the mine of Ravn?"


@pytest.fixture
def assistant(tmp_path: Path) -> Assistant:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    (corpus / "mine.txt").write_text(MINE, "utf-8")
    (corpus / "mill.txt").write_text(MILL, "utf-8")
    made = Settings(corpus=corpus, store=tmp_path / "store", llm="none")
    return Assistant(made)


@pytest.fixture
def sought(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The questions of which an answer was sought."""
    found: list[str] = []
    seek = extractive.quoted

    def quoted(result, threshold):
        found.append(result.question)
        return seek(result, threshold)

    monkeypatch.setattr(extractive, "quoted", quoted)
    return found


def same(one: Answer, other: Answer) -> bool:
    return one.model_dump(exclude={"timings"}) == other.model_dump(exclude={"timings"})


def test_the_same_question_is_sought_once(assistant: Assistant, sought: list[str]) -> None:
    first = assistant.ask(QUESTION)
    assert "Brekke" in first.text
    again = assistant.ask(QUESTION)
    assert same(first, again)
    assert again.timings["total"] > 0
    # It stands by itself: what was asked before makes no difference to it.
    turns: list[Turn] = [
        {"role": "user", "content": "Who bought the mill of Ravn?"},
        {"role": "assistant", "content": "Nils Holt bought the mill of Ravn in 2021. [1]"},
    ]
    assert same(first, assistant.ask(QUESTION, turns))
    assert sought == [QUESTION]


def test_who_asks_what_another_one_is_asking_waits_for_that_answer(
    assistant: Assistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    assistant.sync()
    sought: list[str] = []
    begun, seek = threading.Event(), extractive.quoted

    def quoted(result, threshold):
        sought.append(result.question)
        begun.wait(0.3)  # the other one would come in meanwhile
        return seek(result, threshold)

    monkeypatch.setattr(remembered, "_AT_ONCE", 4)
    monkeypatch.setattr(extractive, "quoted", quoted)
    assistant._quotations = remembered.Remembered()
    with ThreadPoolExecutor(4) as visitors:
        first, *others = visitors.map(assistant.ask, [QUESTION] * 4)
    assert all(same(first, other) for other in others)
    assert sought == [QUESTION]


def test_other_articles_conditions_and_turns_are_another_question(assistant: Assistant) -> None:
    assert "Brekke" in assistant.ask(QUESTION).text
    assert "Brekke" not in assistant.ask(QUESTION, within=Within(files=("mill.txt",))).text
    after: dict[str, Answer] = {}
    for thing in ("mine", "mill"):
        asked = f"Who bought the {thing} of Ravn?"
        said = assistant.ask(asked).text
        turns: list[Turn] = [
            {"role": "user", "content": asked},
            {"role": "assistant", "content": said},
        ]
        after[thing] = assistant.ask("When was that?", turns)
    assert "2019" in after["mine"].text
    assert "2021" in after["mill"].text


def test_an_article_that_changes_is_read_anew(assistant: Assistant) -> None:
    assert "Brekke" in assistant.ask(QUESTION).text
    (assistant.settings.corpus / "mine.txt").write_text(MINE.replace("Oda", "Una"), "utf-8")
    assert "Una Brekke" in assistant.ask(QUESTION).text
    (assistant.settings.corpus / "mine.txt").write_text("The mine is closed for good.\n", "utf-8")
    assert "Brekke" not in assistant.ask(QUESTION).text
