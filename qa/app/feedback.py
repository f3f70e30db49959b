"""Judgements of visitors, kept as JSON lines in the shape of candidates for the gold set."""

from __future__ import annotations

import json
import threading
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from qa.app.dialogue import Exchange, Rating
from qa.settings import Settings
from qa.types import Citation, Turn

MAX_REASON_CHARACTERS = 500

_lock = threading.Lock()


def candidate(
    exchange: Exchange, history: list[Turn], rating: Rating, reason: str, settings: Settings
) -> dict[str, Any]:
    """What is kept of a judged answer.

    The fields of a gold question come first: a good answer's citations are its `support`, and a
    person only has to add `required`. What the answer was and how it came about follows. A second
    judgement of the same answer has the same id: the last line with an id counts.
    """
    answer = exchange.answer
    if answer is None:
        raise ValueError("only an answer can be judged")
    cited = [_cited(citation) for citation in answer.citations]
    good = rating == "up"
    return {
        "id": f"feedback-{exchange.identity}",
        "type": "candidate",
        "split": None,
        "history": history,
        "question": exchange.question,
        "answer": answer.text,
        "required": [],
        "forbidden": [],
        "support": cited if good else [],
        "also": [],
        "should_refuse": answer.refused if good else None,
        "must_pass": False,
        "rating": rating,
        "reason": " ".join(reason.split())[:MAX_REASON_CHARACTERS],
        "citations": cited,
        "files": list(exchange.files),
        "settings": {
            "mode": answer.mode,
            "model": answer.model,
            "llm": settings.llm,
            "embedding": settings.embedding,
            "confidence": round(answer.confidence, 4),
        },
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
    }


def keep(path: Path, record: dict[str, Any]) -> None:
    """Append one record; whole lines even when several visitors judge at once."""
    line = json.dumps(record, ensure_ascii=False) + "\n"
    with _lock:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("a", encoding="utf-8") as file:
            file.write(line)


def _cited(citation: Citation) -> dict[str, Any]:
    return {
        "file": citation.file,
        "quote": citation.quote,
        "start": citation.start,
        "end": citation.end,
    }
