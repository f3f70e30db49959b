"""Exercises from public reading data: a folder of JSON lines, compressed, that is no part of this.

A line has `context`, `question`, `answers` (each with `text` and `start`) and `answerable`; the
file's name is the set's. What is made of them are exercises like those of the lessons: the
sentences of the passage, the one that answers, and the answer in its words.
"""

from __future__ import annotations

import json
import lzma
import random
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from eval.teach.lessons import Exercise
from qa.corpus import chunking, documents

# Set → the share of its questions that a pass takes, chosen by hand: those of single sentences
# (qamr) and of tales are odd, paragraphs that only lack the answer (hardneg) are easily told.
SHARES: Mapping[str, float] = {
    "squad1_train_part": 1.0,
    "squad2_train_part": 1.0,
    "shifts_new_wiki": 1.0,
    "tatqa_text": 1.0,
    "fairytale_train": 0.4,
    "qamr": 0.12,
    "hardneg_same_article": 0.08,
}
_LONGEST = 120  # characters of an answer; a longer one is no place


def exercises(
    folder: Path, draw: random.Random, shares: Mapping[str, float] = SHARES
) -> Iterator[Exercise]:
    """The questions of the sets, the unanswerable ones too; those without a place are left out.

    Args:
        folder: Where the sets are.
        draw: Draws.
        shares: Which sets, and the share of each that is taken.
    """
    for name, share in shares.items():
        with lzma.open(folder / f"{name}.jsonl.xz", "rt", encoding="utf-8") as lines:
            rows = [json.loads(line) for line in lines if draw.random() < share]
        for row in rows:
            if (found := _exercise(row)) is not None:
                yield found


def _exercise(row: Mapping[str, Any]) -> Exercise | None:
    spans = chunking.sentences(documents.of_text("", row["context"]))
    sentences = tuple(row["context"][span.start : span.end] for span in spans)
    if not sentences:
        return None
    if not row["answerable"]:
        return Exercise(row["question"], sentences, ())
    for answer in row["answers"]:
        start, end = answer["start"], answer["start"] + len(answer["text"])
        held = [i for i, span in enumerate(spans) if span.start <= start and end <= span.end]
        if held and len(answer["text"]) <= _LONGEST:
            return Exercise(row["question"], sentences, (held[0],), answer["text"])
    return None
