"""The list of earlier conversations → HTML: an empty frame, which the page's script fills.

Conversations are kept in the visitor's browser and nowhere else: the server has none to list.
"""

from __future__ import annotations

from qa.app.markup import attributes, button


def shell() -> str:
    """What stands around the list."""
    search = attributes(
        id="qa-history-search",
        type="search",
        placeholder="Search conversations",
        aria_label="Search conversations",
        autocomplete="off",
    )
    acts = "".join(
        (
            button("clear", "Start a new conversation", "new", text="New"),
            button("import", "Import conversations from a file", "upload", text="Import"),
            button("save-all", "Export all conversations as JSON", "download", text="Export"),
        )
    )
    file = attributes(id="qa-history-file", type="file", accept=".json", hidden=True, tabindex=-1)
    return (
        f'<div class="history-acts">{acts}</div><input {search}><input {file}>'
        '<p class="quiet history-none">Conversations are kept in this browser, and nowhere else.</p>'
        '<ul class="history"></ul>'
    )
