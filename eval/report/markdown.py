"""A run as a page of Markdown: the summary of a nightly job."""

from __future__ import annotations

from collections.abc import Iterator

from eval.gate.verdict import Verdict
from eval.report import suites
from eval.report.evaluated import EvaluatedRun
from eval.scoring import trivial
from eval.scoring.measures import DETAIL, HEADLINE
from eval.scoring.statistics import Figure

VERDICTS = {Verdict.PASS: "passed", Verdict.REGRESSION: "regression", Verdict.BROKEN: "broken run"}


def page(evaluated: EvaluatedRun) -> str:
    """The verdict, the figures, the types, and the questions that changed."""
    return "\n".join(
        [
            *_head(evaluated),
            "",
            *_figures(evaluated),
            "",
            *_trivial(evaluated),
            "",
            *_types(evaluated),
            *suites.page([evaluated.shown]),
            *suites.page(evaluated.suites),
            *_since(evaluated),
            *suites.beside_page(evaluated.writers),
            *_changes(evaluated),
            "",
        ]
    )


def _head(evaluated: EvaluatedRun) -> Iterator[str]:
    manifest, summary = evaluated.manifest, evaluated.summary
    yield f"# Evaluation, {manifest.mode}: {VERDICTS[evaluated.gate.verdict]}"
    yield ""
    yield f"{summary.questions} questions, run `{manifest.id}`, commit `{manifest.commit or '?'}`."
    for reason in evaluated.gate.reasons:
        yield f"- **{reason}**"
    for remark in evaluated.gate.remarks:
        yield f"- {remark}"


def _since(evaluated: EvaluatedRun) -> Iterator[str]:
    for line in suites.since(evaluated.moved, evaluated.unlike):
        yield from ("", line)


def _figures(evaluated: EvaluatedRun) -> Iterator[str]:
    summary = evaluated.summary
    yield "| measure | value | 95 % interval | since baseline |"
    yield "|---|--:|---|--:|"
    for measure in HEADLINE:
        figure = summary.figures[measure.name]
        change = _change(evaluated, measure.name)
        yield f"| **{measure.title}** | {figure.value:.3f} | {_interval(figure)} | {change} |"
    f1 = summary.refusal_f1
    yield f"| **refusal F1** | {f1.value:.3f} | {_interval(f1)} | |"
    yield f"| answerable, but refused | {summary.refusals.over_refusal:.3f} | | |"
    yield f"| **false citations** | {summary.false_citations} | | |"
    yield f"| errors | {summary.errors} | | |"
    yield f"| AURC (lower is better) | {summary.aurc.value:.3f} | {_interval(summary.aurc)} | |"
    for measure in DETAIL:
        figure = summary.figures[measure.name]
        yield f"| {measure.title} | {figure.value:.3f} | {_interval(figure)} | |"
    for name, kept in (("paraphrases", summary.paraphrase), ("typos", summary.typo)):
        yield f"| right in {name} where the original is | {kept.kept:.3f} | | |"
    yield f"| seconds, p50 / p95 | {summary.seconds_p50:.2f} / {summary.seconds_p95:.2f} | | |"
    if summary.tokens_in:
        yield f"| tokens in / out | {summary.tokens_in:,} / {summary.tokens_out:,} | | |"
    for judged in summary.judged:
        yield (
            f"| {judged.metric}, judged by a model (advisory) | {judged.mean:.3f} | "
            f"{judged.scored} scored, {judged.unscored} unscored | |"
        )


def _trivial(evaluated: EvaluatedRun) -> Iterator[str]:
    rows = {"**this run**": trivial.level(evaluated.scores), **evaluated.trivial}
    yield "| answerer | right | for the right reason | refusal F1 |"
    yield "|---|--:|--:|--:|"
    for name, level in rows.items():
        figures = f"{level.right:.3f} | {level.right_reason:.3f} | {level.refusal_f1:.3f}"
        yield f"| {name} | {figures} |"


def _types(evaluated: EvaluatedRun) -> Iterator[str]:
    yield "| type | questions | right | for the right reason | refused | recall@5 |"
    yield "|---|--:|--:|--:|--:|--:|"
    for row in evaluated.summary.types:
        recall = "" if row.recall is None else f"{row.recall:.2f}"
        yield (
            f"| {row.type} | {row.count} | {row.right.value:.2f} | {row.right_reason:.2f} | "
            f"{row.refused:.2f} | {recall} |"
        )


def _changes(evaluated: EvaluatedRun) -> Iterator[str]:
    if evaluated.comparison is None or not evaluated.comparison.changes:
        return
    yield ""
    yield f"Changed since `{evaluated.comparison.against}`:"
    yield ""
    for change in evaluated.comparison.changes:
        sign = "better" if change.better else "worse"
        yield f"- `{change.id}`: {change.before} → {change.after} ({sign})"


def _interval(figure: Figure) -> str:
    return f"{figure.low:.3f} – {figure.high:.3f}"


def _change(evaluated: EvaluatedRun, name: str) -> str:
    if evaluated.comparison is None:
        return "–"
    return f"{evaluated.comparison.differences[name].change:+.3f}"
