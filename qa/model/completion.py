"""A chat completion, as a server sends it → `Reply`, or the error that says what is wrong."""

from __future__ import annotations

from typing import Any

from qa.model import failures, surrogates
from qa.model.failures import Endpoint
from qa.model.replies import REPLY_CHARACTERS, Reply
from qa.model.thoughts import ThoughtFilter
from qa.types import Usage

# What servers call the thoughts that they send beside an answer: DeepSeek, vLLM and llama.cpp;
# OpenRouter and newer vLLM; Ollama.
_ASIDE = ("reasoning_content", "reasoning", "thinking")


def whole(raw: Any, endpoint: Endpoint, thoughts: ThoughtFilter) -> Reply:
    """The reply that came in one piece.

    Raises:
        ModelError: The model declined, or wrote nothing.
    """
    choice = raw.choices[0]
    check_finish(choice.finish_reason, getattr(choice.message, "refusal", None), endpoint)
    said = thoughts.feed(surrogates.whole(choice.message.content or ""), last=True)
    thoughts.thought = thoughts.thought or thinks_aside(choice.message)
    return reply(said.text, choice.finish_reason, usage(raw), endpoint, thoughts)


def thinks_aside(message: Any) -> bool:
    """Whether a message, or a piece of one, has thoughts in a field of their own."""
    return any(getattr(message, name, None) for name in _ASIDE)


def reply(
    text: str,
    finish: str | None,
    used: Usage | None,
    endpoint: Endpoint,
    thoughts: ThoughtFilter,
) -> Reply:
    """The reply that a text and the reason for its end make.

    Raises:
        ModelError: The text holds no words.
    """
    if not any(c.isalnum() for c in text[:REPLY_CHARACTERS]):
        raise failures.empty(endpoint, thought=thoughts.thought and finish == "length")
    cut = finish == "length" or len(text) > REPLY_CHARACTERS
    return Reply(text=text[:REPLY_CHARACTERS], cut=cut, usage=used or Usage())


def check_finish(finish: str | None, refusal: object, endpoint: Endpoint) -> None:
    """Raise where the model or its provider would not answer.

    Raises:
        ModelError: It declined.
    """
    if finish == "content_filter" or refusal:
        raise failures.declined(endpoint)


def usage(raw: Any) -> Usage | None:
    """The tokens that the server counted, where it tells."""
    counted = getattr(raw, "usage", None)
    if counted is None:
        return None
    return Usage(
        input_tokens=max(0, int(counted.prompt_tokens or 0)),
        output_tokens=max(0, int(counted.completion_tokens or 0)),
    )
