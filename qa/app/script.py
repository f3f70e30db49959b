"""What the page's browser asks for by itself: the script, fonts, the icon, what installs the page."""

from __future__ import annotations

import hashlib
import json
from functools import cache
from pathlib import Path

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from qa.app import parcel
from qa.app.bundle import bundle
from qa.locale import gettext_noop, translated

_ASSETS = Path(__file__).parent / "assets"
_ENTRY = "page"
_INSTALLS = "qa.webmanifest"
_KINDS = {
    ".css": "text/css",
    ".js": "text/javascript",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".webmanifest": "application/manifest+json",
    ".woff2": "font/woff2",
}
_NAME = gettext_noop("qa: questions about your articles")
_MANIFEST = {
    "short_name": "qa",
    "start_url": "../../",
    "scope": "../../",
    "display": "standalone",
    "background_color": "#f6f5f1",
    "theme_color": "#0f6b64",
    "icons": [
        {"src": "icon.svg", "sizes": "any", "type": "image/svg+xml", "purpose": "any"},
        {"src": "icon-192.png", "sizes": "192x192", "type": "image/png", "purpose": "any maskable"},
        {"src": "icon-512.png", "sizes": "512x512", "type": "image/png", "purpose": "any maskable"},
    ],
}

PATH = "/script"


def tags() -> str:
    """The elements that load them; relative, so that they work behind a proxy's prefix."""
    return (
        f'<script type="module" src="{place("page.js")}"></script>'
        f'<link rel="icon" type="image/svg+xml" href="{place("icon.svg")}">'
        f'<link rel="preload" as="font" type="font/woff2" crossorigin href="{place("regular.woff2")}">'
    )


def manifest() -> str:
    """The address of what a browser needs to install the page."""
    return place(_INSTALLS)


def place(name: str) -> str:
    """The address of a file, as the page's own address begins."""
    return f".{PATH}/{_edition()}/{name}"


def route() -> Route:
    """Where they are served: their address changes with what they say, so they can be kept."""
    return Route(f"{PATH}/{_edition()}/{{name}}", _file)


def _file(request: Request) -> Response:
    name = request.path_params["name"]
    packed = next((one for one in _packed() if one.name == name), None)
    content = _manifest() if name == _INSTALLS else packed.text if packed else _files().get(name)
    if content is None:
        return PlainTextResponse("no such file", 404)
    headers = {"Cache-Control": "public, max-age=31536000, immutable", "Vary": "Accept-Encoding"}
    if packed and "br" in request.headers.get("accept-encoding", ""):
        content = packed.brotli
        headers["Content-Encoding"] = "br"
    return Response(content, media_type=_KINDS[Path(name).suffix], headers=headers)


def _packed() -> tuple[parcel.Packed, ...]:
    """What comes of Gradio's own files."""
    found = parcel.found()
    return (found.script, found.style) if found else ()


@cache
def _files() -> dict[str, bytes]:
    """What can be asked for by name beside the manifest: nothing else in the folder, or out of it."""
    modules = {path.stem: path.read_text("utf-8") for path in (_ASSETS / "script").glob("*.js")}
    fonts = {path.name: path.read_bytes() for path in (_ASSETS / "fonts").glob("*.woff2")}
    icons = {path.name: path.read_bytes() for path in _ASSETS.glob("icon-*.png")}
    return {
        "page.js": bundle(modules, _ENTRY).encode(),
        "icon.svg": (_ASSETS / "icon.svg").read_bytes(),
        **fonts,
        **icons,
    }


def _manifest() -> bytes:
    """What a browser needs to install the page."""
    return json.dumps({"name": translated(_NAME), **_MANIFEST}).encode()


def _edition() -> str:
    """A name for what all of them say."""
    return hashlib.sha256(_digest() + _manifest()).hexdigest()[:12]


@cache
def _digest() -> bytes:
    return hashlib.sha256(repr(sorted(_files().items())).encode()).digest()
