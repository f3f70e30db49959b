"""Runs each step of each store, and what it took."""

from __future__ import annotations

import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from eval.bench.harness import progress
from eval.bench.scale import texts
from eval.bench.scale.contestants import CONTESTANTS
from eval.metrics.cost import percentile
from eval.paths import ROOT

_WARM = 40  # questions after the first
_SEED = 7
_SETTINGS = {"PYTHONPATH": str(ROOT), "QA_LLM": "none"}
_ALONE = {"OPENBLAS_NUM_THREADS": "1"}  # threads that wait for one another count as well


@dataclass(frozen=True)
class Measured:
    """What a store took.

    Attributes:
        contestant: Its name.
        sentences: How many sentences it holds.
        build: Seconds to take in the folder.
        built: Megabytes of the process that does that, at its peak.
        disk: Megabytes that it takes.
        memory: Megabytes of the process that answers, at its peak.
        cold: Seconds from the start of a process to its first answer.
        p50: Seconds of a later search: the median.
        p95: The same, exceeded by one in twenty.
        asked: Seconds of the same, the median, with a look at the folder where the store takes one.
        change: Seconds from a changed file to an answer that knows it.
    """

    contestant: str
    sentences: int
    build: float
    built: float
    disk: float
    memory: float
    cold: float
    p50: float
    p95: float
    asked: float
    change: float

    def as_json(self) -> dict[str, Any]:
        """For a file."""
        return asdict(self)


def measure(
    pool: Sequence[str], sizes: Sequence[int], *, processor: bool = False
) -> Iterator[Measured]:
    """Every store at every size, one after the other.

    Args:
        pool: The sentences that articles are made of.
        sizes: How many sentences they have.
        processor: Count seconds of the processor, all cores together, not those of the clock.
    """
    for size in sizes:
        with tempfile.TemporaryDirectory() as work:
            folder = Path(work)
            for name, text in texts.files(pool, size):
                path = folder / "corpus" / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text, encoding="utf-8")
            rng = random.Random(_SEED)  # noqa: S311
            asked = [" ".join(rng.choice(pool).split()[:9]) + "?" for _ in range(_WARM + 1)]
            questions = folder / "questions.json"
            questions.write_text(json.dumps(asked), encoding="utf-8")
            for name in CONTESTANTS:
                progress.print(f"{size:,} sentences: {name}")
                yield _measured(name, size, folder, processor)


def _measured(name: str, size: int, folder: Path, processor: bool) -> Measured:
    store = folder / "store"
    shutil.rmtree(store, ignore_errors=True)
    paths = folder / "corpus", store, folder / "questions.json"
    clock = "process_time" if processor else "perf_counter"
    built, _ = _step("build", name, paths, clock)
    _step("ask", name, paths, clock)  # whatever is kept after the first opening
    disk = sum(p.stat().st_size for p in store.rglob("*") if p.is_file()) / 1e6
    asked, cold = _step("ask", name, paths, clock)
    changed, _ = _step("change", name, paths, clock)
    return Measured(
        contestant=name,
        sentences=size,
        build=built["seconds"],
        built=built["megabytes"],
        disk=disk,
        memory=asked["megabytes"],
        cold=asked["processor"] if processor else cold,
        p50=percentile(asked["warm"], 0.5),
        p95=percentile(asked["warm"], 0.95),
        asked=percentile(asked["asked"], 0.5),
        change=changed["seconds"],
    )


def _step(
    step: str, name: str, paths: tuple[Path, ...], clock: str
) -> tuple[dict[str, Any], float]:
    """A step in a process of its own: what it printed, and the seconds until its first line."""
    started = time.perf_counter()
    with subprocess.Popen(  # noqa: S603
        [sys.executable, "-m", "eval.bench.scale.worker", step, name, *map(str, paths), clock],
        stdout=subprocess.PIPE,
        env={**os.environ, **_SETTINGS, **(_ALONE if clock == "process_time" else {})},
        text=True,
    ) as process:
        assert process.stdout is not None
        first = process.stdout.readline()
        cold = time.perf_counter() - started
        rest = process.stdout.read()
    if process.returncode:
        raise RuntimeError(f"{name} failed to {step}: see above")
    measured: dict[str, Any] = json.loads((first + rest).splitlines()[-1])
    return measured, cold
