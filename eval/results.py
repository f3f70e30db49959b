"""What a run writes down: one line a question, everything needed to score it again."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from eval.errors import RunError
from qa.types import Answer, Passage


class Verdict(BaseModel):
    """What a language model said of an answer, as it said it.

    Attributes:
        metric: `faithfulness` or `correctness`.
        score: In [0, 1]; None where the verdict could not be read: unscored, neither right nor
            wrong.
        raw: The model's words.
    """

    model_config = ConfigDict(frozen=True)

    metric: str
    score: float | None
    raw: str


class Result(BaseModel):
    """One question, answered or failed.

    Attributes:
        id: The question's.
        digest: The question's, so that a changed question is asked again.
        answer: None where the answerer raised.
        passages: What was retrieved, best first.
        error: What was raised, in one line.
        seconds: From the question to the answer, by the clock on the wall.
        verdicts: What a language model said of the answer; advisory.
    """

    model_config = ConfigDict(frozen=True)

    id: str
    digest: str
    answer: Answer | None = None
    passages: tuple[Passage, ...] = ()
    error: str | None = None
    seconds: float = 0.0
    verdicts: tuple[Verdict, ...] = ()


def read(path: Path) -> Iterator[Result]:
    """The results in a file; a line that was cut off in writing is left out."""
    lines = path.read_text(encoding="utf-8").split("\n")
    for number, line in enumerate(lines, start=1):
        if not line:
            continue
        try:
            yield Result.model_validate_json(line)
        except ValueError as error:
            if number == len(lines):
                return
            raise RunError(f"{path}:{number} is no result; remove the line and resume") from error


def append(path: Path, result: Result) -> None:
    """Add one line, written to the disk before this returns."""
    with path.open("a", encoding="utf-8") as file:
        file.write(result.model_dump_json() + "\n")
