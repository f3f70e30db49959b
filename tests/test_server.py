"""The index on a Chroma server: a real one on loopback, its key checked by a gate before it."""

from __future__ import annotations

import http.client
import logging
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from conftest import prove
from pydantic import ValidationError
from servers.chroma import QUESTION, TEXT, settings

from qa import Assistant, Settings, StoreError
from qa.index import sync
from qa.index.server import Server

KEY = "ck-5ecret-0f-the-t3am"


class Gate(ThreadingHTTPServer):
    """Lets through to a Chroma server who brings the key, and remembers who asked for what."""

    def __init__(self, target: str) -> None:
        super().__init__(("127.0.0.1", 0), _Visit)
        self.target = urlsplit(target)
        self.visits: list[tuple[str, str | None]] = []
        self.redirects: str | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"


class _Visit(BaseHTTPRequestHandler):
    server: Gate

    def _pass(self) -> None:
        key = self.headers.get("X-Chroma-Token")
        self.server.visits.append((self.path, key))
        length = int(self.headers.get("Content-Length") or 0)
        body = self.rfile.read(length)
        if self.server.redirects:
            self.send_response(307)
            self.send_header("Location", self.server.redirects + self.path)
            self.send_header("Content-Length", "0")
            self.end_headers()
            return
        if key != KEY:
            self._answer(403, f"the key {key} is of nobody".encode())
            return
        target = http.client.HTTPConnection(self.server.target.netloc, timeout=30)
        target.request(self.command, self.path, body, {"Content-Type": "application/json"})
        answer = target.getresponse()
        self._answer(answer.status, answer.read())
        target.close()

    def _answer(self, status: int, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    do_GET = do_POST = do_PUT = do_DELETE = do_PATCH = _pass  # noqa: N815

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@pytest.fixture
def gate(chroma_url: str) -> Iterator[Gate]:
    yield from _opened(Gate(chroma_url))


@pytest.fixture
def elsewhere(chroma_url: str) -> Iterator[Gate]:
    yield from _opened(Gate(chroma_url))


def _opened(made: Gate) -> Iterator[Gate]:
    thread = threading.Thread(target=made.serve_forever)
    thread.start()
    try:
        yield made
    finally:
        made.shutdown()
        thread.join()
        made.server_close()


def test_the_same_code_on_a_chroma_server(tmp_path, chroma_url, database):
    chosen = settings(tmp_path, chroma_url, database)
    writer, reader = Assistant(chosen), Assistant(chosen)
    assert writer.sync().added == ("a.txt",)
    assert "Geneva" in prove(reader.ask(QUESTION), chosen.corpus).text
    (chosen.corpus / "a.txt").write_text(TEXT.replace("Geneva", "Lisbon"))
    assert writer.sync().embedded == 1
    assert "Lisbon" in prove(reader.ask(QUESTION), chosen.corpus).text
    assert writer.sync(rebuild=True).added == ("a.txt",)
    assert chroma_url in writer.status()["index"]


def test_a_reader_elsewhere_has_what_is_there_while_others_sync_for_long(
    tmp_path, chroma_url, database, monkeypatch
):
    monkeypatch.setattr(sync, "_SECONDS_A_WRITE", 0.0)
    monkeypatch.setattr(sync, "_SECONDS_A_COMMIT", 3600.0)
    monkeypatch.setattr(sync, "_SECONDS_A_SERVED_COMMIT", 0.0)
    writing = settings(tmp_path, chroma_url, database)
    for number in range(30):
        said = f"Ferry {number} came to Skerry {number}. It carried goats. It left at noon."
        (writing.corpus / f"ferry{number}.txt").write_text(said)
    reading = Assistant(settings(tmp_path / "other", chroma_url, database, sync="manual"))
    seen: list[int] = []

    def look(done: int, total: int, file: str) -> None:
        if reading.readable():
            seen.append(len(reading.articles()))

    Assistant(writing).sync(progress=look)
    assert 0 < seen[0] < 31
    assert len(set(seen)) > 1
    assert len(reading.articles()) == 31


def test_a_rebuild_that_is_killed_between_its_last_steps_is_finished(
    tmp_path, chroma_url, database, monkeypatch
):
    from chromadb.api.models.Collection import Collection

    chosen = settings(tmp_path, chroma_url, database)
    writer, modify = Assistant(chosen), Collection.modify
    writer.sync()

    def killed(self: Collection, **named) -> None:
        if named.get("name") == "qa-articles":
            raise KeyboardInterrupt
        modify(self, **named)

    with monkeypatch.context() as patch:
        patch.setattr(Collection, "modify", killed)
        with pytest.raises(KeyboardInterrupt):
            writer.sync(rebuild=True)
    reader = Assistant(chosen.model_copy(update={"sync": "manual"}))
    assert reader.readable()
    assert "Geneva" in prove(reader.ask(QUESTION), chosen.corpus).text
    assert Assistant(chosen).sync().embedded == 0


# -- who may ask ----------------------------------------------------------------------------------


def test_the_key_goes_with_every_call_and_the_database_is_the_one_named(
    tmp_path, chroma_url, database, gate
):
    chosen = settings(tmp_path, gate.url, database, chroma_api_key=KEY)
    answer = Assistant(chosen).ask(QUESTION)
    assert "Geneva" in prove(answer, chosen.corpus).text
    asked = [(path, key) for path, key in gate.visits if not path.endswith("/heartbeat")]
    assert {key for _, key in asked} == {KEY}
    named = [path for path, _ in gate.visits if "/collections" in path]
    assert named
    assert all(f"/databases/{database}/" in path for path in named)
    beside = settings(tmp_path / "beside", chroma_url, "default_database")
    assert not Assistant(beside).readable()


def test_a_key_alone_names_tenant_and_database(tmp_path, gate):
    """As Chroma Cloud has it: the server says of whom the key is."""
    client = Server(gate.url, api_key=Settings(chroma_api_key=KEY).chroma_api_key).client()
    try:
        assert (client.tenant, client.database) == ("default_tenant", "default_database")
    finally:
        client.close()


def test_the_key_is_in_no_error_log_status_or_repr(tmp_path, database, gate, caplog):
    caplog.set_level(logging.DEBUG)
    wrong = settings(tmp_path, gate.url, database, chroma_api_key="ck-wr0ng-" + KEY)
    assistant = Assistant(wrong)
    with pytest.raises(StoreError, match="QA_CHROMA_API_KEY") as failed:
        assistant.sync()
    right = settings(tmp_path, gate.url, database, chroma_api_key=KEY)
    assistant = Assistant(right)
    assistant.sync()
    shown = [str(failed.getrepr(chain=True)), repr(right), str(assistant.status()), caplog.text]
    shown += [path.read_bytes().decode(errors="replace") for path in _files(right.store)]
    assert all(KEY not in text for text in shown)


def _files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def test_the_key_follows_no_redirection(tmp_path, database, gate, elsewhere):
    gate.redirects = elsewhere.url
    assistant = Assistant(settings(tmp_path, gate.url, database, chroma_api_key=KEY))
    with pytest.raises(StoreError):
        assistant.ask(QUESTION)
    assert gate.visits
    assert not elsewhere.visits


def test_a_key_never_leaves_the_machine_in_the_clear(tmp_path):
    chosen = settings(tmp_path, "http://chroma.example.org", "d", chroma_api_key=KEY)
    with pytest.raises(StoreError, match="use https"):
        Assistant(chosen).sync()


@pytest.mark.parametrize(
    "url",
    ["chroma:8000", "ftp://chroma", "https://", "http://me:pa55@chroma", "http://chroma/api/v2"],
)
def test_an_address_is_a_host_and_no_more(url):
    with pytest.raises(ValidationError, match="http://host:port") as told:
        Settings(chroma_url=url)
    assert "pa55" not in str(told.value)
