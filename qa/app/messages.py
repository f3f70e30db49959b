"""What a visitor is told where something could not be done: one sentence; the log has the rest."""

from __future__ import annotations

import inspect
import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import Any

from gradio import Error

from qa.app.markup import escape
from qa.locale import gettext_noop, translated

log = logging.getLogger(__name__)

UNEXPECTED = gettext_noop(
    "Something went wrong here. Ask again; if it stays, the window where `qa serve` runs says what."
)


def error(message: str) -> Error:
    """An error that the page shows as it stands, and that is no news for whoever serves it."""
    return Error(message, print_exception=False)


def alert(message: str) -> str:
    """A message in its place on the page, as HTML."""
    return f'<p class="trouble" role="alert"><span>{escape(message)}</span></p>'


def sentence(message: str | Exception) -> str:
    """A message, or an error's, with a capital and a full stop."""
    text = str(message)
    return text[:1].upper() + text[1:] + ("" if text.endswith((".", "!", "?")) else ".")


def guarded(handler: Callable[..., Any]) -> Callable[..., Any]:
    """A handler whose unforeseen errors reach the log whole, and the page as one sentence."""
    if inspect.isgeneratorfunction(handler):

        @wraps(handler)
        def steps(*args: Any, **more: Any) -> Iterator[Any]:
            with _unforeseen():
                yield from handler(*args, **more)

        return steps

    @wraps(handler)
    def step(*args: Any, **more: Any) -> Any:
        with _unforeseen():
            return handler(*args, **more)

    return step


@contextmanager
def _unforeseen() -> Iterator[None]:
    try:
        yield
    except Error:
        raise
    except Exception as failure:
        log.exception("an event of the page failed")
        raise error(translated(UNEXPECTED)) from failure
