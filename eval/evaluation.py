"""An evaluation from end to end: questions asked, scored, compared, judged, written down."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from eval import baseline as baselines
from eval import compare, corpus, gate, history, junit, markdown, report, runs, scoring, trivial
from eval import summary as summaries
from eval.baseline import BASELINE, Baseline
from eval.errors import GoldError, RunError
from eval.gold import GOLD, SEEDS, Question, load
from eval.outcome import Outcome
from eval.runner import Answerer, Judge, Progress, run
from eval.runs import RUNS, Manifest, Run


@dataclass(frozen=True)
class Places:
    """Where an evaluation reads and writes."""

    gold: Path = GOLD
    corpus: Path = SEEDS
    runs: Path = RUNS
    baseline: Path = BASELINE

    @property
    def history(self) -> Path:
        """The figures of past runs."""
        return self.runs / "history.jsonl"

    @property
    def store(self) -> Path:
        """The index of the evaluation, apart from the user's."""
        return self.runs / "index"


def start(places: Places, manifest: Manifest, resume: str | None = None) -> Run:
    """A new run, or one to go on with.

    Raises:
        RunError: The run to go on with was of other questions, code, articles or settings.
    """
    if resume is None:
        return runs.create(places.runs, manifest)
    found = runs.find(places.runs, resume)
    if not found.manifest.same_as(manifest):
        raise RunError(
            f"the run {found.manifest.id} was of other code, questions, articles or settings: "
            "leave --resume out"
        )
    return found


def evaluate(
    answerer: Answerer,
    questions: Sequence[Question],
    into: Run,
    places: Places,
    *,
    jobs: int = 1,
    against: str | None = None,
    judge: Judge | None = None,
    prices: tuple[float, float] | None = None,
    progress: Progress | None = None,
) -> Outcome:
    """Ask, score, compare, judge, and write everything into the run's folder."""
    earlier = former(places, into.manifest.mode, against)
    run(answerer, questions, into, jobs=jobs, judge=judge, progress=progress)
    outcome = assess(into, questions, places, earlier, prices=prices)
    history.append(places.history, history.entry(outcome.manifest, outcome.summary, outcome.gate))
    outcome = replace(outcome, trend=_trend(places, outcome.manifest))
    publish(outcome, into)
    return outcome


def assess(
    done: Run,
    questions: Sequence[Question],
    places: Places,
    earlier: Baseline | None,
    *,
    prices: tuple[float, float] | None = None,
) -> Outcome:
    """Score a run that was made, and judge it; nothing is asked and nothing is written."""
    manifest, results = done.manifest, done.results()
    texts = corpus.texts(places.corpus)
    scores = scoring.score_all(questions, results, texts)
    comparison = compare.compare(earlier, scores) if earlier else None
    return Outcome(
        manifest=manifest,
        questions=questions,
        results=results,
        scores=scores,
        summary=summaries.summarise(scores, prices),
        trivial=trivial.levels(questions, texts),
        baseline=earlier,
        comparison=comparison,
        gate=gate.judge(scores, comparison, manifest.mode),
        texts=texts,
        trend=_trend(places, manifest),
    )


def asked(done: Run, places: Places) -> list[Question]:
    """The questions of a run, as they are in the gold set now.

    Raises:
        GoldError: One of them is there no more.
    """
    known = {question.id: question for question in load(places.gold)}
    gone = [name for name in done.manifest.questions if name not in known]
    if gone:
        raise GoldError(f"the question '{gone[0]}' of this run is not in the gold set any more")
    return [known[name] for name in done.manifest.questions]


def former(places: Places, mode: str, against: str | None = None) -> Baseline | None:
    """What a run is compared with: another run, or the baseline of its mode, if there is one.

    Raises:
        RunError: There is no such run, or the baseline cannot be read.
    """
    if against is None:
        return baselines.read(places.baseline, mode)
    other = runs.find(places.runs, against)
    texts = corpus.texts(places.corpus)
    scores = scoring.score_all(asked(other, places), other.results(), texts)
    return baselines.keep(other.manifest, scores, reason="--against", accepted="")


def publish(outcome: Outcome, into: Run) -> None:
    """Write the report in every form; `summary.json` last, since it says that all is done."""
    into.write("report.html", report.html(outcome))
    into.write("summary.md", markdown.page(outcome))
    into.write("junit.xml", junit.xml(outcome))
    into.write("summary.json", json.dumps(as_json(outcome), indent=1, ensure_ascii=False))


def as_json(outcome: Outcome) -> dict[str, object]:
    """The figures and the verdict, and the score of every question."""
    return {
        "manifest": outcome.manifest.model_dump(mode="json"),
        "verdict": outcome.gate.verdict.name.lower(),
        "reasons": outcome.gate.reasons,
        "remarks": outcome.gate.remarks,
        "summary": outcome.summary.as_json(),
        "trivial": {name: asdict(level) for name, level in outcome.trivial.items()},
        "questions": [s.model_dump(mode="json") | {"outcome": s.outcome} for s in outcome.scores],
    }


def _trend(places: Places, manifest: Manifest) -> list[history.Entry]:
    past = history.read(places.history)
    return history.trend(past, manifest.mode, len(manifest.questions))
