"""Pictures of the page over the bundled articles, of the terminal and the report."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import date, timedelta
from functools import partial
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
TABLET = {"viewport": {"width": 820, "height": 1180}, "has_touch": True, "reduced_motion": "reduce"}
WIDE = {"viewport": {"width": 1920, "height": 1080}, "reduced_motion": "reduce"}
QUESTION = "Who led the US delegation?"
SHARED = "At which palace did the delegations meet?"
DRAFT = """# The talks in Riyadh

US Secretary of State Marco Rubio led the US delegation. The talks took place at the Diriyah Palace in Riyadh. They lasted nine hours. I think it went well. Was it enough?

Volodymyr Zelensky took part in the talks. Russia was represented by Sergei Lavrov and Yuri Ushakov. The delegations agreed on a ceasefire on Monday.
"""  # noqa: E501 (as people write)
UNANSWERABLE = "Who won the World Cup?"
DIFFERENT = "When was the ferry of Elmford built?"
SEVERAL = "Who steers the ferry of Elmford, and when was it built?"
FERRY = {
    "bell.txt": "The captain\n\nThe ferry of Elmford is steered by Ada Bell. The ferry of Elmford "
    "was built by Peter Malin.\n",
    "elmford-post.txt": "The ferry of Elmford\n\nMarch 3, 2023\n\nThe ferry of Elmford was built "
    "in 1931 by Peter Malin.\n",
    "harbour-news.txt": "A ferry corrected\n\nMay 9, 2024\n\nThe ferry of Elmford was built "
    "in 1934 by Peter Malin. An earlier report had it three years older.\n",
}
TOWNS = ("Elmford", "Lindale", "Tarnby", "Oakhurst", "Westmoor", "Brekke")


def take(browser: Browser, url: str, folder: Path) -> None:
    """Take every picture of the bundled articles."""
    picture = partial(_picture, folder=folder)

    with visiting(browser, url, **DESK) as page:
        expect(page.locator("#qa-question")).to_be_focused()
        expect(page.locator(".example").first).to_be_visible()
        expect(page.locator("[data-looking]")).to_have_count(0)
        picture(page, name="empty")
        ask(page, UNANSWERABLE)
        picture(page, name="refusal")
        page.locator("#qa-side-bar [data-view=library]").click()
        picture(page, name="library")
    with visiting(browser, url, **DESK) as page:
        ask(page, QUESTION)
        picture(page, name="cards")
        page.get_by_role("button", name="Sure: why?").click()
        expect(page.locator("#qa-panel")).to_contain_text("Why")
        picture(page, name="why")
        page.get_by_role("tab", name="History").click()
        picture(page, name="history")
        expect(page.locator(".next .example").first).to_be_visible()
        read(page)
        picture(page, name="answered")
        ask(page, "Where was it held?")
        picture(page, name="follow-up")
    with visiting(browser, url, **DESK) as page:
        ask(page, SHARED)
        picture(page, name="agree")
        page.locator("#qa-done .chip").nth(1).hover()
        expect(page.locator("#qa-quote")).to_be_visible()
        page.screenshot(path=folder / "hover.png", animations="disabled")
    with visiting(browser, url, **{**PHONE, "viewport": {"width": 320, "height": 640}}) as page:
        picture(page, name="narrow-empty")
        ask(page, QUESTION)
        picture(page, name="narrow")
        page.locator("#qa-header .sheet").click()
        page.get_by_role("tab", name="Articles").click()
        picture(page, name="narrow-library")
    for theme in ("light", "dark"):
        with visiting(browser, url, **PHONE, color_scheme=theme) as page:
            if theme == "light":
                picture(page, name="phone-empty")
            ask(page, QUESTION)
            picture(page, name=f"phone-{theme}")
            read(page)
            picture(page, name=f"phone-source-{theme}")
    with visiting(browser, url, **DESK, color_scheme="dark") as page:
        picture(page, name="dark-empty")
        ask(page, QUESTION)
        read(page)
        picture(page, name="dark")
        ask(page, UNANSWERABLE)
        picture(page, name="dark-refusal")
        page.locator("#qa-side-bar [data-view=library]").click()
        picture(page, name="dark-library")
    for name, size in (("tablet", TABLET), ("wide", WIDE)):
        with visiting(browser, url, **size) as page:
            ask(page, QUESTION)
            read(page)
            picture(page, name=name)
    with visiting(browser, url, **DESK) as page:
        ask(page, QUESTION)
        ask(page, UNANSWERABLE)
        page.emulate_media(media="print")
        page.set_viewport_size({"width": 794, "height": 1123})  # A4 at 96 dots an inch
        picture(page, name="print")
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
            picture(page, name=name)


def take_more(browser: Browser, folder: Path) -> None:
    """Pictures of other folders: articles that differ, and many of them."""
    with TemporaryDirectory() as place, served(_assistant(Path(place), FERRY)) as url:
        for name, size in (("conflict", DESK), ("conflict-dark", {**DESK, "color_scheme": "dark"})):
            with visiting(browser, url, **size) as page:
                ask(page, DIFFERENT)
                _picture(page, folder, name)
        for name, size in (("parts", DESK), ("parts-phone", PHONE)):
            with visiting(browser, url, **size) as page:
                ask(page, SEVERAL)
                _picture(page, folder, name)
        with visiting(browser, url, **DESK) as page:
            page.get_by_role("tab", name="Articles").click()
            with page.expect_file_chooser() as chooser:
                page.get_by_role("button", name="Choose files").click()
            note = {"mimeType": "text/plain", "buffer": b"The new pier\n\nThe pier was opened."}
            chooser.value.set_files([{"name": "pier.txt", **note}])
            expect(page.locator("#qa-note")).to_contain_text("1 added.")
            _picture(page, folder, "upload")
            page.on("dialog", lambda dialog: dialog.accept())
            page.get_by_role("button", name="Remove pier.txt").click()
            expect(page.locator("#qa-removed")).to_contain_text("pier.txt")
            _picture(page, folder, "removed")
            ask(page, DIFFERENT)
            page.get_by_role("tab", name="Articles").click()
            page.get_by_role("button", name="Remove elmford-post.txt").click()
            expect(page.locator("#qa-removed")).to_contain_text("elmford-post.txt")
            page.locator("#qa-done .chip").first.click()
            expect(page.locator("#qa-panel")).to_contain_text("removed since")
            _picture(page, folder, "gone")
    with (
        TemporaryDirectory() as place,
        served(_assistant(Path(place), dict(_many()))) as url,
        visiting(browser, url, **DESK) as page,
    ):
        page.get_by_role("tab", name="Articles").click()
        expect(page.locator("#qa-listing [data-article]")).to_have_count(300)
        _picture(page, folder, "library-300")
        page.get_by_role("searchbox", name="Search articles").fill("school lindale")
        _picture(page, folder, "library-300-found")


def _many() -> Iterator[tuple[str, str]]:
    for number in range(300):
        town, what = TOWNS[number % 6], ("ferry", "school", "market", "bridge")[number % 4]
        day = date(2024, 1, 1) + timedelta(days=number)
        head = f"The {what} of {town}, report {number + 1}\n\n{day:%B} {day.day}, {day.year}\n\n"
        text = f"{head}The {what} of {town} had {number + 20} visitors that week.\n"
        yield f"{day.year}-{day.month:02d}/{what}-{number + 1}.txt", text


def _assistant(place: Path, files: dict[str, str]) -> Assistant:
    for name, text in files.items():
        (place / "articles" / name).parent.mkdir(parents=True, exist_ok=True)
        (place / "articles" / name).write_text(text, "utf-8")
    told = Settings(corpus=place / "articles", store=place / "store", uploads=True, llm="none")
    assistant = Assistant(told)
    assistant.sync()
    return assistant


def _picture(page: Page, folder: Path, name: str) -> None:
    page.mouse.move(0, 0)
    page.screenshot(path=folder / f"{name}.png", animations="disabled")
    print(folder / f"{name}.png")


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
            take_more(browser, folder)
            terminal_pictures.take(browser, folder, Path(store))


if __name__ == "__main__":
    main()
