"""Where articles are added on the page → HTML; or how else they are, where that is not allowed."""

from __future__ import annotations

from pathlib import Path

from qa.app.folder import MAX_BYTES, MAX_FILES, MAX_REQUEST
from qa.app.markup import attributes, button, escape, icon, said
from qa.corpus import documents
from qa.locale import gettext

_SWITCHED_ON = "QA_UPLOADS=1 qa serve"  # the command


def bar(uploads: bool) -> str:
    """What is done with the folder as a whole, and the field for a text that is pasted."""
    label = gettext("Paste a text")
    sync = button("sync", gettext("Sync with the folder"), "sync", text=gettext("Sync"))
    paste = button("paste", label, "article", text=label) if uploads else ""
    told = said("Questions are asked of the ticked articles.")
    return f"<p>{told}</p><span>{paste}{sync}</span>{_pasting() if uploads else ''}"


def zone() -> str:
    """Where files and folders are dropped or chosen: the script sends them."""
    hint = said(
        "Up to {most} at once, of {megabytes} MB each: texts, web pages, PDF, Word, tables, slides, "
        "books, mail",
        most=MAX_FILES,
        megabytes=MAX_BYTES >> 20,
    )
    files, folder = gettext("Choose files"), gettext("Choose a folder")
    limits = attributes(
        class_="drop",
        data_kinds=" ".join(documents.SUFFIXES),
        data_most=MAX_FILES,
        data_bytes=MAX_BYTES,
        data_request=MAX_REQUEST,
    )
    several = attributes(
        id="qa-files", type="file", multiple=True, hidden=True, accept=",".join(documents.SUFFIXES),
        aria_label=gettext("Files to add"),
    )  # fmt: skip
    whole = attributes(
        id="qa-folder", type="file", webkitdirectory=True, multiple=True, hidden=True,
        aria_label=gettext("A folder to add"),
    )  # fmt: skip
    return (
        f"<div {limits}><p>{icon('upload')}<span class='dropped-here'>"
        f"{said('Drop articles or a folder here, or')}</span></p><span>"
        f"{button('choose-files', files, 'article', text=files)}"
        f"{button('choose-folder', folder, 'folder', text=folder)}</span>"
        f"<p class='quiet'>{hint}</p><p class='quiet sending' role='status'></p>"
        f"<input {several}><input {whole}></div>"
    )


def off(corpus: Path) -> str:
    """How articles are added where the page may not."""
    told = said(
        "To add articles, put files into the folder {folder} and press Sync; to add them here, start "
        "{command}.",
        folder=f"<b>{escape(corpus.resolve().name)}</b>",
        command=f"<code>{_SWITCHED_ON}</code>",
    )
    return f'<p class="quiet how-to-add">{told}</p>'


def _pasting() -> str:
    title = attributes(
        name="title",
        maxlength=200,
        placeholder=gettext("Title"),
        aria_label=gettext("Title of the text"),
    )
    text = attributes(
        name="text", rows=6, placeholder=gettext("The text"), aria_label=gettext("The text")
    )
    return (
        f'<form class="pasting" hidden><input {title}><textarea {text}></textarea><div>'
        f"<button type='submit' class='labelled'>{said('Add it')}</button>"
        f"<button type='button' class='labelled' data-act='paste'>{said('Cancel')}</button></div></form>"
    )
