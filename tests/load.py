"""Twenty visitors at once, five questions each, in a real browser: is every answer the right one?

    make load

Each visitor has a browser context and four questions of their own, and all end with the same
follow-up, whose answer is right only where the page knows what this visitor asked before. How long
answers take is printed and decides nothing: the browser's work for all visitors is part of it.
"""

from __future__ import annotations

import asyncio
import statistics
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from browser import ARGUMENTS, executable, served
from playwright.async_api import Browser, Error, Page, async_playwright

from qa import Assistant, Settings

SEEDS = Path(__file__).resolve().parent.parent / "seeds"
LIMIT = 900  # seconds for everything
PATIENCE = 120_000  # milliseconds for one answer

# A question for each visitor, and words that only the right answer has.
QUESTIONS = (
    ("What is across the street from Diriyah Palace?", "Diplomatic Quarter"),
    ("Who is Jana Puglierin?", "European Council"),
    ("Who is Sergei Markov?", "former Kremlin"),
    ("What newspaper did Jamal Khashoggi write for?", "Washington Post"),
    ("What does Marc Fogel do for a living?", "schoolteacher"),
    ("What sport is Brittney Griner famous for?", "basketball"),
    ("Who led the US delegation at the meeting in Riyadh?", "Marco Rubio"),
    ("Where did Lavrov and Antony Blinken have a brief talk?", "India"),
    ("What did Tusk urge European powers to do right away?", "spend more"),
    ("How many drones were launched?", "176"),
    ("In which city is the newspaper Asharq Al Awsat based?", "London"),
    ("Where was Peskov's Sunday interview broadcast?", "state television"),
    ("For what gathering did the Saudis host Zelenskyy in the past?", "Arab League"),
    ("What did the court say the detentions at the hotel were part of?", "corruption"),
    ("Name the oil cartel through which the prince has kept relations with Russia.", "OPEC"),
    ("What will the two sides restore at the embassies?", "staffing"),
    ("What does Moscow claim the sanctions have done?", "backfired"),
    ("What did Lavrov take off the table before the meeting?", "territor"),
    ("What do critics say Trump did by ruling out NATO membership?", "too much ground"),
    ("In Riyadh, what did Russian officials discuss ways of lifting?", "trade barriers"),
)
FOLLOW_UP = "What is known about that?"
OTHERS = (7, 13, 17)  # how far away the questions are that a visitor asks first

# Presses Enter, and tells after how many milliseconds there were the first words, and the answer.
_ASK = """([question, patience]) => new Promise((done, failed) => {
  const field = document.querySelector("#qa-question");
  const count = () => document.querySelectorAll("#qa-done .exchange").length;
  const before = count();
  let first = null;
  const look = () => {
    const now = performance.now() - started;
    if (first === null && document.querySelector("#qa-live .statement")) first = now;
    if (count() === before || document.querySelector("#qa-live .exchange")) return;
    watch.disconnect();
    const shown = [...document.querySelectorAll("#qa-done .exchange")].pop();
    done({ said: shown.innerText, first: first ?? now, whole: now });
  };
  const watch = new MutationObserver(look);
  watch.observe(document.body, { childList: true, subtree: true });
  setTimeout(() => failed(new Error(document.body.innerText.slice(-300))), patience);
  field.value = question;
  const started = performance.now();
  field.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true }));
})"""


@dataclass(frozen=True)
class Asked:
    """A question, and what came of it; times in milliseconds."""

    question: str
    expected: tuple[str, ...]
    said: str
    first: float
    whole: float

    @property
    def right(self) -> bool:
        return all(words in self.said for words in self.expected)


def questions(visitor: int) -> list[tuple[str, tuple[str, ...]]]:
    """What a visitor asks, and what has to stand in the answers."""
    many = len(QUESTIONS)
    own, words = QUESTIONS[visitor % many]
    before = [QUESTIONS[(visitor + away) % many] for away in OTHERS]
    return [
        *((question, (answer,)) for question, answer in before),
        (own, (words,)),
        (FOLLOW_UP, (words, f"Understood as: {FOLLOW_UP} ({own})")),
    ]


async def entered(browser: Browser, url: str) -> Page:
    context = await browser.new_context(viewport={"width": 1280, "height": 800})
    page = await context.new_page()
    await page.goto(url, timeout=PATIENCE)
    await page.locator("body[data-ready] .welcome").first.wait_for(timeout=PATIENCE)
    return page


async def ask(page: Page, question: str, expected: tuple[str, ...]) -> Asked:
    try:
        got = await page.evaluate(_ASK, [question, PATIENCE])
    except Error as error:
        return Asked(question, expected, f"error: {error.message}", PATIENCE, PATIENCE)
    return Asked(question, expected, **got)


async def visit(page: Page, visitor: int) -> list[Asked]:
    return [await ask(page, question, expected) for question, expected in questions(visitor)]


async def run(url: str) -> tuple[list[Asked], list[Asked], float]:
    """What one visitor alone was told, what all were told, and how many seconds all took."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=executable(), args=ARGUMENTS)
        alone = await visit(await entered(browser, url), 0)
        pages = [await entered(browser, url) for _ in QUESTIONS]
        started = time.perf_counter()
        told = await asyncio.gather(*(visit(page, number) for number, page in enumerate(pages)))
        took = time.perf_counter() - started
        await browser.close()
    return alone, [asked for visitor in told for asked in visitor], took


def report(name: str, asked: list[Asked]) -> None:
    for what, times in (
        ("first words", [a.first for a in asked]),
        ("answer", [a.whole for a in asked]),
    ):
        cuts = statistics.quantiles(times, n=20, method="inclusive")
        print(
            f"{name}: Enter to {what}: p50 {statistics.median(times):,.0f} ms, "
            f"p95 {cuts[18]:,.0f} ms, max {max(times):,.0f} ms"
        )


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(
            corpus=SEEDS, store=Path(folder) / "store", feedback=Path(folder) / "f", llm="none"
        )
        assistant = Assistant(settings)
        assistant.sync()
        with served(assistant) as url:
            alone, told, took = asyncio.run(asyncio.wait_for(run(url), LIMIT))
    wrong = [asked for asked in (*alone, *told) if not asked.right]
    for asked in wrong:
        said = " ".join(asked.said.split())
        print(f"wrong: {asked.question!r} wants {asked.expected}, got: {said}", file=sys.stderr)
    report("one visitor", alone)
    report(f"{len(QUESTIONS)} visitors at once", told)
    print(f"{len(told)} answers in {took:.1f} s, {len(wrong)} of {len(alone) + len(told)} wrong")
    return int(bool(wrong))


if __name__ == "__main__":
    sys.exit(main())
