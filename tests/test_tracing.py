"""Spans of OpenTelemetry: which, with what in them, and none where nobody asked."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from conftest import ROOT
from servers.chroma import free_port

from qa import QuestionError, tracing
from qa.answer.answerer import Answerer

pytest.importorskip("opentelemetry.sdk")

from opentelemetry import trace
from opentelemetry.sdk.trace import ReadableSpan, TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

TEXT = "The envoy arrived in Geneva on Monday. He met the minister there."
QUESTION = "Where did the envoy arrive?"


@pytest.fixture(scope="module")
def memory() -> InMemorySpanExporter:
    """What a host program does that has a tracer provider; there can be one a process."""
    exporter = InMemorySpanExporter()
    provider = TracerProvider()
    provider.add_span_processor(SimpleSpanProcessor(exporter))
    trace.set_tracer_provider(provider)
    return exporter


@pytest.fixture
def spans(memory: InMemorySpanExporter) -> Iterator[InMemorySpanExporter]:
    memory.clear()
    yield memory
    memory.clear()


def ours(exporter: InMemorySpanExporter) -> list[ReadableSpan]:
    return [span for span in exporter.get_finished_spans() if span.name.startswith("qa.")]


def parents(exporter: InMemorySpanExporter) -> set[tuple[str, str | None]]:
    """Each span with the name of the one that it is a part of."""
    found = ours(exporter)
    names = {span.context.span_id: span.name for span in found}
    return {(span.name, span.parent and names.get(span.parent.span_id)) for span in found}


def told(exporter: InMemorySpanExporter) -> str:
    """Everything that is in the spans, as text."""
    return " ".join(span.to_json() for span in ours(exporter))


def test_a_sync_and_a_question_step_by_step(make, spans):
    assistant = make({"a.txt": TEXT})
    assistant.sync()
    assert parents(spans) == {
        ("qa.sync", None),
        ("qa.sync.read", "qa.sync"),
        ("qa.embed", "qa.sync"),
        ("qa.sync.write", "qa.sync"),
    }
    spans.clear()
    assistant.ask(QUESTION)
    assert {("qa.ask", None), ("qa.retrieve", "qa.ask"), ("qa.read", "qa.ask")} <= parents(spans)
    asked = next(span for span in ours(spans) if span.name == "qa.ask")
    assert dict(asked.attributes) == {"qa.mode": "extractive", "qa.refused": False} | {
        "qa.statements": asked.attributes["qa.statements"]
    }


@pytest.mark.parametrize("traces", ["steps", "text"])
def test_no_text_of_questions_and_articles_unless_asked_for(make, spans, traces):
    assistant = make({"envoy.txt": TEXT}, traces=traces)
    assistant.ask(QUESTION)
    with pytest.raises(QuestionError):
        assistant.ask("Geneva " * 5000)
    said = told(spans)
    assert "QuestionError" in said
    assert ("Geneva" in said) is (traces == "text")
    assert (QUESTION in said) is (traces == "text")
    assert "envoy.txt" not in said


class Written(Answerer):
    """Quotes, in two pieces."""

    def answer(self, result, history, *, streamed):
        from qa.answer.extractive import Quoter

        yield "The envoy"
        tracing.traced("qa.inner")(len)("")
        yield from Quoter("m", 0.0).answer(result, history, streamed=streamed)


def test_what_is_written_in_pieces_is_one_span(make, spans):
    assistant = make({"a.txt": TEXT}, answerer=Written())
    pieces = assistant.stream(QUESTION)
    assert next(pieces) == "The envoy"
    assert trace.get_current_span() is trace.INVALID_SPAN  # not what the caller does meanwhile
    list(pieces)
    assert {("qa.ask", None), ("qa.write", "qa.ask"), ("qa.inner", "qa.write")} <= parents(spans)
    spans.clear()
    stopped = assistant.stream(QUESTION)
    next(stopped)
    stopped.close()
    assert {name for name, _ in parents(spans)} >= {"qa.ask", "qa.write"}


_ASK = "from qa.cli import main; import sys; sys.argv = ['qa', 'ask', sys.argv[1]]; main()"


@pytest.mark.slow
def test_the_program_sends_them_where_the_standard_variables_say(tmp_path):
    grpc = pytest.importorskip("grpc")
    from opentelemetry.proto.collector.trace.v1 import trace_service_pb2 as service

    received: list[str] = []

    class Collector(grpc.GenericRpcHandler):
        def service(self, call):
            def export(request, _):
                received.append(str(service.ExportTraceServiceRequest.FromString(request)))
                return service.ExportTraceServiceResponse().SerializeToString()

            return grpc.unary_unary_rpc_method_handler(export)

    port = free_port()
    server = grpc.server(ThreadPoolExecutor(1), handlers=[Collector()])
    server.add_insecure_port(f"127.0.0.1:{port}")
    server.start()
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus/a.txt").write_text(TEXT)
    known = {"QA_CORPUS": "corpus", "QA_STORE": "store", "QA_LLM": "none", "PYTHONPATH": str(ROOT)}
    known["OTEL_EXPORTER_OTLP_ENDPOINT"] = f"http://127.0.0.1:{port}"
    try:
        for traces in ("none", "steps"):
            asked = subprocess.run(
                [sys.executable, "-c", _ASK, QUESTION],
                env={**os.environ, **known, "QA_TRACES": traces},
                cwd=tmp_path,
                capture_output=True,
                text=True,
                timeout=200,
                check=False,
            )
            assert "Geneva" in asked.stdout, asked.stderr
            assert bool(received) is (traces == "steps")
    finally:
        server.stop(0)
    assert "qa.ask" in " ".join(received)
    assert "Geneva" not in " ".join(received)


def test_nothing_is_loaded_where_nobody_listens():
    code = """
import sys
from qa import tracing
with tracing.step("qa.ask") as step:
    step.tell(mode="x")
print("opentelemetry" in sys.modules)
"""
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "False"
