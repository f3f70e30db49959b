"""The growth as a drawing: seconds and megabytes against sentences, both logarithmic."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from eval.bench.scale.measuring import Measured

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_PANELS = (
    ("cold", "First answer of a new process", "s"),
    ("p50", "A later search, median", "ms"),
    ("change", "One changed file", "s"),
    ("memory", "Memory", "MB"),
    ("disk", "On disk", "MB"),
    ("build", "Taking in everything", "s"),
)
# Seen on white and on black: the drawing has no ground of its own.
_COLOURS = {"qa": "#4f7cff", "bare Chroma": "#d08a1d", "LlamaIndex starter": "#8a919e"}
_MARKS = {"qa": "o", "bare Chroma": "s", "LlamaIndex starter": "^"}
_INK, _LINES = "#8a919e", "#8a919e44"


def draw(found: Sequence[Measured], into: Path) -> None:
    """Write the drawing, as SVG or whatever the file's suffix says."""
    import matplotlib as mpl
    from matplotlib.figure import Figure
    from matplotlib.layout_engine import ConstrainedLayoutEngine

    style: dict[Any, Any] = {
        "svg.fonttype": "none",
        "svg.hashsalt": "qa",
        "font.family": "sans-serif",
        "font.size": 9,
        "text.color": _INK,
        "axes.edgecolor": _LINES,
        "axes.labelcolor": _INK,
        "xtick.color": _INK,
        "ytick.color": _INK,
    }
    with mpl.rc_context(style):
        spaced = ConstrainedLayoutEngine(hspace=0.1, wspace=0.06)
        figure = Figure(figsize=(9.6, 5.6), layout=spaced)
        for number, (name, title, unit) in enumerate(_PANELS, start=1):
            _panel(figure.add_subplot(2, 3, number), found, name, f"{title}, {unit}")
        lines, names = figure.axes[0].get_legend_handles_labels()
        figure.legend(lines, names, loc="outside upper left", ncols=len(names), frameon=False)
        figure.supxlabel("sentences", fontsize=9)
        undated = {"Date": None} if into.suffix == ".svg" else {}
        figure.savefig(into, transparent=True, metadata=undated)


def _panel(axes: Axes, found: Sequence[Measured], name: str, title: str) -> None:
    """One figure of every store at every size."""
    for contestant, colour in _COLOURS.items():
        own = [one for one in found if one.contestant == contestant]
        values = [(1000 if title.endswith(" ms") else 1) * getattr(one, name) for one in own]
        axes.plot(
            [one.sentences for one in own],
            values,
            color=colour,
            marker=_MARKS[contestant],
            markersize=4.5,
            linewidth=2 if contestant == "qa" else 1.4,
            label=contestant,
            zorder=3 if contestant == "qa" else 2,
        )
    sizes = sorted({one.sentences for one in found})
    axes.set_xscale("log")
    axes.set_yscale("log")
    axes.margins(x=0.08, y=0.15)
    axes.set_xticks(sizes, [_size(size) for size in sizes])
    axes.set_yticks(*_marks(*axes.get_ylim()))
    axes.minorticks_off()
    axes.set_title(title, fontsize=10, loc="left")
    axes.grid(axis="y", color=_LINES, linewidth=0.8)
    axes.tick_params(length=0)
    axes.spines[["top", "right", "left"]].set_visible(False)


def _marks(low: float, high: float) -> tuple[list[float], list[str]]:
    """Round numbers from one to the other, at most about five, and how they are written."""
    for digits in ((1, 1.5, 2, 3, 5, 7), (1, 2, 5), (1, 3), (1,)):
        chosen = [d * 10.0**e for e in range(-4, 7) for d in digits if low <= d * 10.0**e <= high]
        if len(chosen) <= 5:
            break
    return chosen, [f"{value:,.10g}" for value in chosen]


def _size(size: int) -> str:
    for unit, letter in ((1_000_000, "M"), (1_000, "k")):
        if size >= unit:
            return f"{size / unit:g}{letter}"
    return str(size)
