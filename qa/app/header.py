"""The line at the top: the name, what is known about the library, and who answers."""

from __future__ import annotations

from qa.app.library import age
from qa.app.markup import button, escape
from qa.assistant import Assistant
from qa.errors import QAError


def render(assistant: Assistant, articles: int) -> str:
    """The header: how many articles, when synced, which model answers."""
    count = f"{articles} article{'s' * (articles != 1)}"
    facts = [count, _synced(assistant), escape(answerer(assistant))]
    shown = "".join(f"<li>{fact}</li>" for fact in facts if fact)
    sheet = button("sheet", "Sources and articles", "article")
    return (
        f'<div class="brand"><span class="logo" aria-hidden="true">qa</span><ul class="facts">{shown}'
        f'</ul></div><div class="head-acts">{sheet}{button("theme", "Light or dark", "moon")}</div>'
    )


def answerer(assistant: Assistant) -> str:
    """Who answers, in words."""
    try:
        said = assistant.status().get("answers", "")
    except QAError:
        said = ""
    return (
        "answers on this machine, by quoting"
        if not said or "quoting" in said
        else f"answers {said.partition(' at http')[0]}"  # the address is nothing for visitors
    )


def _synced(assistant: Assistant) -> str:
    try:
        stamp = max((row.stamp for row in assistant.index().rows), default=0)
    except QAError:
        return "not synced yet"
    if not stamp:
        return ""
    moment = age(stamp)
    return f'synced <time datetime="{moment}" data-ago>{moment[:10]}</time>'
