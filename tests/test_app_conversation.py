"""Stop, retry, undo, edit and clear, in a real browser."""

from __future__ import annotations

import threading
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import Any

import pytest
from browser import ask, questions, send, served, visiting
from playwright.sync_api import Browser, Locator, Page, expect
from servers import scripted
from servers.corpus import KEY, settings
from servers.scripted import MODEL, Scripted, Step

from qa import Assistant
from qa.app.dialogue import Conversation
from qa.app.stream import Stream

LEAD = "Who led the US delegation?"
LEADER = "Marco Rubio led the US delegation [1]."
BUDGET = "What budget was approved for the library of Lindale?"
BUDGETED = "The town council of Lindale approved a budget of 1.2 million dollars [1]."


class Model:
    """A scripted language model that knows its replies by the question that it is asked."""

    def __init__(self, server: Scripted) -> None:
        self.server = server
        self.replies: dict[str, Step] = {}
        self.condensed: list[str] = []
        server.answerer = self._answer

    def _answer(self, body: dict[str, Any]) -> Step:
        prompt = body["messages"][-1]["content"]
        if not body.get("stream"):
            self.condensed.append(prompt)
            return Step("")  # the question is to be taken as it is
        return next(
            (step for question, step in reversed(self.replies.items()) if question in prompt),
            Step(status=500, error={"message": "the script is over"}),
        )


@pytest.fixture(scope="module")
def server() -> Iterator[Scripted]:
    with scripted.serving() as running:
        yield running


@pytest.fixture(scope="module")
def written(indexed: tuple[Path, Path], server: Scripted) -> Iterator[str]:
    """The address of a page whose answers the scripted model writes."""
    model: dict[str, object] = {
        "llm": MODEL,
        "openai_base_url": server.url,
        "openai_api_key": KEY,
        "llm_timeout": 60.0,
        "llm_retries": 0,
    }
    model["feedback"] = indexed[1].with_name("feedback.jsonl")
    with served(Assistant(settings(*indexed, **model))) as address:
        yield address


@pytest.fixture
def model(server: Scripted) -> Iterator[Model]:
    server.hung_up.clear()
    model = Model(server)
    model.replies = {LEAD: Step(LEADER), BUDGET: Step(BUDGETED)}
    yield model
    for step in model.replies.values():
        for event in step.hold.values():
            event.set()


@pytest.fixture
def chat(browser: Browser, written: str, model: Model) -> Iterator[Page]:
    with visiting(browser, written) as page:
        yield page


