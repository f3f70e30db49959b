"""Lines that a person types: with editing, a history that is kept, and completion by Tab."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType

_KEPT = 1000  # lines of the history
# What surrounds what takes no room on the screen, so that the line editor counts right.
_INVISIBLE = "\001\033[1;36m\002", "\001\033[0m\002"


class Lines:
    """Reads lines, from a person at a terminal or from a pipe.

    A person edits by the keys of the shell (GNU Readline, or its like), finds earlier questions
    with the arrow keys and Ctrl-R, and completes a word that starts with `/` by Tab.

    Args:
        history: The file that keeps what was typed; nothing is kept where it cannot be written.
        words: What Tab completes.
    """

    def __init__(self, history: Path, words: Sequence[str] = ()) -> None:
        self._history = history.expanduser()
        self._words = sorted(words)
        self._editor = _editor() if sys.stdin.isatty() else None
        if self._editor is not None:
            self._prepare(self._editor)

    def _prepare(self, editor: ModuleType) -> None:
        with contextlib.suppress(OSError):
            editor.read_history_file(str(self._history))
        editor.set_history_length(_KEPT)
        editor.set_completer(self._completed)
        editor.set_completer_delims(" ")
        libedit = "libedit" in (editor.__doc__ or "")
        editor.parse_and_bind("bind ^I rl_complete" if libedit else "tab: complete")

    def _completed(self, begun: str, number: int) -> str | None:
        fitting = [word for word in self._words if begun.startswith("/") and word.startswith(begun)]
        return f"{fitting[number]} " if number < len(fitting) else None

    def read(self, prompt: str) -> str | None:
        """The next line; None at the end of the input."""
        try:
            return input(self._coloured(prompt) if sys.stdin.isatty() else "")
        except EOFError:
            return None

    def _coloured(self, prompt: str) -> str:
        if self._editor is None:
            return prompt
        before, after = _INVISIBLE
        return f"{before}{prompt}{after}"

    def close(self) -> None:
        """Keep what was typed, readable by its owner alone."""
        if self._editor is None:
            return
        with contextlib.suppress(OSError):
            self._history.parent.mkdir(parents=True, exist_ok=True)
            if not self._history.exists():
                self._history.touch(mode=0o600)
            self._editor.write_history_file(str(self._history))


def _editor() -> ModuleType | None:
    """The line editor; None where Python was built without one."""
    try:
        import readline
    except ImportError:
        return None
    return readline
