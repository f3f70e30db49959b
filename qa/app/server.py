"""Serves the page: on this machine unless there are users to let in."""

from __future__ import annotations

import contextlib
import io
import os
import socket
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from qa import locale
from qa.app import quick
from qa.app.limits import Limits
from qa.app.loopback import is_loopback
from qa.errors import UsageError
from qa.locale import gettext

DEFAULT_HOST = "127.0.0.1"
_FIRST_PORT = 7860
_TRIED_PORTS = 100


@dataclass(frozen=True)
class Options:
    """How the page is served.

    Attributes:
        host: The address to bind to.
        port: The port; None for the first free one from 7860.
        users: Passwords by user; empty when nobody has to log in.
        mcp: Offer the tools by the Model Context Protocol as well.
        browser: Open the page in a browser.
        limits: How much it does at once, and for one visitor.
    """

    host: str = DEFAULT_HOST
    port: int | None = None
    users: dict[str, str] | None = None
    mcp: bool = False
    browser: bool = False
    limits: Limits = field(default_factory=Limits)


def launch(assistant: Any, options: Options, ready: Callable[[str], None]) -> None:
    """Serve the page around an assistant until interrupted.

    Args:
        assistant: What answers.
        options: How to serve.
        ready: Called once with the address when the page can be opened.

    Raises:
        UsageError: See `check`; or the port is taken.
    """
    locale.use(assistant.settings.language, assistant.settings.locales)
    check(options)
    with quick.uncollected():
        _prepare(mcp=options.mcp)
        page, url = start(assistant, options)
    ready(url)
    from qa.app import examples

    examples.look_ahead(assistant)
    try:
        page.block_thread()
    finally:
        page.close(verbose=False)


def start(assistant: Any, options: Options) -> tuple[Any, str]:
    """Start serving in threads of this process, whose language is that of the assistant's settings.

    Returns:
        The page and its address.
    """
    locale.use(assistant.settings.language, assistant.settings.locales)
    check(options)
    _prepare()
    from qa.app import page, tools

    with quick.unserved():
        built = page.build(assistant, options.limits)
    try:
        with contextlib.redirect_stdout(io.StringIO()):  # Gradio announces MCP even when quiet
            _, url, _ = built.launch(**_served(options), **_guarded(assistant, options), **_looks())
    except OSError as error:  # taken since it was looked at
        raise UsageError(_taken(options.host, options.port or _FIRST_PORT)) from error
    if options.mcp:
        tools.speak_json(built)
    return built, url


def _served(options: Options) -> dict[str, Any]:
    """Where Gradio serves, and how much; what of its own is not wanted is off."""
    from qa.app import folder

    return {
        "server_name": options.host,
        "server_port": options.port,
        "inbrowser": options.browser,
        "prevent_thread_lock": True,
        "quiet": True,
        "share": False,
        "show_error": False,
        "footer_links": [],
        "run_history": False,
        "enable_monitoring": False,
        "allowed_paths": [],
        "max_file_size": folder.MAX_BYTES,
        "max_threads": 2 * options.limits.answers,
        "ssr_mode": False,
        "pwa": False,
        "mcp_server": options.mcp,
    }


def _guarded(assistant: Any, options: Options) -> dict[str, Any]:
    """Who is let in, and to which addresses."""
    from starlette.middleware import Middleware

    from qa.app import credentials, folder, health, login, safety, script

    authenticate = credentials.authenticator(options.users) if options.users else None
    guard = Middleware(
        safety.Guard,
        local=is_loopback(options.host) and authenticate is None,
        uploads=assistant.settings.uploads,
        mcp=options.mcp,
        authenticate=authenticate,
        max_upload=folder.MAX_REQUEST,
        limits=options.limits,
    )
    return {
        "auth": authenticate,
        "auth_message": login.message() if authenticate else None,
        "app_kwargs": {
            "middleware": [guard],
            "routes": [script.route(), health.route(assistant)],
            "docs_url": None,
            "redoc_url": None,
        },
    }


def _looks() -> dict[str, Any]:
    from qa.app import theme

    return {
        "theme": theme.theme(),
        "css": theme.css(),
        "head": theme.head(),
        "favicon_path": theme.FAVICON,
    }


def _prepare(*, mcp: bool = True) -> None:
    """Take Gradio in, told to measure nobody; see `quick.load`."""
    os.environ.setdefault("GRADIO_ANALYTICS_ENABLED", "False")
    os.environ.setdefault("HF_HUB_DISABLE_TELEMETRY", "1")
    quick.load(mcp=mcp)


def check(options: Options) -> None:
    """Refuse what would be unsafe or cannot work.

    Raises:
        UsageError: The address is not of this machine alone and there are no users, what MCP
            needs is not installed, or the port is taken.
    """
    if not options.users and not is_loopback(options.host):
        raise UsageError(
            gettext(
                "'{host}' can be reached from other machines, and anyone there could read the "
                "articles: give users with --auth FILE (lines of user:password) or QA_AUTH, or leave "
                "--host out",
                host=options.host,
            )
        )
    if options.mcp and not _can_mcp():
        raise UsageError(gettext("--mcp needs more packages: pip install 'article-qa[mcp]'"))
    if options.port is not None and not _is_free(options.host, options.port):
        raise UsageError(_taken(options.host, options.port))


def _taken(host: str, port: int) -> str:
    """That a port is taken, with one that is not: it was tried."""
    following = range(port + 1, min(port + 1 + _TRIED_PORTS, 65536))
    other = next((p for p in following if _is_free(host, p)), None)
    if other is None:
        return gettext("port {port} cannot be used: choose another one with --port", port=port)
    return gettext(
        "port {port} cannot be used: try `qa serve --port {other}`", port=port, other=other
    )


def _is_free(host: str, port: int) -> bool:
    """Whether a server can be bound there now."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    for family, kind, protocol, _, address in found:
        with socket.socket(family, kind, protocol) as tried:
            tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                tried.bind(address)
            except OSError:
                return False
    return True


def _can_mcp() -> bool:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("mcp").startswith("1.")
    except PackageNotFoundError:
        return False
