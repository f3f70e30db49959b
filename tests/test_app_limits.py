"""What is too much for the page is told: a long question, a full queue, too many requests."""

from __future__ import annotations

import threading
from pathlib import Path

import httpx
import pytest
from browser import ask, served, visiting
from playwright.sync_api import Browser, Page, expect
from servers import scripted
from servers.corpus import settings
from servers.scripted import MODEL, Step

from qa import Assistant
from qa.app.limits import Limits

LEAD = "who led the US delegation?"


def test_a_question_that_is_too_long_is_told(page: Page, url: str) -> None:
    from gradio_client import Client

    with pytest.raises(Exception, match="4,000"):
        Client(url, verbose=False).predict("x" * 5000, None, api_name="/ask")
    page.locator("#qa-question").evaluate("field => field.removeAttribute('maxlength')")
    page.locator("#qa-question").fill("why " * 1500)
    page.keyboard.press("Enter")
    expect(page.locator("body")).to_contain_text("longer than 4,000 characters")
    expect(page.locator("body.qa-busy")).to_have_count(0)
    ask(page, LEAD)
    expect(page.locator("#qa-done")).to_contain_text("Marco Rubio")


def test_a_full_queue_is_told_and_the_question_stays(
    browser: Browser, indexed: tuple[Path, Path]
) -> None:
    go_on = threading.Event()
    with scripted.serving() as model:
        model.answerer = lambda body: Step("The articles do not say.")
        chosen = settings(*indexed, llm=MODEL, openai_base_url=model.url, llm_retries=0)
        with (
            served(Assistant(chosen), limits=Limits(answers=1, queue=1)) as address,
            visiting(browser, address, ready="body[data-ready] .facts") as first,
            visiting(browser, address, ready="body[data-ready] .facts") as second,
            visiting(browser, address, ready="body[data-ready] .facts") as third,
        ):
            model.answerer = lambda body: Step("The articles do not say.", hold={0: go_on})
            for visitor in (first, second, third):
                visitor.locator("#qa-question").fill(LEAD)
                with visitor.expect_response("**/queue/join*"):
                    visitor.keyboard.press("Enter")
                if visitor is first:  # or it might still stand in the queue
                    expect(visitor.locator("[data-busy]")).to_have_count(1)
            expect(third.locator("body")).to_contain_text("currently busy. Please try again.")
            expect(third.locator("#qa-question")).to_have_value(LEAD)
            expect(third.locator("body.qa-busy")).to_have_count(0)
            go_on.set()
            for visitor in (first, second):
                expect(visitor.locator("#qa-done .badge.absent")).to_have_text(
                    "Not in the articles"
                )
            third.keyboard.press("Enter")
            expect(third.locator("#qa-done .badge.absent")).to_have_text("Not in the articles")


@pytest.mark.server
def test_too_many_requests_are_told(seeds: Assistant) -> None:
    with served(seeds, limits=Limits(requests=5)) as address:
        path = f"{address}gradio_api/call/ask"
        tried = [httpx.post(path, json={"data": []}).status_code for _ in range(7)]
        assert tried[5:] == [429, 429]
        assert 429 not in tried[:5]
        refused = httpx.post(path, json={"data": []})
        assert refused.headers["retry-after"] == "60"
        assert refused.json() == {"detail": "too many requests: wait a minute"}
