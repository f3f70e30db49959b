"""The page without a mouse: keys, focus, and what is announced."""

from __future__ import annotations

from browser import COLOURS, ask, visiting
from playwright.sync_api import Browser, Page, expect

PHONE = {"viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True}
QUESTION = "who led the US delegation?"


def test_the_focus_goes_through_the_page_in_order_and_is_seen(page: Page) -> None:
    ask(page, QUESTION)
    page.locator("#qa-done .chip").first.click()
    expect(page.locator("#qa-panel mark")).to_be_visible()
    page.locator(".logo").click()
    stops = []
    for _ in range(40):
        page.keyboard.press("Tab")
        stop = page.evaluate(
            f"""() => {{ {COLOURS} const e = document.activeElement;
            if (e === document.body) return null;
            const ring = e.matches('textarea') ? e.closest('.field') : e;
            const style = getComputedStyle(ring);
            const colour = e === ring ? style.outlineColor : style.borderTopColor;
            const outlined = style.outlineStyle === 'solid' && parseFloat(style.outlineWidth) >= 2;
            return {{
              name: e.dataset.act ?? (e.id || e.className), shown: opacity(e) === 1,
              ringed: outlined || (ring !== e && style.boxShadow.includes('1px')),
              contrast: contrast(rgba(colour).slice(0, 3), behind(ring.parentElement)),
            }}; }}"""
        )
        if stop is None:
            break
        stops.append(stop)
    assert [stop["name"] for stop in stops if not stop["ringed"]] == []
    assert [stop["name"] for stop in stops if stop["contrast"] < 3] == []
    assert [stop["name"] for stop in stops if not stop["shown"]] == []
    names = [stop["name"] for stop in stops]
    expected = ("theme", "edit", "open", "copy", "qa-question", "send", "clear", "view", "walk")
    places = [names.index(name) for name in (*expected, "lines")]
    assert places == sorted(places)


def test_a_whole_visit_by_keyboard(page: Page) -> None:
    field = page.locator("#qa-question")
    expect(field).to_be_focused()
    page.keyboard.type("who led the")
    page.keyboard.press("Shift+Enter")
    page.keyboard.type("US delegation?")
    expect(field).to_have_value("who led the\nUS delegation?")
    page.keyboard.press("Enter")
    expect(page.locator("#qa-done .badges")).to_have_count(1)
    expect(field).to_have_value("")
    sources = page.locator("#qa-panel .card")
    expect(sources.first).to_be_visible()
    of = sources.count()
    assert of > 1
    press_until(page, "Shift+Tab", "button.chip")
    quote = page.locator("#qa-quote q")
    expect(quote).to_be_visible()
    shown = page.evaluate("document.activeElement.dataset.quote").strip("“”")
    expect(quote).to_contain_text(shown)
    page.keyboard.press("Escape")
    expect(quote).not_to_be_visible()
    page.keyboard.press("Enter")
    mark, count = page.locator("#qa-panel mark"), page.locator("#qa-panel .count")
    expect(mark).to_have_text(shown)
    expect(count).to_have_text(f"{of} of {of}")
    page.keyboard.press("[")
    expect(count).to_have_text(f"{of - 1} of {of}")
    page.keyboard.press("]")
    expect(count).to_have_text(f"{of} of {of}")
    page.keyboard.press("Escape")
    expect(mark).to_have_count(0)
    expect(sources).to_have_count(of)
    page.keyboard.press("]")
    expect(count).to_have_text(f"1 of {of}")
    page.keyboard.press("/")
    expect(field).to_be_focused()
    page.keyboard.type("[/]")
    expect(field).to_have_value("[/]")
    expect(count).to_have_text(f"1 of {of}")


def press_until(page: Page, key: str, selector: str) -> None:
    """Press a key until the focus is on such an element."""
    for _ in range(40):
        page.keyboard.press(key)
        if page.evaluate("(s) => document.activeElement.matches(s)", selector):
            return
    raise AssertionError(f"{key} never comes to {selector}")


def test_tabs_answer_to_the_arrow_keys(page: Page) -> None:
    page.locator("#qa-side-bar [data-view=sources]").focus()
    page.keyboard.press("ArrowRight")
    expect(page.locator("#qa-side-bar [data-view=library]")).to_be_focused()
    expect(page.get_by_role("tabpanel", name="Articles")).to_be_visible()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("tabpanel", name="History")).to_be_visible()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("tabpanel", name="Sources")).to_be_visible()
    page.keyboard.press("ArrowLeft")
    expect(page.get_by_role("tabpanel", name="History")).to_be_visible()
    page.keyboard.press("ArrowRight")
    side = page.get_by_role("tablist", name="Side panel")
    expect(side.get_by_role("tab", selected=True)).to_have_text("Sources")


def test_an_answer_is_announced_once(page: Page) -> None:
    page.evaluate(
        """() => { window.said = [];
        const at = document.querySelector('#qa-announcer');
        new MutationObserver(() => said.push(at.textContent)).observe(at, { childList: true });
        }"""
    )
    assert page.locator("#qa-announcer").get_attribute("aria-live") == "polite"
    ask(page, QUESTION)
    page.locator("#qa-done [data-act=rate]").first.click()
    expect(page.locator("#qa-done .reason")).to_be_visible()
    said = page.evaluate("said")
    answers = [text for text in said if "Marco Rubio" in text]
    assert len(answers) == 1
    assert answers[0].startswith("Quoted word for word")
    assert said[0] == "Asking."
    page.locator("#qa-done .chip").first.click()
    page.wait_for_function("said.at(-1).startsWith('Source 1: ')")


def test_the_sheet_of_a_phone_holds_the_focus(browser: Browser, url: str) -> None:
    with visiting(browser, url, **PHONE) as phone:
        ask(phone, QUESTION)
        chip = phone.locator("#qa-done .chip").first
        chip.focus()
        phone.keyboard.press("Enter")
        expect(phone.locator("#qa-panel mark")).to_be_visible()
        expect(phone.locator("#qa-side-bar .close")).to_be_focused()
        for _ in range(12):
            phone.keyboard.press("Tab")
            behind = "document.activeElement.closest('#qa-chat, #qa-header')"
            assert phone.evaluate(f"{behind} === null")
        phone.touchscreen.tap(200, 20)
        expect(phone.locator("#qa-panel mark")).not_to_be_visible()
        expect(chip).to_be_focused()
        chip.tap()
        expect(phone.locator("#qa-panel mark")).to_be_visible()
        phone.set_viewport_size({"width": 1280, "height": 800})
        phone.locator("#qa-question").fill("still there")
