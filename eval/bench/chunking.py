"""Chroma's *Evaluating Chunking Strategies for Retrieval* (Smith and Troynikov, 2024).

GitHub brandonstarxel/chunking_evaluation, MIT. Token recall, precision and IoU, here over
characters, of at most `BUDGET` characters retrieved from all the corpora together.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from eval.bench.harness import BUDGET, Measurement, assistant_over, mean, rows, tracked


def measure(folder: Path) -> Measurement:
    """Recall, precision and IoU of the reference characters among those retrieved."""
    texts = {path.name: path.read_bytes().decode() for path in folder.glob("*.md")}
    questions = rows(folder / "questions.jsonl")
    recalls, precisions, ious = [], [], []
    with assistant_over(texts) as assistant:
        for question in tracked(questions, "chunking"):
            passages = assistant.retrieve(question["question"], budget=BUDGET)
            wanted = _characters(
                (question["file"], reference["start"], reference["end"])
                for reference in question["references"]
            )
            found = _characters((p.file, p.start, p.end) for p in passages)
            recalls.append(len(found & wanted) / len(wanted))
            precisions.append(len(found & wanted) / max(1, len(found)))
            ious.append(len(found & wanted) / len(found | wanted))
    figures = {
        f"recall at {BUDGET} characters": mean(recalls),
        "precision": mean(precisions),
        "IoU": mean(ious),
    }
    return Measurement(len(questions), figures)


def _characters(spans: Iterable[tuple[str, int, int]]) -> set[tuple[str, int]]:
    return {(file, i) for file, start, end in spans for i in range(start, end)}
