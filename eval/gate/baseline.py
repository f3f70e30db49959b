"""The accepted baseline: for each mode, the scores that a run is compared with.

It is committed as `eval/baseline.json` and moved by `python -m eval accept`, with a reason.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from eval.errors import RunError
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
    """The scores of one run, to compare others with."""

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
    questions: dict[str, KeptScore]


def keep(manifest: Manifest, scores: Iterable[Score], *, reason: str, accepted: str) -> Baseline:
    """A baseline made of a run."""
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


def _dumps(entries: dict[str, dict[str, object]]) -> str:
    """JSON with a line a question, so that a difference between two versions can be read."""
    modes = []
    for mode, entry in sorted(entries.items()):
        questions = entry["questions"]
        assert isinstance(questions, dict)
        rows = ",\n".join(
            f"   {json.dumps(name)}: {json.dumps(kept, ensure_ascii=False)}"
            for name, kept in questions.items()
        )
        head = {key: value for key, value in entry.items() if key != "questions"}
        rest = json.dumps(head, ensure_ascii=False, indent=2)[1:-2].replace("\n ", "\n  ")
        modes.append(f' {json.dumps(mode)}: {{{rest},\n  "questions": {{\n{rows}\n  }}\n }}')
    return "{\n" + ",\n".join(modes) + "\n}\n"
