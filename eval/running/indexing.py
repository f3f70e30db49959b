"""Brings the evaluation's own indexes up to date."""

from __future__ import annotations

from eval.running.runner import Progress
from qa.assistant import Assistant
from qa.errors import StoreMismatch


def bring_up_to_date(assistant: Assistant, progress: Progress | None = None) -> None:
    """Index what has changed; an index that other code or models made is made anew."""

    def told(done: int, total: int, file: str) -> None:
        if progress:
            progress(done, total)

    try:
        assistant.sync(progress=told)
    except StoreMismatch:
        assistant.sync(rebuild=True, progress=told)
