"""Gradio's start, without what it does for its own developers, and without what is made twice.

Each time it is imported it parses the source of all its components, and writes stubs for editors
beside them. It also takes in MCP, whether or not tools are offered by it. Of a page that is built it
makes a server three times before the one that is launched.
"""

from __future__ import annotations

import gc
import inspect
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any


class _Left(dict[str, Any]):
    """Told to the page it is Gradio's own "update nothing"; to Gradio itself it is a value."""

    def get(self, key: str, default: Any = None) -> Any:
        return default if key == "__type__" else super().get(key, default)


# A part of the page that an event leaves as it is. For `gr.skip()` Gradio makes the component anew,
# each time, for each of the six parts of each step of an answer. For events that are wired with
# `postprocess=False`.
LEFT = _Left(__type__="update")


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
def unserved() -> Iterator[None]:
    """What is built within is made no server of: `launch` makes one in any case."""
    from gradio.routes import App

    made = App.__dict__["create_app"]
    setattr(App, "create_app", staticmethod(lambda *_, **__: None))  # noqa: B010 (a method)
    try:
        yield
    finally:
        setattr(App, "create_app", made)  # noqa: B010


@contextmanager
def uncollected() -> Iterator[None]:
    """Nothing is looked through for garbage while so much is made that stays; nor is that later on.

    For the program's own process: what else there is in it stays as well.
    """
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()


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
