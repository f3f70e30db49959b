"""Paragraphs and questions of SQuAD 2.0's dev set (Rajpurkar, Jia and Liang, 2018; CC BY-SA 4.0).

Whether the right paragraph is retrieved, and whether the answer holds a gold answer and cites the
paragraph.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from eval.bench.harness import BUDGET, Measurement, assistant_over, mean, rows, tracked
from eval.bench.tokens import contains
from qa import Assistant
from qa.types import Answer, Passage

_CUTOFFS = (1, 3, 5)  # ranks of the hit rate


@dataclass(frozen=True)
class Asked:
    """What came of one question: its paragraph's rank, and the answer."""

    answerable: bool
    rank: int | None
    right: bool
    answer: Answer


def measure(folder: Path) -> Measurement:
    """Rank of the right paragraph; right and cited answers; refusals."""
    texts = {f"{row['id']}.txt": row["text"] for row in rows(folder / "passages.jsonl")}
    questions = rows(folder / "questions.jsonl")
    with assistant_over(texts) as assistant:
        asked = [_ask(assistant, question) for question in tracked(questions, "squad2")]
    answerable = [one for one in asked if one.answerable]
    unanswerable = [one for one in asked if not one.answerable]
    answers = [one.answer for one in asked if not one.answer.refused]
    figures = {
        f"paragraph hit@{k}": _share(a.rank is not None and a.rank <= k for a in asked)
        for k in _CUTOFFS
    }
    return Measurement(
        len(questions),
        figures
        | {
            "paragraph MRR": mean([1 / a.rank if a.rank else 0.0 for a in asked]),
            "answerable: right and cited": _share(a.right for a in answerable),
            "answerable: refused": _share(a.answer.refused for a in answerable),
            "unanswerable: refused": _share(a.answer.refused for a in unanswerable),
            "sentences an answer": mean([len(answer.statements) for answer in answers]),
            "characters an answer": mean([_characters(answer) for answer in answers]),
        },
    )


def _ask(assistant: Assistant, question: dict[str, Any]) -> Asked:
    file = f"{question['passage']}.txt"
    rank = _rank(assistant.retrieve(question["question"], budget=BUDGET), file)
    answer = assistant.ask(question["question"])
    return Asked(question["answerable"], rank, _is_right(answer, question, file), answer)


def _is_right(answer: Answer, question: dict[str, Any], file: str) -> bool:
    cited = any(citation.file == file for citation in answer.citations)
    named = any(contains(answer.text, gold) for gold in question["answers"])
    return cited and named and not answer.refused


def _rank(passages: Sequence[Passage], file: str) -> int | None:
    files = list(dict.fromkeys(passage.file for passage in passages))
    return files.index(file) + 1 if file in files else None


def _characters(answer: Answer) -> int:
    return sum(len(statement.text) for statement in answer.statements)


def _share(hits: Iterable[bool]) -> float:
    return mean([float(hit) for hit in hits])
