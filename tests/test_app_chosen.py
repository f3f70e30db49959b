"""Questions to some of the articles only; and what no page of ours would send."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from browser import PATIENCE, ask, questions, send, served, visiting
from conftest import SEEDS
from playwright.sync_api import Browser, Page, expect
from servers.corpus import settings

from qa import Assistant

LEAD = "Who led the US delegation?"


@pytest.fixture
def library(page: Page) -> Page:
    page.locator("#qa-side-bar [data-view=library]").click()
    return page


def tick(page: Page, *files: str) -> None:
    """Ask these files alone."""
    page.locator(
        "#qa-side-bar [data-view=library]"
    ).click()  # an answer has brought the sources forward
    every = page.locator("[data-act=every]")
    every.uncheck()
    for file in files:
        page.locator(f"[data-scope='{file}']").check()


def cited(page: Page) -> set[str]:
    """The files that the last answer cites."""
    chips = page.locator("#qa-done .exchange").last.locator("button.chip")
    return {chip.get_attribute("data-where").rpartition(", line")[0] for chip in chips.all()}


def names() -> list[str]:
    return sorted(path.name for path in SEEDS.iterdir() if path.suffix == ".txt")


def test_only_the_chosen_articles_are_asked(library: Page) -> None:
    everywhere = LEAD
    ask(library, everywhere)
    files = cited(library)
    assert len(files) > 1
    one = sorted(files)[-1]
    tick(library, one)
    expect(library.locator(".scope-note")).to_contain_text("Asking 1 of 6 articles")
    ask(library, everywhere)
    assert cited(library) == {one}
    expect(library.locator("#qa-done .scope")).to_have_text("asked of 1 article")
    ask(library, "where was it held?")
    assert cited(library) <= {one}
    library.locator(".scope-note [data-act=all]").click()
    expect(library.locator(".scope-note")).to_be_hidden()
    assert library.locator("[data-scope]:not(:checked)").count() == 0
    ask(library, everywhere)
    assert cited(library) == files


def test_a_refusal_offers_only_passages_of_the_chosen_articles(library: Page) -> None:
    one = names()[0]
    tick(library, one)
    ask(library, "who won the World Cup?")
    expect(library.locator("#qa-done .badges")).to_contain_text("Not in the articles")
    near = library.locator("#qa-done .near .file").all_inner_texts()
    assert near
    assert all(where.startswith(f"{one}, line") for where in near)
    library.locator("#qa-done .near").first.click()
    expect(library.locator("#qa-panel .opened-head")).to_contain_text(one)
    expect(library.locator("#qa-panel mark").first).to_be_visible()


def test_no_article_chosen_is_told_and_the_question_stays(library: Page) -> None:
    tick(library)
    expect(library.locator(".scope-note")).to_contain_text("No article is chosen")
    library.locator("[data-view=sources]").click()
    send(library, LEAD)
    expect(library.locator("#qa-listing")).to_be_visible()
    expect(library.locator("#qa-question")).to_have_value(LEAD)
    expect(library.locator("#qa-announcer")).to_contain_text("No article is chosen")
    assert library.locator(".exchange").count() == 0
    library.locator(".scope-note [data-act=all]").click()
    ask(library, LEAD)
    assert questions(library) == [LEAD]


def test_an_article_that_is_none_is_refused(page: Page) -> None:
    page.evaluate(
        "qaPort('submit', {question: 'who led?', files: ['../../etc/passwd'], ticket: 99})"
    )
    expect(page.locator("#qa-done .trouble")).to_contain_text("no article '../../etc/passwd'")


# -- what goes wrong -------------------------------------------------------------------------------


def test_a_payload_that_is_none_is_told_in_one_sentence(page: Page) -> None:
    page.evaluate("qaPort('submit', {question: 'x'.repeat(4001), ticket: 99})")
    toast = page.locator(".toast-body")
    expect(toast).to_contain_text("The question is longer than 4,000 characters")
    ask(page, LEAD)


@pytest.mark.parametrize("event", ["submit", "select", "like", "stop", "clear", "delete", "undo"])
def test_whatever_the_browser_sends_no_stack_is_shown(page: Page, event: str) -> None:
    for data in ("null", "[]", "{exchange: 'x', ticket: [], question: {}}", "{exchange: 1e9}"):
        page.evaluate(f"qaPort('{event}', {data})")
    ask(page, LEAD)
    assert "Traceback" not in page.locator("body").inner_text()


def test_an_exception_is_told_without_its_stack(
    browser: Browser, indexed: tuple[Path, Path]
) -> None:
    assistant = Assistant(settings(*indexed))

    def broken(*args: object, **more: object) -> Any:
        raise RuntimeError("secret of the machine at /home/someone")

    with served(assistant) as address, visiting(browser, address) as page:
        ask(page, LEAD)
        assistant.article = broken  # type: ignore[method-assign]
        page.locator("#qa-done .chip").first.click()
        expect(page.locator(".toast-body")).to_contain_text("Something went wrong here.")
        assistant.live = broken  # type: ignore[method-assign]
        send(page, LEAD)
        expect(page.locator("#qa-done .trouble")).to_contain_text("Something went wrong here.")
        assistant.index = broken  # type: ignore[method-assign]
        send(page, LEAD)
        expect(page.locator("#qa-question")).to_have_value(LEAD, timeout=PATIENCE)
        seen = page.locator("body").inner_text()
        assert "secret" not in seen
        assert "Traceback" not in seen
