"""`python -m eval.bench syncing`: what a sync costs beside its embedding."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from eval.bench.scale import texts
from eval.paths import SEEDS
from qa import Assistant, Settings
from qa.index import embedding

_SHAPES = "2000x3,20x300"


@dataclass(frozen=True)
class Clock:
    """Seconds that passed, and seconds of work of all threads of this process."""

    passed: float = 0.0
    worked: float = 0.0

    @classmethod
    def now(cls) -> Clock:
        """What it shows."""
        return cls(time.perf_counter(), time.process_time())

    def __add__(self, other: Clock) -> Clock:
        return Clock(self.passed + other.passed, self.worked + other.worked)

    def __sub__(self, other: Clock) -> Clock:
        return Clock(self.passed - other.passed, self.worked - other.worked)


class Timed:
    """An embedding model whose own time is taken."""

    def __init__(self, model: embedding.Embedding) -> None:
        self._model = model
        self.model_name = model.model_name
        self.is_local = getattr(model, "is_local", False)
        self.spent = Clock()

    def get_query_embedding(self, query: str) -> list[float]:
        """The vector of a question."""
        return self._model.get_query_embedding(query)

    def get_text_embedding_batch(self, texts: list[str]) -> list[list[float]]:
        """The vectors of texts, one each."""
        began = Clock.now()
        try:
            return self._model.get_text_embedding_batch(texts)
        finally:
            self.spent += Clock.now() - began


@dataclass(frozen=True)
class Synced:
    """A first sync: how many files of how many sentences, its time, and that of the embedding."""

    files: int
    sentences: int
    whole: Clock
    embedding: Clock


def measure(pool: Sequence[str], files: int, sentences: int) -> Synced:
    """Sync `files` new files of `sentences` sentences each with the local embedding."""
    lines = [
        line
        for _, text in texts.files(pool, files * sentences)
        for line in text.splitlines(keepends=True)
    ]
    with tempfile.TemporaryDirectory() as work:
        corpus = Path(work) / "corpus"
        corpus.mkdir()
        for number in range(files):
            said = lines[number * sentences : (number + 1) * sentences]
            (corpus / f"{number:06}.txt").write_text("".join(said), "utf-8")
        settings = Settings(corpus=corpus, store=Path(work) / "store", llm="none")
        timed = Timed(embedding.build(settings))
        timed.get_query_embedding("The model is loaded.")
        assistant = Assistant(settings, embedding=timed)  # type: ignore[arg-type]
        began = Clock.now()
        assistant.sync()
        return Synced(files, sentences, Clock.now() - began, timed.spent)


def table(found: Sequence[Synced]) -> Table:
    """The times, and how many times the embedding's a sync takes."""
    shown = Table(
        "files",
        "sentences each",
        "sync, s",
        "embedding, s",
        "ratio",
        "ratio of work",
        "sentences/s",
    )
    for one in found:
        shown.add_row(
            f"{one.files:,}",
            f"{one.sentences:,}",
            f"{one.whole.passed:.1f}",
            f"{one.embedding.passed:.1f}",
            f"{one.whole.passed / one.embedding.passed:.2f}",
            f"{one.whole.worked / one.embedding.worked:.2f}",
            f"{one.files * one.sentences / one.whole.passed:.1f}",
        )
    return shown


def syncing(
    shapes: Annotated[
        str, typer.Option(help="Numbers of files and of sentences each, such as 2000x3.")
    ] = _SHAPES,
    text: Annotated[Path, typer.Option(help="The folder whose sentences are taken.")] = SEEDS,
) -> None:
    """Measure a first sync beside the time of its embedding, in one and the same run."""
    pool = texts.sentences(text)
    found = [measure(pool, files, sentences) for files, sentences in _numbers(shapes)]
    Console(highlight=False).print(table(found))


def _numbers(shapes: str) -> Iterator[tuple[int, int]]:
    for shape in shapes.split(","):
        files, _, sentences = shape.strip().partition("x")
        if not (files.isdecimal() and sentences.isdecimal() and int(files) * int(sentences)):
            raise typer.BadParameter(
                f"'{shape}' is no number of files and sentences, such as 20x300"
            )
        yield int(files), int(sentences)


def main(arguments: list[str]) -> None:
    """Run the command."""
    app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)
    app.command()(syncing)
    app(arguments, prog_name="python -m eval.bench syncing")
