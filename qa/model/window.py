"""The window of a model: how many tokens it can read and write together."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

# Tokens, where neither the server nor the name tells: the default of Ollama.
SAFE_WINDOW = 4096

# What servers call it in their list of models: vLLM, LM Studio and others, llama.cpp.
_FIELDS = ("max_model_len", "context_length", "context_window", "n_ctx")


def by_name(model: str) -> int | None:
    """The window of a model of OpenAI's that LlamaIndex knows by name."""
    from llama_index.llms.openai.utils import openai_modelname_to_contextsize

    try:
        return int(openai_modelname_to_contextsize(model))
    except ValueError:
        return None


def as_served(entry: Any) -> int | None:
    """The window that a server tells of a model in its list, under one of several names."""
    facts = dict(getattr(entry, "model_extra", None) or {})
    meta = facts.get("meta")
    facts |= meta if isinstance(meta, dict) else {}
    sizes = [facts[name] for name in _FIELDS if isinstance(facts.get(name), int)]
    return next((size for size in sizes if size > 0), None)


def as_loaded(model: str, asked: Callable[[str], Any]) -> int | None:
    """The window with which a local server has loaded a model, where it tells elsewhere.

    llama.cpp tells at `/props`, Ollama at `/api/ps`, LM Studio at `/api/v0/models`.

    Args:
        model: Its name.
        asked: Gives what the server tells at a path; None where it tells nothing.
    """
    told = _facts(asked("/props")).get("default_generation_settings")
    if (size := _size(_facts(told).get("n_ctx"))) is not None:
        return size
    for path, listed in (("/api/ps", "models"), ("/api/v0/models", "data")):
        entries = _facts(asked(path)).get(listed)
        for entry in map(_facts, entries if isinstance(entries, list) else []):
            if model in (entry.get("name"), entry.get("model"), entry.get("id")):
                for name in ("loaded_context_length", "context_length"):
                    if (size := _size(entry.get(name))) is not None:
                        return size
    return None


def _facts(told: Any) -> dict[str, Any]:
    return told if isinstance(told, dict) else {}


def _size(told: Any) -> int | None:
    return told if isinstance(told, int) and told > 0 else None
