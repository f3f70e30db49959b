"""Conversations that stay: kept in the browser, found again, branched, saved, brought back."""

from __future__ import annotations

import json
import re
from pathlib import Path

from browser import ask, visiting
from playwright.sync_api import Browser, Locator, Page, expect

LEAD = "Who led the US delegation?"
PALACE = "At which palace did the delegations meet?"
LENGTH = "How long did the meeting last?"
READY = "body[data-ready]"


def questions(page: Page) -> list[str]:
    return page.locator("#qa-done .question p:first-child").all_inner_texts()


def history(page: Page) -> Locator:
    page.get_by_role("tab", name="History").click()
    return page.get_by_role("tabpanel", name="History")


def titles(page: Page) -> list[str]:
    return page.locator(".history .card-title").all_inner_texts()


def more(page: Page, title: str, act: str) -> None:
    panel = history(page)
    panel.locator(f"summary[aria-label='More: {title}']").click()
    panel.get_by_role("button", name=act).locator("visible=true").click()


def undo(page: Page) -> None:
    page.locator("#qa-told").get_by_role("button", name="Undo").click()


def again(page: Page) -> None:
    page.reload()
    expect(page.locator(READY)).to_have_count(1)


def test_a_reload_keeps_conversation_draft_and_what_a_follow_up_leans_on(page: Page) -> None:
    ask(page, "who led the US delegation at the meeting in Riyadh?")
    page.get_by_role("textbox", name="Your question").fill("a draft that is")
    again(page)
    expect(page.locator("#qa-done .badges")).to_have_count(1)
    expect(page.locator("#qa-done")).to_contain_text("Marco Rubio")
    expect(page.get_by_role("textbox", name="Your question")).to_have_value("a draft that is")
    page.get_by_role("button", name="Source 1:").first.click()
    expect(page.locator("#qa-panel mark").first).to_contain_text("Rubio")
    ask(page, "where was it held?")
    expect(page.locator("#qa-done")).to_contain_text("where was it held? (who led")
    again(page)
    expect(page.locator("#qa-done .badges")).to_have_count(2)
    expect(page.get_by_role("textbox", name="Your question")).to_have_value("")


def test_what_was_said_in_a_closed_tab_is_there_in_a_new_one(page: Page, url: str) -> None:
    ask(page, LEAD)
    page.get_by_role("textbox", name="Your question").fill("a draft that is")
    tabs = page.context
    page.close()
    other = tabs.new_page()
    other.goto(url)
    expect(other.locator(READY)).to_have_count(1)
    expect(other.get_by_role("textbox", name="Your question")).to_have_value("a draft that is")
    history(other).get_by_role("button", name=re.compile(f"^{re.escape(LEAD)}")).click()
    expect(other.locator("#qa-done .badges")).to_have_count(1)
    expect(other.locator("#qa-done")).to_contain_text("Marco Rubio")
    ask(other, PALACE)
    assert questions(other) == [LEAD, PALACE]


def test_conversations_are_listed_found_renamed_deleted_and_brought_back(page: Page) -> None:
    ask(page, LEAD)
    page.locator("#qa-composer").get_by_role("button", name="Start a new conversation").click()
    expect(page.locator(".welcome")).to_be_visible()
    ask(page, PALACE)
    panel = history(page)
    assert titles(page) == [PALACE, LEAD]
    expect(panel).to_contain_text("just now")
    panel.get_by_role("searchbox", name="Search conversations").fill("palace did")
    expect(panel.locator(".history li")).to_have_count(1)
    assert titles(page) == [PALACE]
    panel.get_by_role("searchbox", name="Search conversations").fill("zebra")
    expect(panel).to_contain_text("No conversation has all these words.")
    panel.get_by_role("searchbox", name="Search conversations").fill("")
    more(page, LEAD, "Rename")
    panel.get_by_role("textbox", name="Title of the conversation").fill("The delegation")
    page.keyboard.press("Enter")
    panel.get_by_role("button", name=re.compile("^The delegation")).click()
    expect(page.locator("#qa-done")).to_contain_text("Marco Rubio")
    more(page, "The delegation", "Delete")
    expect(panel.locator(".history li")).to_have_count(1)
    expect(page.locator(".welcome")).to_be_visible()
    undo(page)
    expect(panel.locator(".history li")).to_have_count(2)
    expect(page.locator("#qa-done")).to_contain_text("Marco Rubio")


def test_new_and_undo_can_be_undone(page: Page) -> None:
    ask(page, LEAD)
    ask(page, PALACE)
    page.get_by_role("button", name="Take the last question back").click()
    expect(page.locator("#qa-done .badges")).to_have_count(1)
    undo(page)
    expect(page.locator("#qa-done .badges")).to_have_count(2)
    page.locator("#qa-composer").get_by_role("button", name="Start a new conversation").click()
    expect(page.locator(".welcome")).to_be_visible()
    undo(page)
    expect(page.locator("#qa-done .badges")).to_have_count(2)
    assert questions(page) == [LEAD, PALACE]


