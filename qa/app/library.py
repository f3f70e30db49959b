"""The library's events: it is synced, and articles are added and removed where that is allowed."""

from __future__ import annotations

import logging
import queue
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import gradio as gr
from gradio.utils import get_upload_folder

from qa.app import folder, listing, messages
from qa.app.dialogue import Conversation
from qa.app.markup import said
from qa.app.payloads import Opened, Pasted, Sent, SentFile, payload
from qa.app.removed import Removed
from qa.app.screen import Screen
from qa.assistant import Assistant
from qa.errors import QAError, QuestionError
from qa.index.pace import Pace
from qa.locale import gettext, translated
from qa.types import Skipped, SyncReport

log = logging.getLogger(__name__)

Step = tuple[Any, Any, Any, str]  # header, list of articles, what can be brought back, note


class Library:
    """What visitors do to the library; each event tells how it gets on."""

    def __init__(self, assistant: Assistant, screen: Screen) -> None:
        self._assistant = assistant
        self._settings = assistant.settings
        self._screen = screen
        self._removed = Removed()

    def load(self, conversation: Conversation) -> tuple[str, str, str, str]:
        """What a visitor finds who comes in: as `Screen.load`, and what can be brought back."""
        conversation.listed = self._screen.revision()
        return (*self._screen.load(), self._kept())

    def sync(
        self,
        *,
        added: Sequence[str] = (),
        removed: str = "",
        refused: Sequence[Skipped] = (),
    ) -> Iterator[Step]:
        """Sync the index with the folder, and tell what changed.

        `added` and `removed` are files that just were: they are told even where a question asked
        meanwhile took them in first. `refused` are files that were to be added, and why they are not.
        """
        steps: queue.SimpleQueue[str | SyncReport | Exception] = queue.SimpleQueue()
        work = threading.Thread(target=self._sync, args=(steps,), name="qa-sync", daemon=True)
        work.start()
        yield _note(f'<p class="quiet">{said("Looking at the folder …")}</p>')
        while isinstance(step := steps.get(), str):
            yield _note(step)
        outcome = _outcome(step, added, removed, refused)
        yield (*self._screen.library(), self._kept(), outcome)

    def upload(self, event: gr.EventData) -> Iterator[Step]:
        """Add uploaded files to the folder, and sync."""
        sent = payload(Sent, event) or Sent()
        try:
            self._may_change()
            result = self._added(sent)
        except QAError as error:
            yield _note(messages.alert(messages.sentence(error)))
            return
        if result.files:
            yield from self.sync(added=result.files, refused=result.refused)
        else:
            yield _note(listing.refused(result.refused))

    def remove(self, event: gr.EventData) -> Iterator[Step]:
        """Remove an article, and sync."""
        opened = payload(Opened, event)
        try:
            self._may_change()
            file = opened.file if opened else ""
            self._removed.keep(file, folder.remove(self._settings.corpus, file))
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
            content = self._removed.content(file)
            if content is None:
                raise QuestionError(
                    gettext("'{file}' is not kept any more: add it anew", file=file[:120])
                )
            folder.put_back(self._settings.corpus, file, content)
            self._removed.forget(file)
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

    def _kept(self) -> str:
        return listing.removed(self._removed.files())

    def _added(self, sent: Sent) -> folder.Added:
        """Add what was sent; nothing of it stays where it was put."""
        uploads = [_upload(file) for file in sent.files]
        try:
            return folder.add(self._settings.corpus, uploads)
        finally:
            for upload in uploads:
                if upload.path is not None:
                    upload.path.unlink(missing_ok=True)

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


def _upload(sent: SentFile) -> folder.Upload:
    """A file that was sent: only what lies where Gradio puts uploads is one."""
    path = Path(sent.path).resolve() if sent.path else None
    if path and not (path.is_relative_to(Path(get_upload_folder()).resolve()) and path.is_file()):
        path = None
    return folder.Upload(sent.name, path.stat().st_size if path else sent.size, path)


def _note(note: str) -> Step:
    return gr.skip(), gr.skip(), gr.skip(), note


def _outcome(
    step: SyncReport | Exception,
    added: Sequence[str],
    removed: str,
    refused: Sequence[Skipped],
) -> str:
    if isinstance(step, SyncReport):
        new = {*step.added, *(set(added) & set(step.unchanged))}
        gone = {*step.removed, *filter(None, [removed])}
        told = step.model_copy(update={"added": tuple(sorted(new)), "removed": tuple(sorted(gone))})
        return listing.report(told, (*refused, *_left_out(step, added)))
    if isinstance(step, QAError):
        return messages.alert(messages.sentence(step)) + listing.refused(refused)
    log.error("a sync failed", exc_info=step)
    return messages.alert(translated(messages.UNEXPECTED))


def _left_out(step: SyncReport, added: Sequence[str]) -> list[Skipped]:
    """The files that were added and that the folder does not show."""
    seen = {*step.added, *step.updated, *step.unchanged, *(one.file for one in step.skipped)}
    return [
        Skipped(
            file=file, reason=gettext("'{file}' was added, but .qaignore leaves it out", file=file)
        )
        for file in added
        if file not in seen
    ]
