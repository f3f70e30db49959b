"""What is only planned, possible or denied is quoted, and its words are no short answer."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import prove

from qa import Assistant, Settings
from qa.answer import planned


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("How many mills has Vindur built?", "Vindur wants to build 14 mills."),
        ("When was the dam approved?", "The dam has not yet been approved; autumn is likely."),
        ("When did the Orm school close?", "The school could close in the summer of next year."),
        ("Who has bought the ferry?", "Lia Moe is expected to buy the ferry in May."),
    ],
)
def test_what_is_not_done_is_told_from_what_is(question: str, sentence: str) -> None:
    assert planned.is_only(question, sentence)


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("How many mills has Vindur built?", "Vindur has built 14 mills."),
        ("How many mills will Vindur build?", "Vindur wants to build 14 mills."),
        ("How many mills does Vindur want to build?", "Vindur wants to build 14 mills."),
        ("When was the essay published?", "The essay was not published until May."),
        ("What did Moe say about the ferry?", "Moe said that she would buy the ferry."),
        ("Was the dam approved?", "The dam has not yet been approved."),
    ],
)
def test_what_is_done_or_asked_for_as_planned_is_not(question: str, sentence: str) -> None:
    assert not planned.is_only(question, sentence)


def test_a_plan_is_quoted_without_a_short_answer_and_told(tmp_path: Path) -> None:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    (corpus / "wind.txt").write_text(
        "The wind farm of Ruhl\n\nThe firm Vindur wants to build 14 mills off Ruhl.\n"
    )
    assistant = Assistant(Settings(corpus=corpus, store=tmp_path / "store", llm="none"))
    answer = assistant.ask("How many mills has Vindur built?")
    if not answer.refused:
        prove(answer, corpus)
        assert answer.short == ""
        assert planned.NOTE in answer.notes
    meant = assistant.ask("How many mills does Vindur want to build?")
    assert meant.short.startswith("14")
    assert planned.NOTE not in meant.notes


def test_what_was_done_comes_before_what_was_planned(tmp_path: Path) -> None:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    (corpus / "a.txt").write_text("The Orm mine will close in October 2023, the firm said.\n")
    (corpus / "b.txt").write_text("The Orm mine closed on 27 October 2023.\n")
    assistant = Assistant(Settings(corpus=corpus, store=tmp_path / "store", llm="none"))
    assert assistant.ask("When did the Orm mine close?").short == "27 October 2023"
