"""Several `qa serve` over one index: each answers from what is there; a visitor stays with one."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import httpx
import pytest
from conftest import ROOT
from program import PROGRAM, environment

pytestmark = [pytest.mark.slow, pytest.mark.server]

TEXT = "The envoy arrived in Geneva on Monday. He met the minister there."
QUESTION = "Where did the envoy arrive?"


@contextmanager
def visitor(folder: Path) -> Iterator[httpx.Client]:
    """Somebody who is logged in to a process of their own."""
    settings = {"QA_CORPUS": folder / "corpus", "QA_STORE": folder / "store"}
    known = environment(**settings, QA_AUTH="ann:a-password", PYTHONUNBUFFERED=1)
    with subprocess.Popen(
        [*PROGRAM, "serve"],
        cwd=ROOT,
        env=known,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as process:
        try:
            assert process.stdout
            found = re.search(r"http://127\.0\.0\.1:\d+", process.stdout.readline())
            assert found
            with httpx.Client(base_url=found.group(), timeout=120) as client:
                client.post("login", data={"username": "ann", "password": "a-password"})
                yield client
        finally:
            process.terminate()


def posted(client: httpx.Client) -> str:
    """A question that was sent off: the number of its event."""
    sent = client.post(
        "gradio_api/call/ask", json={"data": [QUESTION, None, None, None, None, None]}
    )
    number: str = sent.raise_for_status().json()["event_id"]
    return number


def answered(client: httpx.Client, event: str) -> str:
    """What a process has to say of an event."""
    return client.get(f"gradio_api/call/ask/{event}").text


def asked(client: httpx.Client) -> str:
    return answered(client, posted(client))


def test_two_processes_answer_from_one_index_and_a_visitor_stays_with_one(tmp_path):
    (tmp_path / "corpus").mkdir()
    article = tmp_path / "corpus/a.txt"
    article.write_text(TEXT)
    with ExitStack() as open_:
        one, other = (open_.enter_context(visitor(tmp_path)) for _ in range(2))
        assert "Geneva" in asked(one)
        assert "Geneva" in asked(other)
        article.write_text(TEXT.replace("Geneva", "Lisbon"))
        assert "Lisbon" in asked(one)
        assert "Lisbon" in asked(other)
        event = posted(one)
        with pytest.raises(httpx.RemoteProtocolError):  # so a proxy has to send one to the same
            answered(other, event)
        assert "Lisbon" in answered(one, event)
        with httpx.Client(base_url=other.base_url, cookies=dict(one.cookies)) as strange:
            assert strange.get("config").status_code == 401
