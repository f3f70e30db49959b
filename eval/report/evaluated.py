"""A finished run, with everything that is shown of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from eval.gate.baseline import Baseline
from eval.gate.comparison import Comparison
from eval.gate.history import Entry
from eval.gate.movements import Movement
from eval.gate.verdict import Decision
from eval.gold.questions import Question
from eval.running.results import Result
from eval.running.runs import Manifest
from eval.scoring.margins import Margins
from eval.scoring.score import Score
from eval.scoring.summary import Summary
from eval.scoring.trivial import Level
from eval.suites.beside import Column
from eval.suites.figures import SuiteFigures


@dataclass(frozen=True)
class EvaluatedRun:
    """What a run came to.

    Attributes:
        manifest: What was run.
        questions: The questions, in order.
        results: What came of them, by id.
        scores: Their scores, in the order of the questions.
        summary: The figures.
        trivial: What answerers that know nothing reach, and the oracle, by name.
        baseline: What the run is compared with, if anything.
        comparison: What changed since then.
        gate: The verdict.
        texts: The articles, file → text.
        trend: Past runs of this kind, the baseline among them, this one last.
        shown: What the gold set's answers show: how much of it is to the point.
        margins: What stands near the threshold, and may go otherwise on another machine.
        suites: What was asked beside the gold set.
        moved: Its figures that are other ones than in the baseline.
        unlike: The suites of which the baseline has no figures, or those of other items.
        writers: Language models beside each other, two by script and a real one.
    """

    manifest: Manifest
    questions: Sequence[Question]
    results: Mapping[str, Result]
    scores: Sequence[Score]
    summary: Summary
    trivial: Mapping[str, Level]
    baseline: Baseline | None
    comparison: Comparison | None
    gate: Decision
    texts: Mapping[str, str]
    trend: Sequence[Entry]
    shown: SuiteFigures
    margins: Margins
    suites: Sequence[SuiteFigures] = ()
    moved: Sequence[Movement] = ()
    unlike: Sequence[str] = ()
    writers: Sequence[Column] = ()
