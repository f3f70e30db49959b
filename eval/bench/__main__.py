"""`python -m eval.bench FOLDER`: measure every benchmark that the folder holds; print a table."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from rich.console import Console
from rich.table import Table

from eval.bench import chunking, mtrag, news, squad2, xquad
from eval.bench.harness import Measurement, progress

# The folder of each benchmark → what measures it, in the order of the table. A new benchmark is a
# module with such a function, and a line here.
BENCHMARKS: Mapping[str, Callable[[Path], Measurement]] = {
    "chunking": chunking.measure,
    "squad2": squad2.measure,
    "mtrag": mtrag.measure,
    "news": news.measure,
    "xquad": xquad.measure,
}


def main(arguments: Sequence[str]) -> int:
    """Measure every benchmark that the folder holds; print a table."""
    if arguments[:1] == ["scale"]:
        from eval.bench.scale import command

        command.main(list(arguments[1:]))
        return 0
    if arguments[:1] == ["cold"]:
        from eval.bench.cold import command as cold

        cold.main(list(arguments[1:]))
        return 0
    if arguments[:1] == ["syncing"]:
        from eval.bench import syncing

        syncing.main(list(arguments[1:]))
        return 0
    if len(arguments) != 1 or not Path(arguments[0]).is_dir():
        folders = ", ".join(f"{name}/" for name in BENCHMARKS)
        progress.print(
            f"usage: python -m eval.bench FOLDER (with {folders}), "
            "or: scale --help, cold --help, syncing --help"
        )
        return 2
    Console(highlight=False).print(_table(Path(arguments[0])))
    return 0


def _table(folder: Path) -> Table:
    table = Table("benchmark", "questions", "metric", "value")
    for name, measure in BENCHMARKS.items():
        if (folder / name).is_dir():
            measurement = measure(folder / name)
            for metric, value in measurement.figures.items():
                table.add_row(name, str(measurement.questions), metric, f"{value:.3f}")
    return table


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
