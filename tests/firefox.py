"""Firefox, driven by WebDriver BiDi over its own socket: no driver beside it is needed."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from websockets.sync.client import ClientConnection, connect

_NAMES = ("firefox-esr", "firefox")
_PATIENCE = 120  # seconds until something that has to come is given up
_LISTENS = re.compile(r"WebDriver BiDi listening on (ws://\S+)")


def executable() -> str | None:
    """The path of the machine's own Firefox."""
    return next((found for name in _NAMES if (found := shutil.which(name))), None)


class Tab:
    """A tab, in which expressions of JavaScript are evaluated."""

    def __init__(self, socket: ClientConnection) -> None:
        self._socket = socket
        self._sent = 0
        self.tell("session.new", capabilities={})
        tree = self.tell("browsingContext.getTree")
        self._context = tree["contexts"][0]["context"]

    def tell(self, method: str, **params: Any) -> Any:
        """Send a command, and wait for what comes of it."""
        self._sent += 1
        self._socket.send(json.dumps({"id": self._sent, "method": method, "params": params}))
        while True:
            reply = json.loads(self._socket.recv(timeout=_PATIENCE))
            if reply.get("id") == self._sent:
                assert reply["type"] == "success", reply
                return reply["result"]

    def open(self, url: str) -> None:
        """Go to an address."""
        self.tell("browsingContext.navigate", context=self._context, url=url, wait="complete")

    def value(self, expression: str) -> Any:
        """What an expression comes to: a text, a number or a truth."""
        target = {"context": self._context}
        found = self.tell(
            "script.evaluate", expression=expression, target=target, awaitPromise=True
        )
        assert found["type"] == "success", found
        return found["result"].get("value")

    def wait(self, expression: str) -> None:
        """Wait until an expression is true."""
        end = time.monotonic() + _PATIENCE
        while not self.value(f"Boolean({expression})"):
            assert time.monotonic() < end, expression
            time.sleep(0.1)


@contextmanager
def launched(profile: Path) -> Iterator[Tab]:
    """A headless Firefox with a profile of its own."""
    command = [executable() or "firefox", "--headless", "--no-remote", "--profile", str(profile)]
    environment = {**os.environ, "MOZ_DISABLE_AUTO_SAFE_MODE": "1", "HOME": str(profile)}
    process = subprocess.Popen(
        [*command, "--remote-debugging-port", "0", "about:blank"],
        stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True, env=environment,
    )  # fmt: skip
    try:
        assert process.stderr is not None
        address = next(found[1] for line in process.stderr if (found := _LISTENS.search(line)))
        with connect(f"{address}/session", max_size=None) as socket:
            yield Tab(socket)
    finally:
        process.terminate()
        process.wait(30)
