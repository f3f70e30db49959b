"""A drawing of past runs: lines as SVG, with colours left to the page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape

_WIDTH, _HEIGHT = 520, 220
_LEFT, _RIGHT, _TOP, _BOTTOM = 44, 110, 12, 34
_COLOURS = ("--accent", "--good", "--second")
_MOST = 60  # runs
_APART = 15  # units between two names at the right


@dataclass(frozen=True)
class Point:
    """A run: what it is called, when it was, and its figures by name, each from 0 to 1."""

    name: str
    when: str
    figures: Mapping[str, float]


def drawn(points: Sequence[Point], names: Mapping[str, str]) -> str:
    """The last runs as SVG, the latest at the right; empty where there are fewer than two.

    Args:
        points: The runs, oldest first.
        names: Which figures, and what each is called.
    """
    shown = list(points)[-_MOST:]
    if len(shown) < 2:
        return ""
    values = [p.figures[name] for p in shown for name in names if name in p.figures]
    low = max(0.0, min(values, default=0.0) - 0.05)
    low = int(low * 10) / 10
    parts = [*_axes(low), *_dates(shown)]
    ends: list[tuple[float, str, str]] = []
    for (name, title), colour in zip(names.items(), _COLOURS, strict=False):
        places = [
            (_x(i, len(shown)), _y(point.figures[name], low), point)
            for i, point in enumerate(shown)
            if name in point.figures
        ]
        if not places:
            continue
        line = " ".join(f"{x:.1f},{y:.1f}" for x, y, _ in places)
        parts.append(
            f'<polyline points="{line}" fill="none" stroke="var({colour})" stroke-width="2"/>'
        )
        for x, y, point in places:
            told = f"{title} {100 * point.figures[name]:.1f} %, {point.when}, {point.name}"
            parts.append(
                f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3.5" fill="var({colour})">'
                f"<title>{escape(told)}</title></circle>"
            )
        ends.append((places[-1][1], f"{title} {100 * places[-1][2].figures[name]:.1f}", colour))
    parts += _names(ends)
    label = f"The last {len(shown)} runs, the latest at the right"
    return (
        f'<svg viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img" aria-label="{label}" '
        f'font-size="12">{"".join(parts)}</svg>'
    )


def _x(number: int, of: int) -> float:
    return _LEFT + (_WIDTH - _LEFT - _RIGHT) * number / max(1, of - 1)


def _y(value: float, low: float) -> float:
    share = (value - low) / max(1e-9, 1.0 - low)
    return _HEIGHT - _BOTTOM - (_HEIGHT - _TOP - _BOTTOM) * share


def _axes(low: float) -> list[str]:
    parts = []
    for step in range(5):
        value = low + (1 - low) * step / 4
        y = _y(value, low)
        parts.append(
            f'<line x1="{_LEFT}" y1="{y:.1f}" x2="{_WIDTH - _RIGHT}" y2="{y:.1f}" '
            f'stroke="var(--line)"/><text x="{_LEFT - 8}" y="{y + 4:.1f}" text-anchor="end" '
            f'fill="var(--quiet)">{100 * value:.0f} %</text>'
        )
    return parts


def _dates(points: Sequence[Point]) -> list[str]:
    ends = ((0, "start"), (len(points) - 1, "end"))
    return [
        f'<text x="{_x(i, len(points)):.1f}" y="{_HEIGHT - 10}" text-anchor="{side}" '
        f'fill="var(--quiet)">{escape(points[i].when)}</text>'
        for i, side in ends
    ]


def _names(ends: list[tuple[float, str, str]]) -> list[str]:
    """What each line is called, at its end, moved apart where they would overlap."""
    parts = []
    below = float("-inf")
    for y, title, colour in sorted(ends):
        place = max(y, below + _APART)
        below = place
        parts.append(
            f'<text x="{_WIDTH - _RIGHT + 10}" y="{place + 4:.1f}" fill="var({colour})">'
            f"{escape(title)}</text>"
        )
    return parts
