"""Asks the items of suites, each over its own corpus, and keeps what came of them."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from itertools import groupby
from pathlib import Path

from eval.paths import Paths
from eval.running.indexing import bring_up_to_date
from eval.running.results import Result
from eval.running.runner import Progress
from eval.running.runs import SUITES, Run
from eval.suites import drafts, items, statements, writers
from eval.suites.items import (
    SEEDS,
    DraftStatement,
    Item,
    JudgedStatement,
    Pair,
    WrittenStatement,
)
from qa.assistant import Assistant
from qa.settings import Settings

Suites = dict[str, list[Item]]  # by name


def chosen(names: Sequence[str], paths: Paths, split: str | None) -> Suites:
    """The items of the suites of these names.

    Raises:
        GoldError: A name is unknown, or a file cannot be read.
    """
    return {name: items.load(name, paths, split) for name in names}


def ask(
    settings: Settings,
    suites: Suites,
    into: Run,
    paths: Paths,
    progress: Progress | None = None,
) -> None:
    """Ask every item that `into` does not hold an answer to yet; what raised is asked again.

    Args:
        settings: Those of the mode; corpus and index are changed to each item's own.
        suites: What to ask.
        into: Where results are written, one line each, as they come.
        paths: Where the corpora lie, and where their indexes go.
        progress: Told how it gets on.
    """
    known = into.results(SUITES)
    every = [item for some in suites.values() for item in some]
    waiting = [item for item in every if not _is_done(known.get(item.id), item)]
    done = len(every) - len(waiting)
    for _, together in groupby(sorted(waiting, key=_place), key=_place):
        some = list(together)
        ask_one = _asker(some[0], settings, paths)
        for item in some:
            into.add(ask_one(item), SUITES)
            done += 1
            if progress:
                progress(done, len(every))


def _place(item: Item) -> str:
    return item.place


def _is_done(result: Result | None, item: Item) -> bool:
    return result is not None and result.error is None and result.digest == item.digest


def _asker(first: Item, settings: Settings, paths: Paths) -> Callable[[Item], Result]:
    """What asks the items of one corpus; a corpus that cannot be indexed fails each of them."""
    try:
        assistant = assistant_of(first, settings, paths)
        bring_up_to_date(assistant)
    except Exception as error:
        told = _told(error)
        return lambda item: Result(id=item.id, digest=item.digest, error=told)
    return lambda item: _ask(assistant, item)


def assistant_of(item: Item, settings: Settings, paths: Paths) -> Assistant:
    """What answers over the corpus of an item; it is not brought up to date."""
    if item.place == SEEDS:
        return Assistant(settings)
    own = paths.small / item.place
    folder = _written(item, own / "articles") if isinstance(item, Pair) else None
    corpus = folder or items.folder_of(item.place, paths)
    return Assistant(settings.model_copy(update={"corpus": corpus, "store": own / "index"}))


def _written(pair: Pair, folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in pair.texts.items():
        (folder / name).write_bytes(text.encode())
    return folder


def _ask(assistant: Assistant, item: Item) -> Result:
    """Whatever the program raises is the result of this item, and stops no other."""
    started = time.perf_counter()
    try:
        if isinstance(item, WrittenStatement):
            answer = writers.written(assistant, item)
        elif isinstance(item, JudgedStatement):
            answer = statements.judged(assistant.index(), item)
        elif isinstance(item, DraftStatement):
            answer = drafts.judged(assistant, item)
        else:
            answer = assistant.ask(item.question, item.turns)
    except Exception as error:
        return Result(id=item.id, digest=item.digest, error=_told(error))
    seconds = time.perf_counter() - started
    return Result(id=item.id, digest=item.digest, answer=answer, seconds=seconds)


def _told(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"[:500]
