"""Replies of language models, kept on disk: an evaluation that is run again costs nothing.

SQLite holds them, one row a reply. The key is a digest of everything that the reply depends on.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from contextlib import closing
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from qa.errors import ModelError
from qa.locale import gettext
from qa.types import Usage

# A longer reply is a model that does not stop: ten times what the passages of a prompt hold
# (`fitting.BUDGET`). Set by hand.
REPLY_CHARACTERS = 40_000

_FILE = "replies.sqlite3"
_WAIT = 30.0  # seconds for another process that is writing, which takes far less; set by hand


class Reply(BaseModel):
    """What a language model wrote.

    `cut` is true where it reached the number of tokens that it may write.
    """

    model_config = ConfigDict(frozen=True)

    text: str
    cut: bool = False
    usage: Usage = Usage()


class ReplyCache:
    """Replies by key, in a folder; processes and threads may share it."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / _FILE

    @staticmethod
    def key(**parts: object) -> str:
        """The digest of all that a reply depends on: model, prompt and settings."""
        return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()

    def get(self, key: str) -> Reply | None:
        """The reply that was kept, if there is one.

        Raises:
            ModelError: The folder or the file in it cannot be used.
        """
        try:
            with closing(self._open()) as database:
                row = database.execute("SELECT reply FROM replies WHERE key = ?", (key,)).fetchone()
        except (sqlite3.Error, OSError) as error:
            raise self._unusable(error) from error
        try:
            return Reply.model_validate_json(row[0]) if row else None
        except ValidationError:
            return None

    def put(self, key: str, reply: Reply) -> None:
        """Keep a reply.

        Raises:
            ModelError: The folder or the file in it cannot be used.
        """
        try:
            with closing(self._open()) as database, database:
                database.execute(
                    "INSERT OR REPLACE INTO replies VALUES (?, ?)", (key, reply.model_dump_json())
                )
        except (sqlite3.Error, OSError) as error:
            raise self._unusable(error) from error

    def _open(self) -> sqlite3.Connection:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        database = sqlite3.connect(self._path, timeout=_WAIT)
        database.execute("CREATE TABLE IF NOT EXISTS replies (key TEXT PRIMARY KEY, reply TEXT)")
        return database

    def _unusable(self, error: Exception) -> ModelError:
        return ModelError(
            gettext(
                "the replies in '{path}' cannot be read or written ({error}): set QA_LLM_CACHE to "
                "another folder, or unset it",
                path=self._path,
                error=error,
            )
        )
