"""The reader alone, given SQuAD 2.0's paragraph: where the answer is, and whether there is one.

    python -m eval.bench.reading FOLDER            # FOLDER holds squad2/

Exact match and F1 over tokens are SQuAD's (Rajpurkar et al., 2016): in lower case, without
punctuation and articles, the best of the gold answers; what is not marked counts as wrong. Over
all questions they are those of SQuAD 2.0 (Rajpurkar et al., 2018) at the threshold that is best for
them, as published readers give them: an unanswerable question that is refused counts 1, an
answerable one 0.
"""

from __future__ import annotations

import math
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rich.console import Console

from eval.bench.harness import Measurement, mean, rows, tracked
from eval.metrics.answer import exact, token_f1
from qa.answer import reader
from qa.corpus import chunking, documents

_MARKED = 3  # sentences of a paragraph, the best by their odds, whose marks are looked for
_MARK_WEIGHT = 0.25  # of the mark's odds, beside the sentence's; of 0, 0.25, 0.5, 1 the best here
_LOST = 0.1  # share of the answerable questions that are refused, as published readers do


@dataclass(frozen=True)
class Read:
    """What was read for a question: the best place, and how surely there is one."""

    gold: Sequence[str]
    marked: str
    odds: float
    mark_odds: float


def measure(folder: Path) -> Measurement:
    """Exact match and F1 of the marked answers; how well both odds tell what has no answer."""
    texts = {row["id"]: row["text"] for row in rows(folder / "passages.jsonl")}
    questions = rows(folder / "questions.jsonl")
    read = [_read(row, texts[row["passage"]]) for row in tracked(questions, "reading")]
    answerable = [one for one in read if one.gold]
    marked = [one for one in answerable if one.marked]
    refused = [one for one in read if not one.gold]
    figures = {
        "answerable: exact match": mean([_best(exact, one) for one in answerable]),
        "answerable: F1": mean([_best(token_f1, one) for one in answerable]),
        "answerable: marked": len(marked) / len(answerable),
        "marked: exact match": mean([_best(exact, one) for one in marked]),
        "marked: F1": mean([_best(token_f1, one) for one in marked]),
    }
    for name, odds in (("odds", _odds), ("mark's odds", _mark_odds)):
        yes, no = [odds(one) for one in answerable], [odds(one) for one in refused]
        figures[f"answerable or not, area under the curve of the {name}"] = _area(yes, no)
        least = sorted(yes)[int(_LOST * len(yes))]
        figures[f"unanswerable refused where {_LOST:.0%} of the answerable are, by the {name}"] = (
            mean([float(one < least) for one in no])
        )
    return Measurement(len(questions), figures | over_all(read))


def over_all(read: Sequence[Read]) -> dict[str, float]:
    """What SQuAD 2.0's own script gives, by the mark's odds, at the threshold with the best F1."""
    everything = [-math.inf, *sorted(one.mark_odds for one in read), math.inf]
    best = max(everything, key=lambda least: mean([_right(token_f1, one, least) for one in read]))
    answerable = [one for one in read if one.gold]
    others = [one for one in read if not one.gold]
    return {
        "all: exact match": mean([_right(exact, one, best) for one in read]),
        "all: F1": mean([_right(token_f1, one, best) for one in read]),
        "there, answerable: exact match": mean([_right(exact, one, best) for one in answerable]),
        "there, answerable: F1": mean([_right(token_f1, one, best) for one in answerable]),
        "there, unanswerable: refused": mean([_right(exact, one, best) for one in others]),
        "there, answerable: refused": mean([float(one.mark_odds < best) for one in answerable]),
    }


def _right(measure: Callable[[str, str], float], read: Read, least: float) -> float:
    """What an answer counts, if questions with odds below `least` are refused."""
    if read.mark_odds < least:
        return float(not read.gold)
    return _best(measure, read) if read.gold else 0.0


def _read(question: dict[str, Any], text: str) -> Read:
    spans = chunking.sentences(documents.of_text("", text))
    sentences = [text[span.start : span.end] for span in spans]
    readings = reader.read(
        question["question"], list(zip(sentences, ["", *sentences], strict=False))
    )
    order = sorted(range(len(readings)), key=lambda i: -readings[i].odds)[:_MARKED]
    best = max(order, key=lambda i: readings[i].odds + _MARK_WEIGHT * readings[i].mark.odds)
    span = readings[best].span
    return Read(
        question["answers"] if question["answerable"] else (),
        sentences[best][slice(*span)] if span else "",
        readings[order[0]].odds,
        max(readings[i].mark.odds for i in order),
    )


def _odds(read: Read) -> float:
    return read.odds


def _mark_odds(read: Read) -> float:
    return read.mark_odds


def _best(measure: Callable[[str, str], float], read: Read) -> float:
    return max(measure(read.marked, gold) for gold in read.gold)


def _area(yes: Sequence[float], no: Sequence[float]) -> float:
    """The probability that an answerable question scores above an unanswerable one."""
    return mean([(one > other) + (one == other) / 2 for one in yes for other in no])


def main(arguments: Sequence[str]) -> int:
    """Measure, and print."""
    if len(arguments) != 1 or not (Path(arguments[0]) / "squad2").is_dir():
        print("usage: python -m eval.bench.reading FOLDER (with squad2/)", file=sys.stderr)
        return 2
    console = Console(highlight=False, soft_wrap=True)
    measured = measure(Path(arguments[0]) / "squad2")
    console.print(f"{measured.questions} questions")
    for name, value in measured.figures.items():
        console.print(f"{value:.3f}  {name}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
