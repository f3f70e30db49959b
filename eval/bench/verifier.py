"""What verifies a statement: the exact checks alone, the model alone, and both together.

    python -m eval.bench.verifier [--split dev] [--support READING] [--claims 600]

The statements are those of `eval/statements`, each split by itself; with `--support` also the
claims of a folder of reading data that the model did not learn from, each over an article that
consists of its evidence.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, islice
from pathlib import Path

import numpy as np
from rich.console import Console
from rich.table import Table

from eval.bench import support
from eval.bench.harness import mean
from eval.paths import Paths
from eval.running.indexing import bring_up_to_date
from eval.scoring import statistics
from eval.suites import asking, items, statements
from eval.suites.items import JudgedStatement
from qa.corpus.documents import of_text
from qa.index.memory import Index
from qa.index.sync import rows_of
from qa.settings import Settings
from qa.verify import entailment
from qa.verify.judging import Judge

_console = Console(highlight=False, soft_wrap=True)
WAYS = ("the exact checks", "the model", "both")
_FILE = "evidence.txt"


@dataclass(frozen=True)
class Case:
    """A statement, whether it is true, and the sentences of an index that it is judged by."""

    set: str
    text: str
    is_true: bool
    index: Index
    sentences: Sequence[int]


@dataclass(frozen=True)
class Judged:
    """Whether a case is true, whether it was supported, and the seconds that took."""

    is_true: bool
    supported: bool
    seconds: float


def main(arguments: Sequence[str]) -> int:
    """Judge every statement three ways; print shares of true and false ones supported, and cost."""
    parser = argparse.ArgumentParser(prog="python -m eval.bench.verifier")
    parser.add_argument("--split", choices=("dev", "test"))
    parser.add_argument("--support", type=Path, help="a folder of reading data")
    parser.add_argument("--claims", type=int, help="so many of its claims, instead of all")
    options = parser.parse_args(arguments)
    cases = list(_statements(options.split))
    if options.support:
        claims = support.claims(options.support, learnt=False)
        cases += [of_claim(claim) for claim in islice(claims, options.claims)]
    table = Table("statements", "by", "true: supported", "false: supported", "ms a statement")
    for name in dict.fromkeys(case.set for case in cases):
        for way, judged in three_ways(case for case in cases if case.set == name).items():
            table.add_row(name, way, *row(judged))
    _console.print(table)
    return 0


def three_ways(cases: Iterable[Case]) -> dict[str, list[Judged]]:
    """What comes of each case by the exact checks alone, by the model alone, and by both."""
    found: dict[str, list[Judged]] = {way: [] for way in WAYS}
    for case in cases:
        exact, both = Judge(case.index, None), Judge(case.index)
        judges = (
            lambda: _passes(exact, case),  # noqa: B023
            lambda: _says(both, case),  # noqa: B023
            lambda: _passes(both, case),  # noqa: B023
        )
        for way, judge in zip(WAYS, judges, strict=True):
            entailment.read.cache_clear()
            found[way].append(_timed(case, judge))
    return found


def row(judged: Sequence[Judged]) -> tuple[str, str, str]:
    """Shares of the true and of the false ones supported, and what one costs."""
    true = [float(one.supported) for one in judged if one.is_true]
    false = [float(one.supported) for one in judged if not one.is_true]
    cost = 1000 * mean([one.seconds for one in judged])
    return _share(true), _share(false), f"{cost:.1f}"


def of_claim(claim: support.Claim) -> Case:
    """A claim over an article that consists of its evidence; nothing is embedded for it."""
    rows = list(rows_of(of_text(_FILE, claim.evidence), stamp=0))
    index = Index(rows, np.zeros((len(rows), 1), np.float32), "")
    return Case("support", claim.text, claim.verdict == "supported", index, range(len(rows)))


def _share(values: Sequence[float]) -> str:
    found = statistics.mean(values)
    return f"{found.value:.3f} ({found.low:.3f} – {found.high:.3f}) of {found.count}"


def _statements(split: str | None) -> Iterator[Case]:
    """Each statement with the index of its corpus and the numbers of its evidence there."""
    paths, settings = Paths(), Settings(llm="none")
    found = items.load("statements", paths, split)
    judged = sorted((i for i in found if isinstance(i, JudgedStatement)), key=_place)
    for _, together in groupby(judged, key=_place):
        some = list(together)
        assistant = asking.assistant_of(some[0], settings, paths)
        bring_up_to_date(assistant)
        index = assistant.index()
        for item in some:
            sentences = statements.evidence(index, item)
            yield Case(item.split, item.question, item.is_true, index, sentences)


def _place(item: JudgedStatement) -> str:
    return item.place


def _timed(case: Case, judge: Callable[[], bool]) -> Judged:
    began = time.perf_counter()
    supported = judge()
    return Judged(case.is_true, supported, time.perf_counter() - began)


def _passes(judge: Judge, case: Case) -> bool:
    return judge.judge(case.text, case.sentences).verdict == "supported"


def _says(judge: Judge, case: Case) -> bool:
    read = judge.read(case.text, case.sentences)
    return read is not None and read.odds > 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
