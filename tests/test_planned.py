"""What is only planned, possible or denied is told where it is asked what was done: no answer."""

from __future__ import annotations

from pathlib import Path

import pytest

from qa import Assistant, Settings
from qa.answer import planned


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("How many mills has Vindur built?", "Vindur wants to build 14 mills."),
        ("When was the dam approved?", "The dam has not yet been approved; autumn is likely."),
        ("When did the Orm school close?", "The school could close in the summer of next year."),
        ("Who has bought the ferry?", "Lia Moe is expected to buy the ferry in May."),
        ("Who bought the ferry?", "Lia Moe is expected to buy the ferry in May."),
        ("What did the town decide on the pool?", "The town has until May to decide on the pool."),
        ("How long did the work last?", "Work is to begin in May and should last eight weeks."),
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
        ("What became of the lodgers?", "Two of them would become pupils of his."),
        ("What can lost goods be registered as?", "Goods may be registered as found."),
        ("What style is used for hills?", "Hills may be used as a frame."),
        ("dam promise Orm year", "Vindur wants Orm to disavow its 1998 promise of a dam."),
        ("Where were the drying machines last used?", "It will dry out with machines used in Orm."),
        ("When was the next meeting scheduled?", "The next meeting will be in May."),
        ("How many mills did Vindur have to build?", "Vindur had to build 14 mills."),
        ("What did the parties agree to do?", "The parties agreed to do more."),
    ],
)
def test_what_is_done_or_asked_for_as_planned_is_not(question: str, sentence: str) -> None:
    assert not planned.is_only(question, sentence)


def test_a_plan_is_told_and_is_no_answer(tmp_path: Path) -> None:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    (corpus / "wind.txt").write_text(
        "The wind farm of Ruhl\n\nThe firm Vindur wants to build 14 mills off Ruhl.\n"
    )
    assistant = Assistant(Settings(corpus=corpus, store=tmp_path / "store", llm="none"))
    answer = assistant.ask("How many mills has Vindur built?")
    assert answer.refused
    assert answer.reason == planned.ONLY
    assert "They say: “The firm Vindur wants to build 14 mills off Ruhl.” (wind.txt, line 3)" in (
        answer.notes
    )
    meant = assistant.ask("How many mills does Vindur want to build?")
    assert meant.short.startswith("14")


def test_what_was_done_comes_before_what_was_planned(tmp_path: Path) -> None:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    (corpus / "a.txt").write_text("The Orm mine will close in October 2023, the firm said.\n")
    (corpus / "b.txt").write_text("The Orm mine closed on 27 October 2023.\n")
    assistant = Assistant(Settings(corpus=corpus, store=tmp_path / "store", llm="none"))
    assert assistant.ask("When did the Orm mine close?").short == "27 October 2023"


def test_what_is_said_to_be_so_beside_a_wish_is_an_answer(make) -> None:
    said = "Vik said the money should have gone to the baths of Orm, which closed in 2021."
    answer = make({"a.txt": f"{said}\n"}).ask("When did the baths of Orm close?")
    assert (answer.refused, answer.short) == (False, "2021")


PLAN = "Path\n\n2 March 2025\n\nThe path along the Anner is to be four metres wide.\n"


def test_what_is_comes_before_what_was_to_be_and_both_stand(make) -> None:
    done = "Path opened\n\n9 September 2025\n\nThe path along the Anner is three metres wide.\n"
    answer = make({"a.txt": PLAN, "b.txt": done}).ask("How wide is the path along the Anner?")
    assert [claim.citations[0].file for claim in answer.agreement] == ["b.txt", "a.txt"]
    assert "As it is planned, not as it is: “four metres” (a.txt, 2025-03-02)." in answer.notes


def test_a_plan_alone_is_told_to_be_one(make) -> None:
    answer = make({"a.txt": PLAN}).ask("How wide is the path along the Anner?")
    assert answer.short == "four metres"
    assert "As it is planned, not as it is: “four metres” (a.txt, 2025-03-02)." in answer.notes


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("How wide will the path along the Anner be?", "The path will be four metres wide."),
        ("When is the meeting?", "The meeting will be on 3 May."),
        ("How wide is the path?", "The path is four metres wide, and it will be lit."),
    ],
)
def test_what_is_asked_for_as_planned_or_told_as_done_is_no_plan(question: str, text: str) -> None:
    at = text.index("3 May") if "3 May" in text else text.index("four metres")
    assert not planned.is_plan(question, text, (at, at + 5))


def test_what_somebody_said_of_the_future_is_no_plan_but_their_words() -> None:
    sentence = "Kath Moor said that tickets will cost more."
    answer = (sentence.index("more"), len(sentence) - 1)
    assert not planned.is_plan("What did Kath Moor say about tickets?", sentence, answer)
