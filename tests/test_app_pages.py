"""The pages of a PDF as pictures: only of articles as they are indexed, for who may read them."""

from __future__ import annotations

from pathlib import Path

import binaries
import httpx
import pytest
from browser import ask, rules_kept, served, visiting
from conftest import ROOT, MakeAssistant
from playwright.sync_api import Browser, expect

from qa import Assistant
from qa.app import pages
from qa.app.pages import Pages
from qa.corpus.formats import pdf
from qa.errors import CorpusError, QuestionError

REPORT = ROOT / "tests" / "corpora" / "files" / "annual-report.pdf"
CONTENT = binaries.pdf(
    [["The dam was built in 1931."], ["Its keeper is Bo Lind."], ["Nothing more."]]
)


@pytest.fixture
def dam(make: MakeAssistant) -> Assistant:
    assistant = make({"a.pdf": CONTENT, "b.txt": "The dam leaks.\n"})
    assistant.sync()
    return assistant


def page(assistant: Assistant, number: int) -> pages.Page:
    found = Pages(assistant).first("a.pdf", f"page {number}")
    assert found is not None
    return found


def test_a_page_is_drawn_once_and_has_a_name(dam: Assistant, monkeypatch) -> None:
    drawn, draw = [], pdf.drawn
    monkeypatch.setattr(pdf, "drawn", lambda *asked: drawn.append(asked[1]) or draw(*asked))
    found = Pages(dam)
    second = found.draw(page(dam, 2))
    assert (second.pages, second.width) == (3, 1000)
    assert second.image[:4] + second.image[8:12] == b"RIFFWEBP"
    assert found.draw(page(dam, 2)) is second
    assert found.draw(page(dam, 3)).image != second.image
    assert drawn == [2, 3]
    shown = pages.render(page(dam, 3), found.draw(page(dam, 3)))
    assert 'alt="Page 3 of 3"' in shown
    assert shown.count("disabled") == 1  # there is no next one


@pytest.mark.parametrize("number", [-1, 0, 4, 10**9])
def test_there_is_no_page_beyond_those_there_are(dam: Assistant, number: int) -> None:
    with pytest.raises(QuestionError, match="no such page"):
        Pages(dam).draw(pages.Page("a.pdf", number, page(dam, 1).version))


@pytest.mark.parametrize(
    "file", ["b.txt", "no.pdf", "../a.pdf", "/etc/passwd", "../../corpus/a.pdf", ""]
)
def test_only_an_article_with_pages_is_drawn(dam: Assistant, tmp_path: Path, file: str) -> None:
    (tmp_path / "a.pdf").write_bytes(CONTENT)  # beside the folder of articles
    assert Pages(dam).first(file) is None
    with pytest.raises(QuestionError, match="no such page"):
        Pages(dam).draw(pages.Page(file, 1, page(dam, 1).version))


def test_a_file_that_was_changed_since_is_not_drawn(
    dam: Assistant, tmp_path: Path, monkeypatch
) -> None:
    read, found = page(dam, 1), Pages(dam)
    file = tmp_path / "corpus" / "a.pdf"
    index = dam.index()
    file.write_bytes(binaries.pdf([["The dam was built in 1932."]]))
    with pytest.raises(CorpusError, match="changed since"):  # the new version is indexed by now
        found.draw(read)
    monkeypatch.setattr(dam, "index", lambda: index)
    with pytest.raises(CorpusError, match="changed since"):  # and where it is not yet
        found.draw(read)
    file.unlink()
    with pytest.raises(CorpusError, match="cannot be shown"):
        found.draw(read)


def test_what_is_kept_is_bounded(dam: Assistant, monkeypatch) -> None:
    monkeypatch.setattr(pages, "_MOST", 1)
    found = Pages(dam)
    found.draw(page(dam, 1))
    assert not found._kept


