"""Where the files of the evaluation lie: the one place that knows."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

EVAL = Path(__file__).resolve().parent
ROOT = EVAL.parent  # of the repository
SEEDS = ROOT / "seeds"  # the articles that the gold set asks about
GOLD = EVAL / "gold.jsonl"
UNSEEN = EVAL / "unseen.jsonl"  # questions written without sight of code and gold set
INPUTS = EVAL / "inputs"  # what is typed that is no plain question
CORPORA = EVAL / "corpora"  # small corpora that agree, copy and contradict, and questions on them
NEAR = EVAL / "near"  # small articles, and pairs of questions: one they answer, one they seem to
STATEMENTS = EVAL / "statements"  # small articles, and true and false statements on them
DRAFTS = EVAL / "drafts"  # drafts with planted errors, on the articles of the two before
FORMATS = ROOT / "tests" / "corpora"  # small files of every kind, and questions on them
LESSONS = EVAL / "lessons"  # what the reader is taught with
BASELINE = EVAL / "baseline.json"
RUNS = EVAL / "runs"


@dataclass(frozen=True)
class Paths:
    """What an evaluation reads and writes."""

    gold: Path = GOLD
    corpus: Path = SEEDS
    runs: Path = RUNS
    baseline: Path = BASELINE
    inputs: Path = INPUTS
    corpora: Path = CORPORA
    near: Path = NEAR
    statements: Path = STATEMENTS
    drafts: Path = DRAFTS
    formats: Path = FORMATS

    @property
    def history(self) -> Path:
        """The figures of past runs."""
        return self.runs / "history.jsonl"

    @property
    def store(self) -> Path:
        """The index of the evaluation, apart from the user's."""
        return self.runs / "index"

    @property
    def small(self) -> Path:
        """The indexes of the suites' small corpora, a folder each."""
        return self.runs / "corpora"

    @property
    def replies(self) -> Path:
        """What language models replied, kept for the next run."""
        return self.runs / "replies"
