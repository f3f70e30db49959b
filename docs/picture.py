"""The folders of `qa` and `eval` as a picture and as tables, drawn from the code.

The layers are those of the import-linter contracts in `pyproject.toml`, which `make lint` proves;
the words are the first lines of the modules' docstrings. So neither can drift from the code.
"""

from __future__ import annotations

import ast
import re
import textwrap
import tomllib
from collections.abc import Iterator
from html import escape
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

_WIDTH = 840
_ROW, _GAP = 42, 8  # height of a layer, and space between two
_LETTER = 5.8  # width of a letter, about
_LEFT, _RIGHT = 34, 190  # margins, in which the arrows stand
# What runs past the layers: its name, and the layers where it starts and ends.
WAYS = {
    "the way of a file": ("qa.corpus", "qa.index"),
    "the way of a question": ("qa.search", "qa.assistant"),
}


def layers(package: str) -> list[list[str]]:
    """The layers of a package, from the top: each the modules that stand side by side in it."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    for contract in settings["tool"]["importlinter"]["contracts"]:
        rows = [re.split(r"\s*[|:]\s*", layer) for layer in contract.get("layers", ())]
        if rows and rows[0][0].startswith(f"{package}."):
            return rows
    raise ValueError(f"no contract in pyproject.toml has the layers of '{package}'")


def summary(module: str) -> str:
    """The first line of a module's docstring."""
    path = ROOT / module.replace(".", "/")
    source = path / "__init__.py" if path.is_dir() else path.with_suffix(".py")
    text = ast.get_docstring(ast.parse(source.read_text(encoding="utf-8"))) or ""
    return " ".join(text.partition("\n\n")[0].split())


def modules(package: str) -> Iterator[tuple[str, str]]:
    """Every module of a folder, by its path in the repository, with its first line."""
    for path in sorted((ROOT / package.replace(".", "/")).rglob("*.py")):
        if path.name not in {"__init__.py", "__main__.py"}:
            module = path.relative_to(ROOT).with_suffix("").as_posix().replace("/", ".")
            yield path.relative_to(ROOT).as_posix(), summary(module)


def svg(package: str) -> str:
    """The layers as boxes, those above knowing those below."""
    rows = layers(package)
    height = len(rows) * (_ROW + _GAP)
    ways = [way for way in WAYS if WAYS[way][0].startswith(f"{package}.")]
    label = f"The layers of {package}, from the top: " + "; ".join(map(", ".join, rows))
    parts = [
        f'<svg class="layers" viewBox="0 0 {_WIDTH} {height}" role="img" '
        f'aria-label="{escape(label)}" xmlns="http://www.w3.org/2000/svg">'
    ]
    for number, row in enumerate(rows):
        parts += _boxes(row, number * (_ROW + _GAP), _RIGHT if ways else 0)
    parts.append(_arrow(14, 6, height - _GAP, "imports", down=True))
    places = {name: number for number, row in enumerate(rows) for name in row}
    for number, way in enumerate(ways):
        start, end = (places[name] * (_ROW + _GAP) + _ROW / 2 for name in WAYS[way])
        parts.append(_arrow(_WIDTH - _RIGHT + 30 + 22 * number, end, start, way, down=False))
    return "".join([*parts, "</svg>"])


def table(package: str) -> str:
    """The modules of a package as a table in Markdown, a row each."""
    rows = [f"| `{path}` | {line} |" for path, line in modules(package)]
    return "\n".join(["| module | holds |", "|---|---|", *rows])


def _boxes(row: list[str], top: int, right: int) -> Iterator[str]:
    width = (_WIDTH - _LEFT - right - _GAP * (len(row) - 1)) / len(row)
    for number, module in enumerate(row):
        left = _LEFT + number * (width + _GAP)
        line = summary(module)
        said = textwrap.shorten(line.replace("`", ""), int(width / _LETTER), placeholder=" …")
        yield f"<g><title>{escape(module)}: {escape(line)}</title>"
        yield f'<rect x="{left:.0f}" y="{top}" width="{width:.0f}" height="{_ROW}" rx="5"/>'
        yield f'<text class="name" x="{left + 10:.0f}" y="{top + 17}">'
        yield f"{escape(module.partition('.')[2])}</text>"
        yield f'<text x="{left + 10:.0f}" y="{top + 33}">{escape(said)}</text></g>'


def _arrow(x: int, top: float, bottom: float, text: str, *, down: bool) -> str:
    tip, away = (bottom, -7) if down else (top, 7)
    middle = (top + bottom) / 2
    where = (
        f'x="{x - 5}" y="{middle}" transform="rotate(-90 {x - 5} {middle})"'
        if down
        else f'x="{x + 10}" y="{middle + 4}"'
    )
    return (
        f'<path d="M{x} {top} V{bottom}"/><path class="head" d="M{x} {tip} l-4 {away} h8 z"/>'
        f"<text {where}>{escape(text)}</text>"
    )
