"""A visit in WebKit, where the machine has one: a question, its source, and a reload."""

from __future__ import annotations

import pytest
import visits
import webkit

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(webkit.executable() is None, reason="WebKit and Xvfb are not installed"),
]


def test_a_visit(url: str) -> None:
    with webkit.launched() as tab:
        visits.opened(tab, url)
        visits.asked(tab)
