"""The gate: whether a run passes, and if not, every reason why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum

from eval.gate.comparison import Comparison
from eval.gate.movements import Movement
from eval.scoring.measures import HEADLINE
from eval.scoring.score import Score
from eval.suites.agreement import PRECISION
from eval.suites.figures import Share, SuiteFigures
from eval.suites.items import STATEMENTS
from eval.suites.statements import LET_THROUGH
from eval.suites.writers import NOTHING_THROUGH

SIGNIFICANT = 0.05  # of a drop's p: the usual level
# Share of the questions: with more errors than this, a run says nothing about quality; by hand.
BROKEN_SHARE = 0.1
# Share of false statements that may be shown as supported, by suite: the goal that statements were
# made for; of drafts what it is today, with room for one more.
MOST_LET_THROUGH = {STATEMENTS: 0.02, "writers": 0.02, "drafts": 0.05}
_FALSE = {"false: not supported", NOTHING_THROUGH}


class Verdict(IntEnum):
    """The exit code of a run."""

    PASS = 0
    REGRESSION = 1
    BROKEN = 2


@dataclass(frozen=True)
class Decision:
    """The verdict on a run, with its reasons and with remarks that do not fail it."""

    verdict: Verdict
    reasons: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()


def decide(
    scores: Sequence[Score],
    comparison: Comparison | None,
    mode: str,
    suites: Sequence[SuiteFigures] = (),
    moved: Sequence[Movement] = (),
) -> Decision:
    """Decide on a run.

    It is broken when too many questions raised, or were answered in another mode. It regressed
    when a citation is false, a must-pass question fails, or a headline measure has dropped
    significantly since the baseline. A false citation is told even of a broken run. In the suites a
    citation that is false, or that stands for the opposite of what it says, fails as well; so do
    more false statements shown as supported than may be, and a figure that has really fallen.

    Args:
        scores: Of the gold questions.
        comparison: What changed since the baseline, if there is one.
        mode: How the questions were to be answered.
        suites: What was asked beside them.
        moved: The figures of these that are other ones than in the baseline.
    """
    regressions = [
        *_false_citations(scores),
        *_must_pass(scores),
        *_drops(comparison),
        *(found for suite in suites for found in _false_proofs(suite)),
        *(found for suite in suites for found in _let_through(suite, comparison)),
        *(f"{one.suite}: {one.told} since the baseline" for one in moved if one.fallen),
    ]
    broken = [*_errors(scores), *_other_mode(scores, mode), *_broken_suites(suites)]
    if broken:
        return Decision(Verdict.BROKEN, tuple(broken + regressions))
    verdict = Verdict.REGRESSION if regressions else Verdict.PASS
    return Decision(verdict, tuple(regressions), tuple(_remarks(scores, comparison, mode, suites)))


def _errors(scores: Sequence[Score]) -> list[str]:
    failed = [s for s in scores if s.error]
    if len(failed) <= BROKEN_SHARE * len(scores):
        return []
    return [
        f"{len(failed)} of {len(scores)} questions ended in an error, such as {failed[0].error}"
    ]


def _other_mode(scores: Sequence[Score], mode: str) -> list[str]:
    other = [s for s in scores if s.mode and s.mode != mode]
    if len(other) <= BROKEN_SHARE * len(scores):
        return []
    return [f"{len(other)} of {len(scores)} answers are {other[0].mode}, not {mode}"]


def _false_citations(scores: Sequence[Score]) -> list[str]:
    faulty = [(s, fault) for s in scores for fault in s.faults]
    if not faulty:
        return []
    score, fault = faulty[0]
    return [f"{_count(len(faulty), 'false citation')}: {score.id} {fault}"]


def _false_proofs(suite: SuiteFigures) -> list[str]:
    false = [(m.id, fault) for m in suite.marks for fault in m.false_citations]
    merged = [(m.id, files) for m in suite.marks for files in m.merged]
    beside = "a file is cited beside the first that gives another answer"
    agreed = [(m.id, beside) for m in suite.marks if _agrees_falsely(m.shares.get(PRECISION))]
    kinds = {"false citation": false, "merged contradiction": merged, "false agreement": agreed}
    return [
        f"{suite.suite}: {_count(len(found), noun)}, such as {found[0][0]}: {found[0][1]}"
        for noun, found in kinds.items()
        if found
    ]


def _agrees_falsely(share: Share | None) -> bool:
    return share is not None and share.good < share.of


def _let_through(suite: SuiteFigures, comparison: Comparison | None) -> list[str]:
    """False statements shown as supported, where they are more than may be, or than there were."""
    false = [mark for mark in suite.marks if _FALSE & mark.shares.keys()]
    through = [mark.id for mark in false if mark.outcome == LET_THROUGH]
    told = f"{suite.suite}: {_count(len(through), 'false statement')} of {len(false)} supported"
    if len(through) > MOST_LET_THROUGH.get(suite.suite, 0.0) * len(false):
        return [f"{told}, such as {through[0]}"]
    before = comparison.let_through if comparison and suite.suite == STATEMENTS else None
    new = [] if before is None else [name for name in through if name not in before]
    if before is not None and len(through) > len(before):
        return [f"{told}, {len(before)} in the baseline; new is {new[0]}"]
    return []


def _broken_suites(suites: Sequence[SuiteFigures]) -> list[str]:
    broken = []
    for suite in suites:
        failed = [mark for mark in suite.marks if mark.error]
        if len(failed) > BROKEN_SHARE * len(suite.marks):
            broken.append(
                f"{suite.suite}: {len(failed)} of {len(suite.marks)} items ended in an error, "
                f"such as {failed[0].error}"
            )
    return broken


def _must_pass(scores: Sequence[Score]) -> list[str]:
    failed = [s for s in scores if s.must_pass and not s.right]
    return [f"must-pass question {s.id} is {s.outcome}" for s in failed]


def _drops(comparison: Comparison | None) -> list[str]:
    if comparison is None:
        return []
    reasons = []
    for measure in HEADLINE:
        found = comparison.differences[measure.name]
        if found.change < 0 and found.p < SIGNIFICANT:
            reasons.append(
                f"{measure.title}: {found.change:+.3f} since the baseline "
                f"({found.lost} lost, {found.gained} gained, p {_small(found.p)})"
            )
    return reasons


def _remarks(
    scores: Sequence[Score],
    comparison: Comparison | None,
    mode: str,
    suites: Sequence[SuiteFigures],
) -> list[str]:
    remarks = []
    if comparison is None:
        remarks.append(f"no {mode} baseline yet: python -m eval accept --reason '...'")
    elif comparison.missing:
        remarks.append(f"{_count(comparison.missing, 'question')} not in the baseline")
    if comparison is not None and comparison.by_a_hair:
        named = ", ".join(comparison.by_a_hair)
        remarks.append(f"by a hair otherwise, and counted as before: {named}")
    if errors := sum(bool(s.error) for s in scores):
        remarks.append(f"{_count(errors, 'error')}, counted as wrong")
    for suite in suites:
        if failed := sum(bool(mark.error) for mark in suite.marks):
            remarks.append(f"{suite.suite}: {_count(failed, 'error')}, counted as wrong")
    if other := sum(bool(s.mode) and s.mode != mode for s in scores):
        remarks.append(f"{_count(other, 'answer')} fell back to another mode")
    return remarks


def _small(p: float) -> str:
    return "< 0.001" if p < 0.001 else f"= {p:.3f}"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" + ("" if number == 1 else "s")
