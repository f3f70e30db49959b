"""A person who has never seen the page, by what it calls things alone: a whole visit."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from browser import served, visiting
from conftest import SEEDS
from playwright.sync_api import Browser, Page, expect
from servers.corpus import settings

from qa import Assistant

pytestmark = pytest.mark.server

MORE = {
    "first.txt": "The ferry of Elmford\n\nThe ferry of Elmford was built in 1931 by Peter Malin.\n",
    "second.txt": "A ferry corrected\n\nThe ferry of Elmford was built in 1934 by Peter Malin.\n",
}


@pytest.fixture
def page(browser: Browser, tmp_path: Path) -> Iterator[Page]:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    first = min(SEEDS.glob("*.txt"))
    (corpus / first.name).write_bytes(first.read_bytes())
    assistant = Assistant(settings(corpus, tmp_path / "store", uploads=True))
    assistant.sync()
    with served(assistant) as url, visiting(browser, url) as opened:
        yield opened


def test_a_first_visit(page: Page, tmp_path: Path) -> None:
    # adds a folder
    folder = tmp_path / "mine"
    folder.mkdir()
    for name, text in MORE.items():
        (folder / name).write_text(text, "utf-8")
    page.get_by_role("tab", name="Articles").click()
    articles = page.get_by_role("tabpanel", name="Articles")
    with page.expect_file_chooser() as chooser:
        articles.get_by_role("button", name="Choose a folder").click()
    chooser.value.set_files(folder)
    expect(articles.get_by_text("2 added.")).to_be_visible()
    expect(page.get_by_text("3 articles", exact=True)).to_be_visible()

    # asks
    field = page.get_by_role("textbox", name="Your question")
    field.fill("When was the ferry of Elmford built?")
    page.get_by_role("button", name="Ask (Enter)").click()
    answer = page.get_by_role("article")
    expect(answer).to_contain_text("Quoted word for word")

    # compares two articles
    told = answer.get_by_role("list", name="What the articles say")
    expect(told).to_contain_text("1931")
    expect(told).to_contain_text("1934")

    # opens a source, and the next
    answer.get_by_role("button", name="Source 1:").first.click()
    sources = page.get_by_role("tabpanel", name="Sources")
    text = sources.get_by_role("document", name="Text of the article")
    expect(text).to_contain_text("The ferry of Elmford was built in 193")
    first = text.inner_text()
    sources.get_by_role("button", name="Next source").click()
    expect(text).not_to_have_text(first)

    # comes back after a reload
    page.reload()
    expect(answer).to_contain_text("1934")
    page.get_by_role("tab", name="History").click()
    kept = page.get_by_role("tabpanel", name="History")
    expect(kept.get_by_role("button", name="When was the ferry")).to_be_visible()

    # and takes it away
    with page.expect_download() as saved:
        page.get_by_role("button", name="Download the conversation as Markdown").click()
    assert "1931" in Path(saved.value.path()).read_text("utf-8")
