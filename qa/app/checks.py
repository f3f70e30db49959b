"""The events of "Check a text": a text is checked, its evidence is read, its report is saved."""

from __future__ import annotations

import base64
import binascii
import logging
import queue
import threading
import time
from collections.abc import Iterator
from typing import Any

import gradio as gr

from qa.app import checked, messages, sources
from qa.app.desk import Desk
from qa.app.markup import attributes, escape
from qa.app.payloads import MAX_DRAFT_CHARACTERS, Drafted, Ended, Evident, Saved, payload
from qa.app.screen import Screen
from qa.assistant import Assistant
from qa.check import drafts
from qa.errors import QAError, UsageError
from qa.locale import gettext, gettext_noop, translated
from qa.report import draft
from qa.types import CheckReport, Citation, Document

log = logging.getLogger(__name__)

_AGAIN = gettext_noop("This text is not here any more: check it again.")

Step = tuple[int, int] | CheckReport | Exception | None


class _Left(Exception):
    """Nobody waits for the check any more."""


class Checks:
    """What visitors do with texts of their own; nothing of a visitor is kept here.

    Args:
        assistant: What checks.
        screen: Shows the articles that evidence is read in.
    """

    def __init__(self, assistant: Assistant, screen: Screen) -> None:
        self._assistant = assistant
        self._screen = screen

    def check(self, event: gr.EventData, desk: Desk) -> Iterator[str]:
        """Hold a text against the articles: how far it is, then the text with its marks."""
        drafted = payload(Drafted, event)
        if drafted is None:
            alert = messages.alert(
                gettext(
                    "The text is too long: {most:,} characters are the most.",
                    most=MAX_DRAFT_CHARACTERS,
                )
            )
            yield checked.trouble(alert, _ticket(event))
            return
        run = desk.begin(drafted.ticket)
        steps: queue.SimpleQueue[Step] = queue.SimpleQueue()
        work = threading.Thread(
            target=self._work, args=(drafted, run, steps), name="qa-check", daemon=True
        )
        work.start()
        try:
            yield from self._shown(steps, desk, run, drafted.ticket)
        finally:
            run.set()  # whoever has left reads no further

    def stop(self, event: gr.EventData, desk: Desk) -> Any:
        """End the check."""
        ended = payload(Ended, event)
        if ended is None:
            return gr.skip()
        return "" if desk.stop(ended.ticket) else gr.skip()

    def evidence(self, event: gr.EventData, desk: Desk) -> Any:
        """Show what the articles say to a statement, or one of its quotes in its article."""
        asked = payload(Evident, event) or Evident()
        desk.turn(asked.turn)
        shown = self._evidence(asked, desk)
        return shown if desk.awaits(asked.turn) else gr.skip()

    def save(self, event: gr.EventData, desk: Desk) -> Any:
        """The report as a page or as JSON, for the page's script to save as a file."""
        kind = (payload(Saved, event) or Saved()).kind
        if desk.report is None:
            raise messages.error(translated(_AGAIN))
        text = draft.page(desk.report) if kind == "html" else desk.report.model_dump_json(indent=2)
        opening = attributes(
            data_export=time.time_ns(), data_name=f"check.{kind}",
            data_type="text/html" if kind == "html" else "application/json",
        )  # fmt: skip
        return f"<pre {opening}>{escape(text)}</pre>"

    def _evidence(self, asked: Evident, desk: Desk) -> Any:
        if asked.statement < 0:
            return sources.empty()
        if asked.statement == 0:
            return checked.empty()
        if desk.report is None:
            return messages.alert(translated(_AGAIN))
        citation = _cited(desk.report, asked)
        if citation is None:
            return checked.evidence(desk.report, asked.statement) or gr.skip()
        try:
            article = self._screen.quoted(citation)
        except QAError as error:
            article = messages.alert(messages.sentence(error))
        return checked.back(asked.statement) + article

    def _shown(
        self, steps: queue.SimpleQueue[Step], desk: Desk, run: threading.Event, ticket: int
    ) -> Iterator[str]:
        """How far it is, as often as there is news, then how it ended."""
        yield checked.progress(0, 0, ticket)
        step = steps.get()
        while isinstance(step, tuple):
            yield checked.progress(*step, ticket)
            step = steps.get()
            while isinstance(step, tuple) and not steps.empty():
                step = steps.get()
        if isinstance(step, CheckReport) and desk.finish(run, step):
            yield checked.report(step, ticket)
        elif isinstance(step, QAError):
            yield checked.trouble(messages.alert(messages.sentence(step)), ticket)
        elif isinstance(step, Exception):
            log.error("a text could not be checked", exc_info=step)
            yield checked.trouble(messages.alert(translated(messages.UNEXPECTED)), ticket)

    def _work(self, drafted: Drafted, run: threading.Event, steps: queue.SimpleQueue[Step]) -> None:
        def progress(done: int, total: int) -> None:
            if run.is_set():
                raise _Left
            steps.put((done, total))

        try:
            progress(0, 0)
            self._screen.refuse_strange(drafted.files)
            text, files = _read(drafted), list(drafted.files) or None
            report = self._assistant.check(text, name=drafted.name, files=files, progress=progress)
            steps.put(report)
        except _Left:
            steps.put(None)
        except Exception as error:
            steps.put(error)


def _read(drafted: Drafted) -> str | Document:
    """The text, or what a file holds.

    Raises:
        UsageError: It is no text, or too long.
    """
    read: str | Document = drafted.text
    if drafted.content:
        try:
            content = base64.b64decode(drafted.content, validate=True)
        except binascii.Error as error:
            raise UsageError(gettext("the file did not arrive whole: choose it again")) from error
        read = drafts.of_bytes(content, drafted.name, drafted.name or "file")
    size = len(read if isinstance(read, str) else read.text)
    if size > MAX_DRAFT_CHARACTERS:
        raise UsageError(
            gettext(
                "the text has {size:,} characters, {MAX_DRAFT_CHARACTERS:,} are the most here: check "
                "it in parts, or with `qa check`",
                size=size,
                MAX_DRAFT_CHARACTERS=MAX_DRAFT_CHARACTERS,
            )
        )
    return read


def _cited(report: CheckReport, asked: Evident) -> Citation | None:
    """The quote that is to be read in its article, if one is."""
    if not 1 <= asked.statement <= len(report.checked):
        return None
    quoted = report.checked[asked.statement - 1].quoted
    return next((citation for citation in quoted if citation.number == asked.number), None)


def _ticket(event: gr.EventData) -> int:
    """The number of a text that cannot be taken."""
    ticket = event._data.get("ticket") if isinstance(event._data, dict) else None
    return ticket if isinstance(ticket, int) else 0
