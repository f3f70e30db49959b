"""What verifies a statement: the exact checks alone, the model alone, and both together.

    python -m eval.bench.verifier [--split dev] [--support READING]

The statements are those of `eval/statements`; with `--support`, the model alone is measured on the
claims of a folder of reading data that it did not learn from.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from itertools import groupby
from pathlib import Path

from rich.console import Console
from rich.table import Table

from eval.bench import support
from eval.bench.harness import mean
from eval.paths import Paths
from eval.running.indexing import bring_up_to_date
from eval.suites import asking, items, statements
from eval.suites.items import JudgedStatement
from qa.index.memory import Index
from qa.settings import Settings
from qa.verify import entailment
from qa.verify.judging import Judge

_console = Console(highlight=False, soft_wrap=True)
Judged = tuple[bool, bool, float]  # is it true, was it supported, seconds


def main(arguments: Sequence[str]) -> int:
    """Judge every statement three ways; print shares of true and false ones supported, and cost."""
    parser = argparse.ArgumentParser(prog="python -m eval.bench.verifier")
    parser.add_argument("--split", choices=("dev", "test"))
    parser.add_argument("--support", type=Path, help="a folder of reading data")
    options = parser.parse_args(arguments)
    table = Table("by", "true: supported", "false: supported", "ms a statement")
    ways: dict[str, list[Judged]] = {"the exact checks": [], "the model": [], "both": []}
    for index, item, sentences in _statements(options.split):
        exact, both = Judge(index, None), Judge(index)
        _add(ways["the exact checks"], item, lambda: _passes(exact, item, sentences))  # noqa: B023
        _add(ways["the model"], item, lambda: _says(both, item, sentences))  # noqa: B023
        entailment.read.cache_clear()
        _add(ways["both"], item, lambda: _passes(both, item, sentences))  # noqa: B023
    for name, judged in ways.items():
        _tell(table, name, judged)
    if options.support:
        _tell(table, "the model, on support", list(_supported(options.support)))
    _console.print(table)
    return 0


def _statements(split: str | None) -> Iterator[tuple[Index, JudgedStatement, list[int]]]:
    """Each statement with the index of its corpus and the numbers of its evidence there."""
    paths, settings = Paths(), Settings(llm="none")
    found = items.load("statements", paths, split)
    judged = sorted((i for i in found if isinstance(i, JudgedStatement)), key=_place)
    for _, together in groupby(judged, key=_place):
        some = list(together)
        assistant = asking.assistant_of(some[0], settings, paths)
        bring_up_to_date(assistant)
        for item in some:
            yield assistant.index(), item, statements.evidence(assistant.index(), item)


def _place(item: JudgedStatement) -> str:
    return item.place


def _add(into: list[Judged], item: JudgedStatement, judge: Callable[[], bool]) -> None:
    began = time.perf_counter()
    supported = judge()
    into.append((item.is_true, supported, time.perf_counter() - began))


def _passes(judge: Judge, item: JudgedStatement, sentences: Sequence[int]) -> bool:
    return judge.judge(item.question, sentences).verdict == "supported"


def _says(judge: Judge, item: JudgedStatement, sentences: Sequence[int]) -> bool:
    read = judge.read(item.question, sentences)
    return read is not None and read.odds > 0


def _supported(folder: Path) -> Iterator[Judged]:
    for claim in support.claims(folder, learnt=False):
        began = time.perf_counter()
        says = entailment.read(claim.text, claim.evidence).odds > 0
        yield claim.verdict == "supported", says, time.perf_counter() - began


def _tell(table: Table, name: str, judged: Sequence[Judged]) -> None:
    true = [float(supported) for is_true, supported, _ in judged if is_true]
    false = [float(supported) for is_true, supported, _ in judged if not is_true]
    cost = 1000 * mean([seconds for _, _, seconds in judged])
    table.add_row(
        f"{name} ({len(true)} true, {len(false)} false)",
        f"{mean(true):.3f}",
        f"{mean(false):.3f}",
        f"{cost:.1f}",
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
