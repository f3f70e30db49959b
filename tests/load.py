"""Twenty visitors at once, five questions each, in a real browser: is every answer the right one?

    make load

Each visitor has a browser context of their own, and asks in an order of their own; one question is a
follow-up, which is right only where the page knows what this visitor asked before.
"""

from __future__ import annotations

import asyncio
import statistics
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from browser import ARGUMENTS, executable, served
from playwright.async_api import Browser, Error, Page, async_playwright

from qa import Assistant, Settings

SEEDS = Path(__file__).resolve().parent.parent / "seeds"
VISITORS = 20
LIMIT = 600  # seconds for everything
PATIENCE = 120_000  # milliseconds for one answer

# A question and its follow-up, each with words that only the right answer has.
PAIRS = (
    (("Who led the US delegation?", "Marco Rubio"),
     ("Which newspaper did Jamal Khashoggi write for?", "Washington Post")),
)
SINGLES = (
    ("What does Marc Fogel do for a living?", "teacher"),
)


@dataclass(frozen=True)
class Asked:
    """One question of one visitor, and what came of it."""

    visitor: int
    question: str
    expected: str
    said: str
    seconds: float

    @property
    def right(self) -> bool:
        return self.expected.lower() in self.said.lower()
