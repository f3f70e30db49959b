"""Reading sources, and the small things: quote in paragraph, words found, width, keys."""

from __future__ import annotations

import pytest
from browser import ask, served, visiting
from conftest import ROOT, MakeAssistant
from playwright.sync_api import Browser, Page, expect

from qa.app import quotes, sources
from qa.types import Citation

LEAD = "Who led the US delegation?"
FIELD = "Your question"


def test_a_quote_is_shown_in_its_paragraph(page: Page) -> None:
    ask(page, LEAD)
    page.get_by_role("button", name="Source 1:").first.hover()
    quote = page.get_by_role("tooltip")
    expect(quote.locator("mark")).to_contain_text("Marco Rubio")
    whole, marked = quote.locator("q").inner_text(), quote.locator("mark").inner_text()
    assert len(whole) > len(marked)
    assert not whole.startswith("““")


@pytest.mark.parametrize(
    ("before", "after", "shown"),
    [
        ("RIYADH: They met. ", "", "<p>RIYADH: They met. <mark>Ann won.</mark></p>"),  # the first
        ("Title\n\n", "\n\nMore", "<p><mark>Ann won.</mark></p>"),
        ("old " * 60, " new" * 60, "<p>… old old "),
    ],
)
def test_a_paragraph_is_shown_from_its_first_letter_or_after_a_word(
    before: str, after: str, shown: str
) -> None:
    quote = "Ann won."
    start, end = len(before), len(before) + len(quote)
    citation = Citation(
        number=1, file="a.txt", quote=quote, start=start, end=end, line=1, end_line=1
    )
    found = sources.paragraph(0, citation, before + quote + after)
    plain = found.replace(found[2 : found.index(">")], "", 1)  # what tells whose quote it is
    assert plain.startswith(shown)


def test_a_long_paragraph_is_cut_and_shown_above_all_else(page: Page) -> None:
    ask(page, "At which palace did the delegations meet?")
    page.get_by_role("button", name="Source 2:").first.hover()
    quote = page.get_by_role("tooltip")
    expect(quote.locator("q")).to_contain_text("… relations between their countries.")
    assert quote.locator("q").inner_text().endswith(" …")  # a long paragraph, cut after a word
    shown = quote.evaluate(
        """e => { e.style.top = 'auto'; e.style.bottom = '30px';
        const { left, bottom } = e.getBoundingClientRect();
        return e.contains(document.elementFromPoint(left + 20, bottom - 5)); }"""
    )
    assert shown


def test_the_short_answer_stands_out_in_its_quote(page: Page) -> None:
    ask(page, LEAD)
    short = page.locator("#qa-done .short").inner_text()
    chip = page.get_by_role("button", name="Source 1:").first
    chip.hover()
    expect(page.get_by_role("tooltip").locator("mark strong")).to_have_text(short)
    expect(page.locator("#qa-panel .card-quote strong").first).to_have_text(short)
    chip.click()
    answer = page.locator("#qa-panel .lines mark strong")
    expect(answer).to_have_text(short)
    expect(page.locator("#qa-panel .lines mark")).not_to_have_text(short)
    colour = "e => getComputedStyle(e).backgroundColor"
    assert answer.evaluate(colour) != page.locator("#qa-panel .lines mark").evaluate(colour)
    # Words are found where the answer begins in the midst of them too.
    page.get_by_role("searchbox", name="Find in this article").fill(f"secretary of state {short}")
    expect(page.locator("#qa-panel .found")).to_contain_text("1 of ")


@pytest.mark.parametrize(
    ("quote", "answer", "characters", "shown"),
    [
        ("It was Ann who won.", "Ann", 80, "“It was <strong>Ann</strong> who won.”"),
        ("It  was\nAnn  Lee <b>", "Ann  Lee", 80, "“It was <strong>Ann Lee</strong> &lt;b&gt;”"),
        ("“Ann won.”", "Ann", 80, "“<strong>Ann</strong> won.”"),
        ("Of all who ran, some said, Ann won.", "Ann", 20, "“… said, <strong>Ann</strong> won.”"),
        ("Ann won, as all who ran there said.", "Ann", 12, "“<strong>Ann</strong> won, as …”"),
        ("Nobody won.", "", 80, "“Nobody won.”"),
    ],
)
def test_an_excerpt_shows_what_answers(
    quote: str, answer: str, characters: int, shown: str
) -> None:
    start = quote.find(answer)
    citation = Citation(
        number=1, file="a.txt", quote=quote, start=0, end=len(quote), line=1, end_line=1,
        spans=((start, start + len(answer)),) if answer else (),
    )  # fmt: skip
    assert quotes.excerpt(citation, characters) == shown


def test_words_are_found_in_the_article(page: Page) -> None:
    ask(page, LEAD)
    page.get_by_role("button", name="Source 1:").first.click()
    field = page.get_by_role("searchbox", name="Find in this article")
    field.fill("riyadh")
    found = page.locator("#qa-panel .found")
    expect(found).to_contain_text("1 of ")
    page.keyboard.press("Enter")
    expect(found).to_contain_text("2 of ")
    page.keyboard.press("Shift+Enter")
    expect(found).to_contain_text("1 of ")
    field.fill("zebra")
    expect(found).to_have_text("none")


