"""The line at the top: the name, what is known about the library, and who answers."""

from __future__ import annotations

from datetime import UTC, datetime

from qa.app.kept import library
from qa.app.markup import button, escape
from qa.assistant import Assistant
from qa.errors import QAError
from qa.write.writer import describe


def render(assistant: Assistant, articles: int) -> str:
    """The header: how many articles, when synced, which model answers."""
    count = f"{articles} article{'s' * (articles != 1)}"
    underway, synced = assistant.underway(), _synced(assistant)
    if underway is not None:
        count = f"{underway[0]:,} of {underway[1]:,} articles, the others are being indexed"
        synced = ""
    facts = [count, synced, escape(answerer(assistant))]
    shown = "".join(f"<li>{fact}</li>" for fact in facts if fact)
    sheet = button("sheet", "Sources and articles", "article")
    return (
        f'<div class="brand" data-library="{library(assistant)}"><h1 class="logo">qa</h1><ul class="facts">{shown}'
        f'</ul></div>{_modes()}<div class="head-acts">{sheet}{button("theme", "Light or dark", "contrast")}</div>'
    )


def _modes() -> str:
    """What the page is for: the script shows one of them."""
    tabs = "".join(
        f'<button type="button" role="tab" data-act="mode" data-mode="{mode}" '
        f'aria-selected="{str(mode == "ask").lower()}" aria-controls="{shown}">{label}</button>'
        for mode, label, shown in (
            ("ask", "Ask", "qa-chat"),
            ("check", "Check a text", "qa-check"),
        )
    )
    return f'<div role="tablist" aria-label="What to do" class="tabs modes">{tabs}</div>'


def answerer(assistant: Assistant) -> str:
    """Who answers, in words; where its server is concerns no visitor."""
    if not assistant.generative:
        return "answers on this machine, by quoting"
    return f"answers {describe(assistant.settings).partition(' at ')[0]}"


def _synced(assistant: Assistant) -> str:
    try:
        stamp = assistant.index().stamp
    except QAError:
        return "not synced yet"
    if assistant.compared is not None:
        stamp = int(assistant.compared * 1e9)
    if not stamp:
        return ""
    moment = _moment(stamp)
    return f'synced <time datetime="{moment}" data-ago>{moment[:10]}</time>'


def _moment(stamp: int) -> str:
    """A time in nanoseconds as ISO 8601, for the page to show in the visitor's own words."""
    return datetime.fromtimestamp(stamp / 1e9, UTC).isoformat(timespec="seconds")
