"""Which model judges statements beside the exact checks: `QA_VERIFIER`."""

from __future__ import annotations

from qa.settings import Settings
from qa.verify.judging import Reads


def chosen(settings: Settings) -> Reads | None:
    """The model that the settings name; None leaves the verdict to the exact checks."""
    return None
