"""Accepting a run as the baseline that later ones are compared with."""

from __future__ import annotations

from datetime import UTC, datetime

from eval.errors import RunError
from eval.gate import baseline as baselines
from eval.gate import movements, verdict
from eval.gate.baseline import Baseline
from eval.gate.verdict import Verdict
from eval.gold import corpus
from eval.gold.questions import digest, load
from eval.paths import Paths
from eval.running import runs
from eval.running.runs import Run
from eval.scoring import score
from eval.suites import marking, statements


def accept(name: str, reason: str, paths: Paths) -> Baseline:
    """Make a run the baseline of its mode.

    Only a finished run of the whole gold set, made with the code that is here, can be one, and
    never one that is broken or holds a false citation.

    Raises:
        RunError: The run is no fit baseline; the message says why.
    """
    if not reason.strip():
        raise RunError("a baseline needs a reason: --reason 'what moved the figures'")
    run = runs.find(paths.runs, name)
    _check_fit(run, paths)
    scores = score.score_all(runs.asked(run, paths.gold), run.results(), corpus.texts(paths.corpus))
    decision = verdict.decide(scores, None, run.manifest.mode)
    if decision.verdict is Verdict.BROKEN:
        raise RunError(f"the run is broken: {decision.reasons[0]}")
    if any(s.faults for s in scores):
        raise RunError("the run has false citations, and those are never accepted")
    accepted = datetime.now(UTC).isoformat(timespec="seconds")
    suites = marking.of_run(run, paths)
    new = baselines.keep(
        run.manifest,
        scores,
        reason=reason.strip(),
        accepted=accepted,
        let_through=statements.let_through(suites),
        suites=movements.keep(suites, run.manifest, paths),
    )
    baselines.write(paths.baseline, new)
    return new


def latest(paths: Paths, mode: str | None = None) -> Run:
    """The latest finished run of the whole gold set, of a mode where one is given.

    Raises:
        RunError: There is none.
    """
    for run in reversed(runs.every(paths.runs)):
        manifest = run.manifest
        if run.finished and manifest.complete and mode in (None, manifest.mode):
            return run
    raise RunError("there is no finished run of the whole gold set: `python -m eval` makes one")


def _check_fit(run: Run, paths: Paths) -> None:
    manifest = run.manifest
    if not run.finished:
        raise RunError(f"the run {manifest.id} is not finished: python -m eval --resume last")
    if not manifest.complete:
        raise RunError(f"the run {manifest.id} asked only some of the gold questions")
    if manifest.gold != digest(load(paths.gold)):
        raise RunError(f"the gold set has changed since the run {manifest.id}: run it again")
    if changed := movements.changed(manifest, paths):
        named = ", ".join(changed)
        raise RunError(f"other items are asked since the run {manifest.id} ({named}): run it again")
    if manifest.code != runs.code_digest():
        raise RunError(f"the code has changed since the run {manifest.id}: run it again")
