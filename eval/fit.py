"""Fit the confidence of extractive answers, and choose the threshold of refusal.

    python -m eval.fit FOLDER            # FOLDER holds squad2/ (see eval/bench.py)

Fitted on what an answer is right for: SQuAD 2.0's questions over all its paragraphs, a third of
them once more with their paragraph taken away, and over `seeds/` the dev splits of the gold set
and of `eval/unseen.jsonl`, questions written without sight of code and gold set. Prints
cross-validated figures (ten folds, no question in two of them), what thresholds refuse, the same
for the unseen questions of the test split, on which nothing is fitted, and the constants of
`qa/confidence.py`. It writes nothing: a figure is moved by hand, and knowingly.
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from rich.console import Console

from eval.bench import holds
from qa import Assistant, Settings
from qa.answer import extractive
from qa.answer.confidence import Evidence
from qa.index.embedding import LocalEmbedding
from qa.index.memory import Index
from qa.search import conversation
from qa.search.search import search
from qa.types import Statement, Turn

ROOT = Path(__file__).resolve().parent.parent
_REGULARISATION = 0.3  # C of the logistic regression, on standardised evidence
_HELD_OUT = "unseen test"
_FAR = ("squad2", "taken away")
_FAR_WEIGHT = 0.1  # or SQuAD's adversarial questions, on which all evidence is blind, would rule
_SOURCES = ("squad2", "taken away", "gold dev", "unseen dev", _HELD_OUT)
_console = Console(highlight=False, soft_wrap=True)

Judge = Callable[[Sequence[Statement]], bool]
Numbers = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Case:
    """One question: its evidence, and whether the three best sentences answer it rightly."""

    source: str
    group: str
    evidence: Evidence
    answerable: bool
    right: bool


def main(arguments: Sequence[str]) -> int:
    """Fit, and print."""
    if len(arguments) != 1 or not (Path(arguments[0]) / "squad2").is_dir():
        print("usage: python -m eval.fit FOLDER (with squad2/)", file=sys.stderr)
        return 2
    _report([*_squad(Path(arguments[0]) / "squad2"), *_gold()])
    return 0


def _squad(folder: Path) -> Iterator[Case]:
    texts = {f"{row['id']}.txt": row["text"] for row in _rows(folder / "passages.jsonl")}
    index = _indexed(texts)
    for number, row in enumerate(_rows(folder / "questions.jsonl")):
        judge = _names_and_cites(row["answers"], f"{row['passage']}.txt")
        yield _case(index, "squad2", row["id"], row["question"], (), row["answerable"], judge)
        if number % 3 == 0:
            rest = _without(index, f"{row['passage']}.txt")
            yield _case(rest, "taken away", row["id"], row["question"], (), False, judge)


def _gold() -> Iterator[Case]:
    index = _indexed({p.name: p.read_bytes().decode() for p in (ROOT / "seeds").iterdir()})
    for row in _rows(ROOT / "eval" / "gold.jsonl"):
        if row["split"] == "dev":
            yield _case(
                index,
                "gold dev",
                row["id"],
                row["question"],
                row["history"],
                not row["should_refuse"],
                _holds_all(row["required"]),
            )
    for row in _rows(ROOT / "eval" / "unseen.jsonl"):
        source = _HELD_OUT if row["split"] == "test" else "unseen dev"
        judge = _holds_all(row["required"])
        yield _case(index, source, row["id"], row["question"], (), row["answerable"], judge)


def _names_and_cites(answers: Sequence[str], file: str) -> Judge:
    def judge(statements: Sequence[Statement]) -> bool:
        text = " ".join(statement.text for statement in statements)
        cited = {citation.file for s in statements for citation in s.citations}
        return file in cited and any(holds(text, answer) for answer in answers)

    return judge


def _holds_all(required: Sequence[Sequence[str]]) -> Judge:
    def judge(statements: Sequence[Statement]) -> bool:
        text = " ".join(statement.text for statement in statements)
        return all(any(holds(text, alias) for alias in group) for group in required)

    return judge


def _case(
    index: Index,
    source: str,
    group: str,
    question: str,
    history: Sequence[Turn],
    answerable: bool,
    judge: Judge,
) -> Case:
    found = search(index, _EMBEDDING, question, conversation.resolve(question, history))
    evidence, statements = extractive.candidate_answer(found)
    return Case(source, group, evidence, answerable, answerable and judge(statements))


_EMBEDDING = LocalEmbedding()


def _indexed(texts: dict[str, str]) -> Index:
    with tempfile.TemporaryDirectory() as work:
        corpus = Path(work) / "corpus"
        corpus.mkdir()
        for name, text in texts.items():
            (corpus / name).write_bytes(text.encode())
        settings = Settings(corpus=corpus, store=Path(work) / "store", llm="none")
        return Assistant(settings).index()


def _without(index: Index, file: str) -> Index:
    kept = [i for i, row in enumerate(index.rows) if row.file != file]
    return Index([index.rows[i] for i in kept], index.vectors[kept], "")


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
    fitted = sources != _HELD_OUT
    weights = np.where(np.isin(sources, _FAR), _FAR_WEIGHT, 1.0)
    model = make_pipeline(StandardScaler(), LogisticRegression(C=_REGULARISATION, max_iter=2000))
    sure = np.zeros(len(cases))
    sure[fitted] = cross_val_predict(
        model,
        evidence[fitted],
        right[fitted],
        groups=[case.group for case in cases if case.source != _HELD_OUT],
        cv=GroupKFold(10),
        params={"logisticregression__sample_weight": weights[fitted]},
        method="predict_proba",
    )[:, 1]
    model.fit(evidence[fitted], right[fitted], logisticregression__sample_weight=weights[fitted])
    sure[~fitted] = model.predict_proba(evidence[~fitted])[:, 1]
    brier = brier_score_loss(right[fitted], sure[fitted])
    _console.print(f"{fitted.sum()} cases, Brier score {brier:.3f}")
    for source in _SOURCES:
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
    for threshold in (0.2, 0.25, 0.3, 0.32, 0.34, 0.36, 0.4):
        parts = []
        for source in _SOURCES:
            of = [(c, p) for c, p in zip(cases, sure, strict=True) if c.source == source]
            for what, chosen in (
                ("right", [p for c, p in of if c.right]),
                ("answerable", [p for c, p in of if c.answerable]),
                ("unanswerable", [p for c, p in of if not c.answerable]),
            ):
                if chosen:
                    parts.append(f"{source} {what} {np.mean(np.array(chosen) < threshold):.3f}")
        _console.print(f"refused below {threshold}: " + ", ".join(parts))


def _rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
