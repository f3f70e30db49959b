"""Somebody's own questions, read from a file: CSV, JSON lines, or JSON.

A row has a `question` and, under any of the names in `NAMES`, what a right answer says and the file
that it cites. A row without an answer is a question that the articles do not answer.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from qa.corpus.decoding import decode
from qa.errors import UsageError

# What a column may be called, by what it holds; in small letters.
NAMES: Mapping[str, tuple[str, ...]] = {
    "question": ("question", "query", "q", "input"),
    "answer": ("answer", "expected", "says", "answers", "expected_answer", "reference"),
    "forbidden": ("forbidden", "not", "wrong"),
    "file": ("file", "source", "document"),
    "unanswerable": ("unanswerable", "should_refuse", "refuse"),
    "kind": ("kind", "type", "category"),
}
_BETWEEN, _OR = ";", "|"  # between things that are all needed; between wordings of one of them
_TRUE = {"1", "true", "yes", "y", "x"}
_FALSE = {"", "0", "false", "no", "n"}
_MOST = 10_000  # questions


@dataclass(frozen=True)
class OwnQuestion:
    """A question, and what a right answer to it is.

    Attributes:
        id: The line that it stands in, as `line 3`.
        question: As it is asked.
        required: Groups of wordings; a right answer holds one of each group. Empty where the
            articles do not answer it, and a refusal is right.
        forbidden: Words that only a wrong answer holds.
        file: A file that a right answer cites; empty for any.
        kind: What sort of question it is; may be empty.
    """

    id: str
    question: str
    required: tuple[tuple[str, ...], ...] = ()
    forbidden: tuple[str, ...] = ()
    file: str = ""
    kind: str = ""

    @property
    def answerable(self) -> bool:
        """Whether the articles answer it."""
        return bool(self.required or self.file)


def read(path: Path) -> list[OwnQuestion]:
    """The questions in a file.

    Raises:
        UsageError: It cannot be read, holds no questions, or a line is wrong; the message names it.
    """
    try:
        text, _ = decode(path.read_bytes())
    except OSError as error:
        raise UsageError(f"'{path}' cannot be read: {error.strerror}") from error
    except ValueError as error:
        raise UsageError(f"'{path}' is no text: write CSV or JSON lines") from error
    if path.suffix.lower() in (".jsonl", ".ndjson", ".json"):
        rows = _json(path, text)
    else:
        rows = _csv(path, text)
    found = [_question(path, number, row) for number, row in rows]
    if not found:
        raise UsageError(f"'{path}' holds no questions: one a line, with the words of its answer")
    if len(found) > _MOST:
        raise UsageError(f"'{path}' holds {len(found):,} questions, {_MOST:,} are the most")
    return found


def _json(path: Path, text: str) -> Iterator[tuple[int, dict[str, Any]]]:
    if path.suffix.lower() == ".json":
        try:
            listed = json.loads(text)
        except ValueError as error:
            raise UsageError(f"'{path}' is no JSON: {error}") from error
        if not isinstance(listed, list):
            raise UsageError(f"'{path}' is no list of questions: write [{{...}}, {{...}}]")
        for number, row in enumerate(listed, start=1):
            yield number, _object(path, number, row)
        return
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            try:
                row = json.loads(line)
            except ValueError as error:
                raise UsageError(f"{path}:{number} is no JSON: {error}") from error
            yield number, _object(path, number, row)


def _object(path: Path, number: int, row: object) -> dict[str, Any]:
    if not isinstance(row, dict):
        raise UsageError(f'{path}:{number} is no object: write {{"question": "...", ...}}')
    return row


def _csv(path: Path, text: str) -> Iterator[tuple[int, dict[str, Any]]]:
    delimiter = "\t" if path.suffix.lower() in (".tsv", ".tab") else _delimiter(text)
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    names = [name.strip().lower() for name in reader.fieldnames or ()]
    if not set(names) & set(NAMES["question"]):
        raise UsageError(
            f"'{path}' has no column 'question': its first line names the columns, such as "
            "question,answer,file"
        )
    try:
        for row in reader:
            if any(value and str(value).strip() for value in row.values()):
                if None in row:
                    raise UsageError(
                        f"{path}:{reader.line_num} has more cells than columns: put text with "
                        f"'{delimiter}' in it into quotation marks"
                    )
                yield reader.line_num, {str(k): v or "" for k, v in row.items()}
    except csv.Error as error:
        raise UsageError(f"{path}:{reader.line_num} is no CSV: {error}") from error


def _delimiter(text: str) -> str:
    head = text.split("\n", 1)[0]
    return max((",", ";", "\t"), key=head.count)


def _question(path: Path, number: int, row: Mapping[str, Any]) -> OwnQuestion:
    cells = {str(name).strip().lower(): value for name, value in row.items()}

    def cell(name: str) -> Any:
        return next((cells[known] for known in NAMES[name] if known in cells), "")

    asked = " ".join(str(cell("question") or "").split())
    if not asked:
        raise UsageError(f"{path}:{number} has no question")
    required = () if _is_true(path, number, cell("unanswerable")) else _groups(cell("answer"))
    file = "" if cell("unanswerable") and not required else str(cell("file") or "").strip()
    return OwnQuestion(
        id=f"line {number}",
        question=asked,
        required=required,
        forbidden=tuple(word for group in _groups(cell("forbidden")) for word in group),
        file=file,
        kind=str(cell("kind") or "").strip() or ("answerable" if required or file else _NOT),
    )


_NOT = "unanswerable"


def _is_true(path: Path, number: int, value: object) -> bool:
    said = str(value).strip().lower()
    if said in _TRUE or said in _FALSE:
        return said in _TRUE
    raise UsageError(f"{path}:{number}: unanswerable is 'yes' or 'no', not '{said[:40]}'")


def _groups(value: object) -> tuple[tuple[str, ...], ...]:
    """Words that are needed: `a; b` needs both, `a | b` one of them. A list is taken likewise."""
    parts = value if isinstance(value, Sequence) and not isinstance(value, str) else [value]
    if not isinstance(value, str):
        listed = [part if isinstance(part, list) else str(part or "").split(_OR) for part in parts]
    else:
        listed = [part.split(_OR) for part in value.split(_BETWEEN)]
    groups = (tuple(str(word).strip() for word in group if str(word).strip()) for group in listed)
    return tuple(group for group in groups if group)
