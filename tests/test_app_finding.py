"""A library of many articles: searched, ordered, chosen from; pasted into, and put back."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from browser import ask, rules_kept, served, visiting
from playwright.sync_api import Browser, Locator, Page, expect
from servers.corpus import ARTICLES, settings

from qa import Assistant
from qa.app import folder
from qa.app.library import Library
from qa.app.screen import Screen

pytestmark = pytest.mark.server

FILES = {
    "riyadh.txt": ARTICLES["riyadh.txt"],
    "town/budget.txt": ARTICLES["budget.txt"],
    "town/plums.md": "# Plums of Elmford\n\nMarch 3, 2023\n\nThe plums are ripe in August.\n",
    "broken.txt": "\x00\x01" * 40,
}


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    corpus = tmp_path / "corpus"
    for name, text in FILES.items():
        (corpus / name).parent.mkdir(parents=True, exist_ok=True)
        (corpus / name).write_text(text, "utf-8")
    return corpus


@pytest.fixture
def page(browser: Browser, corpus: Path, tmp_path: Path) -> Iterator[Page]:
    assistant = Assistant(settings(corpus, tmp_path / "store", uploads=True))
    assistant.sync()
    with served(assistant) as url, visiting(browser, url) as opened:
        opened.on("dialog", lambda dialog: dialog.accept())
        opened.get_by_role("tab", name="Articles").click()
        yield opened


def panel(page: Page) -> Locator:
    return page.get_by_role("tabpanel", name="Articles")


def shown(page: Page) -> list[str]:
    rows = panel(page).locator("[data-article]:visible")
    return rows.evaluate_all("rows => rows.map((row) => row.dataset.article)")


def test_articles_are_searched_ordered_and_filtered(page: Page) -> None:
    assert shown(page) == ["riyadh.txt", "town/budget.txt", "town/plums.md"]
    panel(page).get_by_role("button", name="Order and filter the articles").click()
    panel(page).get_by_role("combobox", name="Order").select_option("Newest first")
    assert shown(page) == ["riyadh.txt", "town/plums.md", "town/budget.txt"]
    panel(page).get_by_role("combobox", name="Order").select_option("Longest first")
    assert shown(page)[0] == "riyadh.txt"
    panel(page).get_by_role("combobox", name="Folder").select_option("town")
    assert set(shown(page)) == {"town/budget.txt", "town/plums.md"}
    panel(page).get_by_role("combobox", name="Kind").select_option("md")
    assert shown(page) == ["town/plums.md"]
    panel(page).get_by_role("combobox", name="Folder").select_option("Every folder")
    panel(page).get_by_role("combobox", name="Kind").select_option("Every kind")
    panel(page).get_by_label("From", exact=True).fill("2023-03-03")
    assert "town/plums.md" in shown(page)
    panel(page).get_by_label("To", exact=True).fill("2023-12-31")
    assert shown(page) == ["town/plums.md"]
    panel(page).get_by_label("From", exact=True).fill("2023-03-04")
    expect(panel(page)).to_contain_text("No article is like that.")
    panel(page).get_by_label("From", exact=True).fill("")
    assert shown(page) == ["town/plums.md"]
    panel(page).get_by_label("To", exact=True).fill("")
    assert len(shown(page)) == 3
    panel(page).get_by_role("searchbox", name="Search articles").fill("3 march 2023")
    assert shown(page) == ["town/plums.md"]  # as its day is shown
    panel(page).get_by_role("searchbox", name="Search articles").fill("zebra")
    expect(panel(page)).to_contain_text("No article is like that.")
    panel(page).get_by_role("searchbox", name="Search articles").fill("budget")
    assert shown(page) == ["town/budget.txt"]
    for path, files in {"town/*": 2, "*.md": 1, "own/*": 0, "./town/b*t": 1}.items():
        panel(page).get_by_role("searchbox", name="Search articles").fill(path)
        assert len(shown(page)) == files, path


@pytest.mark.parametrize("width", [1280, 390])
def test_the_choices_fold_behind_one_button(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 844})
    if width == 390:
        page.locator("#qa-header .sheet").click()
    unfold = panel(page).get_by_role("button", name="Order and filter the articles")
    order = panel(page).get_by_role("combobox", name="Order")
    expect(order).to_be_hidden()
    expect(unfold).to_have_attribute("aria-expanded", "false")
    unfold.click()
    expect(unfold).to_have_attribute("aria-expanded", "true")
    order.select_option("Longest first")
    panel(page).get_by_role("button", name="Sync with the folder").click()
    expect(page.locator("#qa-note")).to_contain_text("Up to date")
    expect(order).to_have_value("size")  # the list came anew: what is chosen there is not hidden
    order.select_option("By file name")
    unfold.click()
    expect(order).to_be_hidden()
    rules_kept(page)


def test_all_of_a_search_are_asked_and_no_others(page: Page) -> None:
    panel(page).get_by_role("checkbox", name="Ask all articles").uncheck()
    panel(page).get_by_role("searchbox", name="Search articles").fill("town")
    panel(page).get_by_role("checkbox", name="Ask the 2 that are shown").check()
    expect(page.locator(".scope-note")).to_contain_text("Asking 2 of 3 articles")
    ask(page, "Who is the mayor of Lindale?")
    expect(page.locator("#qa-done .scope")).to_have_text("asked of 2 articles")


def test_what_was_not_read_is_told_and_why(page: Page) -> None:
    panel(page).get_by_text("1 file was not read").click()
    expect(panel(page).locator(".unread")).to_contain_text("broken.txt binary, not text")


def test_a_text_is_pasted_asked_removed_and_brought_back(page: Page, corpus: Path) -> None:
    panel(page).get_by_role("button", name="Paste a text").click()
    panel(page).get_by_role("textbox", name="Title of the text").fill("The comet: a find!")
    text = "Dora Lind discovered the comet over Lapland."
    panel(page).get_by_role("textbox", name="The text", exact=True).fill(text)
    panel(page).get_by_role("button", name="Add it").click()
    expect(page.locator("#qa-note")).to_contain_text("1 added.")
    expect(page.locator("#qa-note")).to_be_in_viewport()
    assert text in (corpus / "the-comet-a-find.txt").read_text("utf-8")
    ask(page, "Who discovered the comet over Lapland?")
    expect(page.locator("#qa-done")).to_contain_text("Dora Lind")
    page.get_by_role("tab", name="Articles").click()
    panel(page).get_by_role("button", name="Remove the-comet-a-find.txt").click()
    expect(page.locator("#qa-note")).to_contain_text("1 removed.")
    assert not (corpus / "the-comet-a-find.txt").exists()
    # What was cited says so, and keeps its quote.
    page.get_by_role("tab", name="Sources").click()
    page.locator("#qa-done .chip").first.click()
    expect(page.locator("#qa-panel")).to_contain_text("removed since")
    expect(page.locator("#qa-panel")).to_contain_text(text)
    page.get_by_role("tab", name="Articles").click()
    page.get_by_role("button", name="Bring the-comet-a-find.txt back").click()
    expect(page.locator("#qa-note")).to_contain_text("1 added.")
    assert text in (corpus / "the-comet-a-find.txt").read_text("utf-8")


def test_a_paste_without_a_title_is_told(page: Page) -> None:
    panel(page).get_by_role("button", name="Paste a text").click()
    panel(page).get_by_role("textbox", name="The text", exact=True).fill("Words without a title.")
    panel(page).get_by_role("button", name="Add it").click()
    expect(page.locator("#qa-note .trouble")).to_contain_text("The text has no title")


def test_a_change_is_told_even_where_a_question_took_it_in_first(
    corpus: Path, tmp_path: Path
) -> None:
    assistant = Assistant(settings(corpus, tmp_path / "store", uploads=True))
    assistant.sync()
    library = Library(assistant, Screen(assistant))
    folder.add_text(corpus, "The comet", "Dora Lind discovered the comet over Lapland.")
    folder.remove(corpus, "town/plums.md")
    assistant.ask("Who discovered the comet?")
    *_, (_, _, _, note) = library.sync(added=["the-comet.txt"], removed="town/plums.md")
    assert "1 added, 1 removed." in note


def test_a_refusal_names_the_nearest_articles_as_people_do(page: Page) -> None:
    ask(page, "Who painted the plums of Elmford?")
    near = page.locator("#qa-done .near").filter(has_text="Plums of Elmford")
    expect(near.first).to_have_text(
        re.compile("^Plums of Elmford3 March 2023.*town/plums.md, line 1$")
    )
    size = "e => parseFloat(getComputedStyle(e).fontSize)"
    small = near.first.locator(".file").evaluate(size)
    assert small < near.first.locator(".card-title").evaluate(size)


def test_a_library_of_300_is_found_in_ordered_and_chosen_from(
    browser: Browser, tmp_path: Path
) -> None:
    corpus = tmp_path / "many"
    corpus.mkdir()
    for number in range(1, 301):
        text = f"Report {301 - number}\n\nThe buoy of pier {number} was painted by crew {number}.\n"
        (corpus / f"pier-{number}.txt").write_text(text, "utf-8")
    assistant = Assistant(settings(corpus, tmp_path / "store"))
    assistant.sync()
    with served(assistant) as url, visiting(browser, url) as page:
        expect(page.locator("#qa-header")).to_contain_text("300 articles")
        page.get_by_role("tab", name="Articles").click()
        assert len(shown(page)) == 300
        panel(page).get_by_role("button", name="Order and filter the articles").click()
        panel(page).get_by_role("combobox", name="Order").select_option("By title")
        assert shown(page)[:2] == ["pier-300.txt", "pier-299.txt"]
        panel(page).get_by_role("checkbox", name="Ask all articles").uncheck()
        panel(page).get_by_role("searchbox", name="Search articles").fill("pier-21")
        assert len(shown(page)) == 11
        panel(page).get_by_role("checkbox", name="Ask the 11 that are shown").check()
        expect(page.locator(".scope-note")).to_contain_text("Asking 11 of 300 articles")
        panel(page).get_by_role("searchbox", name="Search articles").fill("")
        assert len(shown(page)) == 300
        ask(page, "Who painted the buoy of pier 217?")
        expect(page.locator("#qa-done .scope")).to_have_text("asked of 11 articles")
        expect(page.locator("#qa-done .statement").first).to_contain_text("crew 217")
