"""The threshold below which a folder's questions are refused, where one was fitted to them.

`qa calibrate` fits it (`qa.scoring.fitting`) and keeps it here, beside the index. It holds for the
model of confidence that it was fitted with: another one's is passed over, and told in `qa status`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from qa.answer import confidence, reader
from qa.errors import StoreError
from qa.locale import gettext
from qa.settings import Caution, Settings

NAME = "calibration.json"


class Calibration(BaseModel):
    """Thresholds fitted to somebody's own questions.

    Attributes:
        thresholds: The confidence below which a question is refused, for each caution.
        questions: How many questions they were fitted to.
        answerable: How many of these the articles answer.
        source: The name of the file of questions.
        made: The day, `YYYY-MM-DD`.
        model: The model of confidence (`model_name`).
    """

    model_config = ConfigDict(frozen=True)

    thresholds: Mapping[Caution, float]
    questions: int
    answerable: int
    source: str
    made: str
    model: str

    @property
    def current(self) -> bool:
        """Whether it was fitted with the model of confidence that is in use."""
        return self.model == model_name()


def model_name() -> str:
    """Names what confidences are made with: their weights, and the reader's."""
    weights = reader.weights()
    made = repr((confidence.INTERCEPT, confidence.WEIGHTS, weights.stat().st_size))
    return hashlib.sha256(made.encode()).hexdigest()[:12]


def read(settings: Settings) -> Calibration | None:
    """What is kept beside the index of these settings; None where there is nothing usable."""
    try:
        return Calibration.model_validate_json(_path(settings).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None


def keep(settings: Settings, calibration: Calibration) -> None:
    """Keep it beside the index.

    Raises:
        StoreError: It cannot be written.
    """
    path = _path(settings)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(calibration.model_dump_json(indent=2) + "\n", encoding="utf-8")
    except OSError as error:
        raise StoreError(
            gettext("'{path}' cannot be written: {strerror}", path=path, strerror=error.strerror)
        ) from error


def forget(settings: Settings) -> bool:
    """Go back to the threshold that comes with the program; whether there was another one."""
    path = _path(settings)
    try:
        path.unlink()
    except FileNotFoundError:
        return False
    except OSError as error:
        raise StoreError(
            gettext("'{path}' cannot be removed: {strerror}", path=path, strerror=error.strerror)
        ) from error
    return True


def threshold(settings: Settings) -> float:
    """The confidence below which a question is refused."""
    found = read(settings)
    if found is not None and found.current:
        return found.thresholds.get(settings.caution, confidence.THRESHOLDS[settings.caution])
    return confidence.THRESHOLDS[settings.caution]


def described(settings: Settings) -> str:
    """The threshold in use and where it comes from, for people to read."""
    found, used = read(settings), threshold(settings)
    shown = f"below confidence {used:.2f} ({settings.caution} caution)"
    if found is None:
        return f"{shown}, as the program comes; `qa calibrate` fits it to your questions"
    if not found.current:
        return f"{shown}; the one fitted on {found.made} is of another version: `qa calibrate`"
    return f"{shown}, fitted to {found.questions} questions of {found.source} on {found.made}"


def _path(settings: Settings) -> Path:
    return settings.store / NAME
