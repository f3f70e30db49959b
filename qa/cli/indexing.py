"""An assistant whose index is brought up to date, with a word about it where it takes a while."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from rich.markup import escape

from qa import locale, tracing
from qa.cli.consoles import complain, err
from qa.errors import QAError, StoreError
from qa.settings import Settings

if TYPE_CHECKING:
    from qa.assistant import Assistant
    from qa.index.pace import Pace
    from qa.index.sync import Progress

_FIRST_SECONDS = 10.0  # of a sync beside something else, which is waited for: often it is through
_SECONDS_A_LINE = 30.0  # of how a sync gets on, where there is no terminal
_LAST_SECONDS = 10.0  # until a sync that is stopped has written what it has


def assistant() -> Assistant:
    """The assistant that the environment's settings name."""
    from qa.assistant import Assistant

    settings = Settings()
    locale.use(settings.language, settings.locales)
    tracing.export(settings)
    return Assistant(settings)


@contextmanager
def synced(assistant: Assistant) -> Iterator[None]:
    """Bring the index up to date first.

    One that cannot be written, or that another process is writing, answers as it is.
    """
    if assistant.busy():
        if not assistant.readable():
            say_waiting()
    elif _is_stale(assistant):
        try:
            with progress() as told:
                assistant.sync(progress=told, on_wait=say_waiting)
        except StoreError:
            if not assistant.readable():
                raise
    yield


class _Stopped(BaseException):
    """Ends a sync that is not wanted any more; what it has done is kept."""


@contextmanager
def beside(assistant: Assistant) -> Iterator[None]:
    """Bring the index up to date while the block runs; its first seconds are waited for.

    What ends the block ends the sync as well: the next one goes on from there.

    Raises:
        QAError: The sync has failed before the block began, and there is no index to answer from.
    """
    if assistant.readable() and not assistant.busy() and not _is_stale(assistant):
        yield
        return
    stop, ended, failed = threading.Event(), threading.Event(), []

    def work() -> None:
        def told(done: int, total: int, file: str) -> None:
            if stop.is_set():
                raise _Stopped
            show(done, total, file)

        try:
            assistant.sync(progress=told, on_wait=say_waiting)
        except _Stopped:
            pass
        except QAError as error:
            failed.append(error)
            if begun:
                complain(error)
        finally:
            ended.set()

    begun = False
    thread = threading.Thread(target=work, name="qa-sync", daemon=True)
    try:
        with progress() as show:
            thread.start()
            ended.wait(_FIRST_SECONDS)
        if failed and not (isinstance(failed[0], StoreError) and assistant.readable()):
            raise failed[0]
        begun = True
        if not ended.is_set():
            err.print("indexing goes on; what is there by then answers", soft_wrap=True)
        yield
    finally:
        stop.set()
        thread.join(_LAST_SECONDS)


def _is_stale(assistant: Assistant) -> bool:
    return not assistant.readable() or not assistant.pending().empty


@contextmanager
def progress() -> Iterator[Progress]:
    """A progress bar on a terminal; in a pipe a line now and then while there is much to embed."""
    from qa.index.pace import Pace

    pace = Pace()
    if not err.is_terminal:
        yield _lines(pace)
        return
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    columns = (
        TextColumn("[dim]indexing[/]"),
        BarColumn(bar_width=30),
        MofNCompleteColumn(),
        TextColumn("sentences"),
        TextColumn("{task.fields[pace]}"),
        TextColumn("[dim]{task.description}[/]"),
    )
    with Progress(*columns, console=err, transient=True) as bars:
        task = bars.add_task("", total=None, visible=False, pace="")

        def update(done: int, total: int, file: str) -> None:
            pace.note(done, total)
            bars.update(
                task,
                completed=done,
                total=total,
                description=escape(file),
                visible=True,
                pace=str(pace),
            )

        yield update


def _lines(pace: Pace) -> Callable[[int, int, str], None]:
    said: list[float] = []  # when

    def update(done: int, total: int, file: str) -> None:
        pace.note(done, total)
        now = time.monotonic()
        if not said:
            err.print(f"indexing {total:,} sentences ...", soft_wrap=True)
        elif now < said[-1] + _SECONDS_A_LINE or done == total or not str(pace):
            return
        else:
            err.print(f"indexed {done:,} of {total:,} sentences, {pace}", soft_wrap=True)
        said.append(now)

    return update


def say_waiting() -> None:
    """Say that another process writes the index."""
    err.print("another process is writing the index; waiting for it ...", soft_wrap=True)
