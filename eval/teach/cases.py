"""What the confidence is fitted on: questions, the evidence of their answers, which are right."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from eval.bench.harness import rows
from eval.bench.tokens import contains
from eval.paths import GOLD, SEEDS, UNSEEN
from qa import Assistant, Settings
from qa.answer import extractive
from qa.answer.confidence import Evidence
from qa.index.embedding import LocalEmbedding
from qa.index.memory import Index
from qa.search import conversation
from qa.search.search import search
from qa.types import Statement, Turn

SQUAD, TAKEN_AWAY, GOLD_DEV, UNSEEN_DEV = "squad2", "taken away", "gold dev", "unseen dev"
HELD_OUT = "unseen test"  # nothing is fitted on it
SOURCES = (SQUAD, TAKEN_AWAY, GOLD_DEV, UNSEEN_DEV, HELD_OUT)
_TAKEN_AWAY_EVERY = 3  # of SQuAD's questions; chosen by hand

IsRight = Callable[[Sequence[Statement]], bool]


@dataclass(frozen=True)
class Case:
    """One question: its evidence, and whether the three best sentences answer it rightly."""

    source: str
    group: str
    evidence: Evidence
    answerable: bool
    right: bool


def of_squad(folder: Path) -> Iterator[Case]:
    """SQuAD 2.0's questions, a third of them once more with their paragraph taken away."""
    texts = {f"{row['id']}.txt": row["text"] for row in rows(folder / "passages.jsonl")}
    index = _indexed(texts)
    for number, row in enumerate(rows(folder / "questions.jsonl")):
        is_right = _says_and_cites(row["answers"], f"{row['passage']}.txt")
        yield _case(index, SQUAD, row["id"], row["question"], (), row["answerable"], is_right)
        if number % _TAKEN_AWAY_EVERY == 0:
            rest = _without(index, f"{row['passage']}.txt")
            yield _case(rest, TAKEN_AWAY, row["id"], row["question"], (), False, is_right)


def of_seeds() -> Iterator[Case]:
    """The dev split of the gold set, and both splits of the unseen questions."""
    index = _indexed({p.name: p.read_bytes().decode() for p in SEEDS.iterdir()})
    for row in rows(GOLD):
        if row["split"] == "dev":
            yield _case(
                index,
                GOLD_DEV,
                row["id"],
                row["question"],
                row["history"],
                not row["should_refuse"],
                _says_all(row["required"]),
            )
    for row in rows(UNSEEN):
        source = HELD_OUT if row["split"] == "test" else UNSEEN_DEV
        is_right = _says_all(row["required"])
        yield _case(index, source, row["id"], row["question"], (), row["answerable"], is_right)


def _says_and_cites(answers: Sequence[str], file: str) -> IsRight:
    def is_right(statements: Sequence[Statement]) -> bool:
        text = " ".join(statement.text for statement in statements)
        cited = {citation.file for s in statements for citation in s.citations}
        return file in cited and any(contains(text, answer) for answer in answers)

    return is_right


def _says_all(required: Sequence[Sequence[str]]) -> IsRight:
    def is_right(statements: Sequence[Statement]) -> bool:
        text = " ".join(statement.text for statement in statements)
        return all(any(contains(text, alias) for alias in group) for group in required)

    return is_right


def _case(
    index: Index,
    source: str,
    group: str,
    question: str,
    history: Sequence[Turn],
    answerable: bool,
    is_right: IsRight,
) -> Case:
    found = search(index, _embedding(), question, conversation.resolve(question, history))
    evidence, statements = extractive.candidate_answer(found)
    return Case(source, group, evidence, answerable, answerable and is_right(statements))


@cache
def _embedding() -> LocalEmbedding:
    return LocalEmbedding()


def _indexed(texts: dict[str, str]) -> Index:
    with tempfile.TemporaryDirectory() as work:
        corpus = Path(work) / "corpus"
        corpus.mkdir()
        for name, text in texts.items():
            (corpus / name).write_bytes(text.encode())
        settings = Settings(corpus=corpus, store=Path(work) / "store", llm="none")
        return Assistant(settings).index()


def _without(index: Index, file: str) -> Index:
    kept = [i for i, row in enumerate(index.rows) if row.file != file]
    return Index([index.rows[i] for i in kept], index.vectors[kept], "")
