"""The layout of the page, and what each event calls."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, cast

import gradio as gr

from qa.app import adding, checked, history, sources, texts
from qa.app.chat import Chat
from qa.app.checks import Checks
from qa.app.desk import Desk
from qa.app.dialogue import Conversation
from qa.app.library import Library
from qa.app.limits import Limits
from qa.app.markup import attributes, button, said
from qa.app.messages import guarded
from qa.app.screen import Screen
from qa.app.tools import Tools
from qa.assistant import Assistant
from qa.locale import gettext
from qa.settings import MAX_QUESTION_CHARACTERS, Settings

# The header is also the port through which the page's script sends its events.
_CONNECT = "window.qaPort = trigger; window.dispatchEvent(new Event('qa:port'));"


@dataclass(frozen=True)
class Parts:
    """The components that events write to."""

    conversation: gr.State
    header: gr.HTML
    done: gr.HTML
    live: gr.HTML
    ideas: gr.HTML
    panel: gr.HTML
    listing: gr.HTML
    removed: gr.HTML
    note: gr.HTML
    exported: gr.HTML
    kept: gr.HTML
    paragraph: gr.HTML
    picture: gr.HTML
    desk: gr.State
    checked: gr.HTML


_DRAWN_AT_ONCE = 2  # pages as pictures: each is a process for a moment

# No event of the page is part of the API. What is shown is HTML already, so that nothing is made of
# it in a thread of its own; see also `quick.LEFT`.
_QUIET: dict[str, Any] = {
    "show_progress": "hidden",
    "api_visibility": "private",
    "postprocess": False,
}


def _every(parts: Parts) -> dict[str, Any]:
    """How events are wired of which each is run, beside those that still run.

    Which question counts is for the conversation to decide: Gradio would drop one that comes before
    the last is over, and hold up all visitors to cancel one that waits for its model. Gradio counts
    the seconds of what an event writes to, at every frame and even where they are hidden: here
    those of the conversation, which is shown nowhere. (Of other events it would take no second one:
    it sees the end of none that is not shown.)
    """
    return {"trigger_mode": "multiple", "show_progress_on": parts.conversation, **_QUIET}


def build(assistant: Assistant, limits: Limits) -> gr.Blocks:
    """The page around an assistant; `server.start` serves it."""
    screen = Screen(assistant)
    with gr.Blocks(
        title="qa", analytics_enabled=False, fill_width=True, delete_cache=(600, 3600)
    ) as page:
        parts = _layout(assistant.settings)
        Tools(assistant, limits.events).offer()  # first: they get the plain names
        library = Library(assistant, screen)
        shown = [parts.header, parts.done, parts.listing, parts.removed]
        page.load(guarded(library.load), parts.conversation, shown, **_QUIET)
        _wire_chat(parts, Chat(assistant, screen), limits.answers)
        _wire_checks(parts, Checks(assistant, screen), limits.checks)
        _wire_library(parts, library)
    page.queue(max_size=limits.queue, default_concurrency_limit=limits.events, api_open=False)
    return cast("gr.Blocks", page)


def _layout(settings: Settings) -> Parts:
    conversation, desk = gr.State(Conversation()), gr.State(Desk())
    header = _html("qa-header", js_on_load=_CONNECT)
    with gr.Row(elem_id="qa-main", equal_height=False):
        with gr.Column(elem_id="qa-chat"):
            with gr.Column(elem_id="qa-scroll"):
                done, live, ideas = _html("qa-done"), _html("qa-live"), _html("qa-ideas")
            _html("qa-composer", _composer())
        with gr.Column(elem_id="qa-check"):
            _html("qa-drafting", checked.form())
            marked = _html("qa-checked")
        with gr.Column(elem_id="qa-side"):
            _html("qa-side-bar", _side_bar())
            panel = _html("qa-panel", sources.empty())
            with gr.Column(elem_id="qa-library"):
                listing, note = _html("qa-listing"), _html("qa-note")
                _html("qa-sync", adding.bar(settings.uploads))
                _html(
                    "qa-adding", adding.zone() if settings.uploads else adding.off(settings.corpus)
                )
                removed = _html("qa-removed")
            _html("qa-history", history.shell())
    exported, kept, around = _html("qa-exported"), _html("qa-kept"), _html("qa-paragraph")
    picture = _html("qa-picture")
    _html("qa-frame", _frame())
    return Parts(
        conversation,
        header,
        done,
        live,
        ideas,
        panel,
        listing,
        removed,
        note,
        exported,
        kept,
        around,
        picture,
        desk,
        marked,
    )


def _wire_chat(parts: Parts, chat: Chat, answers: int) -> None:
    port, conversation = parts.header, parts.conversation
    exchanges = [parts.done, parts.live]
    everything = [*exchanges, parts.panel]
    every = _every(parts)
    kept = [*everything, parts.kept]
    asked = [*kept, parts.header, parts.listing]
    port.submit(guarded(chat.ask), conversation, asked, concurrency_limit=answers, **every)
    port.stop(guarded(chat.stop), conversation, [*exchanges, parts.kept], **every)
    port.undo(guarded(chat.undo), conversation, kept, **_QUIET)
    port.input(guarded(chat.restore), conversation, everything, **every)
    port.clear(guarded(chat.clear), conversation, everything, **every)
    port.select(
        guarded(chat.open),
        conversation,
        parts.panel,
        trigger_mode="always_last",
        concurrency_limit=16,
        **_QUIET,
    )
    port.expand(guarded(chat.why), conversation, parts.panel, **every)
    port.example_select(
        guarded(chat.ideas), conversation, parts.ideas, concurrency_limit=4, **every
    )
    port.option_select(
        guarded(chat.paragraph), conversation, parts.paragraph, concurrency_limit=16, **every
    )
    port.collapse(
        guarded(chat.page), None, parts.picture, concurrency_limit=_DRAWN_AT_ONCE, **every
    )
    port.like(guarded(chat.rate), conversation, [parts.done, parts.kept], **every)
    port.download(guarded(chat.export), conversation, parts.exported, **_QUIET)


def _wire_checks(parts: Parts, checks: Checks, at_once: int) -> None:
    port, desk = parts.header, parts.desk
    every = _every(parts)
    port.edit(guarded(checks.check), desk, parts.checked, concurrency_limit=at_once, **every)
    port.pause(guarded(checks.stop), desk, parts.checked, **every)
    port.release(guarded(checks.evidence), desk, parts.panel, concurrency_limit=16, **every)
    port.copy(guarded(checks.save), desk, parts.exported, **_QUIET)


def _wire_library(parts: Parts, library: Library) -> None:
    port, shown = parts.header, [parts.header, parts.listing, parts.removed, parts.note]
    port.play(guarded(library.sync), None, shown, concurrency_limit=2, **_QUIET)
    port.delete(guarded(library.remove), None, shown, **_QUIET)
    port.retry(guarded(library.put_back), None, shown, **_QUIET)
    port.apply(guarded(library.paste), None, shown, **_QUIET)
    port.upload(guarded(library.upload), None, shown, **_every(parts))


def _html(elem_id: str, value: str = "", js_on_load: str | None = None) -> gr.HTML:
    return gr.HTML(
        value, elem_id=elem_id, js_on_load=js_on_load, apply_default_css=False, padding=False
    )


def _composer() -> str:
    field = attributes(
        id="qa-question", rows=1, maxlength=MAX_QUESTION_CHARACTERS,
        placeholder=gettext("Ask about the articles"), aria_label=gettext("Your question"), autocomplete="off",
        aria_describedby="qa-hint",
    )  # fmt: skip
    send = button("send", gettext("Ask (Enter)"), "send")
    stop = button("stop", gettext("Stop"), "stop")
    tools = "".join(
        (
            button("clear", gettext("Start a new conversation"), "new", text=gettext("New")),
            button("undo", gettext("Take the last question back"), "undo", text=gettext("Undo")),
            button(
                "export",
                gettext("Download the conversation as Markdown"),
                "download",
                text=gettext("Download"),
            ),
        )
    )
    branch = said("The edited question begins a branch; what was asked and said stays.")
    keys = said(
        "{slash} ask · {brackets} sources",
        slash="<kbd>/</kbd>",
        brackets="<kbd>[</kbd> <kbd>]</kbd>",
    )
    return (
        f'<div class="scope-note" hidden></div><div class="editing" hidden><span>{branch}</span>'
        f"<button type='button' class='labelled' data-act='cancel-edit'>{said('Cancel')}</button></div>"
        f'<div class="field"><textarea {field}></textarea>{send}{stop}</div>'
        f'<div class="tools">{tools}<p id="qa-hint" class="hint">{keys}</p></div>'
    )


def _side_bar() -> str:
    tabs = "".join(
        f'<button type="button" role="tab" data-act="view" data-view="{view}" '
        f'aria-selected="{str(view == "sources").lower()}" aria-controls="{panel}">{label}</button>'
        for view, label, panel in (
            ("sources", said("Sources"), "qa-panel"),
            ("library", said("Articles"), "qa-library"),
            ("history", said("History"), "qa-history"),
        )
    )
    close = button("close", gettext("Close"), "close")
    opening = attributes(role="tablist", aria_label=gettext("Side panel"), class_="tabs")
    return f"<div {opening}>{tabs}</div>{close}"


def _frame() -> str:
    """What floats above the page: the announcer, a quote on hover, a lost connection."""
    border = attributes(
        id="qa-border", role="separator", tabindex=0, aria_orientation="vertical",
        aria_label=gettext("Width of the side panel"), aria_valuemin=300, aria_valuenow=500,
    )  # fmt: skip
    return (
        '<div id="qa-announcer" class="unseen" role="status" aria-live="polite"></div>'
        '<div id="qa-quote" role="tooltip" hidden></div><div id="qa-told" role="status" hidden></div>'
        '<div id="qa-lost" role="alert" hidden></div>'
        f"<div {border}></div>{texts.element()}"
    )
