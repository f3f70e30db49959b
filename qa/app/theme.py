"""The look: a Gradio theme with fonts that the page serves itself, and the page's own style sheet."""

from __future__ import annotations

import re
from pathlib import Path

import gradio as gr

from qa.app import script
from qa.app.markup import asset

_FONT = re.compile(r"[\w-]+\.woff2")
FAVICON = Path(__file__).parent / "assets" / "icon.png"


def theme() -> gr.themes.Base:
    """Calm greys and one green; no font comes from another host."""
    return gr.themes.Base(
        primary_hue=gr.themes.colors.teal,
        neutral_hue=gr.themes.colors.stone,
        font=["Page Sans", "system-ui", "sans-serif"],
        font_mono=["ui-monospace", "monospace"],
        radius_size=gr.themes.sizes.radius_lg,
    )


def css() -> str:
    """The style sheet."""
    return _FONT.sub(lambda found: script.place(found.group()), asset("page.css"))


def head() -> str:
    """The script, the style sheet once more, and what the browser should know about the page.

    Gradio puts its own container before every selector of the style sheet that it is given, which
    outranks its own styles. What concerns the page around that container needs the plain sheet.
    """
    return (
        f"<style>{css()}</style>{script.tags()}"
        '<meta name="color-scheme" content="light dark"><meta name="referrer" content="no-referrer">'
    )
