"""The plots of the report: SVG by matplotlib, its text left as text, its colours left to the page.

Colours are drawn as stand-ins and replaced by CSS variables, so that one plot fits a light and a
dark page.
"""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from eval.metrics import abstention
from eval.scoring.reliability import Reliability
from eval.scoring.score import Score
from eval.scoring.summary import said_right

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

# Stand-in → the variable of the page that takes its place.
_COLOURS = {
    "#010101": "--ink",
    "#020202": "--quiet",
    "#030303": "--line",
    "#0a0a01": "--accent",
    "#0a0a02": "--bad",
    "#0a0a03": "--good",
    "#0a0a04": "--second",
}
_INK, _QUIET, _LINE, _ACCENT, _BAD, _GOOD, _SECOND = _COLOURS
_SIZE = (5.0, 2.9)  # inches; the page scales it


def risk_coverage(scores: Sequence[Score]) -> str:
    """Share of wrong answers as ever less confident ones are let through."""
    curve = abstention.risk_coverage(
        [s.confidence for s in scores], [said_right(s) for s in scores]
    )
    figure, axes = _axes("share of the questions answered", "share of those wrong")
    axes.fill_between([c for c, _ in curve], [r for _, r in curve], color=_ACCENT, alpha=0.15)
    axes.plot([c for c, _ in curve], [r for _, r in curve], color=_ACCENT, linewidth=2)
    answered = sum(not s.refused for s in scores) / max(1, len(scores))
    axes.axvline(answered, color=_QUIET, linewidth=1, linestyle=(0, (4, 3)))
    axes.annotate(
        "answered now",
        (answered, 0.97),
        xycoords=("data", "axes fraction"),
        xytext=(-6, 0),
        textcoords="offset points",
        ha="right",
        va="top",
        color=_QUIET,
    )
    axes.set_xlim(0, 1)
    axes.set_ylim(0, max([0.3, *(risk for _, risk in curve)]) * 1.05)
    return _svg(figure)


def confidences(scores: Sequence[Score]) -> str:
    """How confident right answers, wrong answers and refusals are."""
    kinds = {
        "right": ([s.confidence for s in scores if said_right(s)], _GOOD),
        "wrong": ([s.confidence for s in scores if not s.right and not s.refused], _BAD),
        "refused": ([s.confidence for s in scores if s.refused], _QUIET),
    }
    figure, axes = _axes("confidence", "questions")
    axes.hist(
        [values for values, _ in kinds.values()],
        bins=[n / 20 for n in range(21)],
        stacked=True,
        color=[colour for _, colour in kinds.values()],
        label=list(kinds),
        rwidth=0.86,
    )
    axes.set_xlim(0, 1)
    _legend(axes)
    return _svg(figure)


def reliability(kinds: Sequence[Reliability]) -> str:
    """The share of right answers at each confidence, by kind; best along the diagonal."""
    figure, axes = _axes("confidence", "share right")
    axes.plot([0, 1], [0, 1], color=_QUIET, linewidth=1, linestyle=(0, (4, 3)))
    for kind, colour in zip(kinds, (_ACCENT, _GOOD, _SECOND, _BAD), strict=False):
        axes.plot(
            [one.sure for one in kind.bins],
            [one.right for one in kind.bins],
            color=colour,
            marker="o",
            markersize=4,
            label=kind.kind,
        )
    axes.set_xlim(0, 1)
    axes.set_ylim(0, 1.02)
    _legend(axes, loc="lower right")
    return _svg(figure)


def latency(scores: Sequence[Score]) -> str:
    """Seconds that answers took."""
    seconds = [s.seconds for s in scores if not s.error]
    unit, factor = ("milliseconds", 1000) if seconds and max(seconds) < 2 else ("seconds", 1)
    figure, axes = _axes(unit, "questions")
    axes.hist([factor * s for s in seconds], bins=30, color=_ACCENT, rwidth=0.86)
    axes.set_xlim(left=0)
    return _svg(figure)


def _axes(across: str, up: str) -> tuple[Figure, Axes]:
    from matplotlib.figure import Figure
    from matplotlib.ticker import MaxNLocator

    figure = Figure(figsize=_SIZE, layout="constrained")
    axes = figure.add_subplot()
    axes.set_facecolor("none")
    axes.set_xlabel(across, color=_QUIET)
    axes.set_ylabel(up, color=_QUIET)
    axes.tick_params(colors=_QUIET, length=0)
    if up == "questions":
        axes.yaxis.set_major_locator(MaxNLocator(integer=True))
    axes.grid(axis="y", color=_LINE, linewidth=1)
    axes.set_axisbelow(True)
    for name, spine in axes.spines.items():
        spine.set_visible(name == "bottom")
        spine.set_color(_LINE)
    return figure, axes


def _legend(axes: Axes, **place: Any) -> None:
    axes.legend(frameon=False, labelcolor=_INK, **place)


def _svg(figure: Figure) -> str:
    import matplotlib as mpl

    buffer = io.StringIO()
    with mpl.rc_context({"svg.fonttype": "none", "svg.hashsalt": "qa"}):
        figure.savefig(buffer, format="svg", transparent=True, metadata={"Date": None})
    drawn = buffer.getvalue()
    drawn = drawn[drawn.index("<svg") :]
    drawn = re.sub(r"<metadata>.*?</metadata>", "", drawn, flags=re.S)
    drawn = re.sub(r'width="[\d.]+pt" height="[\d.]+pt"', 'role="img"', drawn, count=1)
    drawn = re.sub(r"font: ([\d.]+)px [^;\"]*", r"font-size: \1px", drawn)
    for stand_in, variable in _COLOURS.items():
        drawn = drawn.replace(stand_in, f"var({variable})")
    return _own_ids(drawn)


def _own_ids(drawn: str) -> str:
    """Ids are unique in a page of several plots: all are left out but those that are used."""
    used = set(re.findall(r"url\(#([^)]+)\)|xlink:href=\"#([^\"]+)\"", drawn))
    names = {name for pair in used for name in pair if name}
    return re.sub(
        r' id="([^"]+)"', lambda found: found.group() if found.group(1) in names else "", drawn
    )