def test_the_panel_is_as_wide_as_it_was_made(page: Page) -> None:
    side = page.locator("#qa-side")
    before = side.bounding_box()["width"]
    border = page.get_by_role("separator", name="Width of the side panel")
    at = border.bounding_box()
    page.mouse.move(at["x"] + at["width"] / 2, at["y"] + 300)
    page.mouse.down()
    page.mouse.move(at["x"] - 100, at["y"] + 300, steps=4)
    page.mouse.up()
    dragged = side.bounding_box()["width"]
    assert dragged > before + 60
    border.focus()
    page.keyboard.press("ArrowRight")
    narrower = side.bounding_box()["width"]
    assert narrower < dragged
    page.reload()
    expect(page.locator("body[data-ready]")).to_have_count(1)
    assert abs(side.bounding_box()["width"] - narrower) < 2


def test_a_question_asked_from_the_articles_brings_the_sources_forward(page: Page) -> None:
    page.get_by_role("tab", name="Articles").click()
    ask(page, LEAD)
    expect(page.get_by_role("tabpanel", name="Sources")).to_be_visible()
    expect(page.locator("#qa-panel .card").first).to_be_visible()


def test_arrow_up_recalls_one_question_after_the_other(page: Page) -> None:
    ask(page, LEAD)
    ask(page, "hello")
    field = page.get_by_role("textbox", name=FIELD)
    field.focus()
    for key, told in (
        ("ArrowDown", ""),
        ("ArrowUp", "hello"),
        ("ArrowUp", LEAD),
        ("ArrowUp", LEAD),
        ("ArrowDown", "hello"),
        ("ArrowDown", ""),
    ):
        page.keyboard.press(key)
        expect(field).to_have_value(told)
    field.fill("Who")  # what is being written stays
    page.keyboard.press("ArrowUp")
    expect(field).to_have_value("Who")


def test_a_long_question_folds(page: Page) -> None:
    question = f"{LEAD} {'It was about the meeting in Riyadh. ' * 16}"
    ask(page, question)
    text = page.locator("#qa-done .question p").first
    folded = text.bounding_box()["height"]
    page.get_by_role("button", name="Show or fold the whole question").click()
    assert text.bounding_box()["height"] > folded + 40


def test_nothing_is_wider_than_a_narrow_screen(browser: Browser, url: str) -> None:
    size = {"width": 320, "height": 640}
    with visiting(browser, url, viewport=size) as page:
        ask(page, LEAD)
        for tab in ("Sources", "Articles", "History"):
            page.get_by_role("button", name="Sources and articles").click()
            page.get_by_role("tab", name=tab).click()
            wide = """[...document.querySelectorAll("#qa-side *, #qa-chat *")].filter((e) =>
              e.checkVisibility() && e.getBoundingClientRect().right > 321).length"""
            assert page.evaluate(wide) == 0
            page.get_by_role("button", name="Close").click()
        assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_on_paper_there_are_questions_and_answers_alone(page: Page) -> None:
    ask(page, LEAD)
    page.emulate_media(media="print")
    expect(page.locator("#qa-done .statement").first).to_be_visible()
    for part in ("#qa-composer", "#qa-side", "#qa-header", ".acts"):
        expect(page.locator(part).first).to_be_hidden()
    assert page.evaluate("getComputedStyle(document.body).overflow") == "visible"
    paint = "getComputedStyle(document.querySelector('.gradio-container')).backgroundColor"
    assert page.evaluate(paint) == "rgb(255, 255, 255)"
    proof = page.locator("#qa-done .proofs li").first  # what proves it is told on paper too
    expect(proof).to_contain_text("What could come out of U.S.-Russia talks on Ukraine?")
    expect(proof).to_contain_text("Delegations led by U.S. Secretary of State Marco Rubio")
    # A pill has no paint there, so its words stand at the edge as all others do.
    edges = [
        page.locator(f"#qa-done {what}").first.bounding_box() for what in (".short", ".badge .icon")
    ]
    assert abs(edges[0]["x"] - edges[1]["x"]) < 2
    page.emulate_media(media="screen")
    expect(proof).to_be_hidden()


def test_a_pdf_is_read_page_by_page(browser: Browser, make: MakeAssistant) -> None:
    report = ROOT / "tests" / "corpora" / "files" / "annual-report.pdf"
    assistant = make({report.name: report.read_bytes()})
    assistant.sync()
    with served(assistant) as url, visiting(browser, url) as page:
        ask(page, "Who is the treasurer of the ferry company?")
        page.get_by_role("button", name="Source 1:").first.click()
        expect(page.locator("#qa-panel .opened-head .where")).to_contain_text("Page 2 · line")
        text = page.get_by_role("document", name="Text of the article")
        assert [
            line.get_attribute("aria-label") for line in text.get_by_role("separator").all()
        ] == [
            "Page 1",
            "Page 2",
        ]
        expect(text.locator("mark")).to_be_in_viewport()
        second = text.get_by_role("separator", name="Page 2").bounding_box()["y"]
        assert second < text.locator("mark").bounding_box()["y"]
        # What is shown between is the article's text and nothing else.
        assert text.text_content() == assistant.article(report.name)
        page.get_by_role("tab", name="Articles").click()
        page.locator("#qa-listing .book").first.click()
        expect(page.locator("#qa-panel .opened-head .where")).not_to_contain_text("Page 2")
        expect(text.get_by_role("separator")).to_have_count(2)
