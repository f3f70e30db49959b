"""What the confidence is fitted on: questions of several kinds, and the evidence of their answers.

Each kind is a text of its own sort with questions of its own sort, and weighs as much as any other.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from eval.bench.harness import rows
from eval.bench.tokens import contains
from eval.gold.questions import GoldSentence
from eval.paths import GOLD, SEEDS, UNSEEN, Paths
from eval.suites import items
from eval.suites.items import CorpusQuestion
from eval.teach.lessons import lessons
from qa import Assistant, Settings
from qa.answer import extractive
from qa.answer.confidence import Evidence
from qa.index.local_embedding import LocalEmbedding
from qa.index.memory import Index
from qa.search import conversation
from qa.search.search import search
from qa.types import Statement, Turn

SEEDS_DEV, NEWS, SQUAD, LESSONS, CORPORA = "seeds dev", "news", "squad2", "lessons", "corpora dev"
FITTED = (SEEDS_DEV, NEWS, SQUAD, LESSONS, CORPORA)
HELD_OUT = "unseen test"  # nothing is fitted on it
_TAKEN_AWAY_EVERY = 3  # of SQuAD's questions; chosen by hand

IsRight = Callable[[Sequence[Statement]], bool]


@dataclass(frozen=True)
class Case:
    """One question: its evidence, and whether the sentences that come nearest answer it rightly.

    Attributes:
        kind: One of `FITTED`, or `HELD_OUT`.
        group: Questions of one group are never on both sides of a cross-validation.
        evidence: What speaks for the answer.
        answerable: Whether the articles say it.
        right: Whether the answer says it.
    """

    kind: str
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
        asked = _Asked(SQUAD, row["id"], row["question"])
        yield _case(index, asked, row["answerable"], is_right)
        if number % _TAKEN_AWAY_EVERY == 0:
            yield _case(_without(index, f"{row['passage']}.txt"), asked, False, is_right)


def of_news(folder: Path) -> Iterator[Case]:
    """Questions on news in other words than theirs, a third of them on articles not there."""
    texts = {
        f"{row['id']}.txt": f"{row['title']}\n\n{row['text']}"
        for row in rows(folder / "articles.jsonl")
    }
    index = _indexed(texts)
    for row in rows(folder / "questions.jsonl"):
        found = _located(texts, f"{row['article']}.txt", row["evidence"])
        asked = _Asked(NEWS, str(row["article"] or row["id"]), row["question"])
        yield _case(index, asked, row["answerable"], _cites(found))


def of_seeds() -> Iterator[Case]:
    """The dev split of the gold set, and both splits of the unseen questions."""
    index = _indexed({p.name: p.read_bytes().decode() for p in SEEDS.iterdir()})
    for row in rows(GOLD):
        if row["split"] == "dev":
            asked = _Asked(
                SEEDS_DEV, row["parent"] or row["id"], row["question"], tuple(row["history"])
            )
            yield _case(index, asked, not row["should_refuse"], _says_all(row["required"]))
    for row in rows(UNSEEN):
        kind = HELD_OUT if row["split"] == "test" else SEEDS_DEV
        asked = _Asked(kind, row["id"], row["question"])
        yield _case(index, asked, row["answerable"], _says_all(row["required"]))


def of_lessons(every: Sequence[dict[str, Any]] | None = None) -> Iterator[Case]:
    """The lessons that the reader did not learn from, as small corpora of their passages.

    Twins, of which one answers what the other does not, are in different corpora.
    """
    for part in apart(lessons(held_out=True) if every is None else every):
        texts = {f"{n:03}.txt": " ".join(one["sentences"]) for n, one in enumerate(part)}
        index = _indexed(texts)
        for file, one in zip(texts, part, strict=True):
            for question, answers, _ in one["answered"]:
                found = _located(texts, file, [one["sentences"][i] for i in answers])
                yield _case(index, _Asked(LESSONS, question, question), True, _cites(found))
            for question, _ in one["unanswered"]:
                yield _case(index, _Asked(LESSONS, question, question), False, _cites(()))


def of_corpora(paths: Paths | None = None) -> Iterator[Case]:
    """The dev split of the questions over small corpora; small talk is no question."""
    where = paths or Paths()
    indexes: dict[str, tuple[Index, dict[str, str]]] = {}
    for item in items.load("corpora", where, "dev"):
        if not isinstance(item, CorpusQuestion) or item.smalltalk:
            continue
        if item.corpus not in indexes:
            texts = items.texts_of(item.corpus, where)
            indexes[item.corpus] = _indexed(texts), texts
        index, texts = indexes[item.corpus]
        asked = _Asked(CORPORA, item.id, item.question, tuple(item.turns))
        yield _case(index, asked, not item.should_refuse, _cites(item.sentences(texts)))


def apart(every: Sequence[dict[str, Any]]) -> list[list[dict[str, Any]]]:
    """Lessons in as few parts as it takes for no two of a part to ask the same question."""
    parts: list[tuple[set[str], list[dict[str, Any]]]] = []
    for one in every:
        asked = {row[0] for row in (*one["answered"], *one["unanswered"])}
        for known, part in parts:
            if not known & asked:
                known.update(asked)
                part.append(one)
                break
        else:
            parts.append((asked, [one]))
    return [part for _, part in parts]


@dataclass(frozen=True)
class _Asked:
    kind: str
    group: str
    question: str
    history: tuple[Turn, ...] = ()


def _located(texts: Mapping[str, str], file: str, quotes: Sequence[str]) -> list[GoldSentence]:
    return [items.located(texts, file, quote) for quote in quotes]


def _cites(sentences: Sequence[GoldSentence]) -> IsRight:
    def is_right(statements: Sequence[Statement]) -> bool:
        cited = [citation for statement in statements for citation in statement.citations]
        return any(s.overlaps(c.file, c.start, c.end) for s in sentences for c in cited)

    return is_right


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


def _case(index: Index, asked: _Asked, answerable: bool, is_right: IsRight) -> Case:
    follow_up = conversation.resolve(asked.question, asked.history)
    found = search(index, _embedding(), asked.question, follow_up)
    evidence, statements = extractive.candidate_answer(found)
    right = answerable and is_right(statements)
    return Case(asked.kind, asked.group, evidence, answerable, right)


@cache
def _embedding() -> LocalEmbedding:
    return LocalEmbedding()


def _indexed(texts: Mapping[str, str]) -> Index:
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
