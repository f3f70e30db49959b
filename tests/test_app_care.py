"""The care of the page: contrast, screen readers, sizes, and nothing that jumps."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from browser import COLOURS, ask, rules_kept, served, visiting
from playwright.sync_api import Browser, Page, expect
from servers.scripted import Scripted, Step

from qa import Assistant, Settings

PHONE = {"viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True}
QUESTION = "who led the US delegation?"
WORD = "Donaudampfschifffahrtsgesellschaft" * 4
LINK = "https://example.org/" + "a-very-long-path/" * 20
HELD = "Who headed the two sides of the talks?"
SAID = Step("Marco Rubio led the U.S. delegation [1].")


@pytest.fixture(scope="module")
def wide(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a page over articles with words, links and names that do not break."""
    folder = tmp_path_factory.mktemp("wide")
    corpus = folder / "corpus"
    corpus.mkdir()
    (corpus / f"{'a_long_name_' * 9}.txt").write_text(
        f"{WORD}\n\nThe harbour of Elmford is run by Peter Malin of the {WORD}, see {LINK}."
    )
    (corpus / "short.md").write_text("# Plums\n\nThe plums of Elmford are ripe in August.\n")
    assistant = Assistant(
        Settings(
            corpus=corpus,
            store=folder / "store",
            feedback=folder / "feedback.jsonl",
            llm="none",
            uploads=True,
        )
    )
    assistant.sync()
    with served(assistant) as address:
        yield address


def test_dark_mode_follows_the_system_until_it_is_chosen(browser: Browser, url: str) -> None:
    for system, other in (("light", "dark"), ("dark", "light")):
        with visiting(browser, url, color_scheme=system) as page:
            assert theme(page) == system
            page.locator("button.theme").click()
            assert theme(page) == other
            page.reload()
            expect(page.locator(".welcome")).to_be_visible()
            expect(page.locator("body[data-ready]")).to_have_count(1)
            assert theme(page) == other


def theme(page: Page) -> str:
    """Dark or light, by what is to be seen."""
    painted = page.evaluate(f"() => {{ {COLOURS} return light(behind(document.body)); }}")
    return "light" if painted > 0.5 else "dark"


@pytest.mark.parametrize("system", ["light", "dark"])
def test_every_text_can_be_read(browser: Browser, url: str, system: str) -> None:
    texts = {
        "welcome": [".welcome h2", ".welcome p", ".example", ".facts li", ".hint", "kbd", ".logo"],
        "panel": [".panel-empty h2", ".panel-empty p", ".tabs button"],
        "answer": [".question p", ".statement", "button.chip", ".badge", ".took", ".act"],
        "reader": [".lines", ".lines mark", ".opened-head h2", ".where", ".count", ".chip.current"],
        "library": [".card-title", ".library .where", "#qa-sync p", ".every span"],
        "refusal": [".badge.absent", ".refusal", ".near span", ".quiet"],
        "quote": ["#qa-quote q", "#qa-quote .where"],
        "why": [".why h2", ".why h3", ".why p", ".grounds span", ".read .where", ".read mark"],
        "history": [".history-acts .act", ".talk .card-title", ".talk .where", ".more summary"],
    }
    with visiting(browser, url, color_scheme=system, reduced_motion="reduce") as page:
        expect(page.locator(".example").first).to_be_visible()  # they are looked for
        readable(page, texts["welcome"] + texts["panel"])
        placeholder, border = (
            f"""() => {{ {COLOURS} const field = document.querySelector('#qa-question');
            return seen(field.{part}); }}"""
            for part in (
                "parentElement, getComputedStyle(field, '::placeholder').color",
                "closest('#qa-composer'), getComputedStyle(field.closest('.field')).borderTopColor",
            )
        )
        assert page.evaluate(placeholder) >= 4.5
        assert page.evaluate(border) >= 3
        page.locator(".logo").click()  # away from the field
        assert page.evaluate(border) >= 3
        ask(page, QUESTION)
        page.locator("#qa-done .chip").last.hover()
        readable(page, texts["quote"])
        page.locator("#qa-done .chip").first.click()
        expect(page.locator("#qa-panel mark")).to_be_visible()
        readable(page, texts["answer"] + texts["reader"])
        page.locator("#qa-side-bar [data-view=library]").click()
        readable(page, texts["library"])
        page.get_by_role("button", name="why?").first.click()
        expect(page.locator(".why h2")).to_be_visible()
        readable(page, texts["why"])
        page.locator("#qa-side-bar [data-view=history]").click()
        readable(page, texts["history"])
        ask(page, "who won the World Cup?")
        readable(page, texts["refusal"])


