"""Many small ES modules → one, so that the browser asks once: each becomes a function of its own.

Only what the page's own modules use is understood: named imports, `import * as name`, and named
exports of functions, constants and lets that are not exported while they change. Modules must not
import each other in a circle; the linter sees to that. No text of theirs runs over several lines.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

_IMPORT = re.compile(r'^import (?P<what>[^;]+?) from "\./(?P<name>\w+)\.js";\n', re.MULTILINE)
_EXPORT = re.compile(r"^export (?=(?:async )?(?:function|const|let) (?P<name>\w+))", re.MULTILINE)
_EXPORTED = re.compile(r"^export (?:async )?(?:function|const|let) (\w+)", re.MULTILINE)
_SPOKEN = re.compile(r"^ *//.*\n", re.MULTILINE)
_INDENT = re.compile(r"^ +", re.MULTILINE)
_ALL = re.compile(r"\* as (\w+)")


def bundle(modules: Mapping[str, str], entry: str) -> str:
    """The text of a module that does what `entry` does.

    Args:
        modules: The texts of all modules, by name without `.js`.
        entry: The name of the one that starts.
    """
    return "".join(_wrapped(name, modules[name]) for name in _ordered(modules, entry, set()))


def _ordered(modules: Mapping[str, str], name: str, seen: set[str]) -> Iterator[str]:
    """Each module after those that it imports."""
    if name in seen:
        return
    seen.add(name)
    for found in _IMPORT.finditer(modules[name]):
        yield from _ordered(modules, found["name"], seen)
    yield name


def _wrapped(name: str, text: str) -> str:
    body = _EXPORT.sub("", _IMPORT.sub(_taken, _bare(text)))
    exported = ", ".join(_EXPORTED.findall(text))
    return f"const qa_{name} = (() => {{\n{body}return {{ {exported} }};\n}})();\n"


def _bare(text: str) -> str:
    """Without the lines that only explain it, and without what sets lines in."""
    return _INDENT.sub("", _SPOKEN.sub("", text))


def _taken(found: re.Match[str]) -> str:
    """An import as a constant."""
    whole = _ALL.fullmatch(found["what"].strip())
    what = whole[1] if whole else found["what"]
    return f"const {what} = qa_{found['name']};\n"
