"""A text that is held against the articles → HTML: how far it is, its marks, its evidence."""

from __future__ import annotations

from qa.app.markup import attributes, button, escape, icon, said
from qa.app.payloads import MAX_DRAFT_BYTES, MAX_DRAFT_CHARACTERS
from qa.locale import gettext
from qa.report import draft
from qa.types import CheckReport


def form() -> str:
    """Where a text is pasted or dropped."""
    field = attributes(
        id="qa-draft", rows=10, maxlength=MAX_DRAFT_CHARACTERS, aria_label=gettext("The text to check"),
        placeholder=gettext("Paste a draft, a summary or another model’s answer, or drop a file here"),
        aria_describedby="qa-draft-hint",
    )  # fmt: skip
    chooser = attributes(
        id="qa-draft-file",
        type="file",
        hidden=True,
        aria_label=gettext("A file to check"),
        data_most=MAX_DRAFT_BYTES,
    )
    told = said(
        "Each of its statements is held against the articles: what they say, what they say otherwise, "
        "and what is not in them."
    )
    hint = said(
        "Up to {most:,} characters; text, Markdown, Word, PDF and others", most=MAX_DRAFT_CHARACTERS
    )
    choose = gettext("Check a file")
    return (
        f'<form class="drafting"><h2>{said("Check a text")}</h2><p>{told}</p><textarea {field}>'
        '</textarea><div class="drafting-acts"><button type="submit" class="labelled primary">'
        f"{said('Check it')}</button>{button('choose-draft', choose, 'upload', text=choose)}"
        f'<p id="qa-draft-hint" class="quiet">{hint}</p></div><input {chooser}></form>'
    )


def empty() -> str:
    """At the side, before there is anything to show."""
    return (
        f'<div class="panel-empty">{icon("check")}<h2>{said("Nothing is checked yet")}</h2><p>'
        + said("What the articles say to a statement appears here. Choose one to read it.")
        + "</p></div>"
    )


def progress(done: int, total: int, ticket: int) -> str:
    """How far a check is."""
    width = 100 * done / total if total else 0
    told = said("Checking … Reading the text")
    if total:
        told = said("Checking … {done:,} of {total:,} sentences", done=done, total=total)
    stop = button("stop-check", gettext("Stop the check"), "stop", text=gettext("Stop"))
    return (
        f'<div class="checking" data-checking="{ticket}"><p>{told}</p>'
        f'<div class="progress"><i style="width:{width:.0f}%"></i></div>{stop}</div>'
    )


def trouble(alert: str, ticket: int) -> str:
    """Why a text was not checked."""
    return f'<div data-unchecked="{ticket}">{alert}</div>'


def report(checked: CheckReport, ticket: int) -> str:
    """The text with its statements marked; what they rest on is shown at the side."""
    parts = draft.parts(checked)
    evidence = draft.every(checked)
    tones = {found.tone: found.number for found in reversed(evidence)}
    first = next((tones[t] for t in ("contradicted", "missing", "supported") if t in tones), 0)
    opening = attributes(
        class_="checked", data_checked=ticket, data_first=first, data_of=len(evidence)
    )
    acts = "".join(
        (
            button("edit-draft", gettext("Edit the text and check it again"), "edit", text=gettext("Edit")),
            button("new-draft", gettext("Check another text"), "new", text=gettext("New")),
            button("save-check", gettext("Download the report as a page"), "download", text="HTML", data_kind="html"),
            button("save-check", gettext("Download the report as JSON"), "download", text="JSON", data_kind="json"),
        )
    )  # fmt: skip
    notes = "".join(f'<p class="note">{escape(note)}</p>' for note in checked.notes)
    return (
        f'<div {opening}><h2 tabindex="-1">{escape(parts.sentence)}</h2>{parts.counts}{notes}'
        f'<div class="acts">{acts}</div>{parts.draft}</div>'
    )


def evidence(checked: CheckReport, number: int) -> str:
    """What the articles say to a statement; empty where there is no such statement."""
    every = draft.every(checked)
    if not 1 <= number <= len(every):
        return ""
    walk = [
        button(
            "walk-statements", label, drawing, data_step=step,
            disabled=not 1 <= number + step <= len(every),
        )
        for step, label, drawing in (
            (-1, gettext("Previous statement"), "back"),
            (1, gettext("Next statement"), "next"),
        )
    ]  # fmt: skip
    opening = attributes(class_="opened-bar", aria_label=gettext("Statements"))
    name, count = (
        said("What the articles say"),
        said("{number} of {all}", number=number, all=len(every)),
    )
    return (
        f'<div class="evidence" data-statement="{number}"><nav {opening}>'
        f'<span class="name">{name}</span><span class="walk">{walk[0]}<span class="count">'
        f"{count}</span>{walk[1]}</span></nav>{draft.evidence(every[number - 1])}</div>"
    )


def back(number: int) -> str:
    """Above an article: the way back to the statement that it was opened from."""
    label = gettext("Back to the statement")
    way = button("evidence", label, "back", text=label, data_number=number)
    return f'<nav class="opened-bar from-evidence" data-statement="{number}">{way}</nav>'
