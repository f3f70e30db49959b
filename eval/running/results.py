"""What a run writes down: one line a question, everything needed to score it again."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from pydantic import AliasChoices, BaseModel, ConfigDict, Field

from qa.types import Answer, Passage


class Judgement(BaseModel):
    """What a language model said of an answer, as it said it.

    Attributes:
        metric: `faithfulness` or `correctness`.
        score: In [0, 1]; None where the reply could not be read: unscored, neither right nor
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
        answer: None where the program raised.
        passages: What was retrieved, best first; of a question refused in error, all of it.
        error: What was raised, in one line.
        seconds: From the question to the answer, by the clock on the wall.
        judgements: What a language model said of the answer; advisory.
    """

    model_config = ConfigDict(frozen=True)

    id: str
    digest: str
    answer: Answer | None = None
    passages: tuple[Passage, ...] = ()
    error: str | None = None
    seconds: float = 0.0
    judgements: tuple[Judgement, ...] = Field(
        default=(),
        validation_alias=AliasChoices("judgements", "verdicts"),  # `verdicts` in earlier runs
    )


def read(path: Path) -> Iterator[Result]:
    """The results in a file.

    A line that was cut off in writing is left out: its question counts as not asked, and is asked
    again when the run is resumed.
    """
    for line in path.read_text(encoding="utf-8").split("\n"):
        try:
            yield Result.model_validate_json(line)
        except ValueError:
            continue


def append(path: Path, result: Result) -> None:
    """Add a line, written before this returns; a line that was cut off is ended first."""
    with path.open("ab+") as file:
        if file.tell() and not _ends_line(file):
            file.write(b"\n")
        file.write(result.model_dump_json().encode() + b"\n")


def _ends_line(file: BinaryIO) -> bool:
    file.seek(-1, os.SEEK_END)
    return file.read(1) == b"\n"
