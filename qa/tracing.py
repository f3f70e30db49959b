"""What takes how long, as spans of OpenTelemetry: nothing unless whoever runs it listens.

A program that has a tracer provider of its own gets the spans of `qa` among its others. `qa` itself
sends them where `QA_TRACES` says so. No text of questions and articles is in them unless it is
asked for, and no message of an error, which may quote one.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from qa.errors import UsageError
from qa.locale import gettext
from qa.settings import Settings

P = ParamSpec("P")
T = TypeVar("T")


class Step:
    """What can be told of a span; nothing happens where nobody listens."""

    def __init__(self, span: Any = None) -> None:
        self._span = span

    def tell(self, **attributes: str | int | bool) -> None:
        """Add attributes, named `qa.…`."""
        if self._span is not None:
            for name, value in attributes.items():
                self._span.set_attribute(f"qa.{name}", value)

    def failed(self, error: BaseException) -> None:
        """Say of what kind an error was."""
        if self._span is not None:
            from opentelemetry.trace import Status, StatusCode

            self._span.set_attribute("error.type", type(error).__name__)
            self._span.set_status(Status(StatusCode.ERROR))


@contextmanager
def step(name: str) -> Iterator[Step]:
    """A span for as long as the block runs."""
    tracer = _tracer()
    if tracer is None:
        yield Step()
        return
    quiet = {"record_exception": False, "set_status_on_exception": False}
    with tracer.start_as_current_span(name, **quiet) as span:
        made = Step(span)
        try:
            yield made
        except Exception as error:
            made.failed(error)
            raise


def traced(name: str) -> Callable[[Callable[P, T]], Callable[P, T]]:
    """A function of which every call is a span."""

    def decorate(function: Callable[P, T]) -> Callable[P, T]:
        @wraps(function)
        def called(*args: P.args, **named: P.kwargs) -> T:
            with step(name):
                return function(*args, **named)

        return called

    return decorate


def during(
    name: str, pieces: Iterator[T], told: Callable[[Step, T], None] | None = None
) -> Generator[T]:
    """Pieces as they come, and a span that lasts until the last one or until they are closed.

    Args:
        name: Of the span. It is the current one while a piece is made, not while it is used.
        pieces: What to yield; closed with this one.
        told: Called with each piece, to tell something of it.
    """
    tracer = _tracer()
    if tracer is None:
        yield from pieces
        return
    from opentelemetry.trace import use_span

    span = tracer.start_span(name)
    made = Step(span)
    try:
        while True:
            quiet = {"record_exception": False, "set_status_on_exception": False}
            with use_span(span, end_on_exit=False, **quiet):
                try:
                    piece = next(pieces)
                except StopIteration:
                    return
                except Exception as error:
                    made.failed(error)
                    raise
            if told:
                told(made, piece)
            yield piece
    finally:
        if isinstance(pieces, Generator):
            pieces.close()
        span.end()


def export(settings: Settings) -> None:
    """Send spans as the settings say, and as the standard `OTEL_…` variables say where to.

    Raises:
        UsageError: What it needs is not installed.
    """
    if settings.traces == "none":
        return
    try:
        from opentelemetry import trace
        from opentelemetry.exporter.otlp.proto.grpc.trace_exporter import OTLPSpanExporter
        from opentelemetry.sdk.resources import SERVICE_NAME, OTELResourceDetector, Resource
        from opentelemetry.sdk.trace import TracerProvider
        from opentelemetry.sdk.trace.export import BatchSpanProcessor
    except ImportError as error:
        raise UsageError(
            gettext("QA_TRACES needs more packages: pip install 'article-qa[otel]'")
        ) from error
    named = Resource({SERVICE_NAME: "qa"}).merge(OTELResourceDetector().detect())
    provider = TracerProvider(resource=named)
    provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter()))
    trace.set_tracer_provider(provider)


def _tracer() -> Any:
    """The tracer; None as long as nobody has loaded OpenTelemetry, so nobody can listen."""
    trace = sys.modules.get("opentelemetry.trace")
    return trace.get_tracer("qa") if trace is not None else None
