"""Why an answer is as it is: one click, from an answer and from a refusal."""

from __future__ import annotations

from browser import ask
from playwright.sync_api import Page, expect

LEAD = "Who led the US delegation?"
NOWHERE = "Who won the World Cup?"


def test_one_click_tells_what_was_read_and_what_speaks_against_it(page: Page) -> None:
    ask(page, LEAD)
    page.get_by_role("button", name="Sure: why?").click()
    panel = page.get_by_role("tabpanel", name="Sources")
    for title in ("What speaks for it", "What speaks against it", "What was nearly chosen"):
        expect(panel.get_by_role("heading", name=title)).to_be_visible()
    expect(panel).to_contain_text("of 100. That is how sure the program is")
    bar, words = panel.locator(".weight").first, panel.locator(".grounds li span").first
    share, told = bar.bounding_box(), words.bounding_box()
    assert share["height"] >= 8  # what is as thin as a rule is no bar
    assert share["x"] + share["width"] < told["x"]
    assert share["y"] < told["y"] + told["height"] / 2 < share["y"] + share["height"]
    taken = panel.locator("h3:has-text('read and took') + ul button").first
    expect(taken.locator("mark")).to_have_text("Marco Rubio")
    taken.click()
    expect(page.locator("#qa-panel .opened mark")).to_contain_text("Marco Rubio")


def test_escape_leads_back_to_the_sources(page: Page) -> None:
    ask(page, LEAD)
    page.get_by_role("button", name="Sure: why?").click()
    expect(page.locator(".why")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#qa-panel .card").first).to_be_visible()


def test_a_refusal_tells_what_speaks_against_an_answer(page: Page) -> None:
    ask(page, NOWHERE)
    page.get_by_role("button", name="Why was it refused?").click()
    panel = page.get_by_role("tabpanel", name="Sources")
    expect(panel).to_contain_text("so it was refused")
    against = panel.locator("h3:has-text('speaks against it') + ul li")
    expect(against.first).to_be_visible()
    expect(panel).to_contain_text("Looked for")


def test_a_follow_up_is_explained_as_it_was_understood(page: Page) -> None:
    ask(page, "who led the US delegation at the meeting in Riyadh?")
    ask(page, "where was it held?")
    page.get_by_role("button", name="why?").last.click()
    expect(page.locator(".why")).to_contain_text("Riyadh")
