"""Which model judges statements beside the exact checks: `QA_VERIFIER`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qa.errors import UsageError
from qa.model import client
from qa.settings import Settings
from qa.verify import entailment

if TYPE_CHECKING:
    from qa.verify.judging import Reads


def chosen(settings: Settings) -> Reads:
    """The model that reads statements: the one on this machine, or a language model.

    Raises:
        UsageError: It is to be the language model, and there is none.
    """
    if settings.verifier == "local":
        return entailment.read
    from qa.verify.outside import OutsideJudge

    if settings.verifier != "llm":
        return OutsideJudge(settings.model_copy(update={"llm": settings.verifier}))
    if not client.wanted(settings):
        raise UsageError(
            "QA_VERIFIER=llm has the language model judge, and there is none: set OPENAI_API_KEY, "
            "OPENAI_BASE_URL or QA_LLM, or leave QA_VERIFIER out"
        )
    return OutsideJudge(settings)
