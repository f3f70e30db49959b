"""Paragraphs and questions of SQuAD 2.0's dev set (Rajpurkar, Jia and Liang, 2018; CC BY-SA 4.0).

Whether the right paragraph is retrieved, and whether the answer holds a gold answer and cites the
paragraph; of those that are answered, how good the short answer is (exact match and F1 as in
Rajpurkar et al., 2016).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from eval.bench.harness import BUDGET, Measurement, assistant_over, mean, rows, tracked
from eval.bench.judging import says_and_cites, share
from eval.metrics.answer import exact, token_f1
from qa import Assistant
from qa.types import Answer, Passage

_CUTOFFS = (1, 3, 5)  # ranks of the hit rate


@dataclass(frozen=True)
class Asked:
    """What came of one question: its paragraph's rank, the answer, and how good its few words are.

    Attributes:
        answerable: Whether the paragraph answers it.
        rank: The paragraph's; None where it was not retrieved.
        right: Whether a gold answer is said and the paragraph cited.
        exact: Whether the short answer is a gold answer, as SQuAD compares them.
        f1: Its words against those of the gold answer that is most like it, from 0 to 1.
        answer: The answer.
    """

    answerable: bool
    rank: int | None
    right: bool
    exact: bool
    f1: float
    answer: Answer


def measure(folder: Path) -> Measurement:
    """Rank of the right paragraph; right and cited answers; refusals."""
    texts = {f"{row['id']}.txt": row["text"] for row in rows(folder / "passages.jsonl")}
    questions = rows(folder / "questions.jsonl")
    with assistant_over(texts) as assistant:
        asked = [_ask(assistant, question) for question in tracked(questions, "squad2")]
    answerable = [one for one in asked if one.answerable]
    unanswerable = [one for one in asked if not one.answerable]
    answered = [one for one in answerable if not one.answer.refused]
    answers = [one.answer for one in asked if not one.answer.refused]
    figures = {
        f"paragraph hit@{k}": share(a.rank is not None and a.rank <= k for a in asked)
        for k in _CUTOFFS
    }
    return Measurement(
        len(questions),
        figures
        | {
            "paragraph MRR": mean([1 / a.rank if a.rank else 0.0 for a in asked]),
            "answerable: right and cited": share(a.right for a in answerable),
            "answerable: refused": share(a.answer.refused for a in answerable),
            "unanswerable: refused": share(a.answer.refused for a in unanswerable),
            "answered: exact match of the short answer": share(a.exact for a in answered),
            "answered: token F1 of the short answer": mean([a.f1 for a in answered]),
            "sentences an answer": mean([len(answer.statements) for answer in answers]),
            "characters an answer": mean([_characters(answer) for answer in answers]),
        },
    )


def _ask(assistant: Assistant, question: dict[str, Any]) -> Asked:
    file = f"{question['passage']}.txt"
    rank = _rank(assistant.retrieve(question["question"], budget=BUDGET), file)
    answer = assistant.ask(question["question"])
    golds = question["answers"]
    return Asked(
        answerable=question["answerable"],
        rank=rank,
        right=says_and_cites(answer, golds, file),
        exact=any(exact(answer.short, gold) for gold in golds),
        f1=max((token_f1(answer.short, gold) for gold in golds), default=0.0),
        answer=answer,
    )


def _rank(passages: Sequence[Passage], file: str) -> int | None:
    files = list(dict.fromkeys(passage.file for passage in passages))
    return files.index(file) + 1 if file in files else None


def _characters(answer: Answer) -> int:
    return sum(len(statement.text) for statement in answer.statements)
