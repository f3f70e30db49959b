"""A text that is held against the articles → HTML: how far it is, its marks, its evidence."""

from __future__ import annotations

from qa.app.markup import attributes, button, escape, icon
from qa.app.payloads import MAX_DRAFT_BYTES, MAX_DRAFT_CHARACTERS
from qa.report import draft
from qa.types import CheckReport


def form() -> str:
    """Where a text is pasted or dropped."""
    field = attributes(
        id="qa-draft", rows=10, maxlength=MAX_DRAFT_CHARACTERS, aria_label="The text to check",
        placeholder="Paste a draft, a summary or another model’s answer, or drop a file here",
        aria_describedby="qa-draft-hint",
    )  # fmt: skip
    chooser = attributes(
        id="qa-draft-file",
        type="file",
        hidden=True,
        aria_label="A file to check",
        data_most=MAX_DRAFT_BYTES,
    )
    return (
        '<form class="drafting"><h2>Check a text</h2><p>Each of its statements is held against the '
        f"articles: what they say, what they say otherwise, and what is not in them.</p><textarea {field}>"
        '</textarea><div class="drafting-acts"><button type="submit" class="labelled primary">Check it'
        f"</button>{button('choose-draft', 'Check a file', 'upload', text='Check a file')}"
        f'<p id="qa-draft-hint" class="quiet">Up to {MAX_DRAFT_CHARACTERS:,} characters; text, Markdown, Word, PDF '
        f"and others</p></div><input {chooser}></form>"
    )


def empty() -> str:
    """At the side, before there is anything to show."""
    return (
        f'<div class="panel-empty">{icon("check")}<h2>Nothing is checked yet</h2>'
        "<p>What the articles say to a statement appears here. Choose one to read it.</p></div>"
    )


def progress(done: int, total: int, ticket: int) -> str:
    """How far a check is."""
    width = 100 * done / total if total else 0
    told = f"{done:,} of {total:,} sentences" if total else "Reading the text"
    stop = button("stop-check", "Stop the check", "stop", text="Stop")
    return (
        f'<div class="checking" data-checking="{ticket}"><p>Checking … {told}</p>'
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
            button("edit-draft", "Edit the text and check it again", "edit", text="Edit"),
            button("new-draft", "Check another text", "new", text="New"),
            button("save-check", "Download the report as a page", "download", text="HTML", data_kind="html"),
            button("save-check", "Download the report as JSON", "download", text="JSON", data_kind="json"),
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
        for step, label, drawing in ((-1, "Previous statement", "back"), (1, "Next statement", "next"))
    ]  # fmt: skip
    return (
        f'<div class="evidence" data-statement="{number}"><nav class="opened-bar" aria-label="Statements">'
        f'<span class="name">What the articles say</span><span class="walk">{walk[0]}<span class="count">'
        f"{number} of {len(every)}</span>{walk[1]}</span></nav>{draft.evidence(every[number - 1])}</div>"
    )


def back(number: int) -> str:
    """Above an article: the way back to the statement that it was opened from."""
    way = button(
        "evidence", "Back to the statement", "back", text="Back to the statement", data_number=number
    )  # fmt: skip
    return f'<nav class="opened-bar from-evidence" data-statement="{number}">{way}</nav>'
