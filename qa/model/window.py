"""The window of a model: how many tokens it can read and write together."""

from __future__ import annotations

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
