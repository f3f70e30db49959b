"""An assistant whose index is brought up to date, with a word about it where it takes a while."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import typer
from rich.markup import escape

from qa import locale, tracing
from qa.cli.consoles import complain, err
from qa.errors import QAError, StoreError
from qa.index.background import BackgroundTask, Heed
from qa.index.pace import Pace
from qa.settings import Settings

if TYPE_CHECKING:
    from rich.progress import Progress as Bars

    from qa.assistant import Assistant
    from qa.index.sync import Progress

_FIRST_SECONDS = 10.0  # of a sync beside something else, which is waited for: often it is through
_SECONDS_A_LINE = 30.0  # of how a sync gets on, where there is no terminal


def assistant() -> Assistant:
    """The assistant that the environment's settings name."""
    from qa.assistant import Assistant

    settings = Settings()
    locale.use(settings.language, settings.locales)
    tracing.export(settings)
    return Assistant(settings)


@contextmanager
def synced(assistant: Assistant) -> Iterator[None]:
    """Bring the whole index up to date first; one that cannot be written answers as it is."""
    with progress() as told:
        assistant.refresh(progress=told, on_wait=say_waiting)
        assistant.finish(told)
    yield


@contextmanager
def following(assistant: Assistant) -> Iterator[None]:
    """Bring the index up to date first, and where that takes long the rest of it afterwards."""
    with progress() as told:
        assistant.refresh(progress=told, on_wait=say_waiting)
    try:
        yield
    except BaseException:
        assistant.close()
        raise
    _finish(assistant)


@contextmanager
def meanwhile(assistant: Assistant) -> Iterator[None]:
    """Bring the index up to date first, and where that takes long the rest while the block runs.

    What ends the block ends the sync as well: the next one goes on from there.
    """
    with progress() as told:
        assistant.refresh(progress=told, on_wait=say_waiting)
    if assistant.underway() is not None:
        _say_going_on()
    try:
        yield
    finally:
        if assistant.close():
            err.print("indexing was stopped; `qa sync` goes on from there", soft_wrap=True)


def _finish(assistant: Assistant) -> None:
    """Wait for what is indexed in the background; what has been asked is answered."""
    try:
        with progress() as told:
            assistant.finish(told)
    except QAError as error:
        complain(error)


def _say_going_on() -> None:
    err.print("indexing goes on; what is there by then answers", soft_wrap=True)


@contextmanager
def beside(assistant: Assistant) -> Iterator[None]:
    """Bring the index up to date while the block runs; its first seconds are waited for.

    What ends the block ends the sync as well: the next one goes on from there.

    Raises:
        QAError: The sync has failed before the block began, and there is no index to answer from.
    """
    if assistant.readable() and not assistant.busy() and assistant.pending(trusting=True).empty:
        yield
        return
    begun = False

    def work(heed: Heed) -> None:
        def told(done: int, total: int, file: str) -> None:
            heed()
            show(done, total, file)

        try:
            assistant.sync(progress=told, on_wait=say_waiting)
        except QAError as error:
            if not begun:
                raise
            complain(error)

    with progress() as show:
        task = BackgroundTask("qa-sync", work)
        try:
            if task.wait(_FIRST_SECONDS):
                _heeded(task, assistant)
        except BaseException:
            task.stop()
            raise
    begun = True
    try:
        if not task.ended:
            _say_going_on()
        yield
    finally:
        task.stop()


def _heeded(task: BackgroundTask, assistant: Assistant) -> None:
    """Raise what a sync has failed with, unless what was indexed before can answer."""
    try:
        task.result()
    except StoreError:
        if not assistant.readable():
            raise


@contextmanager
def progress() -> Iterator[Progress]:
    """A progress bar on a terminal; in a pipe a line now and then while there is much to embed.

    Ctrl-C ends the program, and says what is kept.
    """
    shown = _Bar() if err.is_terminal else _Lines()
    try:
        yield shown.update
    except KeyboardInterrupt:
        shown.close()
        err.print(f"\n{shown.stopped()}", soft_wrap=True)
        raise typer.Exit(130) from None
    finally:
        shown.close()


class _Lines:
    """A line when it begins, and one now and then."""

    def __init__(self) -> None:
        self._pace = Pace()
        self._last = 0, 0  # sentences that are embedded, and all of them
        self._said: list[float] = []  # when

    def update(self, done: int, total: int, file: str) -> None:
        """Take note of how it gets on, and show it."""
        self._pace.note(done, total)
        self._last = done, total
        self._show(done, total, file)

    def _show(self, done: int, total: int, file: str) -> None:
        now = time.monotonic()
        if not self._said:
            err.print(f"indexing {total:,} sentences ...", soft_wrap=True)
        elif now < self._said[-1] + _SECONDS_A_LINE or done == total or not str(self._pace):
            return
        else:
            err.print(f"indexed {done:,} of {total:,} sentences, {self._pace}", soft_wrap=True)
        self._said.append(now)

    def stopped(self) -> str:
        """What to say where it is stopped."""
        done, total = self._last
        if not total:
            return "stopped before anything was embedded; `qa sync` begins again"
        return f"stopped at {done:,} of {total:,} sentences: they are kept, `qa sync` goes on"

    def close(self) -> None:
        """Show nothing any more."""


class _Bar(_Lines):
    """A bar with the pace beside it."""

    def __init__(self) -> None:
        super().__init__()
        self._bars: Bars | None = None

    def _show(self, done: int, total: int, file: str) -> None:
        if self._bars is None:
            self._bars = _bars()
            self._bars.add_task("", pace="")
            self._bars.start()
        self._bars.update(
            self._bars.task_ids[0],
            completed=done,
            total=total,
            description=escape(file),
            pace=str(self._pace),
        )

    def close(self) -> None:
        if self._bars is not None:
            self._bars.stop()


def _bars() -> Bars:
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn
    from rich.progress import Progress as Bars

    columns = (
        TextColumn("[dim]indexing[/]"),
        BarColumn(bar_width=30),
        MofNCompleteColumn(),
        TextColumn("sentences"),
        TextColumn("{task.fields[pace]}"),
        TextColumn("[dim]{task.description}[/]"),
    )
    return Bars(*columns, console=err, transient=True)


def say_waiting() -> None:
    """Say that another process writes the index."""
    err.print("another process is writing the index; waiting for it ...", soft_wrap=True)
