"""The turns before a question, as programs hand them in → what user and assistant said."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from qa.errors import QuestionError
from qa.locale import gettext
from qa.types import Turn

# Messages of a chat that neither side of a conversation says.
_ASIDE = frozenset(("system", "developer", "tool", "function"))


def validated_history(history: Sequence[Turn] | None) -> list[Turn]:
    """The turns before a question, oldest first.

    They are read as what they most likely are. Contents may be lists of parts, of which the texts
    count. Whose a turn is that has no role, or an unknown one, its place tells: the last one is the
    assistant's, since a question follows, and each one before is of the other side than the next.
    What only instructs a model, or comes from its tools, is left out, as is what says nothing.

    Raises:
        QuestionError: One of them has no content, or something else than words for one.
    """
    if isinstance(history, str | dict):
        raise _misshapen(history)
    turns: list[Turn] = []
    for turn in reversed(list(history or ())):
        content = _words(turn)
        role = str(turn.get("role") or "").strip().lower()
        if role in _ASIDE or content is None:
            continue
        answered = bool(turns) and turns[-1]["role"] == "assistant"
        known = role in ("user", "assistant")
        asks = role == "user" if known else answered
        turns.append({"role": "user" if asks else "assistant", "content": content})
    return turns[::-1]


def _words(turn: Any) -> str | None:
    """What a turn says; None where it says nothing, as one that calls a tool."""
    if not isinstance(turn, dict) or "content" not in turn:
        raise _misshapen(turn)
    content = turn["content"]
    if content is None or isinstance(content, str):
        return content
    if not isinstance(content, list):
        raise _misshapen(turn)
    texts = list(_texts(content))
    return "\n".join(texts) if texts else None


def _texts(parts: Iterable[Any]) -> Iterable[str]:
    for part in parts:
        text = part.get("text") if isinstance(part, dict) else part
        if isinstance(text, str):
            yield text


def _misshapen(value: object) -> QuestionError:
    return QuestionError(
        gettext(
            'the history is a list of {{"role": "user" | "assistant", "content": text}}, not '
            "{value}",
            value=str(value)[:60],
        )
    )
