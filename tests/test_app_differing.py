"""Articles that differ: both values are told and marked; on paper as on the screen."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from browser import WCAG, ask, rules_kept, served, visiting
from conftest import MakeAssistant
from playwright.sync_api import Browser, Page, expect

FERRY = {
    "first.txt": "The ferry of Elmford\n\nThe ferry of Elmford was built in 1931 by Peter Malin.\n",
    "second.txt": "A ferry corrected\n\nThe ferry of Elmford was built in 1934 by Peter Malin.\n",
}


@pytest.fixture(params=["light", "dark"])
def page(browser: Browser, make: MakeAssistant, request: pytest.FixtureRequest) -> Iterator[Page]:
    assistant = make(FERRY)
    assistant.sync()
    looks = {"color_scheme": request.param, "reduced_motion": "reduce"}
    with served(assistant) as url, visiting(browser, url, **looks) as opened:
        ask(opened, "When was the ferry of Elmford built?")
        yield opened


def test_both_values_are_marked_and_every_rule_is_kept(page: Page) -> None:
    told = page.get_by_role("list", name="What the articles say")
    expect(told).to_contain_text("differs")
    said = page.locator("#qa-done .answer")
    expect(said.locator(".short")).to_have_text("1931 or 1934")  # neither alone is the answer
    expect(said.locator(".badges")).to_contain_text("Articles differ")
    expect(said.locator(".certainty")).to_contain_text("that each answers")
    expect(said.locator(".note")).to_have_count(1)
    assert sorted(page.locator(".statement mark").all_inner_texts()) == ["1931", "1934"]
    assert sorted(page.locator(".card-quote strong").all_inner_texts()) == ["1931", "1934"]
    rules_kept(page)
    page.emulate_media(media="print")
    expect(page.locator("#qa-composer")).to_be_hidden()
    rules_kept(page, WCAG)  # the heading of the page is not printed
