"""What stands between the page and the world: who may ask, from where, how much and for what."""

from __future__ import annotations

import base64
import binascii
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.middleware.gzip import GZipMiddleware
from starlette.responses import JSONResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from qa.app import health, script
from qa.app.credentials import Authenticate
from qa.app.early import Early
from qa.app.limits import Limits
from qa.app.loopback import is_loopback
from qa.app.rate import Rate

_POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval' blob:; "
    "style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; "
    "connect-src 'self'; worker-src 'self' blob:; object-src 'none'; base-uri 'self'; "
    "form-action 'self'; frame-ancestors 'none'"
)
_HEADERS = {
    "Content-Security-Policy": _POLICY,
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
_API = "/gradio_api"
_MCP = f"{_API}/mcp"
_UPLOAD = f"{_API}/upload"
# All that the page and its API need. What else Gradio can do (files, proxies, saved sessions,
# recordings, measurements) is closed, and so is what a later version may add.
_OPEN = (
    "/assets",
    "/config",
    "/favicon.ico",
    health.PATH,
    "/login",
    "/logout",
    "/robots.txt",
    script.PATH,
    "/static",
    "/theme.css",
    f"{_API}/call",
    f"{_API}/cancel",
    f"{_API}/heartbeat",
    f"{_API}/info",
    f"{_API}/queue",
    f"{_API}/reset",
    f"{_API}/startup-events",
    f"{_API}/theme.css",
)
_LARGE = ("/", "/config")
_QUALITY = 5  # of Brotli, of 11: one hundredth of a second for the page
_COUNTED = (f"{_API}/queue/join", f"{_API}/call", _UPLOAD, _MCP)


class Guard:
    """Middleware: opens what the page needs, limits requests, and sets safe headers.

    Args:
        app: The page.
        local: Only this machine can reach it: then only its own names are accepted as host, so
            that another site cannot point its name here.
        uploads: Articles may be added.
        mcp: The tools are offered by MCP.
        authenticate: Checks users of the tools; the page itself asks by its login form.
        max_upload: Bytes of a request that adds articles.
        limits: How much one address may ask for.
    """

    def __init__(
        self,
        app: ASGIApp,
        *,
        local: bool,
        uploads: bool,
        limits: Limits,
        mcp: bool = False,
        authenticate: Authenticate | None = None,
        max_upload: int = 0,
    ) -> None:
        self._app = app
        self._page = Early(app)
        self._compressed = GZipMiddleware(self._page)
        self._local = local
        self._authenticate = authenticate
        self._open = (*_OPEN, *((_UPLOAD,) if uploads else ()), *((_MCP,) if mcp else ()))
        self._max_upload = max_upload
        self._max_body = limits.body
        self._requests = Rate(limits.requests)
        self._logins = Rate(limits.logins)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a refused request here; pass every other one on."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        if scope["type"] != "http":  # the page uses no web sockets
            await send({"type": "websocket.close", "code": 1008})
            return

        async def send_safely(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(_HEADERS)
            await send(message)

        await (self._refusal(scope) or self._within(scope))(scope, receive, send_safely)

    def _within(self, scope: Scope) -> ASGIApp:
        """The page; what is large and comes at once is compressed."""
        if scope["path"] not in _LARGE:
            return self._app
        taken = Headers(scope=scope).get("accept-encoding", "")
        return _shorter(self._page) if "br" in taken else self._compressed

    def _refusal(self, scope: Scope) -> Response | None:
        path, headers = scope["path"], Headers(scope=scope)
        return (
            self._stranger(headers)
            or self._closed(path)
            or self._too_large(path, headers)
            or self._too_many(scope)
            or self._unknown(scope, headers)
        )

    def _stranger(self, headers: Headers) -> Response | None:
        """Another site that speaks through a visitor's browser."""
        host, origin = headers.get("host", ""), headers.get("origin")
        if self._local and not is_loopback(_name(host)):
            return _refused("open this page as http://127.0.0.1", 421)
        if origin is not None and urlsplit(origin).netloc != host:
            return _refused("this page does not serve other sites", 403)
        return None

    def _closed(self, path: str) -> Response | None:
        if path == "/" or any(path == o or path.startswith(f"{o}/") for o in self._open):
            return None
        return _refused("not offered by this page", 404)

    def _too_large(self, path: str, headers: Headers) -> Response | None:
        if "transfer-encoding" in headers:
            return _refused("say how long the request is", 411)
        most = self._max_upload if path == _UPLOAD else self._max_body
        length = headers.get("content-length", "0")
        if length.isdigit() and int(length) <= most:
            return None
        return _refused("the request is too large: ask for one thing at a time", 413)

    def _too_many(self, scope: Scope) -> Response | None:
        path = scope["path"]
        rate = self._logins if path.startswith("/login") else self._requests
        if rate is self._requests and not path.startswith(_COUNTED):
            return None
        if rate.reached(_address(scope)):
            return _wait()
        rate.count(_address(scope))
        return None

    def _unknown(self, scope: Scope, headers: Headers) -> Response | None:
        """Who calls the tools without a password; the page and its API have the login form."""
        if self._authenticate is None or not scope["path"].startswith(_MCP):
            return None
        address, said = _address(scope), headers.get("authorization", "")
        if self._logins.reached(address):
            return _wait()
        if self._authenticate(*_basic(said)):
            return None
        if said:
            self._logins.count(address)
        told = {"WWW-Authenticate": 'Basic realm="qa"'}
        return _refused("a user and a password are needed", 401, told)


def _shorter(app: ASGIApp) -> ASGIApp:
    """With what it sends compressed by Brotli, as Gradio does with its own files."""
    from gradio.brotli_middleware import BrotliResponder, Mode

    return BrotliResponder(app, _QUALITY, Mode.text, lgwin=22, lgblock=0, minimum_size=500)


def _wait() -> Response:
    return _refused("too many requests: wait a minute", 429, {"Retry-After": "60"})


def _refused(why: str, status: int, headers: dict[str, str] | None = None) -> Response:
    """A refusal as Gradio writes one, which its clients and the page can show."""
    return JSONResponse({"detail": why}, status, headers)


def _address(scope: Scope) -> str:
    return (scope.get("client") or ("", 0))[0]


def _basic(header: str) -> tuple[str, str]:
    """User and password of an Authorization header; empty where it is none."""
    kind, _, value = header.partition(" ")
    try:
        user, _, password = base64.b64decode(value, validate=True).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError):
        return "", ""
    return (user, password) if kind.lower() == "basic" else ("", "")


def _name(host: str) -> str:
    """A Host header without its port."""
    if host.startswith("["):
        return host.partition("]")[0].strip("[")
    return host.rpartition(":")[0] or host
