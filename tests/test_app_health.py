"""Whether the page says how it is, to whoever watches it."""

from __future__ import annotations

from pathlib import Path

import httpx
import pytest
from browser import served
from servers.corpus import ARTICLES, settings

from qa import Assistant
from qa.app import health, server

pytestmark = pytest.mark.server


@pytest.fixture
def assistant(tmp_path: Path) -> Assistant:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    (corpus / "riyadh.txt").write_text(ARTICLES["riyadh.txt"], "utf-8")
    return Assistant(settings(corpus, tmp_path / "store"))


def test_a_page_that_answers_says_so_and_one_that_cannot_as_well(assistant: Assistant) -> None:
    with served(assistant) as url:
        before = httpx.get(f"{url}health", timeout=60)
        assert (before.status_code, before.json()) == (503, {"status": "not indexed yet"})
        assistant.sync()
        after = httpx.get(f"{url}health", timeout=60)
        assert (after.status_code, after.json()) == (200, {"status": "ok"})
        assert httpx.post(f"{url}health", timeout=60).status_code == 405


def test_it_asks_for_no_password(assistant: Assistant) -> None:
    assistant.sync()
    page, url = server.start(assistant, server.Options(users={"ann": "secret-of-ann"}))
    try:
        assert httpx.get(f"{url}health", timeout=60).json() == {"status": "ok"}
        assert httpx.get(f"{url}config", timeout=60).status_code == 401
    finally:
        page.close(verbose=False)


def test_a_folder_that_is_still_indexed_is_told(
    assistant: Assistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    assistant.sync()
    monkeypatch.setattr(Assistant, "underway", lambda self: (3, 12))
    with served(assistant) as url:
        found = httpx.get(f"{url}health", timeout=60)
    assert (found.status_code, found.json()["status"]) == (200, "indexing")
    assert (found.json()["articles"], found.json()["of"]) == (3, 12)
    assert health.PATH == "/health"
