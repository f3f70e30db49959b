"""Pictures of the terminal and of the report, for `make screenshots`."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from conftest import ROOT
from playwright.sync_api import Browser, Page
from program import Terminal, run
from rich.console import Console
from rich.terminal_theme import DEFAULT_TERMINAL_THEME, SVG_EXPORT_THEME
from rich.text import Text

ARTICLES = ROOT / "examples" / "articles"
COLUMNS = 100
# Paper, ink, and the colours of a terminal of that paper.
_LOOKS = {
    "light": ("#ffffff", "#1b1d22", DEFAULT_TERMINAL_THEME),
    "dark": ("#15171b", "#e9eaee", SVG_EXPORT_THEME),
}
QUESTIONS = """question,answer,file
How long does the crossing take?,ninety minutes | 90 minutes,ferry.txt
How much did the ferry cost?,3.4 million,council.md
What do dogs need?,ticket,ferry.txt
How many votes were against the budget?,{votes},council.md
Who designed the new library?,,
What is the captain's favourite colour?,,
"""

Picture = Callable[[Page, str], None]


def take(browser: Browser, folder: Path, store: Path) -> None:
    """Take every picture of the terminal and of the report.

    Args:
        browser: What draws them.
        folder: Where they go.
        store: The index of the bundled articles.
    """
    settings = {"QA_STORE": store, "COLUMNS": COLUMNS}
    asked = {
        "terminal-answer": ("ask", "who", "led", "the", "US", "delegation?"),
        "terminal-refusal": ("ask", "who", "won", "the", "World", "Cup?"),
        "terminal-why": ("ask", "who led the US delegation?", "--explain"),
        "terminal-open": ("open", "001_6a5a89d1b2ea5aaf.txt:5"),
        "terminal-status": ("status",),
        "terminal-help": ("--help",),
    }
    for name, arguments in asked.items():
        shown = Terminal(*arguments, **settings, VISUAL="", EDITOR="").rest()
        _drawn(browser, f"$ qa {' '.join(arguments)}\n{shown}", folder / f"{name}.png")
    _drawn(browser, _conversation(settings), folder / "terminal-chat.png", dark=True)
    with TemporaryDirectory() as work:
        _report(browser, folder, Path(work))


def _conversation(settings: dict[str, object]) -> str:
    terminal = Terminal("chat", **settings, QA_HISTORY="/dev/null")
    for line in ("who led the US delegation?", "/sources 2", "where was it held?"):
        terminal.until("? ")
        terminal.type(line + "\n")
    terminal.until("understood as")
    terminal.type("/quit\n")
    return "$ qa chat\n" + terminal.rest()


def _report(browser: Browser, folder: Path, work: Path) -> None:
    """The report of own questions: of the second run, of which one question went wrong."""
    path = work / "questions.csv"
    settings = {"QA_CORPUS": ARTICLES, "QA_STORE": work / "own", "COLUMNS": COLUMNS}
    for votes in ("four", "eleven"):
        path.write_text(QUESTIONS.format(votes=votes))
        shown = run("eval", str(path), **settings).stdout
    _drawn(browser, f"$ qa eval questions.csv\n{shown}", folder / "terminal-eval.png")
    report = Path(shown.partition("report: ")[2].splitlines()[0])
    sizes = {"report": (1280, 900), "report-dark": (1280, 900), "report-phone": (390, 844)}
    for name, (width, height) in sizes.items():
        scheme = "dark" if name.endswith("dark") else "light"
        context = browser.new_context(
            viewport={"width": width, "height": height}, color_scheme=scheme
        )
        page = context.new_page()
        page.goto(report.as_uri())
        page.screenshot(path=folder / f"{name}.png")
        page.get_by_role("link", name="How many votes").click()
        page.get_by_role("article").screenshot(path=folder / f"{name}-question.png")
        context.close()
    print(folder / "report.png")


def _drawn(browser: Browser, ansi: str, path: Path, *, dark: bool = False) -> None:
    """What a terminal shows, drawn by the browser."""
    console = Console(record=True, width=COLUMNS, file=io.StringIO(), color_system="truecolor")
    console.print(Text.from_ansi(ansi.replace("\r\n", "\n")), soft_wrap=True)
    paper, ink, colours = _LOOKS["dark" if dark else "light"]
    markup = console.export_html(
        theme=colours,
        inline_styles=True,
        code_format='<pre style="margin:0;font:15px/1.45 monospace">{code}</pre>',
    )
    page = browser.new_page(viewport={"width": 980, "height": 300})
    page.set_content(
        "<style>a{color:inherit!important}</style>"
        f'<body style="margin:24px;background:{paper};color:{ink}"><div>{markup}</div></body>'
    )
    page.screenshot(path=path, full_page=True)
    page.close()
    print(path)
