"""Statements with their evidence as the verifier learns them, and those that were written for it.

`eval/lessons/said` has statements in other words than their sentences', true and false ones alike;
`eval/lessons/told` has sentences of two articles that give one answer, two, or tell of two things.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from eval.paths import LESSONS
from eval.teach.lessons import HELD_OUT

# What its names for what a sentence is to a statement mean; see `qa.verify.entailment`.
_LABELS = {"says": "says", "opposes": "opposes", "not": "neither"}
_SAID, _TOLD = LESSONS / "said", LESSONS / "told"
COMPATIBLE = "compatible"  # the label of what is no opposite, and may be said or not

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
    return [
        [
            row(text, one["sentence"], one["before"], label, f"said {key}")
            for key, label in _LABELS.items()
            for text in one[key]
        ]
        for one in _lines(_SAID, held_out=held_out)
    ]


def itself(groups: Sequence[Group]) -> list[Group]:
    """What is surest: the evidence of each group as a statement on itself."""
    return [
        [row(g[0]["sentence"], g[0]["sentence"], g[0]["before"], "says", "itself")] for g in groups
    ]


def told(*, held_out: bool) -> list[Group]:
    """The sentences of `eval/lessons/told`, each as a statement on the other, and the reverse."""
    labels = {"same": COMPATIBLE, "opposes": "opposes", "not": "neither"}
    return [
        [
            row(*pair, "", label, f"told {key}")
            for key, label in labels.items()
            for text in one[key]
            for pair in ((text, one["first"]), (one["first"], text))
        ]
        for one in _lines(_TOLD, held_out=held_out)
    ]


def _lines(folder: Path, *, held_out: bool) -> Iterator[dict[str, Any]]:
    for path in sorted(folder.glob("*.jsonl")):
        if (path.name == HELD_OUT) == held_out:
            yield from map(json.loads, path.read_text(encoding="utf-8").splitlines())
