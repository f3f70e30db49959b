"""A language model that judges in the place of the one on this machine."""

from __future__ import annotations

import threading
from functools import cached_property
from typing import Literal

from qa.model import prompts
from qa.model.chats import Message
from qa.model.client import LanguageModel
from qa.settings import Settings
from qa.text import words
from qa.verify.entailment import Entailment

_TOKENS = 200  # that a verdict may have: a word, and room for a model that adds a few; set by hand
_SURE = -20.0  # the log probability of what a verdict rules out
_KEPT = 4096  # verdicts that are remembered: a draft asks for the same more than once

Ruling = Literal["supported", "contradicted", "unsupported"]


class OutsideJudge:
    """Asks a language model whether sentences say a statement.

    Args:
        settings: Where the model is, and its name.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._model = LanguageModel(settings)
        self._lock = threading.Lock()
        self._known: dict[tuple[str, str, str], Entailment] = {}

    @cached_property
    def _prompts(self) -> prompts.Prompts:
        return prompts.load(self._settings.prompts)

    def __call__(self, statement: str, sentences: str, before: str = "") -> Entailment:
        """What the model says of a statement; what cannot be read leaves it unsupported.

        Raises:
            ModelError: The model failed.
        """
        key = (statement, sentences, before)
        with self._lock:
            if key in self._known:
                return self._known[key]
        text = self._prompts.fill(
            "judge", statement=statement, sentences=sentences, before=before or "(nothing)"
        )
        raw = self._model.reply([Message("user", text)], _TOKENS).text
        found = _entailment(ruling(raw), raw)
        with self._lock:
            if len(self._known) >= _KEPT:
                self._known.clear()
            self._known[key] = found
        return found


def ruling(raw: str) -> Ruling:
    """The verdict that a reply holds: its one word, or the only one of the three that it has.

    Anything else is unsupported: two verdicts, none, or one that is denied.
    """
    said = words.split(raw)
    named = {word for word in said if word in ("supported", "contradicted", "unsupported")}
    if len(named) != 1 or "not" in said:
        return "unsupported"
    return "supported" if named == {"supported"} else _other(named)


def _other(named: set[str]) -> Ruling:
    return "contradicted" if named == {"contradicted"} else "unsupported"


def _entailment(found: Ruling, raw: str) -> Entailment:
    says, neither, opposes = (
        0.0 if found == name else _SURE for name in ("supported", "unsupported", "contradicted")
    )
    return Entailment(says=says, neither=neither, opposes=opposes, raw=raw)
