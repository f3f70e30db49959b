"""Thumbs down on the chat page → candidates for the gold set, to be completed by hand."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError

from eval.errors import FeedbackError
from eval.gold import duplicates
from eval.gold.questions import PastTurn, Question
from qa.text import words


class Complaint(BaseModel):
    """One line of feedback; what else stands in the line does not matter.

    Attributes:
        question: As it was asked.
        history: Earlier turns, oldest first.
        answer: What was answered.
        citations: What was cited.
        reason: What the reader found wrong.
    """

    model_config = ConfigDict(extra="ignore", frozen=True)

    question: str
    history: tuple[PastTurn, ...] = ()
    answer: str = ""
    citations: tuple[dict[str, Any], ...] = ()
    reason: str = ""


@dataclass(frozen=True)
class Triage:
    """Feedback, sorted: lines for the gold set, and what was refused and why."""

    candidates: tuple[dict[str, Any], ...]
    refused: tuple[str, ...]


def read(path: Path) -> list[Complaint]:
    """The complaints in a file of JSON lines; thumbs up are passed over.

    Of several judgements of one answer, lines with one `id`, the last counts.

    Raises:
        FeedbackError: The file cannot be read, or a line of it.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise FeedbackError(f"the feedback '{path}' cannot be read: {error}") from error
    found: dict[str, Complaint | None] = {}
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            entry = json.loads(line)
            name = str(entry.get("id", number)) if isinstance(entry, dict) else ""
            found.pop(name, None)
            found[name] = None if _is_praise(entry) else Complaint.model_validate(entry)
        except (ValueError, ValidationError) as error:
            reason = str(error).replace("\n", " ")[:160]
            raise FeedbackError(f"{path}:{number} is no feedback: {reason}") from error
    return [complaint for complaint in found.values() if complaint is not None]


def triage(complaints: Iterable[Complaint], gold: Sequence[Question]) -> Triage:
    """Turn complaints into candidates, leaving out what the gold set asks already.

    Two questions are one when their words are nearly the same, their histories included.
    """
    known = {q.id: duplicates.wording(q.history, q.question) for q in gold}
    candidates: list[dict[str, Any]] = []
    refused = []
    for complaint in complaints:
        asked = duplicates.wording(complaint.history, complaint.question)
        if not asked.strip():
            refused.append("a question without words")
        elif twin := _twin(asked, known):
            refused.append(f"“{complaint.question[:60]}” is {twin} already")
        else:
            name = _name(complaint.question, known)
            known[name] = asked
            candidates.append(_candidate(name, complaint))
    return Triage(tuple(candidates), tuple(refused))


def _candidate(name: str, complaint: Complaint) -> dict[str, Any]:
    """A gold question with everything left open that only a reader of the articles can fill in.

    It does not load as gold before it is completed: `complaint` goes, and `type` is decided.
    """
    return {
        "id": name,
        "type": "follow_up" if complaint.history else "FILL IN",
        "split": "dev",
        "parent": None,
        "history": [turn.model_dump() for turn in complaint.history],
        "question": complaint.question,
        "answer": "FILL IN",
        "required": [],
        "forbidden": [],
        "support": [],
        "also": [],
        "should_refuse": False,
        "must_pass": False,
        "complaint": {
            "answer": complaint.answer,
            "citations": list(complaint.citations),
            "reason": complaint.reason,
        },
    }


def _is_praise(entry: Any) -> bool:
    if not isinstance(entry, dict):
        return False
    return any(entry.get(key) in (True, "up", "like") for key in ("liked", "rating", "vote"))


def _twin(asked: str, known: dict[str, str]) -> str | None:
    for name, other in known.items():
        if duplicates.likeness(asked, other) >= duplicates.NEARLY_THE_SAME:
            return name
    return None


def _name(question: str, known: Iterable[str]) -> str:
    """An id made of the question's first telling words, and a number that is free."""
    telling = [word for word in words.split(question) if word not in words.STOPWORDS][:3]
    stem = re.sub(r"[^a-z0-9]+", "-", "-".join(["feedback", *telling]).lower()).strip("-")
    taken = set(known)
    return next(name for n in range(1, 10_000) if (name := f"{stem}-{n:02}") not in taken)
