"""Whether an answer to a public benchmark is right: it says a gold answer, and cites its file."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from eval.bench.harness import mean
from eval.bench.tokens import contains
from qa.types import Answer


def says_and_cites(answer: Answer, golds: Sequence[str], file: str) -> bool:
    """Whether an answer holds one of the gold answers and cites the file that gives it."""
    cited = any(citation.file == file for citation in answer.citations)
    return not answer.refused and cited and any(contains(answer.text, gold) for gold in golds)


def share(hits: Iterable[bool]) -> float:
    """Share of what holds; not a number where there is nothing."""
    return mean([float(hit) for hit in hits])
