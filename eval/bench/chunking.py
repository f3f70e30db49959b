"""Chroma's *Evaluating Chunking Strategies for Retrieval* (Smith and Troynikov, 2024).

GitHub brandonstarxel/chunking_evaluation, MIT. Token recall, precision and IoU, here over
characters, of at most `BUDGET` characters retrieved from all the corpora together.

    python -m eval.bench.chunking FOLDER VERSION    # FOLDER holds chunking/

measures recall for each corpus, over the texts made over (`eval.bench.made.VERSIONS`). It is over
runs of three words, as characters do not stay where they are in a PDF.
"""

from __future__ import annotations

import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from eval.bench import made
from eval.bench.harness import BUDGET, Measurement, assistant_over, mean, progress, rows, tracked

_RUN = 3  # words


def measure(folder: Path) -> Measurement:
    """Recall, of each corpus too, precision and IoU of the reference characters retrieved."""
    texts = {path.name: path.read_bytes().decode() for path in folder.glob("*.md")}
    questions = rows(folder / "questions.jsonl")
    recalls: dict[str, list[float]] = defaultdict(list)
    precisions, ious = [], []
    with assistant_over(texts) as assistant:
        for question in tracked(questions, "chunking"):
            passages = assistant.retrieve(question["question"], budget=BUDGET)
            wanted = _characters(
                (question["file"], reference["start"], reference["end"])
                for reference in question["references"]
            )
            found = _characters((p.file, p.start, p.end) for p in passages)
            recalls[Path(question["file"]).stem].append(len(found & wanted) / len(wanted))
            precisions.append(len(found & wanted) / max(1, len(found)))
            ious.append(len(found & wanted) / len(found | wanted))
    figures = _by_corpus(recalls) | {"precision": mean(precisions), "IoU": mean(ious)}
    return Measurement(len(questions), figures)


def measure_made(folder: Path, version: str) -> Measurement:
    """Recall of the references' runs of words, for each corpus, over texts that are made over."""
    suffix, make = made.VERSIONS[version]
    texts: Mapping[str, str | bytes] = {
        path.stem + suffix: make(path.read_bytes().decode()) for path in folder.glob("*.md")
    }
    recalls: dict[str, list[float]] = defaultdict(list)
    questions = rows(folder / "questions.jsonl")
    with assistant_over(texts) as assistant:
        for question in tracked(questions, f"chunking, {version}"):
            file = Path(question["file"]).stem
            found = runs(
                p.text
                for p in assistant.retrieve(question["question"], budget=BUDGET)
                if Path(p.file).stem == file
            )
            wanted = runs(reference["text"] for reference in question["references"])
            recalls[file].append(len(found & wanted) / max(1, len(wanted)))
    return Measurement(len(questions), _by_corpus(recalls))


def _by_corpus(recalls: Mapping[str, Sequence[float]]) -> dict[str, float]:
    """The recall of all questions, and that of those on each corpus."""
    every = [recall for some in recalls.values() for recall in some]
    each = {f"recall, {file}": mean(some) for file, some in sorted(recalls.items())}
    return {f"recall at {BUDGET} characters": mean(every), **each}


def _characters(spans: Iterable[tuple[str, int, int]]) -> set[tuple[str, int]]:
    return {(file, i) for file, start, end in spans for i in range(start, end)}


def runs(texts: Iterable[str]) -> set[tuple[str, ...]]:
    """The runs of words, side by side, in small letters; a short text is one."""
    found: set[tuple[str, ...]] = set()
    for text in texts:
        words = re.findall(r"[^\W_]+", text.lower())
        stops = range(min(_RUN, len(words)), len(words) + 1)
        found |= {tuple(words[max(0, stop - _RUN) : stop]) for stop in stops}
    return found


def main(arguments: Sequence[str]) -> int:
    """Measure, and print."""
    versions = ", ".join(f"'{name}'" for name in made.VERSIONS)
    if len(arguments) != 2 or arguments[1] not in made.VERSIONS:
        progress.print(f"usage: python -m eval.bench.chunking FOLDER VERSION ({versions})")
        return 2
    measured = measure_made(Path(arguments[0]) / "chunking", arguments[1])
    for name, value in measured.figures.items():
        print(f"{value:.3f}  {name}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
