"""A real Chroma server on loopback, and those who have an index on it."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from chromadb import AdminClient
from chromadb.config import Settings as ChromaSettings

from qa import Settings

TEXT = "The envoy arrived in Geneva on Monday. He met the minister there."
QUESTION = "Where did the envoy arrive?"


def free_port() -> int:
    """A port of loopback that nobody listens on."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@contextmanager
def running(folder: Path, port: int) -> Iterator[subprocess.Popen[bytes]]:
    """The server over a folder, until the block ends."""
    program = Path(sys.executable).with_name("chroma")
    command = [program, "run", "--host", "127.0.0.1", "--port", str(port), "--path", str(folder)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:
        try:
            _wait_until_up(f"http://127.0.0.1:{port}/api/v2/heartbeat", server)
            yield server
        finally:
            server.terminate()
            server.wait(30)


@pytest.fixture(scope="session")
def chroma_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server that all tests share: each makes a database of its own."""
    port = free_port()
    with running(tmp_path_factory.mktemp("chroma"), port):
        yield f"http://127.0.0.1:{port}"


def _wait_until_up(url: str, server: subprocess.Popen[bytes]) -> None:
    for _ in range(600):
        assert server.poll() is None, "the Chroma server ended"
        try:
            with urllib.request.urlopen(url, timeout=5):
                return
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.1)
    raise AssertionError("the Chroma server did not come up")


_numbers = iter(range(10**6))


@pytest.fixture
def database(chroma_url: str) -> str:
    """A new database of the default tenant."""
    parts = urlsplit(chroma_url)
    admin = AdminClient(
        ChromaSettings(
            chroma_api_impl="chromadb.api.fastapi.FastAPI",
            chroma_server_host=parts.hostname,
            chroma_server_http_port=parts.port,
        )
    )
    name = f"database-{next(_numbers)}"
    admin.create_database(name)
    return name


def settings(folder: Path, url: str, database: str, text: str = TEXT, **more: object) -> Settings:
    """Those of somebody with a folder of one article, and an index on the server."""
    corpus = folder / "corpus"
    corpus.mkdir(parents=True, exist_ok=True)
    (corpus / "a.txt").write_text(text)
    chosen = {"corpus": corpus, "store": folder / "local", "llm": "none"} | more
    named = {"chroma_url": url, "chroma_tenant": "default_tenant", "chroma_database": database}
    return Settings(**named | chosen)
