"""Runs of somebody's own questions on the disk: a folder each, with a report to look at.

- `run.json`: when, with what, what it came to, and how each question ended
- `answers.csv`: a row a question, for a spreadsheet
- `report.html`: the same to look at
"""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from qa.errors import StoreError, UsageError
from qa.scoring.figures import Figures
from qa.scoring.marks import Mark
from qa.settings import Settings

_KEPT = "run.json"
_NAMED = 5  # of the runs there are, where another one was asked for


class Ended(BaseModel):
    """How a question ended."""

    model_config = ConfigDict(frozen=True)

    question: str
    outcome: str
    confidence: float
    seconds: float
    text: str


class Record(BaseModel):
    """A run.

    Attributes:
        run: Its name, which is when it was: `20261129-024500`.
        started: The same as ISO 8601, UTC.
        file: The file of questions.
        corpus: The folder of articles.
        answers: Who answered: a model's name, or `quoting`.
        threshold: The confidence below which was refused.
        figures: Shares by name, of what they are of.
        questions: How each ended.
    """

    model_config = ConfigDict(frozen=True)

    run: str
    started: str
    file: str
    corpus: str
    answers: str
    threshold: float
    figures: dict[str, float]
    questions: tuple[Ended, ...]


def folder(settings: Settings, questions: Path) -> Path:
    """Where runs of a file of questions are kept: beside the index, out of the articles' way."""
    store = settings.store
    return store.with_name(f"{store.name}-eval") / questions.stem


def record(
    marks: Sequence[Mark],
    figures: Figures,
    *,
    questions: Path,
    settings: Settings,
    threshold: float,
    answers: str,
) -> Record:
    """A run that has just ended."""
    now = datetime.now(UTC)
    return Record(
        run=f"{now:%Y%m%d-%H%M%S}",
        started=now.isoformat(timespec="seconds"),
        file=str(questions),
        corpus=str(settings.corpus),
        answers=answers,
        threshold=threshold,
        figures={
            name: round(share.value, 4)
            for name, share in (
                ("ended as it should", figures.ended),
                ("right", figures.right),
                ("refused rightly", figures.refused),
            )
            if share.whole
        },
        questions=tuple(
            Ended(
                question=m.question.question,
                outcome=m.outcome,
                confidence=round(m.confidence, 4),
                seconds=round(m.seconds, 4),
                text=m.answer.text if m.answer else "",
            )
            for m in marks
        ),
    )


def former(runs: Path) -> list[Record]:
    """The runs that are kept in a folder, oldest first; what cannot be read is passed over."""
    found = []
    for path in sorted(runs.glob(f"*/{_KEPT}")):
        try:
            found.append(Record.model_validate_json(path.read_text(encoding="utf-8")))
        except (OSError, ValueError):
            continue
    return found


def against(past: Sequence[Record], name: str | None) -> Record | None:
    """The run that another one is held against; None where there is none yet.

    Args:
        past: The runs, oldest first.
        name: What it is called, or its folder; the last one when left out.

    Raises:
        UsageError: None of them is called so.
    """
    if name is None:
        return past[-1] if past else None
    for one in past:
        if one.run == Path(name).name:
            return one
    known = ", ".join(one.run for one in reversed(past[-_NAMED:])) or "none"
    raise UsageError(f"there is no run '{name}' of these questions; the last ones: {known}")


def keep(runs: Path, new: Record, marks: Sequence[Mark], report: str) -> Path:
    """Write a run into a folder of its own.

    Raises:
        StoreError: It cannot be written.
    """
    into = runs / new.run
    try:
        number = 1
        while into.exists():
            number += 1
            into = runs / f"{new.run}-{number}"
        into.mkdir(parents=True)
        (into / "report.html").write_text(report, encoding="utf-8")
        (into / "answers.csv").write_text(table(marks), encoding="utf-8", newline="")
        named = new.model_copy(update={"run": into.name})
        (into / _KEPT).write_text(named.model_dump_json(indent=1), encoding="utf-8")
    except OSError as error:
        raise StoreError(
            f"'{into}' cannot be written ({error.strerror}): name another folder with --into"
        ) from error
    return into


def table(marks: Sequence[Mark]) -> str:
    """The run as CSV; a cell that a spreadsheet would take for a formula is made text."""
    written = io.StringIO()
    rows = csv.writer(written)
    rows.writerow(
        ["question", "outcome", "confidence", "seconds", "answer", "sources", "expected", "faults"]
    )
    for m in marks:
        answer = m.answer
        cited = answer.citations if answer else ()
        cells = [
            m.question.question,
            m.outcome,
            f"{m.confidence:.3f}",
            f"{m.seconds:.3f}",
            answer.text if answer else "",
            "; ".join(f"{c.file}:{c.line}" for c in cited),
            "; ".join(" | ".join(group) for group in m.question.required),
            "; ".join(m.faults),
        ]
        rows.writerow([_plain(cell) for cell in cells])
    return written.getvalue()


def _plain(cell: str) -> str:
    return f"'{cell}" if cell.startswith(("=", "+", "-", "@", "\t")) else cell
