"""A neural network of a file of weights, run on this machine.

Threads of servers are daemons, and Python ends them where they stand. Ended within the network's
C++ code, one takes the process down with an abort; so the end of the process waits until no network
runs (hundredths of a second), and none is begun after that.
"""

from __future__ import annotations

import atexit
import os
import threading
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

import numpy as np

_PRODUCTS = Path(__file__).with_name("products.onnx")
_READERS = 4  # threads that read, at most: an answer reads some twelve sentences
_TERMS = 64  # of the sums in `products.onnx`, which is 127 times whatever it is given

T = TypeVar("T")


class _Door:
    """Counts who is within; once closed it lets only the main thread in, which Python ends last."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._within = 0
        self._closed = False

    def __enter__(self) -> None:
        with self._changed:
            self._changed.wait_for(self._is_open)  # for ever, when the process ends
            self._within += 1

    def __exit__(self, *_: object) -> None:
        with self._changed:
            self._within -= 1
            self._changed.notify_all()

    def _is_open(self) -> bool:
        return not self._closed or threading.current_thread() is threading.main_thread()

    def close(self) -> None:
        """Wait until nobody is within."""
        with self._changed:
            self._closed = True
            self._changed.wait_for(lambda: self._within == 0)


_DOOR = _Door()
atexit.register(_DOOR.close)


class Network:
    """A network that can be run.

    Args:
        weights: Its file of weights.
    """

    def __init__(self, weights: Path) -> None:
        self.session = _session(weights, exactly=not multiplies_exactly())

    def run(self, outputs: Sequence[str] | None, inputs: Mapping[str, Any]) -> list[Any]:
        """What the network makes of its inputs.

        Args:
            outputs: The names of what is wanted; all outputs without them.
            inputs: Arrays, by the names of the network's inputs.
        """
        with _DOOR:
            return list(self.session.run(outputs, inputs))


@cache
def multiplies_exactly() -> bool:
    """Whether this processor's own way of adding products of 8 bits is exact.

    Without VNNI they are added in 16 bits, which overflow: the same question would get other odds
    there than elsewhere. What is exact everywhere takes three quarters more time.
    """
    values = np.full((1, _TERMS), 255, np.uint8)
    [products] = _session(_PRODUCTS, exactly=False).run(None, {"values": values})
    return bool(np.all(products == _TERMS * 255 * 127))


def _session(weights: Path, *, exactly: bool) -> Any:
    """What runs a file of weights; `exactly` where the processor's own way is not exact."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.log_severity_level = 3
    # What is read is short: threads within one product cost more than they save. What there is
    # much of is read side by side: `side_by_side`.
    options.intra_op_num_threads = 1
    options.add_session_config_entry("session.x64quantprecision", str(int(exactly)))
    return onnxruntime.InferenceSession(str(weights), options, providers=["CPUExecutionProvider"])


@cache
def network(weights: Path) -> Network:
    """The network of a file of weights, loaded once."""
    return Network(weights)


def side_by_side(work: Callable[..., T], *each: Sequence[Any]) -> list[T]:
    """What a function makes of each of many, in their order, on several processors at once.

    Args:
        work: Runs a network; what it makes of one depends on no other.
        each: Its arguments, as `map` takes them.
    """
    try:
        waited = [_readers(os.getpid()).submit(work, *one) for one in zip(*each, strict=True)]
    except RuntimeError:  # the process ends: nothing new is begun, and `Network` keeps who asks
        return list(map(work, *each))
    return [one.result() for one in waited]


@cache
def _readers(_process: int) -> ThreadPoolExecutor:
    """The threads that read, of one process: one that was forked off has none of them."""
    return ThreadPoolExecutor(min(_READERS, os.cpu_count() or 1), "qa-reads")
