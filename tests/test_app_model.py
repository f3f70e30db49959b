"""The chat page over a language model that says what a test wrote down for it."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from browser import PATIENCE, ask, served, visiting
from playwright.sync_api import Browser, Page, expect
from servers import scripted
from servers.corpus import KEY, settings
from servers.scripted import MODEL, Scripted, Step

import qa

LEAD = "Who led the US delegation?"
RUBIO = "Secretary of State Marco Rubio led the U.S. delegation [1]."


@pytest.fixture(scope="module")
def model() -> Iterator[Scripted]:
    with scripted.serving() as running:
        yield running


@pytest.fixture(scope="module")
def address(indexed: tuple[Path, Path], model: Scripted) -> Iterator[str]:
    with served(qa.Assistant(settings(*indexed, **connection(model)))) as url:
        yield url


@pytest.fixture
def page(browser: Browser, address: str, model: Scripted) -> Iterator[Page]:
    model.answerer = lambda body: Step("The articles do not say.")  # what the examples are tried on
    with visiting(browser, address, ready="body[data-ready] #qa-header .facts") as opened:
        model.answerer = lambda body: None
        model.steps.clear()
        yield opened


def connection(model: Scripted) -> dict[str, object]:
    return {
        "llm": MODEL,
        "openai_base_url": model.url,
        "openai_api_key": KEY,
        "llm_timeout": 20.0,
        "llm_retries": 0,
    }


def cited(*sentences: tuple[str, str], **step: object) -> object:
    """A reply whose `[?]` is the number of the passage that holds the given words."""

    def answer(body: dict) -> Step:
        prompt = body["messages"][-1]["content"]
        text = ""
        for sentence, words in sentences:
            before = prompt[: prompt.index(words)] if words else ""
            number = before.rpartition('<passage number="')[2].partition('"')[0]
            text += sentence.replace("[?]", f"[{number}]") + " "
        return Step(text.strip(), **step)

    return answer


def send(page: Page, question: str) -> None:
    page.locator("#qa-question").fill(question)
    page.keyboard.press("Enter")


def test_the_header_names_the_model(page: Page) -> None:
    expect(page.locator("#qa-header li").last).to_have_text(f"answers by {MODEL}")


def test_an_answer_arrives_in_pieces_and_its_chips_come_alive(page: Page, model: Scripted) -> None:
    go_on = threading.Event()
    model.answerer = cited(
        ("Secretary of State Marco Rubio led the U.S. delegation [?].", "Marco Rubio"),
        ("The meeting lasted for four and a half hours [?].", "four and a"),
        hold={11: go_on},
    )
    send(page, LEAD)
    live = page.locator("#qa-live .answer")
    expect(live).to_contain_text("Marco Rubio led")
    assert "hours" not in live.inner_text()
    expect(live.locator(".pending")).to_have_text(re.compile(r"^The meeting la\w*\s+checking …$"))
    expect(live.locator(".pending .chip")).to_have_count(0)
    assert page.locator("button.chip").count() == 0
    expect(page.get_by_role("button", name="Stop", exact=True)).to_be_visible()
    go_on.set()
    expect(page.locator("#qa-done .badge.verified")).to_have_text("Checked against the quotes")
    expect(page.locator("#qa-live")).to_have_text("")
    expect(page.locator("#qa-done .statement").last).to_contain_text("half hours")
    page.locator("#qa-done button.chip").first.click()
    expect(page.locator("#qa-panel mark")).to_contain_text("Marco Rubio")


def test_what_is_not_proved_is_told_so_before_anything_is(page: Page, model: Scripted) -> None:
    go_on = threading.Event()
    model.answerer = cited(
        ("Victor Stone won 99 medals in Helsinki [?].", "Marco Rubio"),
        ("Secretary of State Marco Rubio led the U.S. delegation [?].", "Marco Rubio"),
        hold={11: go_on},
    )
    send(page, LEAD)
    held = page.locator("#qa-live .held")
    expect(held.locator(".doubt")).to_have_text("not supported")
    expect(held).to_contain_text("Victor Stone")
    expect(page.locator("#qa-live .proof")).to_have_count(0)
    expect(page.locator("#qa-live .pending .doubt")).to_have_text("checking …")
    go_on.set()
    expect(page.locator("#qa-done .statement")).to_have_count(2)
    expect(page.locator("#qa-done .statement").first).to_contain_text("Victor Stone")


def test_what_the_quote_does_not_say_gets_a_badge(page: Page, model: Scripted) -> None:
    model.answerer = cited(
        ("Secretary of State Marco Rubio led the U.S. delegation [?].", "Marco Rubio"),
        ("Victor Stone won 99 medals in Helsinki [?].", "Marco Rubio"),
    )
    ask(page, LEAD)
    expect(page.locator("#qa-done .badge").first).to_have_text("1 of 2 sentences not supported")
    doubted = page.locator("#qa-done .statement.unsupported")
    expect(doubted).to_have_count(1)
    expect(doubted).to_contain_text("Victor Stone")
    expect(doubted.locator(".doubt")).to_have_text("not supported")
    expect(doubted.locator(".proof")).to_have_count(0)
    expect(page.locator("#qa-done .statement:not(.unsupported) .proof")).to_have_text("supported")
    expect(doubted.locator(".why")).to_contain_text("not in the source")


def test_each_statement_has_its_own_mark(page: Page, model: Scripted) -> None:
    model.answerer = cited(
        ("Secretary of State Marco Rubio led the U.S. delegation [?].", "Marco Rubio"),
        ("The meeting lasted for days in Helsinki [?].", "four and a"),
        ("Ukraine was invited [?].", "Ukraine was not invited"),
    )
    ask(page, LEAD)
    marks = page.locator("#qa-done .statement :is(.proof, .doubt)")
    expect(marks).to_have_text(["supported", "not supported", "contradicted"])
    expect(page.locator("#qa-done .statement .why").first).to_contain_text("Helsinki")


def test_a_follow_up_is_shown_as_it_was_understood(page: Page, model: Scripted) -> None:
    model.answerer = cited((RUBIO.replace("1", "?"), "Marco Rubio"))
    ask(page, LEAD)
    lead = cited(("Sergei Lavrov headed the Russian side [?].", "Sergei Lavrov"))
    rewritten = "Which side did Sergei Lavrov head in Riyadh?"
    model.answerer = lambda body: (
        Step(rewritten) if "Follow-up question" in body["messages"][-1]["content"] else lead(body)
    )
    ask(page, "And who headed the other?")
    expect(page.locator("#qa-done .quiet").last).to_have_text(f"Understood as: {rewritten}")
    expect(page.locator("#qa-done .question p").last).to_have_text("And who headed the other?")
    said = next(m for m in model.requests if "Follow-up question" in m["messages"][-1]["content"])
    assert LEAD in said["messages"][-1]["content"]


def test_a_question_that_comes_with_the_answer_is_not_lost(page: Page, model: Scripted) -> None:
    model.answerer = lambda body: Step("The articles do not say.")
    page.evaluate(
        """() => {
          const field = document.querySelector("#qa-question");
          const ask = (question) => {
            field.value = question;
            field.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true }));
          };
          const watch = new MutationObserver(() => {
            if (!document.querySelector("#qa-done .exchange")) return;
            if (document.querySelector("#qa-live .exchange")) return;
            watch.disconnect();
            ask("Who won the second?");
          });
          watch.observe(document.body, { childList: true, subtree: true });
          ask("Who won the first?");
        }"""
    )
    expect(page.locator("#qa-done .badge")).to_have_count(2)
    expect(page.locator("#qa-done .question p")).to_have_text(
        ["Who won the first?", "Who won the second?"]
    )


def test_a_model_that_does_not_know(page: Page, model: Scripted) -> None:
    model.answerer = lambda body: Step("The articles do not say.")
    ask(page, "Who won the World Cup?")
    expect(page.locator("#qa-done .badge.absent")).to_have_text("Not in the articles")
    expect(page.locator("#qa-done .near").first).to_be_visible()
    assert page.locator("#qa-done .chip").count() == 0


@pytest.mark.parametrize(
    ("step", "told"),
    [
        (Step(RUBIO, drop=5), "broke while the model was writing"),
        (Step(status=500), "failed (500)"),
        (Step("", refusal="No."), "declined to answer"),
        (Step("Marco Rubio led it.", status=429), "takes no more requests"),
    ],
    ids=["dies", "fails", "declines", "busy"],
)
def test_trouble_is_one_sentence_and_the_next_question_works(
    page: Page, model: Scripted, step: Step, told: str
) -> None:
    model.answerer = lambda body: step
    send(page, LEAD)
    trouble = page.locator("#qa-done .trouble")
    expect(trouble).to_contain_text(told)
    expect(trouble).to_have_count(1)
    assert KEY not in page.content()
    assert not re.search(r"Traceback|File \"|openai\.|httpx", page.content())
    expect(page.locator("#qa-done .question p")).to_have_text(LEAD)
    expect(page.locator("#qa-live")).to_have_text("")
    model.answerer = cited((RUBIO.replace("1", "?"), "Marco Rubio"))
    page.locator("#qa-done").get_by_role("button", name="Ask this again").click()
    expect(page.locator("#qa-done .badge.verified")).to_have_text("Checked against the quotes")
    expect(page.locator("#qa-done .exchange")).to_have_count(1)


def test_what_the_model_writes_is_only_text(page: Page, model: Scripted) -> None:
    asked: set[str | None] = set()
    page.on("request", lambda request: asked.add(urlsplit(request.url).hostname))
    hostile = (
        "Marco Rubio <img src=http://elsewhere.invalid/a.png onerror=window.hacked=1> led it "
        "![pixel](http://elsewhere.invalid/b.png) [press here](http://elsewhere.invalid/c) "
        "<script>window.hacked=1</script> [?]."
    )
    go_on = threading.Event()
    lead = ("Secretary of State Marco Rubio led the U.S. delegation [?].", "Marco Rubio")
    last = ("Mike Waltz was there as well.", "")
    model.answerer = cited(lead, (hostile, "Marco Rubio"), last, hold={41: go_on})
    send(page, LEAD)
    expect(page.locator("#qa-live")).to_contain_text("<img src=http://elsewhere.invalid/a.png")
    assert page.locator("#qa-live img, #qa-live a, #qa-live script").count() == 0
    go_on.set()
    expect(page.locator("#qa-done")).to_contain_text("(pixel)(http://elsewhere.invalid/b.png)")
    expect(page.locator("#qa-done")).to_contain_text("<script>window.hacked=1</script>")
    assert page.locator("#qa-done img, #qa-done a, #qa-done script").count() == 0
    assert page.evaluate("window.hacked") is None
    assert asked <= {"127.0.0.1", None}


def test_stop_ends_a_slow_model(page: Page, model: Scripted) -> None:
    go_on = threading.Event()
    model.hung_up.clear()
    model.answerer = cited(
        ("Secretary of State Marco Rubio led the U.S. delegation [?].", "Marco Rubio"),
        ("And he led it on and on.", ""),
        endless=True,
        hold={10: go_on},
    )
    send(page, LEAD)
    expect(page.locator("#qa-live")).to_contain_text("Marco Rubio led")
    page.get_by_role("button", name="Stop", exact=True).click()
    expect(page.locator("#qa-done")).to_contain_text("Stopped: this is not the whole answer.")
    expect(page.locator("#qa-done .statement")).to_contain_text("Marco Rubio led")
    go_on.set()
    assert model.hung_up.wait(30)  # the model is told to stop as well
    model.answerer = cited((RUBIO.replace("1", "?"), "Marco Rubio"))
    ask(page, "Who was the leader of the delegation?")
    expect(page.locator("#qa-done .badge.verified")).to_have_text("Checked against the quotes")


@contextmanager
def program(indexed: tuple[Path, Path], model: Scripted) -> Iterator[tuple[subprocess.Popen, str]]:
    """`qa serve` as a user starts it, and its address."""
    named = {f"QA_{name.upper()}": str(value) for name, value in connection(model).items()}
    environment = {
        **os.environ,
        **{name: value for name, value in named.items() if "OPENAI" not in name},
        "QA_CORPUS": str(indexed[0]),
        "QA_STORE": str(indexed[1]),
        "OPENAI_BASE_URL": model.url,
        "OPENAI_API_KEY": KEY,
        "COLUMNS": "200",
        "PYTHONUNBUFFERED": "1",
    }
    running = subprocess.Popen(
        [sys.executable, "-m", "qa", "serve"], env=environment, stdout=subprocess.PIPE, text=True
    )
    try:
        line = running.stdout.readline()
        yield running, re.search(r"http://\S+/", line).group()
    finally:
        running.kill()
        running.wait(30)
        running.stdout.close()


def test_a_server_that_dies_is_told_and_the_question_stays(
    browser: Browser, indexed: tuple[Path, Path], model: Scripted
) -> None:
    model.answerer = lambda body: Step("The articles do not say.")
    go_on = threading.Event()
    with (
        program(indexed, model) as (running, url),
        visiting(browser, url, ready="body[data-ready] #qa-header .facts") as page,
    ):
        model.answerer = cited(
            ("Secretary of State Marco Rubio led the U.S. delegation [?].", "Marco Rubio"),
            ("And so it went.", ""),
            hold={10: go_on},
        )
        send(page, LEAD)
        expect(page.locator("#qa-live")).to_contain_text("Secretary of State")
        running.kill()
        lost = page.locator("#qa-lost")
        expect(lost).to_contain_text("The connection to qa is lost.", timeout=PATIENCE)
        expect(page.locator("#qa-question")).to_have_value(LEAD)
        expect(lost.get_by_role("button", name="Reload")).to_be_visible()
        expect(page.locator("body.qa-busy")).to_have_count(0)
    go_on.set()
