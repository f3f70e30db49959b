"""Files that are read in a process of their own, with limits of time and memory.

What is damaged may crash a library or keep it busy for ever, what is large may take all memory:
neither takes the program along.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

SECONDS = 120  # of the processor
MEMORY = 2 << 30  # bytes
WAIT = 600  # seconds by the clock: what is packed may be read by processes of its own


def read(worker: str, content: bytes, *told: str, wait: int = WAIT) -> Any:
    """What a worker of this folder says of a file, which it writes as JSON.

    Args and errors are those of `run`.
    """
    try:
        return json.loads(run(worker, content, *told, wait=wait))
    except ValueError as error:
        raise ChildProcessError from error


def run(worker: str, content: bytes, *told: str, wait: int = WAIT) -> bytes:
    """What a worker of this folder writes of a file.

    Args:
        worker: The name of its module's file. It is told its limits, and reads the file from its
            standard input.
        content: The file's bytes.
        told: What else it is told.
        wait: Seconds by the clock after which it is given up.

    Raises:
        TimeoutError: It took too long.
        ChildProcessError: It ended without saying anything: it crashed, or reached a limit.
    """
    path = Path(__file__).with_name(worker)
    command = [sys.executable, "-P", str(path), str(SECONDS), str(MEMORY), *told]
    try:
        ran = subprocess.run(  # noqa: S603
            command, input=content, capture_output=True, timeout=wait, check=True
        )
    except subprocess.TimeoutExpired as error:
        raise TimeoutError from error
    except subprocess.CalledProcessError as error:
        raise ChildProcessError from error
    return ran.stdout
