"""Statements with their evidence as the verifier learns them, and those that were written for it.

`eval/lessons/said` has statements in other words than their sentences', true and false ones alike.
"""

from __future__ import annotations

import json

from eval.paths import LESSONS
from eval.teach.lessons import HELD_OUT

# What its names for what a sentence is to a statement mean; see `qa.verify.entailment`.
_LABELS = {"says": "says", "opposes": "opposes", "not": "neither"}
_SAID = LESSONS / "said"

Row = dict[str, str]  # statement, sentence, before, label, kind
Group = list[Row]  # of one piece of evidence, a true one first


def row(statement: str, sentence: str, before: str, label: str, kind: str) -> Row:
    """A statement, its evidence and the sentence before that, what it is to it, and its kind."""
    return {
        "statement": statement,
        "sentence": sentence,
        "before": before,
        "label": label,
        "kind": kind,
    }


def written(*, held_out: bool) -> list[Group]:
    """The statements of `eval/lessons/said`: those to learn from, or those that are held out."""
    paths = [p for p in sorted(_SAID.glob("*.jsonl")) if (p.name == HELD_OUT) == held_out]
    lines = [line for path in paths for line in path.read_text(encoding="utf-8").splitlines()]
    return [
        [
            row(text, one["sentence"], one["before"], label, f"said {key}")
            for key, label in _LABELS.items()
            for text in one[key]
        ]
        for one in map(json.loads, lines)
    ]
