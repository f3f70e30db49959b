"""The report in a real browser, by what people and screen readers call things."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from qa.report import html, items, trend, verdict
from qa.report.items import Former, Item, Report, RequiredFact, ShownQuote
from qa.report.trend import Point


def item(number: int, outcome: str, before: str = "right", **more: object) -> Item:
    values: dict[str, object] = {
        "id": f"q {number}",
        "question": f"Question number {number}?",
        "outcome": outcome,
        "failed": outcome != "right",
        "refused": outcome == "refused",
        "answer": items.linked(f"Answer {number} is Ada. [1]", [(12, 15)]),
        "confidence": number / 10,
        "seconds": (9 - number) / 10,
        "kind": "list" if number % 2 else "number",
        "wanted": f"Wanted {number}",
        "facts": (RequiredFact("Ada / A.", True),),
        "quotes": (
            ShownQuote("a.txt:1", items.in_context("Before. Ada did it. After.", 8, 19), 1),
        ),
        "former": Former(before, f"Formerly {number}.", 0.5),
    }
    return Item(**{**values, **more})  # type: ignore[arg-type]


def made(some: list[Item], **more: object) -> Report:
    sentence, tone = verdict.sentence(some, "run-0")
    return Report("A title", sentence, some, tone, against="run-0", **more)  # type: ignore[arg-type]


SOME = [
    item(1, "right"),
    item(2, "wrong"),
    item(3, "right", "refused"),
    item(4, "refused", "refused"),
    item(5, "right"),
]


# -- the sentence ----------------------------------------------------------------------------------


def test_one_sentence_tells_whether_quality_rose_or_fell_and_where():
    said, tone = verdict.sentence([item(n, "right", "wrong") for n in range(1, 8)], "run")
    assert (
        said == "Quality rose: 0.0 % → 100.0 % ended as they should; 7 better (list 4, number 3)."
    )
    assert tone == "good"
    said, tone = verdict.sentence([item(n, "wrong") for n in range(1, 8)], "run")
    assert said == "Quality fell: 100.0 % → 0.0 % ended as they should; 7 worse (list 4, number 3)."
    assert tone == "bad"


def test_what_chance_may_do_is_said_to_be_so():
    said, tone = verdict.sentence([item(1, "wrong"), *[item(n, "right") for n in range(2, 9)]], "r")
    assert said.startswith(
        "Quality fell, perhaps by chance: 100.0 % → 87.5 % ended as they should; 1"
    )
    assert tone == ""


def test_nothing_changed_or_nothing_to_compare_with():
    said, _ = verdict.sentence([item(1, "right"), item(2, "wrong", "wrong")], "run")
    assert said == "Quality is as before: 50.0 % ended as they should, none otherwise than then."
    alone = [item(1, "right", former=None), item(2, "wrong", former=None)]
    said, _ = verdict.sentence(alone, "")
    told, fails = "50.0 % ended as they should", "what fails is mostly number 1."
    assert said == f"{told}, with nothing to compare with yet; {fails}"


def test_what_only_one_run_asked_is_not_compared():
    new = item(3, "right", former=None)
    said, _ = verdict.sentence([item(1, "right", "wrong"), item(2, "right"), new], "run")
    assert "50.0 % → 100.0 % of the 2 questions of both runs ended as they should" in said


# -- the trend -------------------------------------------------------------------------------------


def test_the_trend_is_there_from_the_second_run():
    points = [Point(f"run-{n}", f"2026-01-0{n}", {"right": 0.8 + n / 50}) for n in (1, 2)]
    assert trend.drawn(points[:1], {"right": "right"}) == ""
    drawn = trend.drawn(points, {"right": "right", "other": "unknown"})
    assert drawn.count("<circle") == 2
    assert "right 82.0 %, 2026-01-01, run-1" in drawn
    assert "unknown" not in drawn


def test_text_is_escaped():
    hostile = "<script>window.hacked=1</script>"
    page = html.page(made([item(1, "wrong", question=hostile)], trend=""))
    assert hostile not in page
    assert "&lt;script&gt;window.hacked" in page


# -- in a browser ----------------------------------------------------------------------------------


@pytest.fixture
def page(browser, tmp_path: Path) -> Iterator[object]:
    points = [Point(f"run-{n}", f"2026-01-0{n}", {"right": 0.8}) for n in (1, 2)]
    path = tmp_path / "report.html"
    path.write_text(html.page(made(SOME, trend=trend.drawn(points, {"right": "right"}))))
    opened = browser.new_page(viewport={"width": 1280, "height": 900})
    said: list[str] = []
    opened.on("request", lambda request: said.append(request.url))
    opened.on("pageerror", lambda error: said.append(f"error {error}"))
    opened.goto(path.as_uri())
    yield opened
    assert all(url.startswith((path.as_uri(), "data:")) for url in said), said
    opened.close()


def listed(page) -> list[str]:
    return [
        row.get_by_role("link").inner_text().removeprefix("Question number ").removesuffix("?")
        for row in page.get_by_role("row").all()[1:]
    ]


def test_it_opens_on_what_failed_or_changed(page):
    from playwright.sync_api import expect

    expect(page.get_by_role("heading", level=1, name="Quality is even")).to_be_visible()
    pressed = page.get_by_role("button", name="Failed or changed 3")
    expect(pressed).to_have_attribute("aria-pressed", "true")
    assert listed(page) == ["2", "3", "4"]
    page.get_by_role("button", name="All 5").click()
    assert listed(page) == ["1", "2", "3", "4", "5"]
    expect(page.get_by_role("img", name="The last 2 runs")).to_be_visible()


def test_the_list_is_sorted_and_searched(page):
    from playwright.sync_api import expect

    page.get_by_role("button", name="All 5").click()
    page.get_by_role("button", name="time").click()
    assert listed(page) == ["5", "4", "3", "2", "1"]
    expect(page.get_by_role("columnheader", name="time")).to_have_attribute(
        "aria-sort", "ascending"
    )
    page.get_by_role("button", name="confidence").click()
    assert listed(page) == ["1", "2", "3", "4", "5"]
    page.get_by_role("button", name="confidence").click()
    assert listed(page) == ["5", "4", "3", "2", "1"]
    page.get_by_role("button", name="ended").click()
    assert listed(page)[-1] == "2"  # the wrong one is the worst
    page.get_by_role("searchbox", name="Find words").fill("number 4?")
    assert listed(page) == ["4"]
    page.get_by_role("searchbox", name="Find words").fill("nothing of the kind")
    expect(page.get_by_text("No question is like that.")).to_be_visible()
    page.get_by_role("searchbox", name="Find words").fill("")
    page.get_by_role("combobox", name="Kind").select_option("number")
    assert sorted(listed(page)) == ["2", "4"]


def test_next_and_previous_by_key_stay_in_what_is_listed(page):
    from playwright.sync_api import expect

    def heading(number: int):
        return page.get_by_role("heading", level=1, name=f"Question number {number}?")

    page.keyboard.press("j")
    expect(page.get_by_role("link", name="Question number 2?")).to_be_focused()
    page.keyboard.press("Enter")
    expect(heading(2)).to_be_visible()
    expect(page.get_by_text("1 of 3")).to_be_visible()
    page.keyboard.press("j")
    expect(heading(3)).to_be_visible()
    page.keyboard.press("ArrowRight")
    expect(heading(4)).to_be_visible()
    page.keyboard.press("j")  # the last one: nothing follows
    expect(heading(4)).to_be_visible()
    page.keyboard.press("k")
    expect(heading(3)).to_be_visible()
    page.get_by_role("link", name="Previous").click()
    expect(heading(2)).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("link", name="Question number 2?")).to_be_focused()
    page.keyboard.press("/")
    expect(page.get_by_role("searchbox", name="Find words")).to_be_focused()


def test_a_marker_leads_to_its_quote_and_two_runs_stand_side_by_side(page):
    from playwright.sync_api import expect

    page.get_by_role("link", name="Question number 3?").click()
    shown = page.get_by_role("article", name="Question number 3?")
    expect(shown.get_by_role("heading", name="In the run before")).to_be_visible()
    expect(shown.get_by_text("Formerly 3.")).to_be_visible()
    expect(shown.get_by_text("Answer 3 is Ada.")).to_be_visible()
    now, before = shown.get_by_text("Answer 3 is Ada."), shown.get_by_text("Formerly 3.")
    assert abs(now.bounding_box()["y"] - before.bounding_box()["y"]) < 5
    shown.get_by_role("link", name="[1]").click()
    quote = shown.get_by_role("blockquote")
    expect(quote).to_be_focused()
    expect(quote).to_be_in_viewport()
    expect(quote.get_by_text("Ada did it.")).to_be_visible()
    expect(shown).to_be_visible()  # the question stays open
    page.go_back()
    expect(shown).to_be_visible()


@pytest.mark.parametrize("width", [320, 390, 768])
def test_it_fits_small_screens(page, width):
    page.set_viewport_size({"width": width, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.get_by_role("link", name="Question number 2?").click()
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(page, scheme):
    from axe_playwright_python.sync_playwright import Axe

    page.emulate_media(color_scheme=scheme)
    for opened in (False, True):
        if opened:
            page.get_by_role("link", name="Question number 2?").click()
        found = Axe().run(page)
        assert found.violations_count == 0, found.generate_report()
