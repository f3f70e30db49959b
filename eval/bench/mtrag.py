"""Turns of IBM's MTRAG (Katsis et al., 2025; GitHub IBM/mt-rag-benchmark, Apache-2.0).

Recall at 5 of the relevant passages, for turns that have a history.
"""

from __future__ import annotations

from pathlib import Path

from eval.bench.harness import Measurement, assistant_over, mean, rows, tracked

_BUDGET = 20_000  # characters: enough for five passages, whatever their length
_TOP = 5  # passages


def measure(folder: Path) -> Measurement:
    """Recall at 5 of the relevant passages, over turns with a history."""
    passages = rows(folder / "passages.jsonl")
    names = {row["id"]: f"m{number:04}.txt" for number, row in enumerate(passages)}
    texts = {names[row["id"]]: row["text"] for row in passages}
    turns = [t for t in rows(folder / "turns.jsonl") if t["history"] and t["relevant"]]
    recalls = []
    with assistant_over(texts) as assistant:
        for turn in tracked(turns, "mtrag"):
            found = assistant.retrieve(turn["question"], turn["history"], budget=_BUDGET)
            top = list(dict.fromkeys(passage.file for passage in found))[:_TOP]
            relevant = {names[name] for name in turn["relevant"]}
            recalls.append(len(relevant.intersection(top)) / len(relevant))
    return Measurement(len(turns), {f"recall@{_TOP}": mean(recalls)})