def readable(page: Page, selectors: list[str]) -> None:
    """Every element that is shown has text of enough contrast; each selector finds one at least."""
    poor = page.evaluate(
        f"""(selectors) => {{ {COLOURS} const poor = [];
        for (const selector of selectors) {{
          const shown = [...document.querySelectorAll(selector)].filter((e) =>
            e.checkVisibility({{ visibilityProperty: true }}) && opacity(e) > 0 && !e.disabled);
          if (!shown.length) poor.push([selector, 'is not there']);
          for (const e of shown) {{
            const ratio = seen(e, getComputedStyle(e).color);
            if (ratio < 4.5) poor.push([selector, ratio, e.textContent]);
          }}
        }}
        return poor; }}""",
        selectors,
    )
    assert poor == []


@pytest.mark.parametrize(("system", "phone"), [("light", False), ("dark", True)])
def test_accessibility_rules_are_kept(
    browser: Browser, wide: str, system: str, phone: bool
) -> None:
    size = PHONE if phone else {}
    with visiting(browser, wide, color_scheme=system, reduced_motion="reduce", **size) as page:
        rules_kept(page)
        ask(page, "who runs the harbour of Elmford?")
        rules_kept(page)
        page.locator("#qa-done .chip").first.click()
        expect(page.locator("#qa-panel mark").first).to_be_visible()
        rules_kept(page)
        page.locator("#qa-side-bar [data-view=library]").click()
        rules_kept(page)
        page.locator("#qa-side-bar [data-view=history]").click()
        page.locator(".more summary").click()
        rules_kept(page)
        page.locator(".more summary").click()
        if phone:
            page.locator("#qa-side-bar .close").click()
        page.locator("#qa-done [data-act=rate]").first.click()
        expect(page.locator("#qa-done .reason")).to_be_visible()
        ask(page, "who won the World Cup?")
        rules_kept(page)
        page.get_by_role("button", name="why?").first.click()
        expect(page.locator(".why h2")).to_be_visible()
        rules_kept(page)


@pytest.mark.parametrize("phone", [True, False])
def test_targets_are_large_enough(browser: Browser, wide: str, phone: bool) -> None:
    least = 44 if phone else 24
    with visiting(browser, wide, **(PHONE if phone else {})) as page:
        assert small(page, least) == []
        ask(page, "who runs the harbour of Elmford?")
        page.locator("#qa-done [data-act=rate]").last.click()
        expect(page.locator("#qa-done .reason")).to_be_visible()
        ask(page, "who won the World Cup?")
        assert small(page, least) == []
        page.locator("#qa-done .chip").first.click()
        expect(page.locator("#qa-panel mark").first).to_be_visible()
        assert small(page, least) == []
        page.locator("#qa-side-bar [data-view=library]").click()
        page.locator("#qa-listing .tick").first.click()
        assert small(page, least) == []


def small(page: Page, least: int) -> list[Any]:
    """What can be clicked and is smaller than that; a box in a label is as large as the label."""
    return page.evaluate(
        """(least) => [...document.querySelectorAll('button, input, textarea, a[href], select')]
        .filter((e) => e.checkVisibility({ visibilityProperty: true }))
        .map((e) => [e.className || e.id, (e.closest('label') ?? e).getBoundingClientRect()])
        .map(([name, box]) => [name, box.width, box.height])
        .filter(([name, width, height]) => width < least - 0.1 || height < least - 0.1)""",
        least,
    )


