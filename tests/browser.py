"""A real browser for tests (Debian's Chromium, Chrome, or Playwright's own), and pages in it."""

from __future__ import annotations

import os
import shutil
import socket
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from conftest import SEEDS
from playwright.sync_api import Browser, Error, Page, expect, sync_playwright

from qa import Assistant, Settings
from qa.app import server

PATIENCE = 60_000  # milliseconds until something that has to come is given up
expect.set_options(timeout=PATIENCE)
HOSTILE = (
    "The gardener of Elmford is Peter Malin <img src=x onerror=window.hacked=1>, who grows plums "
    "<script>window.hacked=1</script> and ![pears](http://elsewhere.invalid/p.png)."
)

WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]

# Colours as they meet the eye: backgrounds and transparency of all ancestors are blended.
COLOURS = """
const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
const rgba = (colour) => {
  canvas.clearRect(0, 0, 1, 1); canvas.fillStyle = colour; canvas.fillRect(0, 0, 1, 1);
  const [r, g, b, a] = canvas.getImageData(0, 0, 1, 1).data; return [r, g, b, a / 255];
};
const over = (top, under) => [0, 1, 2].map((i) => top[i] * top[3] + under[i] * (1 - top[3]));
const behind = (element) => {
  const layers = [];
  for (let e = element; e; e = e.parentElement) {
    layers.push(rgba(getComputedStyle(e).backgroundColor));
  }
  return layers.reverse().reduce((under, top) => over(top, under), [255, 255, 255]);
};
const opacity = (element) => {
  let all = 1;
  for (let e = element; e; e = e.parentElement) all *= Number(getComputedStyle(e).opacity);
  return all;
};
const light = (colour) => {
  const linear = (c) => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  const [r, g, b] = colour.map((c) => linear(c / 255));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
};
const contrast = (one, other) => {
  const [low, high] = [light(one), light(other)].sort((x, y) => x - y);
  return (high + 0.05) / (low + 0.05);
};
const seen = (element, colour) => {
  const [r, g, b, a] = rgba(colour);
  return contrast(over([r, g, b, a * opacity(element)], behind(element)), behind(element));
};
"""

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


def executable() -> str | None:
    """The path of the machine's own browser; None for Playwright's."""
    return next((found for name in _NAMES if (found := shutil.which(name))), None)


@contextmanager
def launched() -> Iterator[Browser]:
    """A headless browser; without one the test is skipped, but fails where CI is set."""
    with sync_playwright() as playwright:
        try:
            browser = playwright.chromium.launch(executable_path=executable(), args=ARGUMENTS)
        except Error as error:
            why = (
                "no browser: install Debian's package chromium, Chrome, or run `playwright install "
                f"chromium` ({str(error).splitlines()[0]})"
            )
            if os.environ.get("CI"):
                pytest.fail(why)
            pytest.skip(why)
        try:
            yield browser
        finally:
            browser.close()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with launched() as found:
        yield found


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@contextmanager
def served(assistant: Assistant, **options: object) -> Iterator[str]:
    """The address of a page around an assistant, on a free port of loopback."""
    # A port of its own: several processes that test would all take the first free one.
    chosen = server.Options(**{"port": free_port(), **options})
    page, address = server.start(assistant, chosen)
    try:
        yield address
    finally:
        page.close(verbose=False)


@contextmanager
def visiting(
    browser: Browser, url: str, *, ready: str = "body[data-ready] .welcome", **context: object
) -> Iterator[Page]:
    """A visitor of their own, who has the page open and sees what says that it is ready."""
    visitor = browser.new_context(**{"viewport": {"width": 1280, "height": 800}, **context})
    visitor.set_default_timeout(PATIENCE)
    page = visitor.new_page()
    page.goto(url)
    expect(page.locator(ready).first).to_be_visible(timeout=PATIENCE)
    yield page
    visitor.close()


def ask(page: Page, question: str) -> None:
    """Type a question, and wait until it is answered."""
    before = page.locator("#qa-done .badges").count()
    page.locator("#qa-question").fill(question)
    page.keyboard.press("Enter")
    expect(page.locator("#qa-done .badges")).to_have_count(before + 1, timeout=PATIENCE)


def send(page: Page, question: str) -> None:
    """Send a question without waiting for its answer."""
    page.locator("#qa-question").fill(question)
    page.keyboard.press("Enter")


def questions(page: Page) -> list[str]:
    return page.locator("#qa-done .question p:first-child").all_inner_texts()


def rules_kept(page: Page, rules: Sequence[str] = (*WCAG, "best-practice")) -> None:
    """No rule of axe is broken."""
    found = Axe().run(page, options={"runOnly": list(rules)}).response["violations"]
    assert [(v["id"], [n["html"][:160] for n in v["nodes"]]) for v in found] == []


@pytest.fixture(scope="session")
def url(seeds_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a page over the bundled articles and a hostile one; nothing may change it."""
    folder = tmp_path_factory.mktemp("page")
    corpus = shutil.copytree(SEEDS, folder / "corpus")
    (corpus / "<b>hostile.txt").write_text(HOSTILE)
    shutil.copytree(seeds_store, folder / "store")
    settings = Settings(
        corpus=corpus, store=folder / "store", feedback=folder / "feedback.jsonl", llm="none"
    )
    assistant = Assistant(settings)
    assistant.sync()
    with served(assistant) as address:
        yield address


@pytest.fixture
def page(browser: Browser, url: str) -> Iterator[Page]:
    with visiting(browser, url) as opened:
        yield opened
