"""Public benchmarks, measured through `qa.Assistant`: a script that prints, and asserts nothing.

    python -m eval.bench FOLDER            # FOLDER holds chunking/, squad2/ and mtrag/

- `chunking`: Chroma's *Evaluating Chunking Strategies for Retrieval* (Smith and Troynikov, 2024;
  GitHub brandonstarxel/chunking_evaluation, MIT). Token recall, precision and IoU, here over
  characters, of at most 4,000 characters retrieved from all the corpora together.
- `squad2`: paragraphs and questions of SQuAD 2.0's dev set (Rajpurkar, Jia and Liang, 2018;
  CC BY-SA 4.0). Whether the right paragraph is retrieved, and whether the answer holds a gold
  answer and cites the paragraph.
- `mtrag`: turns of IBM's MTRAG (Katsis et al., 2025; GitHub IBM/mt-rag-benchmark, Apache-2.0).
  Recall at 5 of the relevant passages, for turns that have a history.
"""

from __future__ import annotations

import json
import re
import sys
import tempfile
import unicodedata
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.progress import track
from rich.table import Table

from qa import Assistant, Settings
from qa.types import Passage

BUDGET = 4000

_console = Console(highlight=False)
_progress = Console(stderr=True)


def main(arguments: Sequence[str]) -> int:
    """Measure every benchmark that the folder holds; print a table."""
    if len(arguments) != 1 or not Path(arguments[0]).is_dir():
        _progress.print("usage: python -m eval.bench FOLDER (with chunking/, squad2/, mtrag/)")
        return 2
    folder = Path(arguments[0])
    table = Table("benchmark", "questions", "metric", "value")
    for name, measure in (("chunking", chunking), ("squad2", squad2), ("mtrag", mtrag)):
        if (folder / name).is_dir():
            count, figures = measure(folder / name)
            for metric, value in figures.items():
                table.add_row(name, str(count), metric, f"{value:.3f}")
    _console.print(table)
    return 0


def chunking(folder: Path) -> tuple[int, dict[str, float]]:
    """Recall, precision and IoU of the reference characters among those retrieved."""
    texts = {path.name: path.read_bytes().decode() for path in folder.glob("*.md")}
    questions = _lines(folder / "questions.jsonl")
    recalls, precisions, ious = [], [], []
    with tempfile.TemporaryDirectory() as work:
        assistant = _assistant(Path(work), texts)
        for question in track(questions, "chunking", console=_progress):
            passages = assistant.retrieve(question["question"], budget=BUDGET)
            wanted = _characters(
                (question["file"], reference["start"], reference["end"])
                for reference in question["references"]
            )
            found = _characters((p.file, p.start, p.end) for p in passages)
            recalls.append(len(found & wanted) / len(wanted))
            precisions.append(len(found & wanted) / max(1, len(found)))
            ious.append(len(found & wanted) / len(found | wanted))
    figures = {
        f"recall at {BUDGET} characters": _mean(recalls),
        "precision": _mean(precisions),
        "IoU": _mean(ious),
    }
    return len(questions), figures


def squad2(folder: Path) -> tuple[int, dict[str, float]]:
    """Rank of the right paragraph; right and cited answers; refusals."""
    texts = {f"{row['id']}.txt": row["text"] for row in _lines(folder / "passages.jsonl")}
    questions = _lines(folder / "questions.jsonl")
    ranks: list[int | None] = []
    right: list[float] = []
    refused: dict[bool, list[float]] = {True: [], False: []}
    sentences: list[float] = []
    characters: list[float] = []
    with tempfile.TemporaryDirectory() as work:
        assistant = _assistant(Path(work), texts)
        for question in track(questions, "squad2", console=_progress):
            wanted = f"{question['passage']}.txt"
            ranks.append(_rank(assistant.retrieve(question["question"], budget=BUDGET), wanted))
            answer = assistant.ask(question["question"])
            refused[question["answerable"]].append(float(answer.refused))
            if question["answerable"]:
                cited = any(citation.file == wanted for citation in answer.citations)
                named = any(holds(answer.text, gold) for gold in question["answers"])
                right.append(float(cited and named and not answer.refused))
            if not answer.refused:
                sentences.append(float(len(answer.statements)))
                characters.append(float(sum(len(s.text) for s in answer.statements)))
    figures = {
        f"paragraph hit@{k}": _mean([float(r is not None and r <= k) for r in ranks])
        for k in (1, 3, 5)
    }
    return len(questions), figures | {
        "paragraph MRR": _mean([1 / r if r else 0.0 for r in ranks]),
        "answerable: right and cited": _mean(right),
        "answerable: refused": _mean(refused[True]),
        "unanswerable: refused": _mean(refused[False]),
        "sentences an answer": _mean(sentences),
        "characters an answer": _mean(characters),
    }


def mtrag(folder: Path) -> tuple[int, dict[str, float]]:
    """Recall at 5 of the relevant passages, over turns with a history."""
    rows = _lines(folder / "passages.jsonl")
    names = {row["id"]: f"m{number:04}.txt" for number, row in enumerate(rows)}
    texts = {names[row["id"]]: row["text"] for row in rows}
    turns = [t for t in _lines(folder / "turns.jsonl") if t["history"] and t["relevant"]]
    recalls = []
    with tempfile.TemporaryDirectory() as work:
        assistant = _assistant(Path(work), texts)
        for turn in track(turns, "mtrag", console=_progress):
            passages = assistant.retrieve(turn["question"], turn["history"], budget=20_000)
            top = list(dict.fromkeys(passage.file for passage in passages))[:5]
            relevant = {names[name] for name in turn["relevant"]}
            recalls.append(len(relevant.intersection(top)) / len(relevant))
    return len(turns), {"recall@5": _mean(recalls)}


def _assistant(work: Path, texts: dict[str, str]) -> Assistant:
    corpus = work / "corpus"
    corpus.mkdir()
    for name, text in texts.items():
        (corpus / name).write_bytes(text.encode())
    assistant = Assistant(Settings(corpus=corpus, store=work / "store", llm="none"))
    report = assistant.sync()
    _progress.print(f"indexed {len(report.added)} files in {report.seconds:.0f} s")
    return assistant


def _lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def _characters(spans: Iterable[tuple[str, int, int]]) -> set[tuple[str, int]]:
    return {(file, i) for file, start, end in spans for i in range(start, end)}


def _rank(passages: Sequence[Passage], file: str) -> int | None:
    files = list(dict.fromkeys(passage.file for passage in passages))
    return files.index(file) + 1 if file in files else None


def holds(text: str, wanted: str) -> bool:
    """Whether the tokens of `wanted` stand in `text` as a run of whole tokens."""
    return f" {_tokens(wanted)} " in f" {_tokens(text)} "


def _tokens(text: str) -> str:
    return " ".join(re.findall(r"\w+", unicodedata.normalize("NFKC", text).casefold()))


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else float("nan")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