def half(text: str) -> tuple[Step, threading.Event]:
    """A reply that goes on for ever, but waits after its first sentence."""
    go_on = threading.Event()
    start = f"{text} Then they spoke again about "
    return Step(start, hold={len(start) // 7: go_on}, endless=True), go_on


def act(page: Page, name: str) -> Locator:
    return page.locator(f"[data-act={name}]:visible").last


# -- stop ------------------------------------------------------------------------------------------


def test_stop_keeps_what_has_come_and_the_next_question_works(chat: Page, model: Model) -> None:
    model.replies[LEAD], go_on = half(LEADER)
    send(chat, LEAD)
    expect(chat.locator("#qa-live")).to_contain_text("Marco Rubio led the US delegation.")
    act(chat, "stop").click()
    expect(chat.locator("#qa-done")).to_contain_text("Stopped: this is not the whole answer.")
    expect(chat.locator("#qa-done")).to_contain_text("Marco Rubio led the US delegation.")
    expect(chat.locator("#qa-done .badge")).to_have_count(0)
    expect(chat.locator("#qa-live .exchange")).to_have_count(0)
    assert not go_on.is_set()  # the model still holds the first one back
    ask(chat, BUDGET)
    expect(chat.locator("#qa-done")).to_contain_text("1.2 million dollars")
    go_on.set()
    assert model.server.hung_up.wait(30)  # the model was left
    ask(chat, BUDGET)
    with chat.expect_download() as saved:
        act(chat, "export").click()
    text = Path(saved.value.path()).read_text("utf-8")
    assert "Marco Rubio led the US delegation." in text
    assert "*Stopped: this is not the whole answer.*" in text
    assert questions(chat) == [LEAD, BUDGET, BUDGET]
    expect(chat.locator("#qa-done")).to_contain_text("Stopped: this is not the whole answer.")


def test_stop_before_the_first_word(chat: Page, model: Model) -> None:
    model.replies[LEAD] = Step(LEADER, hold={0: threading.Event()})
    send(chat, LEAD)
    expect(chat.locator("#qa-live .waiting")).to_be_visible()
    act(chat, "stop").click()
    expect(chat.locator("#qa-done")).to_contain_text("Stopped before there was an answer.")
    expect(chat.locator("#qa-question")).to_have_value(LEAD)  # to be put otherwise
    ask(chat, BUDGET)
    expect(chat.locator("#qa-done")).to_contain_text("1.2 million dollars")


def test_stop_gives_the_question_back_but_not_over_what_was_written_since(
    chat: Page, model: Model
) -> None:
    model.replies[LEAD] = Step(LEADER, hold={0: threading.Event()})
    send(chat, LEAD)
    expect(chat.locator("#qa-live .waiting")).to_be_visible()
    chat.locator("#qa-question").fill("A draft")
    act(chat, "stop").click()
    expect(chat.locator("#qa-done")).to_contain_text("Stopped before there was an answer.")
    expect(chat.locator("#qa-question")).to_have_value("A draft")


def test_escape_stops(chat: Page, model: Model) -> None:
    model.replies[LEAD], go_on = half(LEADER)
    send(chat, LEAD)
    expect(chat.locator("#qa-live")).to_contain_text("Marco Rubio")
    chat.keyboard.press("Escape")
    expect(chat.locator("#qa-done")).to_contain_text("Stopped: this is not the whole answer.")
    expect(chat.locator("#qa-live .exchange")).to_have_count(0)
    expect(chat.locator("#qa-question")).to_have_value(LEAD)
    go_on.set()
    assert model.server.hung_up.wait(30)


def test_what_was_stopped_can_be_asked_again(chat: Page, model: Model) -> None:
    model.replies[LEAD], _ = half(LEADER)
    send(chat, LEAD)
    expect(chat.locator("#qa-live")).to_contain_text("Marco Rubio")
    act(chat, "stop").click()
    expect(chat.locator("#qa-done .acts")).to_have_count(1)
    model.replies[LEAD] = Step(LEADER)
    act(chat, "retry").click()
    expect(chat.locator("#qa-done .badges")).to_contain_text("Checked against the quotes")
    assert questions(chat) == [LEAD]
    assert chat.locator("#qa-done").inner_text().count("Marco Rubio led") == 1


def test_a_visitor_who_leaves_stops_the_model(browser: Browser, written: str, model: Model) -> None:
    model.replies[LEAD], go_on = half(LEADER)
    with visiting(browser, written) as page:
        send(page, LEAD)
        expect(page.locator("#qa-live")).to_contain_text("Marco Rubio")
    go_on.set()
    assert model.server.hung_up.wait(30)


def test_whoever_waits_for_a_silent_model_is_let_go() -> None:
    go_on, left = threading.Event(), threading.Event()

    def pieces() -> Generator[str]:
        try:
            yield "a "
            go_on.wait(60)
            yield "b "
            yield "c "
        finally:
            left.set()

    stream = Stream()
    coming = stream.start(pieces())
    assert next(coming) == "a "
    threading.Thread(target=stream.stop).start()
    assert list(coming) == []
    assert not left.is_set()
    go_on.set()
    assert left.wait(60)


def test_what_comes_too_late_changes_nothing() -> None:
    conversation = Conversation()
    first, _ = conversation.begin("first?", (), 1, None)
    conversation.update(first, lambda dialogue: dialogue.streaming("a"))
    assert conversation.stop(1).exchanges[0].stopped
    conversation.update(first, lambda dialogue: dialogue.streaming("b"))
    second, _ = conversation.begin("second?", (), 2, None)
    conversation.update(first, lambda dialogue: dialogue.streaming("c"))
    assert [e.partial for e in conversation.dialogue.exchanges] == ["a", ""]
    conversation.clear(3)
    conversation.update(second, lambda dialogue: dialogue.streaming("d"))
    conversation.begin("third, which was on its way?", (), 3, None)
    assert conversation.dialogue.exchanges == ()
    conversation.stop(4)
    conversation.begin("fourth, which was on its way?", (), 4, None)
    (fourth,) = conversation.dialogue.exchanges
    assert fourth.stopped


def test_an_event_that_was_overtaken_leaves_the_newer_question_alone() -> None:
    """Under load a click on "New" may arrive after the question that was asked next."""
    conversation = Conversation()
    conversation.begin("first?", (), 1, None, "old")
    answered = conversation.change(lambda dialogue: dialogue.failed("no model"))
    stream, history = conversation.begin("second?", (), 2, None, "new", cleared=1)
    assert history == []
    for late in (conversation.clear, conversation.stop):
        late(1)
        (second,) = conversation.dialogue.exchanges
        assert second.running
        assert conversation.dialogue.name == "new"
        assert conversation.awaits(stream)
    assert conversation.restore(answered, 1).exchanges == (*answered.exchanges, second)
    assert conversation.undo(1).exchanges == (second,)
    assert conversation.undo(1).exchanges == (second,)
    conversation.begin("first, which came last?", (), 1, None)
    assert conversation.dialogue.exchanges == (second,)
    assert conversation.undo(2).exchanges == ()
    assert not conversation.awaits(stream)


# -- while an answer streams -----------------------------------------------------------------------


def test_a_second_question_meanwhile_is_neither_lost_nor_doubled(chat: Page, model: Model) -> None:
    go_on = threading.Event()
    model.replies[LEAD] = Step(LEADER + " ", hold={2: go_on})
    send(chat, LEAD)
    expect(chat.locator("#qa-live .exchange")).to_be_visible()
    send(chat, BUDGET)
    chat.keyboard.press("Enter")
    expect(chat.locator("#qa-question")).to_have_value(BUDGET)
    busy = chat.get_by_text("An answer is on its way: wait, or stop it first.")
    expect(busy).to_be_visible()
    expect(busy).to_be_in_viewport()
    go_on.set()
    expect(chat.locator("#qa-done .badges")).to_have_count(1)
    expect(chat.locator("#qa-question")).to_have_value(BUDGET)
    chat.keyboard.press("Enter")
    expect(chat.locator("#qa-done .badges")).to_have_count(2)
    expect(chat.locator("#qa-question")).to_have_value("")
    assert questions(chat) == [LEAD, BUDGET]


def test_judging_an_answer_while_the_next_one_streams(chat: Page, model: Model) -> None:
    ask(chat, LEAD)
    go_on = threading.Event()
    model.replies[BUDGET] = Step(BUDGETED, hold={3: go_on})
    send(chat, BUDGET)
    expect(chat.locator("#qa-live .exchange")).to_be_visible()
    up = chat.locator("#qa-done [data-rating=up]")
    up.first.click()
    expect(up.first).to_have_attribute("aria-pressed", "true")
    go_on.set()
    expect(chat.locator("#qa-done .badges")).to_have_count(2)
    expect(up.first).to_have_attribute("aria-pressed", "true")
    expect(up.last).to_have_attribute("aria-pressed", "false")


def test_a_slow_answer_holds_nobody_else_back(
    browser: Browser, written: str, chat: Page, model: Model
) -> None:
    model.replies[LEAD] = Step(LEADER, hold={0: threading.Event()})
    send(chat, LEAD)
    expect(chat.locator("#qa-live .waiting")).to_be_visible()
    with visiting(browser, written) as other:
        ask(other, BUDGET)
        act(chat, "stop").click()  # of a model that is silent, which must not hold up others either
        ask(other, BUDGET)
        expect(other.locator("#qa-done .badges").last).to_contain_text("Checked against the quotes")
    expect(chat.locator("#qa-done")).to_contain_text("Stopped before there was an answer.")


def test_clear_while_an_answer_streams(chat: Page, model: Model) -> None:
    model.replies[LEAD], go_on = half(LEADER)
    send(chat, LEAD)
    expect(chat.locator("#qa-live")).to_contain_text("Marco Rubio")
    act(chat, "clear").click()
    expect(chat.locator(".welcome")).to_be_visible()
    expect(chat.locator("#qa-live .exchange")).to_have_count(0)
    go_on.set()
    assert model.server.hung_up.wait(30)
    ask(chat, BUDGET)
    assert questions(chat) == [BUDGET]
    assert model.condensed == []  # nothing of before was taken for its history


def test_a_model_that_fails_half_way_is_told(chat: Page, model: Model) -> None:
    start = f"{LEADER} Then they spoke again about "
    model.replies[LEAD] = Step(start, drop=len(start) // 7, finish=None)
    send(chat, LEAD)
    expect(chat.locator("#qa-done .trouble")).to_have_count(1)
    expect(chat.locator("#qa-done .trouble")).not_to_contain_text("Traceback")
    ask(chat, BUDGET)
    expect(chat.locator("#qa-done")).to_contain_text("1.2 million dollars")


# -- retry, undo, edit, clear ----------------------------------------------------------------------


def test_retry_of_an_earlier_answer_drops_what_followed(chat: Page, model: Model) -> None:
    ask(chat, LEAD)
    ask(chat, BUDGET)
    model.replies[LEAD] = Step("Secretary of State Marco Rubio led it [1].")
    chat.locator("[data-act=retry]").first.click()
    expect(chat.locator("#qa-done")).to_contain_text("Secretary of State Marco Rubio led it.")
    expect(chat.locator("#qa-done .badges")).to_have_count(1)
    assert questions(chat) == [LEAD]


def test_undo_takes_back_the_last_question_alone(chat: Page, model: Model) -> None:
    ask(chat, LEAD)
    ask(chat, BUDGET)
    act(chat, "undo").click()
    expect(chat.locator("#qa-done .exchange")).to_have_count(1)
    assert questions(chat) == [LEAD]
    act(chat, "undo").click()
    expect(chat.locator(".welcome")).to_be_visible()
    expect(act(chat, "undo")).not_to_be_visible()  # of nothing
    ask(chat, BUDGET)
    assert questions(chat) == [BUDGET]
    assert model.condensed[1:] == []


def test_edit_drops_what_followed(chat: Page, model: Model) -> None:
    ask(chat, LEAD)
    ask(chat, BUDGET)
    chat.locator("#qa-question").fill("a draft")
    chat.locator(".question").first.hover()
    chat.locator("[data-act=edit]").first.click()
    field = chat.locator("#qa-question")
    expect(field).to_have_value(LEAD)
    expect(field).to_be_focused()
    expect(chat.locator(".editing")).to_be_visible()
    act(chat, "cancel-edit").click()
    expect(chat.locator(".editing")).to_be_hidden()
    expect(field).to_have_value("a draft")
    assert questions(chat) == [LEAD, BUDGET]
    chat.locator("[data-act=edit]").first.click()
    other = "Who led the Russian side?"
    model.replies[other] = Step("Sergei Lavrov headed their side [1].")
    field.fill(other)
    chat.keyboard.press("Enter")
    expect(chat.locator("#qa-done")).to_contain_text("Sergei Lavrov")
    expect(chat.locator("#qa-done .badges")).to_have_count(1)
    expect(chat.locator(".editing")).to_be_hidden()
    expect(field).to_have_value("a draft")
    assert questions(chat) == [other]


def test_a_line_break_and_markup_in_a_question_come_back_when_it_is_edited(
    chat: Page, model: Model
) -> None:
    question = f'{LEAD}\n<b>"really"</b> & truly'
    model.replies['<b>"really"</b>'] = Step(LEADER)
    ask(chat, question)
    chat.locator(".question").first.hover()
    chat.locator("[data-act=edit]").first.click()
    expect(chat.locator("#qa-question")).to_have_value(question)


@pytest.mark.parametrize("how", ["undo", "edit", "retry", "clear"])
def test_a_follow_up_sees_only_what_is_left(chat: Page, model: Model, how: str) -> None:
    again = "Which envoy sat at the table?"
    model.replies[again] = Step("White House Special Envoy Steve Witkoff [1].")
    ask(chat, LEAD)
    ask(chat, BUDGET)
    if how in ("undo", "clear"):
        act(chat, how).click()
        expect(chat.locator("#qa-done .exchange")).to_have_count(1 if how == "undo" else 0)
    elif how == "edit":
        chat.locator(".question").last.hover()
        act(chat, "edit").click()
        chat.locator("#qa-question").fill(again)
        chat.keyboard.press("Enter")
        expect(chat.locator("#qa-done")).to_contain_text("Steve Witkoff")
        expect(chat.locator("#qa-done .badges")).to_have_count(2)
    else:
        chat.locator("[data-act=retry]").first.click()
        expect(chat.locator("#qa-done .badges")).to_have_count(1)
    model.condensed.clear()
    ask(chat, "And who did they meet?") if how != "clear" else ask(chat, LEAD)
    if how == "clear":
        assert model.condensed == []
        return
    (prompt,) = model.condensed
    assert LEAD in prompt
    assert BUDGET not in prompt
    assert (again in prompt) == (how == "edit")
