"""The login page: the page's own colours, font and name, by day and by night."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from browser import WCAG, rules_kept, served, visiting
from playwright.sync_api import Browser, expect

from qa import Assistant

PAPER = {"light": "rgb(246, 245, 241)", "dark": "rgb(21, 20, 18)"}
FORM = "[data-testid=password]"


@pytest.fixture(scope="module")
def closed(seeds: Assistant) -> Iterator[str]:
    """The address of a page for one user."""
    with served(seeds, users={"ann": "a secret"}) as address:
        yield address


@pytest.mark.parametrize("system", ["light", "dark"])
def test_it_looks_as_the_page_does(browser: Browser, closed: str, system: str) -> None:
    with visiting(browser, closed, ready=FORM, color_scheme=system) as page:
        expect(page).to_have_title("qa: log in")
        expect(page.get_by_role("heading", name="qa", exact=True)).to_be_visible()
        assert page.evaluate("getComputedStyle(document.body).backgroundColor") == PAPER[system]
        font = "e => getComputedStyle(e).fontFamily"
        assert page.get_by_role("button", name="Login").evaluate(font).startswith('"Page Sans"')
        assert page.evaluate("""document.fonts.check("600 16px 'Page Sans'")""")
        rules_kept(page, WCAG)  # that all is within a landmark is Gradio's to say
        page.get_by_role("textbox", name="username").fill("ann")
        page.locator(FORM).fill("another")
        page.get_by_role("button", name="Login").click()
        expect(page.get_by_text("Incorrect Credentials")).to_be_visible()
        page.get_by_role("textbox", name="username").fill("ann")
        page.locator(FORM).fill("a secret")
        page.get_by_role("button", name="Login").click()
        expect(page.locator("body[data-ready] .welcome")).to_be_visible()
