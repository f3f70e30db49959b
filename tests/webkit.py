"""WebKit (GTK's MiniBrowser), driven by WebDriver on a virtual screen."""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
from browser import free_port

_PATIENCE = 120  # seconds until something that has to come is given up
_BROWSERS = "/usr/lib/*/webkit2gtk-4.1/MiniBrowser"


def executable() -> Path | None:
    """The machine's own MiniBrowser, where it also has a driver and a virtual screen."""
    if not (shutil.which("WebKitWebDriver") and shutil.which("Xvfb")):
        return None
    return next(Path("/").glob(_BROWSERS.removeprefix("/")), None)


class Tab:
    """A tab, in which expressions of JavaScript are evaluated."""

    def __init__(self, session: str) -> None:
        self._session = session

    def open(self, url: str) -> None:
        """Go to an address."""
        _told(f"{self._session}/url", {"url": url})

    def value(self, expression: str) -> Any:
        """What an expression comes to."""
        script = {"script": f"return {expression}", "args": []}
        return _told(f"{self._session}/execute/sync", script)

    def wait(self, expression: str) -> None:
        """Wait until an expression is true."""
        end = time.monotonic() + _PATIENCE
        while not self.value(f"Boolean({expression})"):
            assert time.monotonic() < end, expression
            time.sleep(0.1)


@contextmanager
def launched() -> Iterator[Tab]:
    """A MiniBrowser on a screen that nobody sees."""
    read, write = os.pipe()
    screen = subprocess.Popen(
        ["Xvfb", "-displayfd", str(write), "-screen", "0", "1280x900x24"],
        pass_fds=[write], stderr=subprocess.DEVNULL,
    )  # fmt: skip
    os.close(write)
    with os.fdopen(read) as told:
        display = f":{told.readline().strip()}"
    port = free_port()
    driver = subprocess.Popen(
        ["WebKitWebDriver", f"--port={port}", "--host=127.0.0.1"],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        env={**os.environ, "DISPLAY": display, "LIBGL_ALWAYS_SOFTWARE": "1"},
    )  # fmt: skip
    try:
        address = f"http://127.0.0.1:{port}"
        _wait_for(f"{address}/status")
        options = {"binary": str(executable()), "args": ["--automation"]}
        asked = {"capabilities": {"alwaysMatch": {"webkitgtk:browserOptions": options}}}
        session = f"{address}/session/{_told(f'{address}/session', asked)['sessionId']}"
        try:
            yield Tab(session)
        finally:
            httpx.delete(session, timeout=_PATIENCE)
    finally:
        for process in (driver, screen):
            process.terminate()
            process.wait(30)


def _wait_for(url: str) -> None:
    end = time.monotonic() + _PATIENCE
    while True:
        try:
            httpx.get(url)
            return
        except httpx.TransportError:
            assert time.monotonic() < end, url
            time.sleep(0.1)


def _told(url: str, what: dict[str, Any]) -> Any:
    reply = httpx.post(url, json=what, timeout=_PATIENCE)
    assert reply.is_success, reply.text
    return reply.json()["value"]
