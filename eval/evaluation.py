"""An evaluation from end to end: questions asked, scored, compared, judged, written down."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, replace

from eval.errors import RunError
from eval.gate import baseline as baselines
from eval.gate import history, movements, verdict
from eval.gate.baseline import Baseline
from eval.gate.comparison import compare
from eval.gold import corpus
from eval.gold.questions import Question
from eval.paths import Paths
from eval.report import html, junit, markdown
from eval.report.evaluated import EvaluatedRun
from eval.running import runner, runs
from eval.running.runner import Judge, Progress, QASystem
from eval.running.runs import Manifest, Run
from eval.scoring import margins, score, trivial
from eval.scoring import summary as summaries
from eval.suites import beside, golden, marking, small


def start(paths: Paths, manifest: Manifest, resume: str | None = None) -> Run:
    """A new run, or one to go on with.

    Raises:
        RunError: The run to go on with was of other questions, code, articles or settings.
    """
    if resume is None:
        return runs.create(paths.runs, manifest)
    found = runs.find(paths.runs, resume)
    if not found.manifest.same_as(manifest):
        raise RunError(
            f"the run {found.manifest.id} was of other code, questions, articles or settings: "
            "leave --resume out"
        )
    return found


def evaluate(
    system: QASystem,
    questions: Sequence[Question],
    into: Run,
    paths: Paths,
    *,
    jobs: int = 1,
    against: str | None = None,
    judge: Judge | None = None,
    prices: tuple[float, float] | None = None,
    progress: Progress | None = None,
) -> EvaluatedRun:
    """Ask, score, compare, judge, and write everything into the run's folder."""
    earlier = former(paths, into.manifest.mode, against)
    runner.run(system, questions, into, jobs=jobs, judge=judge, progress=progress)
    evaluated = assess(into, questions, paths, earlier, prices=prices)
    history.append(
        paths.history,
        history.entry(evaluated.manifest, evaluated.summary, evaluated.gate, evaluated.suites),
    )
    evaluated = replace(evaluated, trend=_trend(paths, evaluated.manifest, evaluated.baseline))
    publish(evaluated, into)
    return evaluated


def assess(
    done: Run,
    questions: Sequence[Question],
    paths: Paths,
    earlier: Baseline | None,
    *,
    prices: tuple[float, float] | None = None,
) -> EvaluatedRun:
    """Score a run that was made, and judge it; nothing is asked and nothing is written."""
    manifest, results = done.manifest, done.results()
    texts = corpus.texts(paths.corpus)
    scores = score.score_all(questions, results, texts)
    near = margins.margins(scores, manifest.threshold)
    names = {one.id for one in near.near}
    comparison = compare(earlier, scores, names) if earlier else None
    suites = marking.of_run(done, paths)
    kept = (earlier.suites if earlier else None) or {}
    moved = movements.movements(kept, suites, manifest)
    return EvaluatedRun(
        manifest=manifest,
        questions=questions,
        results=results,
        scores=scores,
        summary=summaries.summarise(scores, prices),
        trivial=trivial.levels(questions, texts),
        baseline=earlier,
        comparison=comparison,
        gate=verdict.decide(scores, comparison, manifest.mode, suites, moved),
        texts=texts,
        trend=_trend(paths, manifest, earlier),
        shown=golden.figures(questions, results),
        margins=near,
        suites=suites,
        moved=moved,
        unlike=tuple(movements.unlike(kept, suites, manifest)) if earlier else (),
        writers=beside.columns(suites, small.read(done.folder)),
    )


def former(paths: Paths, mode: str, against: str | None = None) -> Baseline | None:
    """What a run is compared with: another run, or the baseline of its mode, if there is one.

    Raises:
        RunError: There is no such run, or the baseline cannot be read.
    """
    if against is None:
        return baselines.read(paths.baseline, mode)
    other = runs.find(paths.runs, against)
    texts = corpus.texts(paths.corpus)
    scores = score.score_all(runs.asked(other, paths.gold), other.results(), texts)
    suites = movements.keep(marking.of_run(other, paths), other.manifest, paths)
    return baselines.keep(other.manifest, scores, reason="--against", accepted="", suites=suites)


def publish(evaluated: EvaluatedRun, into: Run) -> None:
    """Write the report in every form; `summary.json` last, since it says that all is done."""
    into.write("report.html", html.page(evaluated))
    into.write("summary.md", markdown.page(evaluated))
    into.write("junit.xml", junit.xml(evaluated))
    into.write("summary.json", json.dumps(as_json(evaluated), indent=1, ensure_ascii=False))


def as_json(evaluated: EvaluatedRun) -> dict[str, object]:
    """The figures and the verdict, and the score of every question."""
    return {
        "manifest": evaluated.manifest.model_dump(mode="json"),
        "verdict": evaluated.gate.verdict.name.lower(),
        "reasons": evaluated.gate.reasons,
        "remarks": evaluated.gate.remarks,
        "summary": evaluated.summary.as_json(),
        "shown": evaluated.shown.as_json(),
        "near the threshold": [asdict(near) for near in evaluated.margins.near],
        "suites": {found.suite: found.as_json() for found in evaluated.suites},
        "moved": [asdict(one) for one in evaluated.moved],
        "trivial": {name: asdict(level) for name, level in evaluated.trivial.items()},
        "questions": [s.model_dump(mode="json") | {"outcome": s.outcome} for s in evaluated.scores],
    }


def _trend(paths: Paths, manifest: Manifest, earlier: Baseline | None) -> list[history.Entry]:
    past = history.trend(history.read(paths.history), manifest.mode, len(manifest.questions))
    if earlier is None or earlier.run in {entry.run for entry in past}:
        return past
    kept = history.of_baseline(earlier, manifest.questions)
    return sorted([*past, kept], key=lambda entry: entry.started) if kept else past
