"""A visit in Firefox, where the machine has one: a question, its source, and a reload."""

from __future__ import annotations

from pathlib import Path

import firefox
import pytest
import visits

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(firefox.executable() is None, reason="Firefox is not installed"),
]


def test_a_visit(url: str, tmp_path: Path) -> None:
    with firefox.launched(tmp_path) as tab:
        visits.opened(tab, url)
        # Its scripts came together, and what Gradio counts at every frame is not counted.
        assert tab.value("performance.getEntriesByType('resource').length") < 25
        visits.asked(tab)
