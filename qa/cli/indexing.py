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

_FIRST_SECONDS = 10.0  # of a sync beside something else, which is waited for: often it is through
_SECONDS_A_LINE = 30.0  # of how a sync gets on, where there is no terminal
_SECONDS_OF_NO_BAR = 1.0  # most folders are read by then
_LONG = 600.0  # seconds that are left of a sync, from which on a quicker embedding is told of
_QUICKER = (
    "where articles and questions are all in English, a quicker embedding takes a third of this: "
    "pip install 'article-qa[english]', then QA_EMBEDDING=english qa sync --rebuild"
)


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
    with progress(assistant) as told:
        assistant.refresh(progress=told, on_wait=say_waiting, on_read=told.read)
        assistant.finish(told)
    yield


@contextmanager
def following(assistant: Assistant) -> Iterator[None]:
    """Bring the index up to date first, and where that takes long the rest of it afterwards."""
    with progress(assistant) as told:
        assistant.refresh(progress=told, on_wait=say_waiting, on_read=told.read)
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
    with progress(assistant) as told:
        assistant.refresh(progress=told, on_wait=say_waiting, on_read=told.read)
    if assistant.underway() is not None:
        _say_going_on()
    try:
        yield
    finally:
        if assistant.close():
            err.print("indexing was stopped; `qa sync` goes on from there", soft_wrap=True)


def _finish(assistant: Assistant) -> None:
    """Wait for what is indexed or fetched in the background; what has been asked is answered."""
    if assistant.fetching():
        err.print("the rest of the index is fetched for the next question ...", soft_wrap=True)
    try:
        with progress(assistant) as told:
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

        def read(done: int, total: int) -> None:
            heed()
            show.read(done, total)

        try:
            assistant.sync(progress=told, on_wait=say_waiting, on_read=read)
        except QAError as error:
            if not begun:
                raise
            complain(error)

    with progress(assistant) as show:
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
def progress(assistant: Assistant | None = None) -> Iterator[Shown]:
    """A progress bar on a terminal; in a pipe a line now and then while there is much to do.

    Ctrl-C ends the program, and says what is kept. Where it takes long, and the assistant embeds
    by what comes with the program, it is told once that there is a quicker embedding.
    """
    slow = assistant is not None and assistant.settings.embedding == "local"
    shown = _Bar(slow=slow) if err.is_terminal else Shown(slow=slow)
    try:
        yield shown
    except KeyboardInterrupt:
        shown.close()
        err.print(f"\n{shown.stopped()}", soft_wrap=True)
        raise typer.Exit(130) from None
    finally:
        shown.close()


class Shown:
    """How a sync gets on: a line when embedding begins, and one now and then.

    Args:
        slow: There is a quicker embedding.
    """

    def __init__(self, *, slow: bool = False) -> None:
        self._slow = slow
        self._pace = Pace()
        self._last = 0, 0  # sentences that are embedded, and all of them
        self._began = False  # whether any are
        self._said = time.monotonic()  # when a line was said last

    def __call__(self, done: int, total: int, file: str, /) -> None:
        """Take note of how many sentences are embedded, and show it."""
        self._pace.note(done, total)
        self._last = done, total
        self._embedded(done, total, file)
        if self._slow and self._pace.left is not None:
            self._slow = False
            if self._pace.left > _LONG:
                self._say(_QUICKER)

    def read(self, done: int, total: int) -> None:
        """Show how many files are read: only where that takes a while."""
        if time.monotonic() > self._said + _SECONDS_A_LINE:
            self._say(f"read {done:,} of {total:,} files")

    def _embedded(self, done: int, total: int, file: str) -> None:
        if not self._began:
            self._began = True
            self._say(f"indexing {total:,} sentences ...")
        elif time.monotonic() >= self._said + _SECONDS_A_LINE and done < total and str(self._pace):
            self._say(f"indexed {done:,} of {total:,} sentences, {self._pace}")

    def _say(self, line: str) -> None:
        err.print(line, soft_wrap=True)
        self._said = time.monotonic()

    def stopped(self) -> str:
        """What to say where it is stopped."""
        done, total = self._last
        if not total:
            return "stopped before anything was embedded; `qa sync` begins again"
        return f"stopped at {done:,} of {total:,} sentences: they are kept, `qa sync` goes on"

    def close(self) -> None:
        """Show nothing any more."""


class _Bar(Shown):
    """A bar with the pace beside it."""

    def __init__(self, *, slow: bool = False) -> None:
        super().__init__(slow=slow)
        self._bars: Bars | None = None

    def read(self, done: int, total: int) -> None:
        if self._bars is not None or time.monotonic() > self._said + _SECONDS_OF_NO_BAR:
            self._update(done, total, doing="reading", what="files")

    def _embedded(self, done: int, total: int, file: str) -> None:
        self._update(done, total, description=escape(file), pace=str(self._pace))

    def _update(
        self,
        done: int,
        total: int,
        *,
        doing: str = "indexing",
        what: str = "sentences",
        description: str = "",
        pace: str = "",
    ) -> None:
        if self._bars is None:
            self._bars = _bars()
            self._bars.add_task("", total=total, doing=doing, what=what, pace=pace)
            self._bars.start()
        self._bars.update(
            self._bars.task_ids[0],
            completed=done,
            total=total,
            description=description,
            doing=doing,
            what=what,
            pace=pace,
        )

    def close(self) -> None:
        if self._bars is not None:
            self._bars.stop()


def _bars() -> Bars:
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn
    from rich.progress import Progress as Bars

    columns = (
        TextColumn("[dim]{task.fields[doing]}[/]"),
        BarColumn(bar_width=30),
        MofNCompleteColumn(),
        TextColumn("{task.fields[what]}"),
        TextColumn("{task.fields[pace]}"),
        TextColumn("[dim]{task.description}[/]"),
    )
    return Bars(*columns, console=err, transient=True)


def say_waiting() -> None:
    """Say that another process writes the index."""
    err.print("another process is writing the index; waiting for it ...", soft_wrap=True)
