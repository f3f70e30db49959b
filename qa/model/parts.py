"""Contents that come as a list of parts → words: some servers send thoughts as parts of a reply.

The client's types, and LlamaIndex, know a content as a text alone. So it is made one on its way.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from openai import OpenAI as Client


def joining(client: Client) -> Client:
    """The client, whose chat completions have no contents but texts."""
    create: Any = client.chat.completions.create

    def created(**asked: Any) -> Any:
        got = create(**asked)
        return _streamed(got) if asked.get("stream") else _joined(got)

    client.chat.completions.create = created  # type: ignore[method-assign]
    return client


def _streamed(chunks: Any) -> Iterator[Any]:
    for chunk in chunks:
        yield _joined(chunk)


def _joined(completion: Any) -> Any:
    """A completion, or a chunk of one, whose contents are words, with thoughts beside them."""
    for choice in getattr(completion, "choices", None) or ():
        message = getattr(choice, "message", None) or getattr(choice, "delta", None)
        content = getattr(message, "content", None)
        if message is not None and isinstance(content, list):
            parts = [part for part in content if isinstance(part, dict)]
            message.content = "".join(str(part.get("text") or "") for part in parts)
            thoughts = [str(part["thinking"]) for part in parts if part.get("thinking")]
            message.reasoning_content = " ".join(thoughts)
    return completion
