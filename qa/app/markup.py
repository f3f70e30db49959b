"""Escaped HTML: every piece of text on the page passes through `escape` here."""

from __future__ import annotations

import html
from functools import cache
from pathlib import Path

from qa.locale import filled, translated

_MARKS = '"“”„«»'
_ASSETS = Path(__file__).parent / "assets"

# Outlines on a 24 × 24 grid, drawn with the colour of the text around them.
_PATHS = {
    "article": "M6 3h9l4 4v14H6zM15 3v4h4M9 12h7M9 16h7",
    "back": "M15 5l-7 7 7 7",
    "check": "M4 12.5l5 5L20 6.5",
    "close": "M6 6l12 12M18 6L6 18",
    "contrast": "M12 3.500a8.500 8.500 0 1 0 0 17 8.500 8.500 0 0 0 0-17M12 3.500a8.500 8.500 0 1 0 0 17z",
    "copy": "M9 9h11v11H9zM5 15H4V4h11v1",
    "download": "M12 4v11M7 10.5l5 5 5-5M5 20h14",
    "down": "M17 4v10M17 14l-4.5 7c-1.6 0-2.3-1-2-2.6L11.200 14H6.300c-1.300 0-2.100-1.100-1.800-2.300"
    "L6 5.500C6.300 4.600 7 4 8 4h9zM17 4h3v10h-3",
    "edit": "M4 20l1-4L16 5l3 3L8 19zM14 7l3 3",
    "folder": "M3 6h6l2 3h10v10H3z",
    "link": "M10 14a4 4 0 0 0 5.7 0l3-3a4 4 0 0 0-5.700-5.700l-1.500 1.500M14 10a4 4 0 0 0-5.700 0l-3 3a4 4 0 0 0 5.700 5.700l1.500-1.500",
    "new": "M12 5v14M5 12h14",
    "next": "M9 5l7 7-7 7",
    "none": "M5 12h14M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18",
    "retry": "M20 12a8 8 0 1 1-2.500-5.800M20 3v4.500h-4.500",
    "send": "M12 20V5M6 11l6-6 6 6",
    "stop": "M7 7h10v10H7z",
    "sync": "M20 11a8 8 0 0 0-14-4L4 9M4 4v5h5M4 13a8 8 0 0 0 14 4l2-2M20 20v-5h-5",
    "trash": "M5 7h14M10 7V4h4v3M7 7l1 13h8l1-13",
    "undo": "M9 14L4 9l5-5M4 9h9a6 6 0 0 1 0 12h-3",
    "upload": "M12 15V4M7 8.500l5-5 5 5M5 20h14",
    "unfold": "M6 9l6 6 6-6",
    "up": "M7 20V10M7 10l4.500-7c1.600 0 2.300 1 2 2.600L12.800 10h4.900c1.300 0 2.100 1.100 1.800 2.300"
    "L18 18.500c-.3.900-1 1.500-2 1.500H7zM7 20H4V10h3",
    "warn": "M12 4l9 16H3zM12 10v4M12 17v.5",
}


def escape(text: str) -> str:
    """Text as it stands, for an element or a quoted attribute.

    Carriage returns are kept: an article is shown with the characters that it has.
    """
    return html.escape(text, quote=True).replace("\r", "&#13;")


def said(text: str, /, **html: object) -> str:
    """A text of the catalogue as HTML; its slots are filled with HTML as it stands."""
    return filled(escape(translated(text)), escape(text), html)


def icon(name: str) -> str:
    """A small drawing that screen readers pass over."""
    return (
        '<svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">'
        f'<path d="{_PATHS[name]}"/></svg>'
    )


def attributes(**values: str | int | bool | None) -> str:
    """HTML attributes from arguments: `data_act` becomes `data-act`; none and false are left out."""
    parts = []
    for name, value in values.items():
        if value is None or value is False:
            continue
        key = name.rstrip("_").replace("_", "-")
        parts.append(key if value is True else f'{key}="{escape(str(value))}"')
    return " ".join(parts)


def button(act: str, label: str, drawing: str, *, text: str = "", **more: str | int | bool) -> str:
    """A button that the page's script acts upon; without text, its label is for screen readers."""
    shown = f"<span>{escape(text)}</span>" if text else ""
    style = f"act {act}" + (" labelled" if text else "")
    opening: dict[str, str | int | bool] = {
        "class_": style,
        "type": "button",
        "data_act": act,
        "aria_label": label,
        "title": label,
        **more,
    }
    return f"<button {attributes(**opening)}>{icon(drawing)}{shown}</button>"


def shortened(text: str, characters: int) -> str:
    """On one line, cut between words where it is longer."""
    flat = " ".join(text.split())
    if len(flat) <= characters:
        return flat
    return flat[:characters].rsplit(" ", 1)[0].rstrip(" ,;:–—-") + " …"


def quoted(text: str) -> str:
    """In quotation marks, unless it has its own."""
    own = text[:1] in _MARKS and text[-1:] in _MARKS
    return text if own else f"“{text}”"


@cache
def asset(name: str) -> str:
    """A style sheet of the page, or a script."""
    return (_ASSETS / name).read_text(encoding="utf-8")
