"""A visit in WebKit, where the machine has one: a question, its source, and a reload."""

from __future__ import annotations

import pytest
import webkit

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(webkit.executable() is None, reason="WebKit and Xvfb are not installed"),
]

SAID = "document.querySelector('#qa-done .statement')?.textContent ?? ''"


def test_a_visit(url: str) -> None:
    with webkit.launched() as tab:
        tab.open(url)
        tab.wait("'ready' in document.body.dataset && document.querySelector('.welcome')")
        tab.value(
            "(() => { const field = document.querySelector('#qa-question');"
            "field.value = 'Who led the US delegation?';"
            "field.dispatchEvent(new Event('input', {bubbles: true}));"
            "field.dispatchEvent(new KeyboardEvent('keydown', {key: 'Enter', bubbles: true})); })()"
        )
        tab.wait(f"({SAID}).includes('Marco Rubio')")
        tab.value("document.querySelector('#qa-done .chip').click()")
        tab.wait("document.querySelector('#qa-panel mark')?.textContent.includes('Marco Rubio')")
        assert tab.value("document.documentElement.scrollWidth <= innerWidth")
        tab.value("location.reload()")
        tab.wait(f"'ready' in document.body.dataset && ({SAID}).includes('Marco Rubio')")
