"""The library's events: it is synced, and articles are added and removed where that is allowed."""

from __future__ import annotations

import logging
import queue
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import gradio as gr

from qa.app import folder, listing, messages
from qa.app.payloads import Opened, payload
from qa.app.screen import Screen
from qa.assistant import Assistant
from qa.errors import QAError, QuestionError
from qa.types import SyncReport

log = logging.getLogger(__name__)

Step = tuple[Any, Any, str]  # header, list of articles, note


class Library:
    """What visitors do to the library; each event tells how it gets on."""

    def __init__(self, assistant: Assistant, screen: Screen) -> None:
        self._assistant = assistant
        self._settings = assistant.settings
        self._screen = screen

    def sync(self) -> Iterator[Step]:
        """Sync the index with the folder."""
        steps: queue.SimpleQueue[str | SyncReport | Exception] = queue.SimpleQueue()
        work = threading.Thread(target=self._sync, args=(steps,), name="qa-sync", daemon=True)
        work.start()
        yield _note('<p class="quiet">Looking at the folder …</p>')
        while isinstance(step := steps.get(), str):
            yield _note(step)
        yield (*self._screen.library(), _outcome(step))

    def upload(self, paths: list[str] | None) -> Iterator[Step]:
        """Add uploaded files to the folder, and sync."""
        uploads = [Path(path) for path in paths or ()]
        try:
            self._may_change()
            if not uploads:
                return
            folder.add(self._settings.corpus, uploads)
        except QAError as error:
            yield _note(messages.alert(messages.sentence(error)))
            return
        finally:
            for upload in uploads:
                upload.unlink(missing_ok=True)
        yield from self.sync()

    def remove(self, event: gr.EventData) -> Iterator[Step]:
        """Remove an article, and sync."""
        opened = payload(Opened, event)
        try:
            self._may_change()
            folder.remove(self._settings.corpus, opened.file if opened else "")
        except QAError as error:
            yield _note(messages.alert(messages.sentence(error)))
            return
        yield from self.sync()

    def _sync(self, steps: queue.SimpleQueue[str | SyncReport | Exception]) -> None:
        def progress(done: int, total: int, file: str) -> None:
            steps.put(listing.progress(done, total, file))

        try:
            steps.put(self._assistant.sync(progress=progress))
        except Exception as error:
            steps.put(error)

    def _may_change(self) -> None:
        if not self._settings.uploads:
            raise QuestionError(
                "articles cannot be changed here: start `qa serve` with QA_UPLOADS=1"
            )


def _note(note: str) -> Step:
    return gr.skip(), gr.skip(), note


def _outcome(step: SyncReport | Exception) -> str:
    if isinstance(step, SyncReport):
        return listing.report(step)
    if isinstance(step, QAError):
        return messages.alert(messages.sentence(step))
    log.error("a sync failed", exc_info=step)
    return messages.alert(messages.UNEXPECTED)
