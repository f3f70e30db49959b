"""What a language model is sent: the messages of a chat."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

_BYTES_PER_TOKEN = 3  # fewer than tokenizers make of prose: an estimate on the safe side
_MESSAGE_TOKENS = 16  # that a chat template puts around a message, at most


@dataclass(frozen=True)
class Message:
    """One message of a chat."""

    role: Literal["system", "user", "assistant"]
    content: str


def told(messages: Sequence[Message], more: str) -> tuple[Message, ...]:
    """A chat with something added to its last message."""
    *before, last = messages
    return (*before, Message(last.role, f"{last.content}\n\n{more}"))


def tokens(message: Message) -> int:
    """Tokens that a message has, at most: what a server counts with is not known here."""
    return len(message.content.encode()) // _BYTES_PER_TOKEN + _MESSAGE_TOKENS


def as_sent(messages: Sequence[Message]) -> list[Any]:
    """A chat as LlamaIndex takes it."""
    from llama_index.core.base.llms.types import ChatMessage

    return [ChatMessage(role=message.role, content=message.content) for message in messages]