def test_a_quote_shows_while_it_is_pointed_at(page: Page) -> None:
    ask(page, QUESTION)
    chip, box = page.locator("#qa-done .chip").first, page.locator("#qa-quote")
    chip.hover()
    expect(box).to_contain_text("Marco Rubio")
    where, at = box.bounding_box(), chip.bounding_box()
    assert where
    assert at
    assert where["y"] > at["y"]  # the statement above it stays in view
    assert where["height"] < 400  # and the page behind it
    expect(box.locator("> :first-child")).to_contain_text("Ukraine")  # first, whose quote it is
    page.clock.install()
    page.mouse.move(at["x"] + 8, where["y"] + 20, steps=6)
    page.clock.run_for(1000)
    expect(box).to_be_visible()
    page.mouse.move(5, 300)
    page.clock.run_for(1000)
    expect(box).not_to_be_visible()


def test_letters_come_from_one_font(page: Page) -> None:
    ask(page, QUESTION)
    cdp = page.context.new_cdp_session(page)
    cdp.send("DOM.enable")
    cdp.send("CSS.enable")
    root = cdp.send("DOM.getDocument")["root"]["nodeId"]
    for selector in (".facts", ".question p", ".badge", ".card-title"):
        found = cdp.send("DOM.querySelector", {"nodeId": root, "selector": selector})
        fonts = cdp.send("CSS.getPlatformFontsForNode", {"nodeId": found["nodeId"]})["fonts"]
        names = {(font["familyName"], font["isCustomFont"]) for font in fonts}
        assert names == {("Page Sans", True)}, selector


def test_ticked_boxes_look_ticked(page: Page) -> None:
    page.locator("#qa-side-bar [data-view=library]").click()
    box = page.locator("#qa-listing .tick input").first
    tick = "(e) => getComputedStyle(e, '::before').visibility"
    assert box.evaluate(tick) == "visible"
    box.uncheck()
    assert box.evaluate(tick) == "hidden"
    assert page.locator(".every input").evaluate("(e) => e.indeterminate")


def test_what_was_asked_and_where_it_is_read_stay_in_view(browser: Browser, url: str) -> None:
    with visiting(browser, url, viewport={"width": 1280, "height": 520}) as page:
        ask(page, QUESTION)
        ask(page, "who won the World Cup?")
        expect(page.locator("#qa-done .question p").last).to_be_in_viewport(ratio=1)
        page.locator("#qa-done .near").nth(1).click()
        expect(page.locator("#qa-panel mark").first).to_be_in_viewport()
        assert page.evaluate("document.querySelector('#qa-panel').scrollTop") > 0
        expect(page.locator("#qa-panel .opened-head h2")).to_be_in_viewport(ratio=1)


SIZES = [(320, 568), (390, 844), (768, 1024), (1280, 800), (640, 400)]


def test_nothing_is_wider_than_the_page(browser: Browser, wide: str) -> None:
    with visiting(browser, wide) as page:
        fits(page)
        ask(page, f"who runs the harbour of Elmford? {WORD} {LINK}")
        fits(page)
        fits(page, "#qa-done .chip")
        fits(page, "#qa-side-bar [data-view=library]")
        page.set_viewport_size({"width": 1280, "height": 800})
        ask(page, f"who won the World Cup? {WORD}")
        page.locator("#qa-question").fill(f"{WORD} {LINK}" * 5)
        fits(page)


def fits(page: Page, opener: str = "") -> None:
    """Nothing reaches beyond the page at any size, nor in the side panel once that is opened."""
    for width, height in SIZES:
        page.set_viewport_size({"width": width, "height": height})
        if opener:
            if width <= 860 and "side" in opener:
                page.locator("button.sheet").click()
            page.locator(opener).first.click()
            expect(page.locator("#qa-side-bar")).to_be_in_viewport(ratio=1)
        else:
            expect(page.locator("#qa-composer .send")).to_be_in_viewport(ratio=1)
        assert beyond(page) == [], (width, opener)
        if opener and width <= 860:
            page.locator("#qa-side-bar .close").click()


def beyond(page: Page) -> list[Any]:
    """What reaches beyond the page's sides, or makes a part of it scroll sideways."""
    return page.evaluate(
        """() => {
        const shown = (selector) => [...document.querySelectorAll(selector)]
          .filter((e) => e.checkVisibility({ visibilityProperty: true, opacityProperty: true }));
        const wide = shown('html, #qa-scroll, #qa-panel, #qa-library, #qa-side, #qa-header')
          .filter((e) => e.scrollWidth > e.clientWidth + 1)
          .map((e) => [e.id, e.scrollWidth, e.clientWidth]);
        const out = shown('button, p, li, textarea, h2, mark')
          .map((e) => [e.tagName, e.className, e.getBoundingClientRect()])
          .filter(([tag, name, box]) => box.width && (box.left < -1 || box.right > innerWidth + 1));
        return [...wide, ...out]; }"""
    )


