"""The page in another language: whatever a visitor sees of it comes from the catalogue."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from browser import ask, served, visiting
from playwright.sync_api import Browser, Page, expect
from test_locale import LANGUAGE, catalogues, wide  # noqa: F401

from qa import Assistant, Settings, locale

pytestmark = pytest.mark.server

OPENED = "Mayor Ingrid Solberg opened the swing bridge of Norrhavn on 4 May 2021."
COST = "The swing bridge cost 90 million crowns."
COST_MORE = "The swing bridge cost 95 million crowns."
FERRY = "The ferry carried 300 passengers to Sandvik."
ARTICLES = {
    "bridge.txt": f"Bridge opened\n2021-05-05\n\n{OPENED}\n{COST}\n",
    "more/harbour.txt": f"Harbour news\n2021-06-01\n\n{COST_MORE}\n{FERRY}\n",
    "broken.pdf": "%PDF-1.7 broken",
}
QUESTIONS = [
    "Who opened the swing bridge?",
    "What did the swing bridge cost?",
    "Who painted the town hall?",
    "hello",
]
DRAFT = "Ingrid Solberg opened the swing bridge of Norrhavn. The ferry carried 400 passengers."
DATA = [*ARTICLES.values(), *ARTICLES, *QUESTIONS, DRAFT, "Harbour news more/harbour.txt"]
DATA += ["more", "pdf", "txt", "qa", "HTML", "JSON"]  # the same in every language
DATA += ["Majo", "Junio"]  # days, as Babel writes them
# What Gradio itself says: it has translations of its own, and follows the browser. Questions to ask
# are made of the articles, in their language; Babel and the browser know how days are written.
APART = ".toast-wrap, footer, .wrap.hide, .example, .holds dd, time"

TOLD = """
window.told = [];
const look = () => {
  for (const id of ["#qa-announcer", "#qa-told"]) {
    const text = document.querySelector(id)?.textContent;
    if (text && window.told.at(-1) !== text) window.told.push(text);
  }
};
const everything = { childList: true, subtree: true, characterData: true };
new MutationObserver(look).observe(document, everything);
"""
SEEN = """(apart) => {
  const found = [];
  const names = ["aria-label", "title", "placeholder", "alt", "data-title", "data-where"];
  const both = NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT;
  const walker = document.createTreeWalker(document.body, both);
  while (walker.nextNode()) {
    const node = walker.currentNode;
    const element = node.nodeType === Node.TEXT_NODE ? node.parentElement : node;
    if (element.closest(`style, script, pre, ${apart}`)) continue;
    if (node.nodeType === Node.TEXT_NODE) found.push(node.data);
    else found.push(...names.filter((n) => node.hasAttribute(n)).map((n) => node.getAttribute(n)));
  }
  return [...found, ...window.told];
}"""


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory, catalogues: Path) -> Iterator[str]:  # noqa: F811
    folder = tmp_path_factory.mktemp("page")
    (folder / "corpus" / "more").mkdir(parents=True)
    for name, text in ARTICLES.items():
        (folder / "corpus" / name).write_text(text)
    locale.use(LANGUAGE, catalogues)  # as whoever serves the page does, before it is synced
    assistant = Assistant(
        Settings(
            corpus=folder / "corpus", store=folder / "store", llm="none",
            feedback=folder / "feedback.jsonl", uploads=True, language=LANGUAGE, locales=catalogues,
        )
    )  # fmt: skip
    assistant.sync()
    with served(assistant) as address:
        yield address
    locale.use(locale.ENGLISH)


@pytest.fixture
def page(browser: Browser, url: str) -> Iterator[Page]:
    with visiting(browser, url) as opened:
        opened.evaluate(TOLD)
        yield opened


def foreign(page: Page) -> set[str]:
    """What is seen and is neither of the catalogue nor of the articles, questions and files."""
    return {text for text in page.evaluate(SEEN, APART) if _unknown(" ".join(text.split()))}


def _unknown(text: str) -> list[str]:
    """The words in a row of a text that are no words in a row of the data."""
    runs = re.findall(r"[A-Za-z]{2,}(?:[ ,]+[A-Za-z]+)*", text)
    return [run for run in runs if not any(run in one for one in DATA)]


def act(page: Page, name: str) -> None:
    page.locator(f"[data-act={name}]:visible").first.click()


def test_a_visitor_who_comes_in_sees_the_language_alone(page: Page) -> None:
    expect(page.locator("#qa-ideas .ideas").first).to_be_attached()
    expect(page.locator("#qa-send, .act.send").first).to_have_attribute(
        "aria-label", wide("Ask (Enter)")
    )
    assert page.evaluate("document.documentElement.lang") == LANGUAGE
    assert foreign(page) == set()


def test_answers_sources_and_reasons_are_told_in_the_language(page: Page) -> None:
    for question in QUESTIONS:
        ask(page, question)
        assert foreign(page) == set()
    page.locator("#qa-done .chip").first.hover()
    page.locator("#qa-done .chip").first.click()
    expect(page.locator("#qa-panel .opened")).to_be_visible()
    page.locator(".find-in").fill("swing")
    assert foreign(page) == set()
    for why in page.locator("[data-act=why]").all():
        why.click()
        expect(page.locator("#qa-panel .why")).to_be_visible()
        assert foreign(page) == set()
    act(page, "rate")
    page.locator(".reason-text").fill("good")
    page.locator("form.reason button").click()
    act(page, "copy")
    act(page, "link")
    assert foreign(page) == set()
    act(page, "edit")
    act(page, "cancel-edit")
    act(page, "undo")
    expect(page.locator("#qa-told")).to_be_visible()
    act(page, "clear")
    page.locator("[data-view=history]").click()
    expect(page.locator("#qa-history .talk")).to_have_count(1)
    page.locator("#qa-history summary").first.click()
    act(page, "forget")
    assert foreign(page) == set()


def test_the_articles_are_listed_in_the_language(page: Page) -> None:
    page.locator("[data-view=library]").click()
    page.locator("#qa-listing [data-scope]").first.click()
    page.locator(".unread summary").click()
    assert foreign(page) == set()
    act(page, "sync")
    expect(page.locator("#qa-note")).to_contain_text(wide("Up to date"))
    act(page, "paste")
    page.locator(".pasting button[type=submit]").click()
    expect(page.locator("#qa-note .trouble")).to_be_visible()
    assert foreign(page) == set()


def test_a_checked_text_is_told_of_in_the_language(page: Page) -> None:
    page.locator("[data-mode=check]").click()
    assert foreign(page) == set()
    page.locator("#qa-draft").fill(DRAFT)
    page.locator(".drafting button[type=submit]").click()
    expect(page.locator(".checked")).to_be_visible()
    expect(page.locator(".evidence")).to_be_visible()
    assert foreign(page) == set()
    act(page, "read-evidence")
    expect(page.locator("#qa-panel .opened")).to_be_visible()
    assert foreign(page) == set()
