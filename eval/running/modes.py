"""The modes in which the program is scored, and the settings that each of them runs with."""

from __future__ import annotations

from eval.errors import RunError
from eval.paths import Paths
from qa.settings import Settings

MODES = ("extractive", "generative")
# Questions at one time: quoting keeps the processor busy, a language model only keeps us waiting.
JOBS = {"extractive": 1, "generative": 4}


def asked(mode: str | None) -> list[str]:
    """The mode asked for; else extractive, and generative too where a language model is set up.

    Raises:
        RunError: There is no such mode, or it needs a language model and none is set up.
    """
    possible = _possible(Settings())
    if mode is None:
        return possible
    if mode not in MODES:
        raise RunError(f"there is no mode '{mode}': {' or '.join(MODES)}")
    if mode not in possible:
        raise RunError("no language model is set up: OPENAI_API_KEY, or OPENAI_BASE_URL and QA_LLM")
    return [mode]


def settings(mode: str, paths: Paths) -> Settings:
    """The environment's settings, but over the seeds, in an index of the evaluation's own."""
    changes: dict[str, object] = {
        "corpus": paths.corpus,
        "store": paths.store,
        "chroma_url": None,  # the evaluation never writes into the user's index
    }
    if mode == "extractive":
        changes["llm"] = "none"
    else:
        changes["llm_cache"] = paths.replies
    return Settings().model_copy(update=changes)


def _possible(environment: Settings) -> list[str]:
    address = environment.openai_api_key or environment.openai_base_url
    return list(MODES) if address and environment.llm != "none" else ["extractive"]
