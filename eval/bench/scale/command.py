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
    ("built", "memory of that, MB", "{:.0f}"),
    ("disk", "disk, MB", "{:.1f}"),
    ("memory", "memory, MB", "{:.0f}"),
    ("cold", "cold, s", "{:.2f}"),
    ("p50", "p50, ms", "{:.1f}"),
    ("p95", "p95, ms", "{:.1f}"),
    ("asked", "p50 with a look at the folder, ms", "{:.1f}"),
    ("change", "change, s", "{:.2f}"),
)
_HEADER = ("sentences", "store", *(title for _, title, _ in _COLUMNS))
_BEGIN, _END = "<!-- scale -->", "<!-- end of scale -->"


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
    page_file: Annotated[
        Path | None, typer.Option("--page", help="Set the table into this page of the docs.")
    ] = None,
    processor: Annotated[
        bool,
        typer.Option("--processor", help="Count seconds of the processor, on a machine in use."),
    ] = False,
) -> None:
    """Measure how the store grows, beside bare Chroma and LlamaIndex's starter."""
    numbers = [_number(s) for s in sizes.split(",")]
    found = list(measuring.measure(texts.sentences(text), numbers, processor=processor))
    Console(highlight=False).print(table(found))
    if plot_file is not None:
        plot.draw(found, plot_file)
    if json_file is not None:
        json_file.write_text(json.dumps([one.as_json() for one in found], indent=1))
    if page_file is not None:
        page_file.write_text(placed(page_file.read_text("utf-8"), markdown(found)), "utf-8")


def _number(text: str) -> int:
    plain = text.strip().lower()
    try:
        return int(float(plain.rstrip("km")) * _UNITS.get(plain[-1:], 1))
    except ValueError as error:
        raise typer.BadParameter(f"'{text}' is no number of sentences, such as 10k") from error


def rows(found: list[Measured]) -> list[list[str]]:
    """The figures of each store at each size, then what those of `qa` are times the others'."""
    shown = []
    for size in dict.fromkeys(one.sentences for one in found):
        stores = [one for one in found if one.sentences == size]
        for one in stores:
            values = [(1000 if t.endswith("ms") else 1) * getattr(one, n) for n, t, _ in _COLUMNS]
            cells = [form.format(v) for v, (_, _, form) in zip(values, _COLUMNS, strict=True)]
            shown.append([f"{size:,}", one.contestant, *cells])
        own = next((one for one in stores if one.contestant == "qa"), None)
        for other in (one for one in stores if own and one is not own):
            ratios = [f"×{getattr(own, n) / getattr(other, n):.1f}" for n, _, _ in _COLUMNS]
            shown.append([f"{size:,}", f"qa ÷ {other.contestant}", *ratios])
    return shown


def table(found: list[Measured]) -> Table:
    """The figures, for a terminal."""
    shown = Table(*_HEADER)
    for row in rows(found):
        shown.add_row(*row)
    return shown


def markdown(found: list[Measured]) -> str:
    """The figures, for the docs."""
    lines = [list(_HEADER), ["---"] * len(_HEADER), *rows(found)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def placed(page: str, table: str) -> str:
    """A page with another table between its marks.

    Raises:
        ValueError: It has no marks.
    """
    before, begin, rest = page.partition(_BEGIN)
    _, end, after = rest.partition(_END)
    if not end:
        raise ValueError(f"the page has no '{_BEGIN}' and '{_END}' to set the table between")
    return f"{before}{begin}\n\n{table}\n\n{end}{after}"


def main(arguments: list[str]) -> None:
    """Run the command."""
    app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)
    app.command()(scale)
    app(arguments, prog_name="python -m eval.bench scale")
