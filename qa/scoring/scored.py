"""A file of questions, asked, scored, compared with an earlier run, and written down."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from qa.answer import calibration
from qa.answer.calibration import Calibration
from qa.answer.extractive import Quoter
from qa.assistant import Assistant
from qa.index import embedding as embeddings
from qa.report.items import Report
from qa.scoring import figures, fitting, marks, questions, records, shown
from qa.scoring.figures import Figures
from qa.scoring.fitting import Fit
from qa.scoring.marks import Mark, Progress
from qa.settings import Caution, Settings


@dataclass(frozen=True)
class Scored:
    """A run of somebody's own questions.

    Attributes:
        marks: What came of each question.
        figures: What they come to.
        report: The run as it is shown, with what changed since another one.
        folder: Where it was written.
    """

    marks: list[Mark]
    figures: Figures
    report: Report
    folder: Path


def score(
    assistant: Assistant,
    path: Path,
    *,
    into: Path | None = None,
    against: str | None = None,
    progress: Progress | None = None,
) -> Scored:
    """Ask the questions of a file, and write down what came of them.

    Args:
        assistant: Who answers.
        path: The file (`questions.read`).
        into: The folder of this file's runs; beside the index when left out.
        against: The run to compare with; the one before when left out.
        progress: Told how it gets on.

    Raises:
        UsageError: The file cannot be read, a line of it is wrong, or there is no run `against`.
        StoreError: The run cannot be written.
    """
    asked = questions.read(path)
    settings = assistant.settings
    runs = into or records.folder(settings, path)
    past = records.former(runs)
    before = records.against(past, against)
    found = marks.ask(assistant, asked, progress)
    came_to = figures.figures(found)
    answered = next((m.answer for m in found if m.answer is not None), None)
    by = answered.model if answered and answered.mode == "generative" else "quoting"
    now = records.record(
        found,
        came_to,
        questions=path,
        settings=settings,
        threshold=calibration.threshold(settings),
        answers=by,
    )
    told = shown.report(found, came_to, now, past, assistant, before)
    folder = records.keep(runs, now, found, shown.page(told))
    return Scored(found, came_to, told, folder)


def calibrate(
    settings: Settings, path: Path, progress: Progress | None = None
) -> dict[Caution, Fit]:
    """Fit the threshold of refusal, for each caution, to the questions of a file.

    Raises:
        UsageError: The file cannot be read, or holds too few questions to fit anything to.
    """
    asked = questions.read(path)
    model = embeddings.build(settings).model_name
    unrefusing = Assistant(settings, answerer=Quoter(model, threshold=0.0))
    found = fitting.candidates(marks.ask(unrefusing, asked, progress))
    return dict(fitting.fits(found))


def as_calibration(
    fits: dict[Caution, Fit], path: Path, day: str, asked: list[questions.OwnQuestion]
) -> Calibration:
    """The thresholds as they are kept beside the index."""
    return Calibration(
        thresholds={caution: fit.threshold for caution, fit in fits.items()},
        questions=len(asked),
        answerable=sum(question.answerable for question in asked),
        source=path.name,
        made=day,
        model=calibration.model_name(),
    )
