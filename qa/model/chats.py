"""What a language model is sent: the messages of a chat."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal


@dataclass(frozen=True)
class Message:
    """One message of a chat."""

    role: Literal["system", "user", "assistant"]
    content: str


def told(messages: Sequence[Message], more: str) -> tuple[Message, ...]:
    """A chat with something added to its last message."""
    *before, last = messages
    return (*before, Message(last.role, f"{last.content}\n\n{more}"))


def as_sent(messages: Sequence[Message]) -> list[Any]:
    """A chat as LlamaIndex takes it."""
    from llama_index.core.base.llms.types import ChatMessage

    return [ChatMessage(role=message.role, content=message.content) for message in messages]
