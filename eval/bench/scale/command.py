"""`python -m eval.bench scale`: measures, prints a table with ratios, and draws."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from eval.bench.scale import measuring, plot, texts
from eval.bench.scale.measuring import Measured
from eval.paths import SEEDS

_SIZES = "1k,10k,100k"
_UNITS = {"k": 1_000, "m": 1_000_000}
_COLUMNS = (
    ("build", "made, s", "{:.1f}"),
    ("disk", "disk, MB", "{:.1f}"),
    ("memory", "memory, MB", "{:.0f}"),
    ("cold", "cold, s", "{:.2f}"),
    ("p50", "p50, ms", "{:.1f}"),
    ("p95", "p95, ms", "{:.1f}"),
    ("change", "change, s", "{:.2f}"),
)


def scale(
    sizes: Annotated[
        str, typer.Option(help="Numbers of sentences, such as 1k,10k,100k or 1M.")
    ] = _SIZES,
    text: Annotated[Path, typer.Option(help="The folder whose sentences are taken.")] = SEEDS,
    plot_file: Annotated[
        Path | None, typer.Option("--plot", help="Draw the growth into this SVG file.")
    ] = None,
    json_file: Annotated[
        Path | None, typer.Option("--json", help="Write the figures into this file.")
    ] = None,
) -> None:
    """Measure how the store grows, beside bare Chroma and LlamaIndex's starter."""
    found = list(measuring.measure(texts.sentences(text), [_number(s) for s in sizes.split(",")]))
    Console(highlight=False).print(table(found))
    if plot_file is not None:
        plot.draw(found, plot_file)
    if json_file is not None:
        json_file.write_text(json.dumps([one.as_json() for one in found], indent=1))


def _number(text: str) -> int:
    plain = text.strip().lower()
    try:
        return int(float(plain.rstrip("km")) * _UNITS.get(plain[-1:], 1))
    except ValueError as error:
        raise typer.BadParameter(f"'{text}' is no number of sentences, such as 10k") from error


def table(found: list[Measured]) -> Table:
    """The figures; those of `qa` with their ratio to bare Chroma's at the same size."""
    shown = Table("sentences", "store", *(title for _, title, _ in _COLUMNS))
    for one in found:
        base = next(
            (b for b in found if b.contestant == "bare Chroma" and b.sentences == one.sentences),
            None,
        )
        cells = []
        for name, title, form in _COLUMNS:
            factor = 1000 if title.endswith("ms") else 1
            value = getattr(one, name)
            ratio = ""
            if base is not None and one.contestant == "qa" and getattr(base, name):
                ratio = f" ×{value / getattr(base, name):.1f}"
            cells.append(form.format(factor * value) + ratio)
        shown.add_row(f"{one.sentences:,}", one.contestant, *cells)
    return shown


def main(arguments: list[str]) -> None:
    """Run the command."""
    app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)
    app.command()(scale)
    app(arguments, prog_name="python -m eval.bench scale")
