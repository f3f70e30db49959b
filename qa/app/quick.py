"""Gradio's import, without what it does for its own developers: a third of the time of a start.

Each time it is imported it parses the source of all its components, and writes stubs for editors
beside them. It also takes in MCP, whether or not tools are offered by it.
"""

from __future__ import annotations

import inspect
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager


def load(*, mcp: bool = True) -> None:
    """Import Gradio.

    Args:
        mcp: Tools may be offered by MCP in this process. Without it they cannot be later on.
    """
    with ExitStack() as around:
        around.enter_context(_without_stubs(inspect.getfile))
        if not mcp:
            around.enter_context(_hidden("mcp"))
        import gradio  # noqa: F401


@contextmanager
def _without_stubs(found: Callable[..., str]) -> Iterator[None]:
    """Gradio writes no stubs of a component whose file is not known, as of one made in a shell."""

    def getfile(what: object) -> str:
        if inspect.isclass(what) and what.__module__.startswith("gradio."):
            raise OSError("no stubs are wanted")
        return found(what)

    inspect.getfile = getfile  # type: ignore[assignment]
    try:
        yield
    finally:
        inspect.getfile = found


@contextmanager
def _hidden(package: str) -> Iterator[None]:
    """As if a package were not installed, unless it is in use."""
    if package in sys.modules:
        yield
        return
    sys.modules[package] = None  # type: ignore[assignment]
    try:
        yield
    finally:
        del sys.modules[package]
