"""The accepted baseline: for each mode, the scores that a run is compared with.

It is committed as `eval/baseline.json` and moved by `python -m eval accept`, with a reason.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict

from eval.errors import RunError
from eval.gate.movements import KeptSuite
from eval.running.runs import Manifest
from eval.scoring.score import Score


class KeptScore(BaseModel):
    """What is kept of a question's score: what is compared, and what was said."""

    model_config = ConfigDict(frozen=True)

    digest: str
    should_refuse: bool
    right: bool
    right_reason: bool
    refused: bool
    recall: float
    error: str | None = None
    text: str = ""
    confidence: float | None = None  # not kept before
    seconds: float | None = None


class Baseline(BaseModel):
    """The scores of one run, to compare others with.

    `let_through` are the false statements that it showed as supported, by id; None where it judged
    none. `suites` are the figures of what it asked beside the gold set; None where none were kept.
    """

    model_config = ConfigDict(frozen=True)

    run: str
    mode: str
    model: str
    accepted: str
    reason: str
    gold: str
    corpus: str
    code: str
    commit: str
    let_through: tuple[str, ...] | None = None
    suites: dict[str, KeptSuite] | None = None
    questions: dict[str, KeptScore]


def keep(
    manifest: Manifest,
    scores: Iterable[Score],
    *,
    reason: str,
    accepted: str,
    let_through: tuple[str, ...] | None = None,
    suites: dict[str, KeptSuite] | None = None,
) -> Baseline:
    """A baseline made of a run; `let_through` and `suites` as in `Baseline`."""
    return Baseline(
        run=manifest.id,
        mode=manifest.mode,
        model=manifest.model,
        accepted=accepted,
        reason=reason,
        gold=manifest.gold,
        corpus=manifest.corpus,
        code=manifest.code,
        commit=manifest.commit,
        let_through=let_through,
        suites=suites,
        questions={s.id: KeptScore.model_validate(s.model_dump(include=_FIELDS)) for s in scores},
    )


def read(path: Path, mode: str) -> Baseline | None:
    """The baseline of a mode; None where none was accepted yet.

    Raises:
        RunError: The file is damaged.
    """
    if not path.exists():
        return None
    try:
        entry = json.loads(path.read_text(encoding="utf-8")).get(mode)
        return Baseline.model_validate(entry) if entry else None
    except ValueError as error:
        raise RunError(f"'{path}' is no baseline: restore it, or accept a run anew") from error


def write(path: Path, baseline: Baseline) -> None:
    """Put a baseline in the place of the former one of its mode; those of others stay."""
    entries = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    entries[baseline.mode] = baseline.model_dump(mode="json")
    path.write_text(_dumps(entries), encoding="utf-8")


_FIELDS = set(KeptScore.model_fields)


def _dumps(entries: dict[str, dict[str, Any]]) -> str:
    """JSON with a line a question and a line a measure, so that two versions can be compared."""
    modes = []
    for mode, entry in sorted(entries.items()):
        head = {key: value for key, value in entry.items() if key not in ("suites", "questions")}
        rest = json.dumps(head, ensure_ascii=False, indent=2)[1:-2].replace("\n ", "\n  ")
        parts = [f" {json.dumps(mode)}: {{{rest}"]
        if suites := entry.get("suites"):
            kept = {name: _suite(suite) for name, suite in suites.items()}
            parts.append(f'  "suites": {{\n{_rows(kept, 3)}\n  }}')
        questions = {name: _line(kept) for name, kept in entry["questions"].items()}
        parts.append(f'  "questions": {{\n{_rows(questions, 3)}\n  }}\n }}')
        modes.append(",\n".join(parts))
    return "{\n" + ",\n".join(modes) + "\n}\n"


def _suite(kept: dict[str, Any]) -> str:
    figures = {measure: _line(parts) for measure, parts in kept["figures"].items()}
    items = _line(kept["items"])
    return f'{{\n    "items": {items},\n    "figures": {{\n{_rows(figures, 5)}\n    }}\n   }}'


def _rows(entries: dict[str, str], indent: int) -> str:
    return ",\n".join(f"{' ' * indent}{_line(name)}: {told}" for name, told in entries.items())


def _line(told: object) -> str:
    return json.dumps(told, ensure_ascii=False)
