"""One step of one store in a process of its own, so that cold is cold and memory is its own.

    python -m eval.bench.scale.worker STEP CONTESTANT CORPUS STORE QUESTIONS.json

Prints its measurements as JSON on the last line.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from eval.bench.scale.contestants import CONTESTANTS, Contestant

_CHANGED = "The harbour master said that the gate was shut at noon.\n"


def main(arguments: Sequence[str]) -> None:
    """Take the step that the arguments name."""
    step, name, corpus, store, questions = arguments
    contestant: Contestant = CONTESTANTS[name](Path(corpus), Path(store))
    asked = json.loads(Path(questions).read_text(encoding="utf-8"))
    measured = {
        "build": lambda: _build(contestant),
        "ask": lambda: _ask(contestant, asked),
        "change": lambda: _change(contestant, asked, Path(corpus)),
    }[step]()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    megabytes = peak / (2**20 if sys.platform == "darwin" else 2**10)
    print(json.dumps(measured | {"megabytes": megabytes}))


def _build(contestant: Contestant) -> dict[str, object]:
    started = time.perf_counter()
    contestant.build()
    return {"seconds": time.perf_counter() - started}


def _ask(contestant: Contestant, questions: Sequence[str]) -> dict[str, object]:
    """The first question counts from the start of this module on; the caller times the process."""
    contestant.open()
    assert contestant.ask(questions[0])
    print("first", flush=True)
    warm = []
    for question in questions[1:]:
        started = time.perf_counter()
        contestant.ask(question)
        warm.append(time.perf_counter() - started)
    return {"warm": warm}


def _change(contestant: Contestant, questions: Sequence[str], corpus: Path) -> dict[str, object]:
    """From the change of a file until it is found."""
    contestant.open()
    contestant.ask(questions[0])
    path = sorted(corpus.rglob("*.txt"))[-1]
    path.write_text(_CHANGED + path.read_text(encoding="utf-8"), encoding="utf-8")
    started = time.perf_counter()
    contestant.change(path.relative_to(corpus).as_posix())
    contestant.ask(questions[1])
    return {"seconds": time.perf_counter() - started}


if __name__ == "__main__":
    main(sys.argv[1:])
