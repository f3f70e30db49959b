"""The list of earlier conversations → HTML: an empty frame, which the page's script fills.

Conversations are kept in the visitor's browser and nowhere else: the server has none to list.
"""

from __future__ import annotations

from qa.app.markup import attributes, button, said
from qa.locale import gettext


def shell() -> str:
    """What stands around the list."""
    search = attributes(
        id="qa-history-search",
        type="search",
        placeholder=gettext("Search conversations"),
        aria_label=gettext("Search conversations"),
        autocomplete="off",
    )
    acts = "".join(
        (
            button("clear", gettext("Start a new conversation"), "new", text=gettext("New")),
            button(
                "import",
                gettext("Import conversations from a file"),
                "upload",
                text=gettext("Import"),
            ),
            button(
                "save-all",
                gettext("Export all conversations as JSON"),
                "download",
                text=gettext("Export"),
            ),
        )
    )
    kept = said("Conversations are kept in this browser, and nowhere else.")
    file = attributes(id="qa-history-file", type="file", accept=".json", hidden=True, tabindex=-1)
    return (
        f'<div class="history-acts">{acts}</div><input {search}><input {file}>'
        f'<p class="quiet history-none">{kept}</p>'
        '<ul class="history"></ul>'
    )
