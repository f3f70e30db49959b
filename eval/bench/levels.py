"""What is embedded: sentences, units of several, or both; recall of each, corpus by corpus.

    python -m eval.bench.levels FOLDER    # FOLDER holds chunking/

Over the texts of the chunking benchmark as they are and in small letters, and over the tables among
the files of every format. Where units are embedded, all sentences of one have its vector.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from rich.console import Console
from rich.table import Table

from eval.bench import made
from eval.bench.chunking import runs
from eval.bench.harness import BUDGET, assistant_over, mean, progress, rows, tracked
from eval.metrics import answer as answers
from eval.paths import Paths
from eval.suites import items
from qa import Settings
from qa.index import embedding
from qa.index.embedding import Embedding
from qa.index.memory import Index
from qa.search import ranking
from qa.search.selection import select
from qa.types import Passage, Vectors

# Characters that may be retrieved of a folder of small tables: of more all levels find all.
_OF_TABLES = 500

Levels = Mapping[str, Index]


@dataclass(frozen=True)
class Asked:
    """A question, the corpus that it counts for, and how much of what it needs passages hold."""

    question: str
    corpus: str
    recall: Callable[[Sequence[Passage]], float]


def measure(
    texts: Mapping[str, str | bytes], asked: Sequence[Asked], budget: int, name: str
) -> dict[str, dict[str, float]]:
    """The mean recall by level and corpus.

    Args:
        texts: The files that are indexed, by name.
        asked: The questions on them.
        budget: Characters that may be retrieved.
        name: What is shown while it goes on.
    """
    recalls: dict[str, dict[str, list[float]]] = defaultdict(lambda: defaultdict(list))
    model = embedding.build(Settings(llm="none"))
    with assistant_over(texts) as assistant:
        levels = _levels(assistant.index(), model)
        for row in tracked([vars(one) for one in asked], name):
            query = ranking.prepare(levels["sentences"], model, row["question"])
            for level, index in levels.items():
                found = select(index, ranking.rank(index, query), budget)
                recalls[level][row["corpus"]].append(row["recall"](found))
    return {
        level: {corpus: mean(some) for corpus, some in sorted(by.items())}
        | {"all": mean([one for some in by.values() for one in some])}
        for level, by in recalls.items()
    }


def _levels(index: Index, model: Embedding) -> Levels:
    """The same articles with other vectors, by what is embedded."""
    units = _of_units(index, model)
    return {
        "sentences": index,
        "units": Index(index.rows, units, index.revision),
        "both": Index(index.rows, (index.vectors + units) / np.float32(2), index.revision),
    }


def _of_units(index: Index, model: Embedding) -> Vectors:
    """For each sentence the vector of its unit: of its contexts, each once, and its sentences."""
    texts = []
    for unit in range(len(index.unit_starts)):
        said = [index.rows[i] for i in index.unit_sentences(unit)]
        contexts = dict.fromkeys(row.context for row in said if row.context)
        texts.append(" ".join([*contexts, *(row.read for row in said)]))
    vectors: Vectors = np.concatenate(
        [embedding.embed_texts(model, texts[at : at + 64]) for at in range(0, len(texts), 64)]
    )[index.unit_of]
    return vectors


def _of_chunking(folder: Path) -> Iterator[tuple[str, Mapping[str, str | bytes], list[Asked]]]:
    questions = rows(folder / "chunking" / "questions.jsonl")
    for version in ("as it is", "in small letters"):
        suffix, make = made.VERSIONS[version]
        texts = {
            path.stem + suffix: make(path.read_bytes().decode())
            for path in (folder / "chunking").glob("*.md")
        }
        yield version, texts, [_asked(row) for row in questions]


def _asked(row: Mapping[str, object]) -> Asked:
    file = Path(str(row["file"])).stem
    wanted = runs(reference["text"] for reference in row["references"])  # type: ignore[attr-defined]

    def recall(found: Sequence[Passage]) -> float:
        told = runs(p.text for p in found if Path(p.file).stem == file)
        return len(told & wanted) / max(1, len(wanted))

    return Asked(str(row["question"]), file, recall)


def _of_tables() -> tuple[Mapping[str, str | bytes], list[Asked]]:
    """The files of every format, and the questions on rows and records of them."""
    folder = items.folder_of(items.KINDS, Paths())
    texts: dict[str, str | bytes] = {p.name: p.read_bytes() for p in sorted(folder.iterdir())}
    asked = [
        _of_table(item)
        for item in items.load("formats", Paths())
        if isinstance(item, items.FormatQuestion) and ("row " in item.where)
    ]
    return texts, asked


def _of_table(item: items.FormatQuestion) -> Asked:
    def recall(found: Sequence[Passage]) -> float:
        told = " ".join(p.text for p in found if p.file == item.file)
        return float(answers.is_right(told, item.required, ()))

    return Asked(item.question, "tables", recall)


def main(arguments: Sequence[str]) -> int:
    """Measure, and print a table."""
    if len(arguments) != 1 or not (Path(arguments[0]) / "chunking").is_dir():
        progress.print("usage: python -m eval.bench.levels FOLDER (with chunking/)")
        return 2
    shown = Table("texts", "embedded", "corpus", "questions", "recall")
    tables, on_tables = _of_tables()
    every = [
        *((*made_over, BUDGET) for made_over in _of_chunking(Path(arguments[0]))),
        ("tables", tables, on_tables, _OF_TABLES),
    ]
    for name, texts, asked, budget in every:
        for level, by in measure(texts, asked, budget, name).items():
            for corpus, recall in by.items():
                count = sum(corpus in (one.corpus, "all") for one in asked)
                shown.add_row(name, level, corpus, str(count), f"{recall:.3f}")
                progress.print(f"{name}, {level}, {corpus}, {count}, {recall:.3f}")
    Console(highlight=False).print(shown)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
