"""The assistant behind `qa.ask`: one for each set of settings, made when it is first needed."""

from __future__ import annotations

import threading

from qa.assistant import Assistant
from qa.settings import Settings

_lock = threading.Lock()
_assistants: dict[Settings, Assistant] = {}


def assistant() -> Assistant:
    """The assistant for the environment as it is now."""
    settings = Settings()
    with _lock:
        if settings not in _assistants:
            _assistants[settings] = Assistant(settings)
        return _assistants[settings]
