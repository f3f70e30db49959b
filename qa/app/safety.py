"""What stands between the page and the world: who may ask, from where, how much and for what."""

from __future__ import annotations

import base64
import binascii
import hmac
import ipaddress
import time
from collections import deque
from collections.abc import Callable
from pathlib import Path

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from qa.errors import UsageError

Authenticate = Callable[[str, str], bool]

MAX_REQUESTS = 600  # questions and clicks a minute from one address
MAX_BODY = 256_000  # bytes of a request that is no upload

_POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; "
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
# What Gradio can do and the page does not need: files, proxies, saved sessions, measurements.
_CLOSED = (
    f"{_API}/file",
    f"{_API}/proxy",
    f"{_API}/runs",
    f"{_API}/run-history",
    f"{_API}/deep_link",
    f"{_API}/component_server",
    f"{_API}/stream",
    f"{_API}/custom_component",
    f"{_API}/dev",
    f"{_API}/vibe",
    "/monitoring",
    f"{_API}/monitoring",
    "/svelte",
)
_UPLOADS = (f"{_API}/upload",)
_COUNTED = (f"{_API}/queue/join", f"{_API}/call", f"{_API}/run", f"{_API}/api", f"{_API}/upload")
_MCP = f"{_API}/mcp"


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach a server bound to `host`."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def credentials(text: str) -> dict[str, str]:
    """Users and passwords from lines of `user:password`; empty lines and `#` comments are skipped.

    Raises:
        UsageError: A line has no user or no password, or there is none.
    """
    users = {}
    for number, line in enumerate(text.splitlines(), 1):
        entry = line.strip()
        if not entry or entry.startswith("#"):
            continue
        user, colon, password = entry.partition(":")
        if not (user and colon and password):
            raise UsageError(f"line {number} of the users is not 'user:password': correct it")
        users[user] = password
    if not users:
        raise UsageError("there are no users: write a line 'user:password' for each of them")
    return users


def read_credentials(path: Path) -> dict[str, str]:
    """The users in a file.

    Raises:
        UsageError: It cannot be read, or is not in the form of `credentials`.
    """
    try:
        return credentials(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"cannot read the users in '{path}': {error}") from error


def authenticator(users: dict[str, str]) -> Authenticate:
    """A check that takes as long for an unknown user as for a wrong password."""

    def check(user: str, password: str) -> bool:
        known = users.get(user, "")
        same = hmac.compare_digest(known.encode(), password.encode())
        return same and bool(known)

    return check


class Guard:
    """Middleware: closes what the page does not need, limits requests, and sets safe headers.

    Args:
        app: The page.
        local: Only this machine can reach it: then only its own names are accepted as host, so
            that another site cannot point its name here.
        uploads: Articles may be added.
        authenticate: Checks users of the tools; the page itself asks by its login form.
    """

    def __init__(
        self,
        app: ASGIApp,
        *,
        local: bool,
        uploads: bool,
        authenticate: Authenticate | None = None,
        max_upload: int = 0,
    ) -> None:
        self._app = app
        self._local = local
        self._authenticate = authenticate
        self._closed = _CLOSED if uploads else (*_CLOSED, *_UPLOADS)
        self._max_upload = max_upload
        self._requests: dict[str, deque[float]] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a refused request here; pass every other one on."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        refusal = self._refusal(scope)
        if refusal is not None:
            await refusal(scope, receive, send)
            return

        async def send_safely(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(_HEADERS)
            await send(message)

        await self._app(scope, receive, send_safely)

    def _refusal(self, scope: Scope) -> PlainTextResponse | None:
        path, headers = scope["path"], Headers(scope=scope)
        if self._local and not is_loopback(_name(headers.get("host", ""))):
            return PlainTextResponse("open this page as http://127.0.0.1", 421)
        if any(
            path == closed or path.startswith((f"{closed}/", f"{closed}="))
            for closed in self._closed
        ):
            return PlainTextResponse("not offered by this page", 404)
        if self._too_large(path, headers):
            return PlainTextResponse("the request is too large: ask for one thing at a time", 413)
        if path.startswith(_MCP) and not self._allowed(headers):
            told = {"WWW-Authenticate": 'Basic realm="qa"'}
            return PlainTextResponse("a user and a password are needed", 401, headers=told)
        if path.startswith(_COUNTED) and self._too_many(scope):
            told = {"Retry-After": "60"}
            return PlainTextResponse("too many requests: wait a minute", 429, headers=told)
        return None

    def _too_large(self, path: str, headers: Headers) -> bool:
        most = self._max_upload if path.startswith(_UPLOADS) else MAX_BODY
        length = headers.get("content-length", "0")
        return not length.isdigit() or int(length) > most

    def _allowed(self, headers: Headers) -> bool:
        if self._authenticate is None:
            return True
        kind, _, value = headers.get("authorization", "").partition(" ")
        if kind.lower() != "basic":
            return False
        try:
            user, _, password = base64.b64decode(value, validate=True).decode().partition(":")
        except (binascii.Error, UnicodeDecodeError):
            return False
        return self._authenticate(user, password)

    def _too_many(self, scope: Scope) -> bool:
        address = (scope.get("client") or ("", 0))[0]
        now = time.monotonic()
        if len(self._requests) > 10_000:
            self._requests.clear()
        recent = self._requests.setdefault(address, deque())
        while recent and recent[0] < now - 60:
            recent.popleft()
        if len(recent) >= MAX_REQUESTS:
            return True
        recent.append(now)
        return False


def _name(host: str) -> str:
    """A Host header without its port."""
    if host.startswith("["):
        return host.partition("]")[0].strip("[")
    return host.rpartition(":")[0] or host
