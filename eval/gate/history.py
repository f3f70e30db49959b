"""The figures of past runs: `history.jsonl`, one line a run, only ever added to."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from eval.gate.baseline import Baseline
from eval.gate.verdict import Decision
from eval.metrics import abstention
from eval.running.runs import Manifest
from eval.scoring.summary import Summary
from eval.suites.figures import SuiteFigures


class Entry(BaseModel):
    """One run in the history."""

    model_config = ConfigDict(frozen=True)

    run: str
    mode: str
    model: str
    started: str
    commit: str
    gold: str
    questions: int
    verdict: str
    figures: dict[str, float]


def entry(
    manifest: Manifest,
    summary: Summary,
    gate: Decision,
    suites: Sequence[SuiteFigures] = (),
) -> Entry:
    """A run as a line of the history."""
    figures = {name: round(figure.value, 4) for name, figure in summary.figures.items()}
    return Entry(
        run=manifest.id,
        mode=manifest.mode,
        model=manifest.model,
        started=manifest.started,
        commit=manifest.commit,
        gold=manifest.gold,
        questions=summary.questions,
        verdict=gate.verdict.name.lower(),
        figures=figures
        | {
            "refusal_f1": round(summary.refusal_f1.value, 4),
            "over_refusal": round(summary.refusals.over_refusal, 4),
            "aurc": round(summary.aurc.value, 4),
            "false_citations": summary.false_citations,
            "errors": summary.errors,
            "seconds_p50": round(summary.seconds_p50, 4),
            "seconds_p95": round(summary.seconds_p95, 4),
        }
        | dict(_of_suites(suites)),
    )


def _of_suites(suites: Sequence[SuiteFigures]) -> Iterator[tuple[str, float]]:
    for suite in suites:
        for measure in suite.measures:
            yield f"{suite.suite}/{measure}", round(suite.figure(measure).value, 4)


def of_baseline(baseline: Baseline, asked: Sequence[str]) -> Entry | None:
    """A baseline as a line of the history, over the questions of a run; None without any."""
    kept = [baseline.questions[name] for name in asked if name in baseline.questions]
    answerable = [k for k in kept if not k.should_refuse]
    if not answerable:
        return None
    refusals = abstention.refusals([k.refused for k in kept], [k.should_refuse for k in kept])
    return Entry(
        run=baseline.run,
        mode=baseline.mode,
        model=baseline.model,
        started=_day(baseline.run),
        commit=baseline.commit,
        gold=baseline.gold,
        questions=len(kept),
        verdict="accepted",
        figures={
            "right": sum(k.right for k in answerable) / len(answerable),
            "right_reason": sum(k.right_reason for k in answerable) / len(answerable),
            "refusal_f1": refusals.f1,
        },
    )


def _day(run: str) -> str:
    """The day that stands in the name of a run."""
    return f"{run[:4]}-{run[4:6]}-{run[6:8]}"


def append(path: Path, new: Entry) -> None:
    """Add a run; a run that is scored again is not added twice."""
    if new.run in {past.run for past in read(path)}:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a", encoding="utf-8") as file:
        file.write(json.dumps(new.model_dump(mode="json")) + "\n")


def read(path: Path) -> list[Entry]:
    """Every run in the history, oldest first; lines that cannot be read are passed over."""
    if not path.exists():
        return []
    found = []
    for line in path.read_text(encoding="utf-8").splitlines():
        try:
            found.append(Entry.model_validate_json(line))
        except ValueError:
            continue
    return found


def trend(past: Sequence[Entry], mode: str, questions: int) -> list[Entry]:
    """The runs that can stand on one line: of one mode, over as many questions."""
    return [e for e in past if e.mode == mode and e.questions == questions]