def test_editing_an_earlier_question_makes_a_branch(page: Page) -> None:
    ask(page, LEAD)
    ask(page, PALACE)
    page.locator(".question").first.hover()
    page.get_by_role("button", name="Edit this question").first.click()
    told = page.get_by_text("The edited question begins a branch; what was asked and said stays.")
    expect(told).to_be_visible()
    page.get_by_role("textbox", name="Your question").fill(LENGTH)
    page.keyboard.press("Enter")
    expect(told).to_be_hidden()
    expect(page.locator("#qa-done .badges")).to_have_count(1)
    expect(page.locator(".versions")).to_contain_text("2 of 2")
    assert questions(page) == [LENGTH]
    page.get_by_role("button", name="Earlier version of this question").click()
    expect(page.locator("#qa-done .badges")).to_have_count(2)
    assert questions(page) == [LEAD, PALACE]
    expect(page.locator(".versions")).to_contain_text("1 of 2")
    page.get_by_role("button", name="Later version of this question").click()
    expect(page.locator(".versions")).to_contain_text("2 of 2")
    history(page)
    assert sorted(titles(page)) == sorted([LEAD, LENGTH])


def test_a_link_leads_to_one_answer_and_back_to_what_was_before(page: Page) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    ask(page, LEAD)
    ask(page, PALACE)
    page.get_by_role("button", name="Copy a link to this answer").first.click()
    link = page.evaluate("navigator.clipboard.readText()")
    page.locator("#qa-composer").get_by_role("button", name="Start a new conversation").click()
    expect(page.locator(".welcome")).to_be_visible()
    page.go_back()
    expect(page.locator("#qa-done .badges")).to_have_count(2)
    other = page.context.new_page()
    other.goto(link)
    expect(other.locator(".exchange.linked")).to_contain_text(LEAD)
    expect(other.locator(".exchange.linked .question")).to_be_in_viewport()
    other.goto(link.partition("#")[0] + "#/nothing/here")
    expect(other.locator("#qa-told")).to_contain_text("not kept in this browser")


def test_a_conversation_is_taken_out_and_brought_back(
    browser: Browser, url: str, page: Page, tmp_path: Path
) -> None:
    ask(page, LEAD)
    with page.expect_download() as saved:
        more(page, LEAD, "Export as Markdown")
    assert "Marco Rubio" in Path(saved.value.path()).read_text("utf-8")
    with page.expect_download() as saved:
        more(page, LEAD, "Export as JSON")
    file = tmp_path / "conversation.json"
    saved.value.save_as(file)
    with visiting(browser, url) as other:
        panel = history(other)
        expect(panel).to_contain_text("nowhere else")
        with other.expect_file_chooser() as chooser:
            panel.get_by_role("button", name="Import conversations").click()
        chooser.value.set_files(file)
        expect(other.locator("#qa-done")).to_contain_text("Marco Rubio")
        # Whoever wrote the file may have written anything.
        expect(other.locator("#qa-done .badges")).to_contain_text("From a file, not checked here")
        assert titles(other) == [LEAD]
        broken = tmp_path / "broken.json"
        broken.write_text(json.dumps({"format": "another"}))
        with other.expect_file_chooser() as chooser:
            panel.get_by_role("button", name="Import conversations").click()
        chooser.value.set_files(broken)
        expect(other.locator("#qa-told")).to_contain_text("holds no conversations")


def test_an_answer_goes_into_its_own_conversation(page: Page) -> None:
    page.get_by_role("textbox", name="Your question").fill(LEAD)
    page.keyboard.press("Enter")
    page.locator("#qa-composer").get_by_role("button", name="Start a new conversation").click()
    expect(page.locator(".welcome")).to_be_visible()
    ask(page, PALACE)
    assert questions(page) == [PALACE]
    history(page)
    assert PALACE in titles(page)
    expect(page.locator(".history li").first).to_contain_text("1 question")


def test_a_question_that_was_read_as_a_follow_up_is_asked_as_it_stands(page: Page) -> None:
    ask(page, "who led the US delegation at the meeting in Riyadh?")
    ask(page, "where was it held?")
    answered = page.locator("#qa-done .exchange").last
    expect(answered).to_contain_text("Understood as")
    answered.get_by_role("button", name="Ask it as it stands").click()
    expect(page.locator("#qa-chat")).not_to_contain_text("Understood as")
    expect(page.locator("#qa-done .badges")).to_have_count(2)
    expect(page.locator("#qa-chat")).not_to_contain_text("Understood as")
    assert questions(page)[1:] == ["where was it held?"]
