"""Which model judges statements beside the exact checks."""

from __future__ import annotations

from qa.settings import Settings
from qa.verify import entailment
from qa.verify.judging import Reads


def chosen(settings: Settings) -> Reads | None:
    """The model that reads statements; None leaves the verdict to the exact checks.

    No setting names another one as yet.
    """
    return entailment.read