def test_nothing_jumps_while_an_answer_is_written(
    browser: Browser, server: Scripted, assistant: Callable[..., Assistant]
) -> None:
    first, second = threading.Event(), threading.Event()
    sentence = "Marco Rubio led the U.S. delegation, and Lavrov the other side [1]. "
    server.answerer = scripted(Step(sentence * 6, hold={0: first, 30: second}))
    with served(assistant()) as address, visiting(browser, address) as page:
        ask(page, QUESTION)
        page.locator("#qa-question").fill(HELD)
        page.keyboard.press("Enter")
        expect(page.locator("#qa-live .waiting")).to_be_visible()
        page.evaluate(WATCH)
        first.set()
        expect(page.locator("#qa-live .statement").first).to_contain_text("Marco Rubio led")
        page.wait_for_function("watched.frames > 5")
        second.set()
        expect(page.locator("#qa-done .badges")).to_have_count(2)
        page.wait_for_function("watched.frames > 20 && watched.settled")
        watched = page.evaluate("watched")
        assert watched["moved"] == []
        assert watched["shift"] < 0.1


def scripted(held: Step) -> Callable[[dict[str, Any]], Step]:
    """One question is answered by that step, anything else at once."""

    def answer(body: dict[str, Any]) -> Step:
        if HELD not in str(body):
            return SAID
        return held if body.get("stream") else Step(HELD)

    return answer


WATCH = """() => {
  const watched = window.watched = { shift: 0, frames: 0, moved: [], settled: false };
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) watched.shift += entry.value;
  }).observe({ type: 'layout-shift' });
  const parts = ['#qa-header', '#qa-scroll', '#qa-composer', '.field', '#qa-side'];
  const box = (selector) => document.querySelector(selector).getBoundingClientRect();
  const at = () => JSON.stringify(parts.map(box));
  const before = at();
  let idle = 0;
  const frame = () => {
    watched.frames += 1;
    if (at() !== before) watched.moved.push(at());
    idle = document.querySelector('#qa-live [data-busy]') ? 0 : idle + 1;
    watched.settled = idle > 3;
    requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
}"""


AT_REST = """() => {
  const now = performance.now();
  if (window.drawn || !window.since) window.since = now;
  window.drawn = 0;
  return now - window.since > 300;
}"""


def test_a_page_comes_to_rest(browser: Browser, url: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.add_init_script(
        "const draw = requestAnimationFrame; window.drawn = 0;"
        "window.requestAnimationFrame = (step) => { window.drawn += 1; return draw(step); };"
    )
    page.goto(url)
    for asked in (None, QUESTION):
        if asked:
            ask(page, asked)
        expect(page.locator(".example").first).to_be_visible()
        page.wait_for_function(AT_REST, polling=50, timeout=20_000)
    context.close()


def test_who_wants_no_motion_gets_none(
    browser: Browser, server: Scripted, assistant: Callable[..., Assistant]
) -> None:
    go = threading.Event()
    for motion in ("reduce", "no-preference"):
        held = Step(SAID.text, hold={0: go})
        server.answerer = scripted(held)
        with (
            served(assistant()) as address,
            visiting(browser, address, reduced_motion=motion) as page,
        ):
            page.locator("#qa-question").fill(HELD)
            page.keyboard.press("Enter")
            expect(page.locator("#qa-live .waiting")).to_be_visible()
            if motion == "no-preference":
                expect(page.locator("body[data-beat]")).to_have_count(1)
            else:
                page.wait_for_timeout(1500)  # more than two steps of what would move
                expect(page.locator("body[data-beat]")).to_have_count(0)
            assert page.evaluate("document.getAnimations().length") == 0
            go.set()
            expect(page.locator("#qa-done .badges")).to_have_count(1)
        go.clear()
