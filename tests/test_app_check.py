"""A text held against the articles on the page, in a real browser."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from browser import ask, served, visiting
from conftest import ROOT
from playwright.sync_api import Browser, Locator, Page, expect
from test_app_care import PHONE, rules_kept, small

from qa import Assistant, Settings
from qa.app.desk import Desk
from qa.app.payloads import MAX_DRAFT_BYTES
from qa.types import CheckReport

pytestmark = pytest.mark.server

TEXT = """# The bridge

Mayor Ingrid Solberg opened the new swing bridge of Norrhavn. It cost 90 million crowns.
I think it is ugly.

The harbour will host a jazz festival <img src=x onerror=window.hacked=1>.
"""


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    store = tmp_path_factory.mktemp("check")
    corpus = ROOT / "eval" / "statements" / "quay"
    assistant = Assistant(Settings(corpus=corpus, store=store, llm="none"))
    assistant.sync()
    with served(assistant) as address:
        yield address


@pytest.fixture
def page(browser: Browser, url: str) -> Iterator[Page]:
    with visiting(browser, url) as opened:
        opened.get_by_role("tab", name="Check a text").click()
        yield opened


def checked(page: Page, text: str) -> Locator:
    """The text as it stands when it is checked."""
    page.get_by_label("The text to check").fill(text)
    page.get_by_role("button", name="Check it").click()
    expect(page.locator(".checked")).to_be_visible()
    return page.get_by_role("group", name="The text, each statement with its mark")


def evidence(page: Page) -> Locator:
    return page.get_by_role("tabpanel", name="Sources")


def test_a_text_is_marked_and_its_evidence_stands_beside_it(page: Page) -> None:
    text = checked(page, TEXT)
    heading = page.get_by_role("heading", name="The articles bear out 1 of 3 statements")
    expect(heading).to_be_visible()
    for told in (
        "✓ 1 supported",
        "✗ 1 contradicted",
        "? 1 not in the articles",
        "1 opinion left out",
    ):
        expect(page.locator("#qa-checked")).to_contain_text(told)
    expect(text.locator(".apart")).to_have_text(["The bridge", "I think it is ugly."])
    shown = text.evaluate(
        "e => { const c = e.cloneNode(true); c.querySelectorAll('sup').forEach(s => s.remove());"
        " return c.textContent; }"
    )
    assert shown == TEXT
    assert page.evaluate("window.hacked") is None
    panel = evidence(page)
    expect(panel).to_contain_text("2 ✗ contradicted")  # what is wrong is shown first
    expect(panel).to_contain_text("84 million crowns")
    expect(panel.locator("cite")).to_contain_text("harbour-post.txt:")
    text.get_by_role("link", name="Mayor Ingrid Solberg").click()
    expect(panel).to_contain_text("1 ✓ supported")
    expect(panel.locator("cite time").first).to_have_text("12 May 2025")


def test_evidence_is_read_in_its_article_and_left_again(page: Page) -> None:
    checked(page, TEXT)
    panel = evidence(page)
    expect(panel.locator("blockquote")).to_contain_text("84 million")
    panel.get_by_role("button", name="Read it in its article").first.click()
    expect(panel.locator("mark").first).to_contain_text("84 million")
    panel.get_by_role("button", name="Back to the statement").click()
    expect(panel).to_contain_text("2 ✗ contradicted")


def test_the_proof_of_a_part_is_read_in_its_article_too(page: Page) -> None:
    checked(page, "Mayor Ingrid Solberg opened the new swing bridge and was arrested.")
    parts = evidence(page).locator(".parts li")
    expect(parts).to_contain_text(["✓ supported", "? not in the articles and was arrested"])
    parts.first.get_by_role("button", name="Read it in its article").click()
    expect(evidence(page).locator("mark").first).to_contain_text("Solberg opened")


def test_what_comes_late_does_not_replace_the_statement_that_was_chosen(page: Page) -> None:
    text = checked(page, TEXT)
    panel = evidence(page)
    expect(panel).to_contain_text("2 ✗ contradicted")
    page.evaluate(
        "() => { const port = window.qaPort;"
        " window.qaPort = (name, data) => { window.sent = data; return port(name, data); }; }"
    )
    text.get_by_role("link", name="Mayor Ingrid Solberg").click()
    expect(panel).to_contain_text("1 ✓ supported")
    sent = page.evaluate("window.sent")
    page.evaluate("data => window.qaPort('release', {...data, statement: 3})", sent)
    page.wait_for_function("turn => window.sent.turn > turn", arg=sent["turn"])
    expect(panel).to_contain_text("1 ✓ supported")
    expect(panel).not_to_contain_text("3 ? not in the articles")


def test_a_check_by_keyboard(page: Page) -> None:
    field = page.get_by_label("The text to check")
    expect(field).to_be_focused()
    page.keyboard.insert_text(TEXT)
    page.keyboard.press("Control+Enter")
    expect(evidence(page)).to_contain_text("2 of 3")
    page.keyboard.press("]")
    expect(evidence(page)).to_contain_text("3 ? not in the articles")
    page.keyboard.press("[")
    page.keyboard.press("[")
    expect(evidence(page)).to_contain_text("1 ✓ supported")
    expect(page.locator(".draft a[aria-current]")).to_contain_text("Mayor Ingrid Solberg")
    said = page.locator("#qa-announcer")
    expect(said).to_contain_text("supported")
    page.get_by_role("tab", name="Check a text").focus()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("tab", name="Ask")).to_be_focused()
    expect(page.locator("#qa-question")).to_be_visible()


def test_a_report_is_saved_as_a_page_and_as_json(page: Page, tmp_path: Path) -> None:
    checked(page, TEXT)
    for kind in ("HTML", "JSON"):
        with page.expect_download() as download:
            page.get_by_role(
                "button", name=f"Download the report as {'a page' if kind == 'HTML' else kind}"
            ).click()
        download.value.save_as(tmp_path / kind)
        assert download.value.suggested_filename == f"check.{kind.lower()}"
    report = json.loads((tmp_path / "JSON").read_text("utf-8"))
    report.pop("counts")
    assert CheckReport.model_validate(report).counts["contradicted"] == 1
    assert "<h1>The articles bear out 1 of 3 statements" in (tmp_path / "HTML").read_text("utf-8")


def test_a_file_is_checked_and_its_text_can_be_changed(page: Page) -> None:
    word = ROOT / "tests" / "corpora" / "files" / "hall-rules.docx"
    page.locator("#qa-draft-file").set_input_files(word)
    expect(page.locator(".checked")).to_contain_text("not in the articles")
    page.get_by_role("button", name="Edit the text and check it again").click()
    field = page.get_by_label("The text to check")
    expect(field).to_be_focused()
    assert "village hall" in field.input_value()
    page.locator("#qa-draft-file").set_input_files(
        {
            "name": "x.bin",
            "mimeType": "application/octet-stream",
            "buffer": b"\x00\xff\x00\xfe" * 99,
        }
    )
    expect(page.get_by_role("alert")).to_contain_text("no text that can be read")
    expect(field).to_be_visible()
    large = b"word " * (MAX_DRAFT_BYTES // 5 + 1)
    page.locator("#qa-draft-file").set_input_files(
        {"name": "large.txt", "mimeType": "text/plain", "buffer": large}
    )
    expect(page.locator("#qa-told")).to_contain_text("larger than 2.9 MB")


def test_a_text_that_is_dropped_is_checked(page: Page) -> None:
    page.evaluate(
        """(text) => {
        const dataTransfer = new DataTransfer();
        dataTransfer.items.add(new File([text], 'draft.md'));
        const target = document.querySelector('#qa-draft');
        const how = { dataTransfer, bubbles: true, cancelable: true };
        target.dispatchEvent(new DragEvent('drop', how));
        }""",
        TEXT,
    )
    expect(page.get_by_role("heading", name="The articles bear out 1 of 3")).to_be_visible()


def test_a_check_is_stopped(page: Page) -> None:
    page.get_by_label("The text to check").fill(TEXT * 60)
    page.get_by_role("button", name="Check it").click()
    page.get_by_role("button", name="Stop the check").click()
    expect(page.get_by_label("The text to check")).to_have_value(TEXT * 60)
    checked(page, TEXT)
    expect(evidence(page)).to_contain_text("2 of 3")


def test_what_cannot_be_checked_is_told(page: Page) -> None:
    page.get_by_label("The text to check").fill("??? !!!")
    page.get_by_role("button", name="Check it").click()
    expect(page.get_by_role("alert")).to_contain_text("no words")


def test_asking_and_checking_leave_each_other_alone(page: Page) -> None:
    checked(page, TEXT)
    page.get_by_role("tab", name="Ask").click()
    expect(page.locator("#qa-check")).not_to_be_visible()
    ask(page, "Who opened the bridge?")
    expect(page.locator("#qa-panel .cards")).to_be_visible()
    page.get_by_role("tab", name="Check a text").click()
    expect(evidence(page)).to_contain_text("2 ✗ contradicted")
    page.get_by_role("tab", name="Ask").click()
    expect(page.locator("#qa-panel .cards")).to_be_visible()


def test_two_visitors_have_texts_of_their_own(browser: Browser, url: str, page: Page) -> None:
    checked(page, TEXT)
    with visiting(browser, url) as stranger:
        stranger.get_by_role("tab", name="Check a text").click()
        expect(evidence(stranger)).to_contain_text("Nothing is checked yet")
        checked(stranger, "The bridge cost 84 million crowns.")
    page.keyboard.press("]")
    expect(evidence(page)).to_contain_text("3 of 3")


@pytest.mark.parametrize(("system", "phone"), [("light", False), ("dark", True)])
def test_accessibility_rules_are_kept(browser: Browser, url: str, system: str, phone: bool) -> None:
    size = PHONE if phone else {}
    with visiting(browser, url, color_scheme=system, reduced_motion="reduce", **size) as page:
        page.get_by_role("tab", name="Check a text").click()
        rules_kept(page)
        text = checked(page, TEXT)
        rules_kept(page)
        assert small(page, 44 if phone else 24) == []
        text.get_by_role("link", name="million").click()
        expect(evidence(page)).to_contain_text("84 million")
        rules_kept(page)
        if phone:
            expect(page.get_by_role("button", name="Close")).to_be_focused()
        evidence(page).get_by_role("button", name="Read it in its article").first.click()
        expect(page.locator("#qa-panel mark").first).to_be_visible()
        rules_kept(page)


def test_the_newest_text_of_a_desk_counts() -> None:
    desk, report = Desk(), CheckReport(name="", draft="")
    first = desk.begin(1)
    second = desk.begin(2)
    assert first.is_set()
    assert not desk.finish(first, report)
    assert desk.finish(second, report)
    desk.stop(3)
    assert desk.begin(3).is_set()  # it was stopped before it came
    fourth = desk.begin(4)
    assert not desk.stop(3)
    assert desk.begin(2).is_set()  # both were overtaken
    assert not fourth.is_set()
    desk.turn(2)
    desk.turn(1)  # what was asked for first came last
    assert not desk.awaits(1)
    assert desk.awaits(2)
