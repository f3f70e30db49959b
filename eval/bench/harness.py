"""What every benchmark needs: its files, a program that has indexed its texts, and the figures."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.progress import track

from qa import Assistant, Settings

BUDGET = 4000  # characters of retrieved passages that count, as in the gold set's metrics

# For what is told while it goes on; the table of figures goes to the standard output.
progress = Console(stderr=True)


@dataclass(frozen=True)
class Measurement:
    """The figures of a benchmark, by name, and how many questions they are over."""

    questions: int
    figures: Mapping[str, float]


@contextmanager
def assistant_over(texts: Mapping[str, str | bytes]) -> Iterator[Assistant]:
    """An extractive assistant with an index of its own over these files, gone afterwards."""
    with tempfile.TemporaryDirectory() as work:
        corpus = Path(work) / "corpus"
        corpus.mkdir()
        for name, text in texts.items():
            (corpus / name).write_bytes(text.encode() if isinstance(text, str) else text)
        assistant = Assistant(Settings(corpus=corpus, store=Path(work) / "store", llm="none"))
        report = assistant.sync()
        progress.print(f"indexed {len(report.added)} files in {report.seconds:.0f} s")
        yield assistant


def tracked(rows: Sequence[dict[str, Any]], benchmark: str) -> Iterable[dict[str, Any]]:
    """The rows, one after the other, with a progress bar that bears the benchmark's name."""
    return track(rows, benchmark, console=progress)


def rows(path: Path) -> list[dict[str, Any]]:
    """The objects of a file of JSON lines."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def mean(values: Sequence[float]) -> float:
    """Their mean; not a number where there are none."""
    return sum(values) / len(values) if values else float("nan")
