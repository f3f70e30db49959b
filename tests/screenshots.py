"""Pictures of the page over the bundled articles, of the terminal and the report."""

from __future__ import annotations

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import terminal_pictures
from browser import ask, launched, served, visiting
from conftest import ROOT, SEEDS
from playwright.sync_api import Browser, Page, expect

from qa import Assistant, Settings

FOLDER = ROOT / ".github" / "screenshots"
DESK = {"viewport": {"width": 1280, "height": 800}, "reduced_motion": "reduce"}
PHONE = {
    "viewport": {"width": 390, "height": 844},
    "device_scale_factor": 1.5,
    "is_mobile": True,
    "has_touch": True,
    "reduced_motion": "reduce",
}
QUESTION = "Who led the US delegation?"
SHARED = "At which palace did the delegations meet?"
DRAFT = """# The talks in Riyadh

US Secretary of State Marco Rubio led the US delegation. The talks took place at the Diriyah Palace in Riyadh. They lasted nine hours. I think it went well. Was it enough?

Volodymyr Zelensky took part in the talks. Russia was represented by Sergei Lavrov and Yuri Ushakov. The delegations agreed on a ceasefire on Monday.
"""  # noqa: E501 (as people write)
UNANSWERABLE = "Who won the World Cup?"


def take(browser: Browser, url: str, folder: Path) -> None:
    """Take every picture."""

    def picture(page: Page, name: str) -> None:
        page.mouse.move(0, 0)
        page.screenshot(path=folder / f"{name}.png", animations="disabled")
        print(folder / f"{name}.png")

    with visiting(browser, url, **DESK) as page:
        expect(page.locator("#qa-question")).to_be_focused()
        picture(page, "empty")
        ask(page, UNANSWERABLE)
        picture(page, "refusal")
        page.locator("#qa-side-bar [data-view=library]").click()
        picture(page, "library")
    with visiting(browser, url, **DESK) as page:
        ask(page, QUESTION)
        picture(page, "cards")
        read(page)
        picture(page, "answered")
        ask(page, "Where was it held?")
        picture(page, "follow-up")
    with visiting(browser, url, **DESK) as page:
        ask(page, SHARED)
        picture(page, "agree")
        page.locator("#qa-done .chip").nth(1).hover()
        expect(page.locator("#qa-quote")).to_be_visible()
        page.screenshot(path=folder / "hover.png", animations="disabled")
    for theme in ("light", "dark"):
        with visiting(browser, url, **PHONE, color_scheme=theme) as page:
            if theme == "light":
                picture(page, "phone-empty")
            ask(page, QUESTION)
            picture(page, f"phone-{theme}")
            read(page)
            picture(page, f"phone-source-{theme}")
    with visiting(browser, url, **DESK, color_scheme="dark") as page:
        picture(page, "dark-empty")
        ask(page, QUESTION)
        read(page)
        picture(page, "dark")
        ask(page, UNANSWERABLE)
        picture(page, "dark-refusal")
        page.locator("#qa-side-bar [data-view=library]").click()
        picture(page, "dark-library")

    for name, size, theme in (
        ("check", DESK, "light"),
        ("dark-check", DESK, "dark"),
        ("phone-check", PHONE, "light"),
    ):
        with visiting(browser, url, **size, color_scheme=theme) as page:
            page.get_by_role("tab", name="Check a text").click()
            page.get_by_label("The text to check").fill(DRAFT)
            page.get_by_role("button", name="Check it").click()
            expect(page.locator("#qa-panel .evidence")).to_contain_text("contradicted")
            picture(page, name)


def read(page: Page) -> None:
    """Open the first source at its highlight."""
    page.locator("#qa-done .chip").first.click()
    expect(page.locator("#qa-panel mark").first).to_be_in_viewport()


def main() -> None:
    """Serve the bundled articles and take the pictures."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as store:
        assistant = Assistant(Settings(corpus=SEEDS, store=store, uploads=True, llm="none"))
        assistant.sync()
        with served(assistant) as url, launched() as browser:
            take(browser, url, folder)
            terminal_pictures.take(browser, folder, Path(store))


if __name__ == "__main__":
    main()
