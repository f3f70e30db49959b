"""One step of one store in a process of its own, so that cold is cold and memory is its own.

    python -m eval.bench.scale.worker STEP CONTESTANT CORPUS STORE QUESTIONS.json CLOCK

Prints its measurements as JSON on the last line. The clock is `perf_counter`, or `process_time` on
a machine that does other things as well.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from eval.bench.scale.contestants import CONTESTANTS, Contestant

Clock = Callable[[], float]
_CHANGED = "The harbour master said that the gate was shut at noon.\n"


def main(arguments: Sequence[str]) -> None:
    """Take the step that the arguments name."""
    step, name, corpus, store, questions, clock = arguments
    seconds: Clock = getattr(time, clock)
    contestant: Contestant = CONTESTANTS[name](Path(corpus), Path(store))
    asked = json.loads(Path(questions).read_text(encoding="utf-8"))
    steps: dict[str, Callable[[], dict[str, object]]] = {
        "build": lambda: _build(contestant, seconds),
        "ask": lambda: _ask(contestant, asked, seconds),
        "change": lambda: _change(contestant, asked, Path(corpus), seconds),
    }
    print(json.dumps(steps[step]()))


def _megabytes() -> float:
    """What the process has taken at its peak, pages of mapped files included."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (2**20 if sys.platform == "darwin" else 2**10)


def _taken(seconds: Clock, work: Callable[[], object]) -> float:
    started = seconds()
    work()
    return seconds() - started


def _build(contestant: Contestant, seconds: Clock) -> dict[str, object]:
    return {"seconds": _taken(seconds, contestant.build), "megabytes": _megabytes()}


def _ask(contestant: Contestant, questions: Sequence[str], seconds: Clock) -> dict[str, object]:
    """The first question counts from the start of the process on; the caller times that as well."""
    contestant.open()
    assert contestant.ask(questions[0])
    print("first", flush=True)
    processor = time.process_time()
    asked = [_taken(seconds, partial(contestant.ask, question)) for question in questions[1:]]
    megabytes = _megabytes()  # before the store is opened a second time, to be searched alone
    contestant.search(questions[0])
    warm = [_taken(seconds, partial(contestant.search, question)) for question in questions[1:]]
    return {"processor": processor, "asked": asked, "warm": warm, "megabytes": megabytes}


def _change(
    contestant: Contestant, questions: Sequence[str], corpus: Path, seconds: Clock
) -> dict[str, object]:
    """From the change of a file until it is found."""
    contestant.open()
    contestant.ask(questions[0])
    path = sorted(corpus.rglob("*.txt"))[-1]
    path.write_text(_CHANGED + path.read_text(encoding="utf-8"), encoding="utf-8")

    def follow() -> None:
        contestant.change(path.relative_to(corpus).as_posix())
        contestant.ask(questions[1])

    return {"seconds": _taken(seconds, follow)}


if __name__ == "__main__":
    main(sys.argv[1:])
