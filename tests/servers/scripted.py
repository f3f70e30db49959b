"""An OpenAI-compatible server that says what a test wrote down for it, failures included."""

from __future__ import annotations

import json
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

MODEL = "scripted-model"
WAIT = 60.0  # seconds that anything is waited for at most


@dataclass
class Step:
    """One reply.

    Attributes:
        text: What the model writes.
        finish: Why it stopped; None leaves that out, as a stream that breaks does.
        status: The HTTP status.
        error: The error body, for a status that is one.
        headers: More headers.
        refusal: The model's refusal by policy.
        raw: A body to send instead of a chat completion.
        hold: Pieces by number before which to wait for an event.
        drop: Close the connection after so many pieces.
        endless: Write the text again and again until the client hangs up.
        silent: Do not answer at all until the server closes.
        chunks: Pieces of text to stream instead of those that `text` is cut into.
        events: Bytes to stream instead of chunks of a completion.
        refuses: A field of the request that the server does not take.
    """

    text: str = ""
    finish: str | None = "stop"
    status: int = 200
    error: dict[str, Any] | None = None
    headers: dict[str, str] = field(default_factory=dict)
    refusal: str | None = None
    raw: bytes | None = None
    hold: dict[int, threading.Event] = field(default_factory=dict)
    drop: int | None = None
    endless: bool = False
    silent: bool = False
    chunks: tuple[str, ...] = ()
    events: bytes | None = None
    refuses: str = ""


class Scripted:
    """The server: its script, and what it was asked."""

    def __init__(self) -> None:
        self.steps: deque[Step] = deque()
        self.answerer: Callable[[dict[str, Any]], Step | None] = lambda body: None
        self.models: list[dict[str, Any]] = [{"id": MODEL, "object": "model"}]
        self.pages: dict[str, Any] = {}
        self.requests: list[dict[str, Any]] = []
        self.headers: list[dict[str, str]] = []
        self.hung_up = threading.Event()
        self.closing = threading.Event()
        self.running = 0
        self.most_running = 0
        self.lock = threading.Lock()
        self.url = ""

    def script(self, *steps: Step | str) -> None:
        """What to say next, in order."""
        self.steps.extend(Step(step) if isinstance(step, str) else step for step in steps)

    def next(self, body: dict[str, Any]) -> Step:
        with self.lock:
            answer = self.answerer(body)
            if answer is not None:
                return answer
            if self.steps:
                return self.steps.popleft()
        return Step(status=500, error={"message": "the script is over"})


def pieces(text: str, size: int = 7) -> list[str]:
    return [text[start : start + size] for start in range(0, len(text), size)]


class _Handler(BaseHTTPRequestHandler):
    scripted: Scripted
    protocol_version = "HTTP/1.1"

    def log_message(self, *args: object) -> None:
        pass

    def do_GET(self) -> None:
        if self.path in self.scripted.pages:
            self._json(200, self.scripted.pages[self.path], {})
        elif self.path == "/v1/models":
            self._json(200, {"object": "list", "data": self.scripted.models}, {})
        else:
            self._json(404, {"error": {"message": "not here"}}, {})

    def do_POST(self) -> None:
        server = self.scripted
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        with server.lock:
            server.requests.append(body)
            server.headers.append(dict(self.headers))
            server.running += 1
            server.most_running = max(server.most_running, server.running)
        try:
            self._play(server.next(body), body)
        except (BrokenPipeError, ConnectionResetError):
            server.hung_up.set()
            self.close_connection = True
        finally:
            with server.lock:
                server.running -= 1

    def _play(self, step: Step, body: dict[str, Any]) -> None:
        if step.silent:
            self.scripted.closing.wait(WAIT)
            self.close_connection = True
        elif step.refuses and step.refuses in body:
            self._json(400, {"error": {"message": f"unknown field: {step.refuses}"}}, {})
        elif step.raw is not None:
            self._body(step.status, step.raw, {"Content-Type": "text/html"} | step.headers)
        elif step.status != 200:
            self._json(step.status, {"error": step.error or {"message": "no"}}, step.headers)
        elif body.get("stream"):
            self._stream(step, body)
        else:
            for event in step.hold.values():
                event.wait(WAIT)
            if step.drop is not None:
                self.close_connection = True
                return
            text = step.text or "".join(step.chunks)
            message = {"role": "assistant", "content": text, "refusal": step.refusal}
            choice = {"index": 0, "message": message, "finish_reason": step.finish}
            self._json(200, _completion("chat.completion", [choice], usage=_usage(step)), {})

    def _stream(self, step: Step, body: dict[str, Any]) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        if step.events is not None:
            self._chunk(step.events)
            self._chunk(b"")
            return
        count = 0
        parts = list(step.chunks) or pieces(step.text)
        for number, piece in enumerate(_repeated(parts, step.endless)):
            if number in step.hold:
                step.hold[number].wait(WAIT)
            if step.drop == number:
                self.close_connection = True
                return
            self._delta({"content": piece})
            count = number
        if step.drop is not None and step.drop >= count:
            self.close_connection = True
            return
        if step.refusal:
            self._delta({"refusal": step.refusal})
        if step.finish:
            self._delta({}, step.finish)
        if (body.get("stream_options") or {}).get("include_usage"):
            self._event(_completion("chat.completion.chunk", [], usage=_usage(step)))
        self._chunk(b"data: [DONE]\n\n")
        self._chunk(b"")

    def _delta(self, delta: dict[str, Any], finish: str | None = None) -> None:
        choice = {"index": 0, "delta": delta, "finish_reason": finish}
        self._event(_completion("chat.completion.chunk", [choice]))

    def _event(self, data: dict[str, Any]) -> None:
        self._chunk(b"data: " + json.dumps(data).encode() + b"\n\n")

    def _chunk(self, data: bytes) -> None:
        self.wfile.write(f"{len(data):x}\r\n".encode() + data + b"\r\n")
        self.wfile.flush()

    def _json(self, status: int, data: object, headers: dict[str, str]) -> None:
        self._body(
            status, json.dumps(data).encode(), {"Content-Type": "application/json"} | headers
        )

    def _body(self, status: int, data: bytes, headers: dict[str, str]) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)


def _completion(kind: str, choices: Sequence[object], **more: object) -> dict[str, Any]:
    return {"id": "1", "object": kind, "created": 0, "model": MODEL, "choices": choices, **more}


def _usage(step: Step) -> dict[str, int]:
    written = len(step.text.split())
    return {"prompt_tokens": 100, "completion_tokens": written, "total_tokens": 100 + written}


def _repeated(parts: list[str], endless: bool) -> Iterator[str]:
    yield from parts
    while endless:
        yield from parts


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that hangs up is no error: a test may want it so."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


@contextmanager
def serving() -> Iterator[Scripted]:
    """A server on a free port of loopback, until the block ends."""
    scripted = Scripted()
    handler = type("Handler", (_Handler,), {"scripted": scripted})
    server = _Server(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    scripted.url = f"http://127.0.0.1:{server.server_address[1]}/v1"
    try:
        yield scripted
    finally:
        scripted.closing.set()
        server.shutdown()
        server.server_close()
        thread.join(WAIT)
