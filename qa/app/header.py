"""The line at the top: the name, what is known about the library, and who answers."""

from __future__ import annotations

from datetime import UTC, datetime

from qa.app.kept import library
from qa.app.markup import attributes, button, escape, said
from qa.assistant import Assistant
from qa.errors import QAError
from qa.locale import gettext, ngettext
from qa.write.writer import model_name, needs_access


def render(assistant: Assistant, articles: int) -> str:
    """The header: how many articles, when synced, which model answers."""
    count = ngettext("{count} article", "{count} articles", articles)
    underway, synced = assistant.underway(), _synced(assistant)
    if underway is not None:
        count = gettext(
            "{done:,} of {coming:,} articles, the others are being indexed",
            done=underway[0],
            coming=underway[1],
        )
        synced = ""
    facts = [escape(count), synced, escape(answerer(assistant))]
    shown = "".join(f"<li>{fact}</li>" for fact in facts if fact)
    sheet = button("sheet", gettext("Sources and articles"), "article")
    return (
        f'<div class="brand" data-library="{library(assistant)}"><h1 class="logo">qa</h1><ul class="facts">{shown}'
        f'</ul></div>{_modes()}<div class="head-acts">{sheet}{button("theme", gettext("Light or dark"), "contrast")}</div>'
    )


def _modes() -> str:
    """What the page is for: the script shows one of them."""
    tabs = "".join(
        f'<button type="button" role="tab" data-act="mode" data-mode="{mode}" '
        f'aria-selected="{str(mode == "ask").lower()}" aria-controls="{shown}">{label}</button>'
        for mode, label, shown in (
            ("ask", said("Ask"), "qa-chat"),
            ("check", said("Check a text"), "qa-check"),
        )
    )
    opening = attributes(role="tablist", aria_label=gettext("What to do"), class_="tabs modes")
    return f"<div {opening}>{tabs}</div>"


def answerer(assistant: Assistant) -> str:
    """Who answers, in words; where its server is concerns no visitor."""
    if not assistant.generative:
        return gettext("answers on this machine, by quoting")
    name = model_name(assistant.settings)
    if needs_access(assistant.settings):
        return gettext(
            "answers by {name}, which needs OPENAI_API_KEY or OPENAI_BASE_URL", name=name
        )
    return gettext("answers by {name}", name=name)


def _synced(assistant: Assistant) -> str:
    try:
        stamp = assistant.index().stamp
    except QAError:
        return said("not synced yet")
    if assistant.compared is not None:
        stamp = int(assistant.compared * 1e9)
    if not stamp:
        return ""
    moment = _moment(stamp)
    time = f'<time datetime="{moment}" data-ago>{moment[:10]}</time>'
    return said("synced {time}", time=time)


def _moment(stamp: int) -> str:
    """A time in nanoseconds as ISO 8601, for the page to show in the visitor's own words."""
    return datetime.fromtimestamp(stamp / 1e9, UTC).isoformat(timespec="seconds")
