"""A visit of the page in a browser that is driven by expressions alone."""

from __future__ import annotations

from typing import Any

_SAID = "document.querySelector('#qa-done .statement')?.textContent ?? ''"


def opened(tab: Any, url: str) -> None:
    """Open the page, and wait until it is ready."""
    tab.open(url)
    tab.wait("'ready' in document.body.dataset && document.querySelector('.welcome')")


def asked(tab: Any) -> None:
    """Ask, open the source of the answer, and come back to it after a reload."""
    tab.value(
        "(() => { const field = document.querySelector('#qa-question');"
        "field.value = 'Who led the US delegation?';"
        "field.dispatchEvent(new Event('input', {bubbles: true}));"
        "field.dispatchEvent(new KeyboardEvent('keydown', {key: 'Enter', bubbles: true})); })()"
    )
    tab.wait(f"({_SAID}).includes('Marco Rubio')")
    tab.value("document.querySelector('#qa-done .chip').click()")
    tab.wait("document.querySelector('#qa-panel mark')?.textContent.includes('Marco Rubio')")
    assert tab.value("document.documentElement.scrollWidth <= innerWidth")
    tab.value("location.reload()")
    tab.wait(f"'ready' in document.body.dataset && ({_SAID}).includes('Marco Rubio')")
