"""Fit the confidence of extractive answers, and choose the threshold of refusal.

    python -m eval.teach.fitting FOLDER        # FOLDER holds squad2/ and news/ (see eval/bench/)
    python -m eval.teach.fitting FOLDER seeds news    # fitted on some kinds alone

Fitted on whether an answer is right, on several kinds of questions of equal weight: over `seeds/`
the dev splits of the gold set and of `eval/unseen.jsonl`; news, asked in other words; SQuAD 2.0
over all its paragraphs, a third once more with the paragraph taken away; the lessons that the
reader did not learn from; the dev split of the small corpora. Prints cross-validated figures (ten
folds, no question in two of them) for each kind: area under the curve, expected calibration error
and the diagram behind it, what thresholds refuse; the same for the unseen questions of the test
split, on which nothing is fitted; and the constants of `qa/answer/confidence.py`. It writes
nothing: a figure is moved by hand, and knowingly.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import astuple, dataclass, fields
from pathlib import Path

import numpy as np
from rich.console import Console

from eval.scoring import reliability
from eval.scoring.reliability import Numbers
from eval.teach import cases as kinds
from eval.teach.cases import FITTED, HELD_OUT, Case
from qa.answer.confidence import Evidence

_REGULARISATION = 0.3  # C of the logistic regression, on standardised evidence
_FOLDS = 10  # of the cross-validation
_NEEDED = ("squad2", "news")
# Share of the answerable that may be refused, of each kind, by how careful an answerer is to be.
_CAUTION = {"low": 0.02, "normal": 0.05, "high": 0.1}
_SOURCES: dict[str, Callable[[Path], Iterator[Case]]] = {
    "seeds": lambda _: kinds.of_seeds(),
    "news": lambda folder: kinds.of_news(folder / "news"),
    "squad2": lambda folder: kinds.of_squad(folder / "squad2"),
    "lessons": lambda _: kinds.of_lessons(),
    "corpora": lambda _: kinds.of_corpora(),
}
_console = Console(highlight=False, soft_wrap=True)


@dataclass(frozen=True)
class Fit:
    """A logistic model of the evidence.

    Attributes:
        sure: The confidence of each case, by models that have not seen its group.
        intercept: Of the model fitted on all that may be fitted on.
        weights: One for each field of `Evidence`.
    """

    sure: Numbers
    intercept: float
    weights: Sequence[float]


def main(arguments: Sequence[str]) -> int:
    """Fit, and print."""
    folder, chosen = Path(*arguments[:1]), list(arguments[1:]) or list(_SOURCES)
    usable = arguments and all((folder / name).is_dir() for name in _NEEDED)
    if not usable or not set(chosen) <= _SOURCES.keys():
        print(
            f"usage: python -m eval.teach.fitting FOLDER [{'|'.join(_SOURCES)} ...] "
            "(FOLDER with squad2/, news/)",
            file=sys.stderr,
        )
        return 2
    found = [case for name in chosen for case in _SOURCES[name](folder)]
    for line in report(found, fit(found)):
        _console.print(line)
    return 0


def fit(cases: Sequence[Case]) -> Fit:
    """A model of all cases but the held-out ones, every kind weighing the same."""
    from sklearn.linear_model import LogisticRegression
    from sklearn.model_selection import GroupKFold, cross_val_predict
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import StandardScaler

    evidence = np.array([[float(value) for value in astuple(case.evidence)] for case in cases])
    right = np.array([case.right for case in cases])
    fitted = np.array([case.kind != HELD_OUT for case in cases])
    weighed = {"logisticregression__sample_weight": weights(cases)[fitted]}
    model = make_pipeline(StandardScaler(), LogisticRegression(C=_REGULARISATION, max_iter=2000))
    groups = [f"{case.kind} {case.group}" for case in cases if case.kind != HELD_OUT]
    sure = np.zeros(len(cases))
    sure[fitted] = cross_val_predict(
        model,
        evidence[fitted],
        right[fitted],
        groups=groups,
        cv=GroupKFold(_FOLDS),
        params=weighed,
        method="predict_proba",
    )[:, 1]
    model.fit(evidence[fitted], right[fitted], **weighed)
    if not fitted.all():
        sure[~fitted] = model.predict_proba(evidence[~fitted])[:, 1]
    scale, logistic = model[0], model[-1]
    slopes = logistic.coef_[0] / scale.scale_
    return Fit(sure, float(logistic.intercept_[0] - slopes @ scale.mean_), list(map(float, slopes)))


def report(cases: Sequence[Case], found: Fit) -> Iterator[str]:
    """What the fit is worth on each kind, what thresholds refuse, and the constants."""
    sure, right = found.sure, np.array([case.right for case in cases])
    for kind in (*FITTED, HELD_OUT):
        of = np.array([case.kind == kind for case in cases])
        if of.any():
            yield from _kind(kind, [c for c in cases if c.kind == kind], sure[of], right[of])
    for caution, most in _CAUTION.items():
        yield from _threshold(cases, sure, caution, most)
    yield f"INTERCEPT = {found.intercept:.2f}"
    for field, weight in zip(fields(Evidence), found.weights, strict=True):
        yield f"{field.name} = {weight:.2f}"


def weights(cases: Sequence[Case]) -> Numbers:
    """What makes every kind weigh the same, 1 on the mean."""
    counts = Counter(case.kind for case in cases)
    fair = len(cases) / len(counts)
    return np.array([fair / counts[case.kind] for case in cases])


def _kind(kind: str, cases: Sequence[Case], sure: Numbers, right: Numbers) -> Iterator[str]:
    from sklearn.metrics import brier_score_loss, roc_auc_score

    answerable = np.array([case.answerable for case in cases])
    area = roc_auc_score(answerable, sure) if len(set(answerable)) > 1 else float("nan")
    error = reliability.calibration_error(sure, right.astype(bool))
    yield (
        f"{kind}: {len(cases)} cases, {answerable.mean():.3f} answerable, "
        f"{right.mean():.3f} right; "
        f"area under the curve, answerable or not, {area:.3f}; "
        f"Brier score {brier_score_loss(right, sure):.3f}; expected calibration error {error:.3f}"
    )
    points = reliability.bins(sure, right.astype(bool))
    yield "  sure → right: " + ", ".join(
        f"{b.sure:.2f} → {b.right:.2f} ({b.count})" for b in points
    )


def _threshold(cases: Sequence[Case], sure: Numbers, caution: str, most: float) -> Iterator[str]:
    """The threshold that refuses `most` of the answerable of each kind, and what it refuses."""
    by_kind: dict[str, list[float]] = {kind: [] for kind in FITTED}
    for case, value in zip(cases, sure, strict=True):
        if case.answerable and case.kind in by_kind:
            by_kind[case.kind].append(float(value))
    chosen = reliability.threshold(by_kind, most)
    yield f"caution {caution}: threshold {chosen:.3f}, refuses"
    for kind in (*FITTED, HELD_OUT):
        shares = [
            f"{name} {np.mean(np.array(values) < chosen):.3f}"
            for name, values in _parts(cases, sure, kind).items()
            if values
        ]
        own = reliability.threshold({kind: by_kind[kind]}, most) if by_kind.get(kind) else None
        alone = "" if own is None else f" (alone it could be {own:.3f})"
        if shares:
            yield f"  {kind}: {', '.join(shares)}{alone}"


def _parts(cases: Sequence[Case], sure: Numbers, kind: str) -> dict[str, list[float]]:
    of = [(c, float(p)) for c, p in zip(cases, sure, strict=True) if c.kind == kind]
    return {
        "right": [p for c, p in of if c.right],
        "answerable": [p for c, p in of if c.answerable],
        "unanswerable": [p for c, p in of if not c.answerable],
    }


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
