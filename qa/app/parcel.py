"""What Gradio's page asks for at first, file by file → one text of scripts and one of styles.

Gradio's scripts are some 900 small ES modules that load each other by name. The page needs two dozen of
them, each a request that waits for the one before. Here they are put into one text, `assets/parcel.js`
takes them out of it in the browser; every other one is still asked for by its name.
"""

from __future__ import annotations

import hashlib
import logging
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

log = logging.getLogger(__name__)

BASE = "@qa@/"  # stands for the address of Gradio's files, which the browser knows
BORDER = "/*@qa@ {name}*/\n"  # before each module

_ENTRY = re.compile(r'src="\./assets/(index-[\w-]+\.js)"')
_STYLE = re.compile(r'href="\./assets/(index-[\w-]+\.css)"')
_STATIC = re.compile(r'(?:\bfrom|\bimport)"\./([\w-]+\.js)"')
_CORE = re.compile(r'(?:\bfrom|\bimport)"\./(core-[\w-]+)\.js"')
_NAMED = re.compile(r'(\bfrom"|\bimport"|\bimport\(`)\./')
_TABLE = re.compile(r"m\.f=\[([^\]]*)\]")
_FILE = re.compile(r'"\./([\w.-]+)"')

_COMPONENTS = ("column", "html", "row", "state")  # what the page is built of, as Gradio names them
_QUALITY = 9  # of Brotli, of 11: a third of a second, once; 11 takes four


@dataclass(frozen=True)
class Packed:
    """A text, by a name that changes with it."""

    name: str
    text: bytes

    @cached_property
    def brotli(self) -> bytes:
        """The text compressed; once, when it is first asked for."""
        import brotli

        return bytes(brotli.compress(self.text, quality=_QUALITY))


@dataclass(frozen=True)
class Parcel:
    """Modules and style sheets.

    Attributes:
        entry: The module that starts the page.
        styles: The names of all style sheets.
        script: The modules, each after its `BORDER`.
        style: The style sheets.
    """

    entry: str
    styles: tuple[str, ...]
    script: Packed
    style: Packed


@cache
def found() -> Parcel | None:
    """What the page needs; None where Gradio's files are not as they were: then it loads them itself."""
    import gradio

    frontend = Path(gradio.__file__).parent / "templates" / "frontend"
    try:
        return _parcel(frontend)
    except (OSError, LookupError) as error:
        log.info("Gradio's files are asked for one by one: %s", error)
        return None


def _parcel(frontend: Path) -> Parcel:
    def text(name: str) -> str:
        return (frontend / "assets" / name).read_text("utf-8")

    page = (frontend / "index.html").read_text("utf-8")
    entry, style = _found(_ENTRY, page), _found(_STYLE, page)
    app = _loaded(text(entry), r"Index-[\w-]+")
    blocks = _loaded(text(app[0]), r"Blocks-[\w-]+")
    core = f"{_found(_CORE, text(app[0]))}.js"
    parts = [_component(text(core), name) for name in _COMPONENTS]
    wanted = [entry, style, *app, *blocks, *(name for part in parts for name in part)]
    modules = tuple(_closed(text, [name for name in wanted if name.endswith(".js")]))
    styles = tuple(dict.fromkeys(name for name in wanted if name.endswith(".css")))
    script = "".join(BORDER.format(name=name) + _placed(name, text(name)) for name in modules)
    style = "".join(text(name) for name in styles)
    return Parcel(entry, styles, _packed("js", script), _packed("css", style))


def _packed(kind: str, text: str) -> Packed:
    plain = text.encode()
    name = f"gradio-{hashlib.sha256(plain).hexdigest()[:12]}.{kind}"
    return Packed(name, plain)


def _found(pattern: re.Pattern[str], text: str) -> str:
    found = pattern.search(text)
    if found is None:
        raise LookupError(pattern.pattern)
    return found[1]


def _loaded(text: str, name: str) -> list[str]:
    """A module that is loaded later, and the files that Gradio loads beside it."""
    loaded = rf"import\(`\./({name}\.js)`\)[^\[]*?__vite__mapDeps\(\[([\d,]*)\]"
    found = re.search(loaded, text)
    table = _TABLE.search(text)
    if found is None or table is None:
        raise LookupError(name)
    files = _FILE.findall(table[1])
    return [found[1], *(files[int(number)] for number in found[2].split(",") if number)]


def _component(core: str, name: str) -> list[str]:
    """The module of a component, and the files beside it."""
    found = re.search(
        rf"[,{{]{name}:\{{[^{{}}]*?component:\(\)=>\w+\(\(\)=>import\(`\./([\w-]+)\.js`", core
    )
    if found is None:
        raise LookupError(name)
    return _loaded(core, re.escape(found[1]))


def _closed(text: Callable[[str], str], names: Sequence[str]) -> Iterator[str]:
    """These modules, and all that they import."""
    seen: set[str] = set()
    waiting = list(reversed(names))
    while waiting:
        name = waiting.pop()
        if name not in seen:
            seen.add(name)
            yield name
            waiting.extend(reversed(_STATIC.findall(text(name))))


def _placed(name: str, text: str) -> str:
    """A module that finds the others, and itself, wherever its own text lies."""
    moved = _NAMED.sub(rf"\1{BASE}", text).replace("import.meta.url", f'"{BASE}{name}"')
    return f"{moved}\n//# sourceURL={BASE}{name}\n"
