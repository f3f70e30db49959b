"""`python -m eval.bench cold`: measures, and prints the ratio."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from eval.bench.harness import progress
from eval.metrics.cost import percentile
from eval.paths import ROOT, SEEDS

_QUESTION = "Who led the US delegation?"
_QA = (sys.executable, "-c", "from qa.cli import main; main()")
_STARTER = (sys.executable, "-m", "eval.bench.cold.starter")


def cold(
    rounds: Annotated[int, typer.Option(help="How often each is started.", min=1)] = 7,
    text: Annotated[Path, typer.Option(help="The folder of articles.")] = SEEDS,
    question: Annotated[str, typer.Option(help="What is asked.")] = _QUESTION,
) -> None:
    """Measure a cold `qa ask` beside the plain script of LlamaIndex over Chroma."""
    Console(highlight=False).print(table(measure(text, question, rounds)))


def measure(text: Path, question: str, rounds: int) -> dict[str, list[float]]:
    """Seconds of each process, from its start to its end, by contestant."""
    taken: dict[str, list[float]] = {"qa ask": [], "starter script": []}
    with tempfile.TemporaryDirectory() as work:
        folder, kept = str(text.resolve()), Path(work)
        progress.print("indexing")
        _run((*_QA, "sync"), folder, kept)
        _run((*_STARTER, folder, str(kept / "starter")), folder, kept)
        asks = {
            "qa ask": (*_QA, "ask", question),
            "starter script": (*_STARTER, folder, str(kept / "starter"), question),
        }
        for number in range(rounds + 1):  # the first finds nothing in the disk's cache
            for name, command in asks.items():
                seconds = _run(command, folder, kept)
                if number:
                    taken[name].append(seconds)
    return taken


def _run(command: Sequence[str], corpus: str, kept: Path) -> float:
    own = {"PYTHONPATH": str(ROOT), "QA_CORPUS": corpus, "QA_STORE": str(kept / "qa")}
    started = time.perf_counter()
    done = subprocess.run(  # noqa: S603
        command,
        env={**os.environ, **own, "QA_LLM": "none"},
        cwd=kept,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(f"{' '.join(command[1:4])} failed: {done.stderr[-500:]}")
    return time.perf_counter() - started


def table(taken: Mapping[str, Sequence[float]]) -> Table:
    """The median and the range of each, and the ratio of the medians."""
    shown = Table("a cold process", "median, s", "from", "to")
    for name, seconds in taken.items():
        values = (percentile(list(seconds), 0.5), min(seconds), max(seconds))
        shown.add_row(name, *(f"{value:.2f}" for value in values))
    own, other = (percentile(list(seconds), 0.5) for seconds in taken.values())
    shown.add_row("qa ask ÷ starter script", f"{own / other:.2f}", "", "")
    return shown


def main(arguments: list[str]) -> None:
    """Run the command."""
    app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)
    app.command()(cold)
    app(arguments, prog_name="python -m eval.bench cold")
