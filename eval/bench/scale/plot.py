"""The growth as a drawing: seconds and megabytes against sentences, both logarithmic."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from eval.bench.scale.measuring import Measured

_PANELS = (
    ("cold", "first answer of a new process, s"),
    ("p50", "a later answer, median, s"),
    ("change", "one changed file, s"),
    ("memory", "memory, MB"),
    ("disk", "on disk, MB"),
    ("build", "taking in everything, s"),
)
_COLOURS = {"qa": "#3457d5", "bare Chroma": "#b7791f", "LlamaIndex starter": "#7a808c"}


def draw(found: Sequence[Measured], into: Path) -> None:
    """Write the drawing as SVG."""
    import matplotlib as mpl
    from matplotlib.figure import Figure

    figure = Figure(figsize=(9.6, 5.4), layout="constrained")
    for number, (name, title) in enumerate(_PANELS, start=1):
        axes = figure.add_subplot(2, 3, number)
        for contestant, colour in _COLOURS.items():
            own = [one for one in found if one.contestant == contestant]
            if own:
                axes.plot(
                    [one.sentences for one in own],
                    [getattr(one, name) for one in own],
                    color=colour,
                    marker="o",
                    label=contestant,
                )
        axes.set_xscale("log")
        axes.set_yscale("log")
        axes.set_title(title, fontsize=10, loc="left")
        axes.grid(color="#e3e5e9")
        axes.spines[["top", "right"]].set_visible(False)
        if number == 1:
            axes.legend(frameon=False, fontsize=9)
    figure.supxlabel("sentences", fontsize=10)
    with mpl.rc_context({"svg.fonttype": "none", "svg.hashsalt": "qa"}):
        figure.savefig(into, format="svg", metadata={"Date": None})
