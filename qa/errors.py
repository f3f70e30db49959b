"""Every error that `qa` raises on purpose.

    QAError
    ├── UsageError          the call itself is wrong
    │   └── QuestionError   the question is empty, too long, or holds no words
    ├── CorpusError         the folder of articles is missing, unreadable or has no articles
    ├── StoreError          the index cannot be opened, read or written
    │   ├── StoreMismatch   it was made with another embedding model or chunker
    │   ├── StoreBusy       another process is writing it (a retry can help)
    │   └── StoreAway       the Chroma server does not answer (a retry can help)
    ├── EmbeddingError      the embedding model cannot be loaded or called
    ├── ModelError          the language model failed (a retry can help where `retry` says so)
    └── PromptError         a prompt file is missing or its slots are wrong

A message names the offending value and the way out, in one line. `retry` says whether the same
call can succeed later without anything being changed.
"""


class QAError(Exception):
    """Base of all errors raised on purpose; `str(error)` is one line that says what to do."""

    retry: bool = False


class UsageError(QAError, ValueError):
    """The call itself is wrong."""


class QuestionError(UsageError):
    """The question is empty, too long, or holds no words."""


class CorpusError(QAError):
    """The folder of articles is missing, unreadable or has no articles."""


class StoreError(QAError):
    """The index cannot be opened, read or written."""


class StoreMismatch(StoreError):
    """The index was made with another embedding model or chunker."""


class StoreBusy(StoreError):
    """Another process is writing the index."""

    retry = True


class StoreAway(StoreError):
    """The Chroma server that holds the index does not answer."""

    retry = True


class EmbeddingError(QAError):
    """The embedding model cannot be loaded or called."""


class ModelError(QAError):
    """The language model failed; `retry` says whether the same call can succeed later."""

    def __init__(self, message: str, *, retry: bool = False) -> None:
        super().__init__(message)
        self.retry = retry


class PromptError(QAError):
    """A prompt file is missing, or its slots are wrong."""
