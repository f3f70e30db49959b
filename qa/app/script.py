"""The page's script: ES modules in `assets/script/`, which the page serves itself."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

_FOLDER = Path(__file__).parent / "assets" / "script"
_ENTRY = "page.js"

PATH = "/script"


def tag() -> str:
    """The element that loads the script; relative, so that it works behind a proxy's prefix."""
    return f'<script type="module" src=".{PATH}/{_edition()}/{_ENTRY}"></script>'


def route() -> Route:
    """Where the modules are served: their address changes with their text, so they can be kept."""
    return Route(f"{PATH}/{_edition()}/{{name}}", _module)


async def _module(request: Request) -> Response:
    text = _modules().get(request.path_params["name"])
    if text is None:
        return PlainTextResponse("no such module", 404)
    keep = {"Cache-Control": "public, max-age=31536000, immutable"}
    return Response(text, media_type="text/javascript", headers=keep)


@cache
def _modules() -> dict[str, str]:
    """The modules' texts by name: nothing else in the folder, or out of it, can be asked for."""
    return {path.name: path.read_text("utf-8") for path in sorted(_FOLDER.glob("*.js"))}


@cache
def _edition() -> str:
    """A name for what all modules say."""
    return hashlib.sha256(repr(_modules()).encode()).hexdigest()[:12]
