"""Fit the confidence of extractive answers, and choose the threshold of refusal.

    python -m eval.teach.fitting FOLDER            # FOLDER holds squad2/ (see eval/bench/)

Fitted on what an answer is right for: SQuAD 2.0's questions over all its paragraphs, a third of
them once more with their paragraph taken away, and over `seeds/` the dev splits of the gold set
and of `eval/unseen.jsonl`, questions written without sight of code and gold set. Prints
cross-validated figures (ten folds, no question in two of them), what thresholds refuse, the same
for the unseen questions of the test split, on which nothing is fitted, and the constants of
`qa/answer/confidence.py`. It writes nothing: a figure is moved by hand, and knowingly.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import asdict, fields
from pathlib import Path

import numpy as np
import numpy.typing as npt
from rich.console import Console

from eval.teach.cases import HELD_OUT, SOURCES, SQUAD, TAKEN_AWAY, Case, of_seeds, of_squad
from qa.answer.confidence import Evidence

_REGULARISATION = 0.3  # C of the logistic regression, on standardised evidence
_FOLDS = 10  # of the cross-validation
_FAR = (SQUAD, TAKEN_AWAY)
_FAR_WEIGHT = 0.1  # or SQuAD's adversarial questions, on which all evidence is blind, would rule
_THRESHOLDS = (0.2, 0.25, 0.3, 0.32, 0.34, 0.36, 0.4)  # of confidence, to choose from
_console = Console(highlight=False, soft_wrap=True)

Numbers = npt.NDArray[np.float64]


def main(arguments: Sequence[str]) -> int:
    """Fit, and print."""
    if len(arguments) != 1 or not (Path(arguments[0]) / "squad2").is_dir():
        print("usage: python -m eval.teach.fitting FOLDER (with squad2/)", file=sys.stderr)
        return 2
    _report([*of_squad(Path(arguments[0]) / "squad2"), *of_seeds()])
    return 0


def _report(cases: Sequence[Case]) -> None:
    from sklearn.linear_model import LogisticRegression
    from sklearn.metrics import brier_score_loss, roc_auc_score
    from sklearn.model_selection import GroupKFold, cross_val_predict
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import StandardScaler

    evidence = np.array([list(asdict(case.evidence).values()) for case in cases])
    right = np.array([case.right for case in cases])
    sources = np.array([case.source for case in cases])
    answerable = np.array([case.answerable for case in cases])
    fitted = sources != HELD_OUT
    weights = np.where(np.isin(sources, _FAR), _FAR_WEIGHT, 1.0)
    model = make_pipeline(StandardScaler(), LogisticRegression(C=_REGULARISATION, max_iter=2000))
    sure = np.zeros(len(cases))
    sure[fitted] = cross_val_predict(
        model,
        evidence[fitted],
        right[fitted],
        groups=[case.group for case in cases if case.source != HELD_OUT],
        cv=GroupKFold(_FOLDS),
        params={"logisticregression__sample_weight": weights[fitted]},
        method="predict_proba",
    )[:, 1]
    model.fit(evidence[fitted], right[fitted], logisticregression__sample_weight=weights[fitted])
    sure[~fitted] = model.predict_proba(evidence[~fitted])[:, 1]
    brier = brier_score_loss(right[fitted], sure[fitted])
    _console.print(f"{fitted.sum()} cases, Brier score {brier:.3f}")
    for source in SOURCES:
        of = sources == source
        if len(set(answerable[of])) > 1:
            area = roc_auc_score(answerable[of], sure[of])
            _console.print(f"{source}: area under the curve, answerable or not: {area:.3f}")
    _thresholds(cases, sure)
    scale = model[0]
    slopes = model[-1].coef_[0] / scale.scale_
    intercept = model[-1].intercept_[0] - float(slopes @ scale.mean_)
    _console.print(f"INTERCEPT = {intercept:.2f}")
    for field, weight in zip(fields(Evidence), slopes, strict=True):
        _console.print(f"{field.name} = {weight:.2f}")


def _thresholds(cases: Sequence[Case], sure: Numbers) -> None:
    """What each threshold refuses: of right answers, and of what should be refused."""
    for threshold in _THRESHOLDS:
        parts = []
        for source in SOURCES:
            of = [(c, p) for c, p in zip(cases, sure, strict=True) if c.source == source]
            for what, chosen in (
                ("right", [p for c, p in of if c.right]),
                ("answerable", [p for c, p in of if c.answerable]),
                ("unanswerable", [p for c, p in of if not c.answerable]),
            ):
                if chosen:
                    parts.append(f"{source} {what} {np.mean(np.array(chosen) < threshold):.3f}")
        _console.print(f"refused below {threshold}: " + ", ".join(parts))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
