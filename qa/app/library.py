"""The library's events: it is synced, and articles are added and removed where that is allowed."""

from __future__ import annotations

import logging
import queue
import threading
from collections import OrderedDict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import gradio as gr

from qa.app import folder, listing, messages
from qa.app.markup import said
from qa.app.payloads import Opened, Pasted, payload
from qa.app.screen import Screen
from qa.assistant import Assistant
from qa.errors import QAError, QuestionError
from qa.index.pace import Pace
from qa.locale import gettext, translated
from qa.types import SyncReport

log = logging.getLogger(__name__)

_KEPT_BYTES = 50_000_000  # of removed files, in memory until the page's server ends

Step = tuple[Any, Any, str]  # header, list of articles, note


class Library:
    """What visitors do to the library; each event tells how it gets on."""

    def __init__(self, assistant: Assistant, screen: Screen) -> None:
        self._assistant = assistant
        self._settings = assistant.settings
        self._screen = screen
        self._removed: OrderedDict[str, bytes] = OrderedDict()  # files that can be brought back

    def sync(self, *, added: Sequence[str] = (), removed: str = "") -> Iterator[Step]:
        """Sync the index with the folder, and tell what changed.

        `added` and `removed` are files that just were: they are told even where a question asked
        meanwhile took them in first. What was removed can be brought back.
        """
        steps: queue.SimpleQueue[str | SyncReport | Exception] = queue.SimpleQueue()
        work = threading.Thread(target=self._sync, args=(steps,), name="qa-sync", daemon=True)
        work.start()
        yield _note(f'<p class="quiet">{said("Looking at the folder …")}</p>')
        while isinstance(step := steps.get(), str):
            yield _note(step)
        yield (*self._screen.library(), _outcome(step, added, removed))

    def upload(self, paths: list[str] | None) -> Iterator[Step]:
        """Add uploaded files to the folder, and sync."""
        uploads = [Path(path) for path in paths or ()]
        try:
            self._may_change()
            if not uploads:
                return
            files = folder.add(self._settings.corpus, uploads)
        except QAError as error:
            yield _note(messages.alert(messages.sentence(error)))
            return
        finally:
            for upload in uploads:
                upload.unlink(missing_ok=True)
        yield from self.sync(added=files)

    def remove(self, event: gr.EventData) -> Iterator[Step]:
        """Remove an article, and sync."""
        opened = payload(Opened, event)
        try:
            self._may_change()
            file = opened.file if opened else ""
            self._keep(file, folder.remove(self._settings.corpus, file))
        except QAError as error:
            yield _note(messages.alert(messages.sentence(error)))
            return
        yield from self.sync(removed=file)

    def put_back(self, event: gr.EventData) -> Iterator[Step]:
        """Bring back an article that was removed, and sync."""
        opened = payload(Opened, event)
        try:
            self._may_change()
            file = opened.file if opened else ""
            if file not in self._removed:
                raise QuestionError(
                    gettext("'{file}' is not kept any more: add it anew", file=file[:120])
                )
            folder.put_back(self._settings.corpus, file, self._removed[file])
            del self._removed[file]
        except QAError as error:
            yield _note(messages.alert(messages.sentence(error)))
            return
        yield from self.sync(added=[file])

    def paste(self, event: gr.EventData) -> Iterator[Step]:
        """Add a text that was pasted, and sync."""
        pasted = payload(Pasted, event) or Pasted()
        try:
            self._may_change()
            file = folder.add_text(self._settings.corpus, pasted.title, pasted.text)
        except QAError as error:
            yield _note(messages.alert(messages.sentence(error)))
            return
        yield from self.sync(added=[file])

    def _keep(self, file: str, content: bytes) -> None:
        self._removed[file] = content
        while sum(map(len, self._removed.values())) > _KEPT_BYTES:
            self._removed.popitem(last=False)

    def _sync(self, steps: queue.SimpleQueue[str | SyncReport | Exception]) -> None:
        pace = Pace()

        def progress(done: int, total: int, file: str) -> None:
            pace.note(done, total)
            steps.put(listing.progress(done, total, file, str(pace)))

        try:
            steps.put(self._assistant.sync(progress=progress))
        except Exception as error:
            steps.put(error)

    def _may_change(self) -> None:
        if not self._settings.uploads:
            raise QuestionError(
                gettext("articles cannot be changed here: start `qa serve` with QA_UPLOADS=1")
            )


def _note(note: str) -> Step:
    return gr.skip(), gr.skip(), note


def _outcome(step: SyncReport | Exception, added: Sequence[str], removed: str) -> str:
    if isinstance(step, SyncReport):
        new = {*step.added, *(set(added) & set(step.unchanged))}
        gone = {*step.removed, *filter(None, [removed])}
        told = step.model_copy(update={"added": tuple(sorted(new)), "removed": tuple(sorted(gone))})
        return listing.report(told, removed)
    if isinstance(step, QAError):
        return messages.alert(messages.sentence(step))
    log.error("a sync failed", exc_info=step)
    return messages.alert(translated(messages.UNEXPECTED))