@pytest.mark.parametrize("size", [(612.0, 90_000.0), (90_000.0, 40.0)])
def test_a_page_of_any_size_is_a_picture_of_bounded_size(size: tuple[float, float]) -> None:
    box = b"/MediaBox [0 0 %d %d]" % tuple(map(int, size))
    sized = CONTENT.replace(b"/MediaBox [0 0 612 842]", box)
    assert sized != CONTENT
    drawn = pdf.drawn(sized, 1)
    assert drawn is not None
    assert 1 <= drawn.width <= 1000
    assert 1 <= drawn.height <= 3000


def test_a_broken_pdf_is_told() -> None:
    with pytest.raises(ValueError, match="broken PDF"):
        pdf.drawn(b"%PDF-1.7 broken", 1)


@pytest.mark.server
def test_nobody_sees_a_page_without_the_password(dam: Assistant) -> None:
    event = {"_data": {"file": "a.pdf", "page": 1, "version": page(dam, 1).version}}
    with served(dam, users={"ann": "a secret"}) as address:
        for number in range(40):  # whichever event it is
            asked = {"data": [], "event_data": event, "fn_index": number, "session_hash": "a"}
            answered = httpx.post(f"{address}gradio_api/queue/join", json=asked)
            assert answered.status_code == 401
        assert httpx.get(f"{address}gradio_api/queue/data?session_hash=a").status_code == 401


@pytest.mark.parametrize("width", [1280, 320])
def test_the_cited_page_is_seen_enlarged_and_turned(
    browser: Browser, make: MakeAssistant, width: int
) -> None:
    assistant = make({REPORT.name: REPORT.read_bytes(), "b.txt": "The dam leaks.\n"})
    assistant.sync()
    view = {"viewport": {"width": width, "height": 800}}
    with served(assistant) as url, visiting(browser, url, **view) as opened:
        ask(opened, "Who is the treasurer of the ferry company?")
        opened.get_by_role("button", name="Source 1:").first.click()
        told = opened.locator("#qa-panel .opened-head .where").inner_text()
        number = int(told.partition("Page ")[2].split()[0])
        picture = opened.get_by_role("button", name=f"Page {number} of 2")
        expect(picture).to_be_visible()
        is_drawn(picture)
        expect(opened.locator("#qa-panel mark")).to_be_in_viewport()
        small = picture.bounding_box()["width"]
        picture.click()
        expect(picture).to_have_attribute("aria-expanded", "true")
        assert picture.bounding_box()["width"] > 1.5 * small
        assert opened.evaluate("document.documentElement.scrollWidth") <= width
        assert opened.locator("#qa-panel").evaluate("e => e.scrollWidth <= e.clientWidth")
        other = number - 1 if number > 1 else number + 1
        turn = opened.get_by_role("button", name="Previous page" if other < number else "Next page")
        turn.focus()
        opened.keyboard.press("Enter")
        expect(opened.get_by_role("button", name=f"Page {other} of 2")).to_be_visible()
        rules_kept(opened)


def is_drawn(picture) -> None:
    loaded = "e => { const i = e.querySelector('img'); return i.complete && i.naturalWidth }"
    assert picture.evaluate(loaded) == 1000


def test_a_text_has_no_pages(browser: Browser, dam: Assistant) -> None:
    version = page(dam, 1).version
    with served(dam) as url, visiting(browser, url) as opened:
        opened.get_by_role("tab", name="Articles").click()
        opened.locator("#qa-listing .book").last.click()
        expect(opened.locator("#qa-panel .lines")).to_contain_text("The dam leaks.")
        expect(opened.locator("#qa-panel .pages")).to_have_count(0)
        for asked, said in (
            ({"file": "../a.pdf", "page": 1, "version": "0"}, "There is no such page."),
            ({"file": "a.pdf", "page": 9, "version": version}, "There is no such page."),
            ({"file": "a.pdf", "page": 2, "version": "0"}, "This article was changed since"),
        ):
            opened.evaluate("asked => qaPort('collapse', asked)", asked)
            note = opened.locator(f'#qa-picture [data-page="{asked["page"]}"] .note')
            expect(note).to_contain_text(said)
        expect(opened.locator("#qa-picture img")).to_have_count(0)
