"""Articles that differ: both values are told and marked; on paper as on the screen."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from browser import WCAG, ask, rules_kept, served, visiting
from conftest import MakeAssistant
from playwright.sync_api import Browser, Page, expect

BELL = (
    "The captain\n\nThe ferry of Elmford is steered by Ada Bell. The ferry of Elmford was built by "
    "Peter Malin.\n"
)
FERRY = {
    "first.txt": "The ferry of Elmford\n\nThe ferry of Elmford was built in 1931 by Peter Malin.\n",
    "second.txt": "A ferry corrected\n\nThe ferry of Elmford was built in 1934 by Peter Malin.\n",
}
PHONE = {"viewport": {"width": 390, "height": 760}, "has_touch": True, "is_mobile": True}

# How high an element is painted: a transparent border that its background leaves out is not.
PAINTED = """(e) => {
  const style = getComputedStyle(e);
  const border = style.backgroundClip === "padding-box" ? parseFloat(style.borderTopWidth) : 0;
  return e.getBoundingClientRect().height - 2 * border;
}"""


@pytest.fixture(params=["light", "dark"])
def page(browser: Browser, make: MakeAssistant, request: pytest.FixtureRequest) -> Iterator[Page]:
    assistant = make(FERRY)
    assistant.sync()
    looks = {"color_scheme": request.param, "reduced_motion": "reduce"}
    with served(assistant) as url, visiting(browser, url, **looks) as opened:
        ask(opened, "When was the ferry of Elmford built?")
        yield opened


def test_both_values_are_marked_and_every_rule_is_kept(page: Page) -> None:
    told = page.get_by_role("list", name="What the articles say")
    expect(told).to_contain_text("differs")
    said = page.locator("#qa-done .answer")
    expect(said.locator(".short")).to_have_text("1931 or 1934")  # neither alone is the answer
    expect(said.locator(".badges")).to_contain_text("Articles differ")
    expect(said.locator(".certainty")).to_contain_text("that each is an answer")
    expect(said.locator(".note")).to_have_count(1)
    assert sorted(page.locator(".statement mark").all_inner_texts()) == ["1931", "1934"]
    assert sorted(page.locator(".card-quote strong").all_inner_texts()) == ["1931", "1934"]
    rules_kept(page)
    page.emulate_media(media="print")
    expect(page.locator("#qa-composer")).to_be_hidden()
    rules_kept(page, WCAG)  # the heading of the page is not printed


def test_on_a_phone_badges_stand_side_by_side(browser: Browser, make: MakeAssistant) -> None:
    assistant = make(FERRY)
    assistant.sync()
    with served(assistant) as url, visiting(browser, url, **PHONE) as page:
        ask(page, "When was the ferry of Elmford built?")
        shown = page.locator("#qa-done .badges")
        for width in (390, 320):
            page.set_viewport_size({"width": width, "height": 760})
            quoted, differ = (
                shown.get_by_text(told).bounding_box()
                for told in ("Quoted word for word", "Articles differ")
            )
            assert abs(quoted["y"] - differ["y"]) < 4
            assert differ["x"] > quoted["x"] + quoted["width"]
        # As large as a finger needs; only its middle is painted, as the others are.
        why = shown.get_by_role("button")
        assert why.bounding_box()["height"] >= 44
        assert why.evaluate(PAINTED) - quoted["height"] < 4


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_of_several_questions_each_has_its_own_answer_marks_and_conflict(
    browser: Browser, make: MakeAssistant, theme: str
) -> None:
    assistant = make({**FERRY, "bell.txt": BELL})
    assistant.sync()
    looks = {"color_scheme": theme, "reduced_motion": "reduce"}
    with served(assistant) as url, visiting(browser, url, **looks) as page:
        ask(page, "Who steers the ferry of Elmford, and when was it built?")
        steered, built = page.locator("#qa-done .part").all()
        expect(steered.get_by_role("heading")).to_have_text("Who steers the ferry of Elmford?")
        expect(steered.locator(".short")).to_have_text("Ada Bell")
        assert "".join(steered.locator("mark").all_inner_texts()) == "Ada Bell"
        expect(steered.get_by_role("list")).to_have_count(0)
        expect(built.get_by_role("heading")).to_have_text("When was it built?")
        expect(built.locator(".certainty")).to_contain_text("that each is an answer")
        assert sorted(built.locator("mark").all_inner_texts()) == ["1931", "1934"]
        expect(built.get_by_role("list", name="What the articles say")).to_contain_text("differs")
        expect(page.locator("#qa-done .note")).to_have_count(1)  # the heading of that list
        rules_kept(page)


def test_a_sentence_that_answers_two_questions_is_shown_once(
    browser: Browser, make: MakeAssistant
) -> None:
    assistant = make({**FERRY, "bell.txt": BELL})
    assistant.sync()
    with served(assistant) as url, visiting(browser, url) as page:
        ask(page, "Who built the ferry of Elmford, and when was it built?")
        told = page.locator("#qa-done .statement").all_inner_texts()
        for year in ("1931", "1934"):
            assert sum(f"built in {year}" in statement for statement in told) == 1
        expect(page.locator("#qa-done .part").last).to_contain_text("As quoted above")
        expect(page.locator("#qa-done .part").first).to_contain_text("articles say this")
        ask(page, "Who steers the ferry, and how many cars does it carry?")
        unanswered = page.locator("#qa-done .part").last
        expect(unanswered).to_contain_text("The articles do not say.")
        expect(page.locator("#qa-done .exchange").last.locator(".note")).to_have_count(0)
