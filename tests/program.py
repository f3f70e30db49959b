"""The program as a user runs it: `qa` in a process of its own."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import signal
import subprocess
import sys
import termios
import time
from contextlib import suppress

from conftest import ROOT

PROGRAM = [sys.executable, "-m", "qa"]


def environment(**settings: object) -> dict[str, str]:
    """Quotes only, on a screen of 100 columns, with these settings."""
    named = {name: str(value) for name, value in settings.items()}
    return {**os.environ, "COLUMNS": "100", "QA_LLM": "none", **named}


def run(*arguments: str, **settings: object) -> subprocess.CompletedProcess[str]:
    """Run it to its end; `input` is what a user types, the rest is its environment."""
    text = settings.pop("input", None)
    return subprocess.run(
        [*PROGRAM, *arguments],
        cwd=ROOT,
        env=environment(**settings),
        input=str(text or ""),
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )


def _controlled() -> None:
    """Make the standard input the terminal whose Ctrl-C is heeded, even if it was ignored here."""
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)
    signal.signal(signal.SIGINT, signal.SIG_DFL)


class Terminal:
    """The program on a pseudo-terminal, as a person has it before them."""

    def __init__(self, *arguments: str, **settings: object) -> None:
        self._master, slave = pty.openpty()
        self.shown = ""
        self._seen = 0
        self._process = subprocess.Popen(
            [*PROGRAM, *arguments],
            cwd=ROOT,
            env=environment(**{"TERM": "xterm-256color", **settings}),
            stdin=slave,
            stdout=slave,
            stderr=slave,
            start_new_session=True,
            preexec_fn=_controlled,  # noqa: PLW1509
        )
        os.close(slave)

    def until(self, text: str, key: str = "") -> str:
        """Read until a text is shown, after the one that was waited for before; what is shown.

        A key that brings it is pressed first, and again where nothing comes for long: a line editor
        that is not waiting yet may miss an interrupt.
        """
        deadline = time.monotonic() + 90
        self.type(key)
        while (found := self.shown.find(text, self._seen)) < 0:
            assert time.monotonic() < deadline, self.shown[self._seen :]
            if not select.select([self._master], [], [], 20)[0]:
                self.type(key)
                continue
            try:
                piece = os.read(self._master, 65536)
            except OSError:
                piece = b""
            if not piece:
                raise AssertionError(f"ended without {text!r}: {self.shown[self._seen :]}")
            self.shown += piece.decode(errors="replace")
        before, self._seen = self._seen, found + len(text)
        return self.shown[before : self._seen]

    def rest(self) -> str:
        """All that is shown until it ends."""
        while True:
            try:
                piece = os.read(self._master, 65536)
            except OSError:
                break
            if not piece:
                break
            self.shown += piece.decode(errors="replace")
        return self.shown

    def type(self, text: str) -> None:
        os.write(self._master, text.encode())

    def pressed(self, key: str) -> int:
        """Press a key until it ends; its exit code. A line editor may miss one as it begins."""
        while self._process.poll() is None:
            self.type(key)
            with suppress(subprocess.TimeoutExpired):
                self._process.wait(20)
        return self.ended()

    def ended(self) -> int:
        """Wait until it ends; its exit code."""
        self.rest()
        os.close(self._master)
        return self._process.wait(60)
