"""The program as a user runs it: `qa` in a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys

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
