"""Where in its article a quote stands, as it is told: an index keeps it in English."""

from __future__ import annotations

from qa.locale import gettext, gettext_noop

_PLACES = {
    "chapter": gettext_noop("chapter {number}"),
    "item": gettext_noop("item {number}"),
    "message": gettext_noop("message {number}"),
    "notes": gettext_noop("notes"),
    "page": gettext_noop("page {number}"),
    "quoted reply": gettext_noop("quoted reply"),
    "record": gettext_noop("record {number}"),
    "row": gettext_noop("row {number}"),
    "slide": gettext_noop("slide {number}"),
}


def spoken(where: str) -> str:
    """A place in the language of the page: "§ Fees, row 2", whose heading stays as it is."""
    return ", ".join(map(_spoken, where.split(", ")))


def _spoken(part: str) -> str:
    kind, _, number = part.rpartition(" ") if part[-1:].isdigit() else (part, "", "")
    return gettext(_PLACES[kind], number=number) if kind in _PLACES else part
