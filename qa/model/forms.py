"""The form that a reply is to have, where a server can hold its model to one: JSON by a schema."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

# What is asked for, in turn: a schema, then any JSON object, then nothing but words.
_KINDS = ("json_schema", "json_object", "")
_REFUSED = re.compile(r"response_format|json_schema|json_object|structured.outputs?", re.IGNORECASE)


@dataclass(frozen=True)
class Form:
    """A form of replies.

    Attributes:
        name: What it is called, in letters and underscores.
        schema: Its JSON schema.
        instruction: What the model is told of it, after all else.
    """

    name: str
    schema: Mapping[str, Any]
    instruction: str


class Forms:
    """What one server was found to hold its model to; remembered from call to call.

    Args:
        wanted: Whether it is asked for a form at all.
    """

    def __init__(self, *, wanted: bool) -> None:
        self._kind = _KINDS[0] if wanted else ""

    @property
    def offered(self) -> bool:
        """Whether a reply can be asked for in a form, as far as is known."""
        return bool(self._kind)

    def options(self, form: Form) -> dict[str, Any]:
        """The part of a request that asks for it; empty where it cannot be asked for."""
        if not self._kind:
            return {}
        asked: dict[str, Any] = {"type": self._kind}
        if self._kind == "json_schema":
            schema = {"name": form.name, "strict": True, "schema": dict(form.schema)}
            asked["json_schema"] = schema
        return {"response_format": asked}

    def step_down(self, said: str) -> bool:
        """Ask for less, where a server complains of the form; tells whether it did."""
        if not self._kind or not _REFUSED.search(said):
            return False
        self._kind = _KINDS[_KINDS.index(self._kind) + 1]
        return True

    def give_up(self) -> None:
        """Ask for no form any more: it is taken, and not kept to."""
        self._kind = ""
