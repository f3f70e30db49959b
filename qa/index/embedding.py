"""Text → vectors: the model on this machine, and OpenAI's."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Protocol

import numpy as np

from qa import tracing
from qa.errors import EmbeddingError
from qa.index import english_model, local_model
from qa.index.english_model import EnglishModel
from qa.index.local_model import LocalModel
from qa.locale import gettext
from qa.settings import Settings
from qa.types import Vectors

# What `QA_EMBEDDING` says, of the models on this machine.
_ON_THIS_MACHINE = {local_model.NAME: "local", english_model.NAME: "english"}


class Embedding(Protocol):
    """What embeds texts: a part of LlamaIndex's `BaseEmbedding`, whose models fit."""

    model_name: str

    def get_query_embedding(self, query: str) -> list[float]:
        """The vector of a question."""

    def get_text_embedding_batch(self, texts: list[str]) -> list[list[float]]:
        """The vectors of texts, one each."""


def build(settings: Settings) -> Embedding:
    """The embedding model that the settings name."""
    if settings.embedding == "local":
        return LocalModel()
    if settings.embedding == "english":
        return EnglishModel()
    if settings.openai_api_key is None and settings.openai_base_url is None:
        raise EmbeddingError(
            gettext(
                "QA_EMBEDDING={embedding} needs OPENAI_API_KEY or OPENAI_BASE_URL; unset "
                "QA_EMBEDDING to embed on this machine",
                embedding=settings.embedding,
            )
        )
    return _remote(settings)


def setting(model: str) -> str | None:
    """What `QA_EMBEDDING` has to be for a model; None where more than that is needed."""
    return _ON_THIS_MACHINE.get(model)


def spans_languages(model: str) -> bool:
    """Whether texts that mean the same are near to each other in whatever languages they are."""
    return model != english_model.NAME


def _remote(settings: Settings) -> Embedding:
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
    found: Embedding = model
    return found


@tracing.traced("qa.embed")
def embed_texts(model: Embedding, texts: Sequence[str]) -> Vectors:
    """Vectors of passages, (n, dim), unit length.

    Raises:
        EmbeddingError: The model could not be loaded or called.
    """
    vectors = _called(model, lambda: _unit(model.get_text_embedding_batch(list(texts))))
    if len(vectors) != len(texts):
        raise _failed(model, f"{len(vectors)} vectors for {len(texts)} texts")
    return vectors


def embed_query(model: Embedding, query: str) -> Vectors:
    """The vector of a question, (dim,), unit length.

    Raises:
        EmbeddingError: The model could not be loaded or called.
    """
    return _called(model, lambda: _unit(model.get_query_embedding(query)))


def _called(model: Embedding, call: Callable[[], Vectors]) -> Vectors:
    """Call a model. What its server says is not passed on: it may repeat the key."""
    if getattr(model, "is_local", False):
        return call()
    import openai

    try:
        return call()
    except EmbeddingError:
        raise
    except openai.APIStatusError as error:
        raise _failed(
            model, gettext("the server answers {status}", status=error.status_code)
        ) from None
    except openai.OpenAIError as error:
        raise _failed(model, type(error).__name__) from None
    except (ValueError, TypeError, AttributeError, LookupError) as error:
        why = gettext("no embeddings in the reply: {kind}", kind=type(error).__name__)
        raise _failed(model, why) from None


def _failed(model: Embedding, why: str) -> EmbeddingError:
    return EmbeddingError(
        gettext(
            "the embedding model '{model}' failed ({why}): check QA_EMBEDDING, "
            "OPENAI_API_KEY and OPENAI_BASE_URL, or unset QA_EMBEDDING to embed on this machine",
            model=model.model_name,
            why=why,
        )
    )


def _unit(rows: Any) -> Vectors:
    vectors = np.asarray(rows, dtype=np.float32)
    norms = np.linalg.norm(vectors, axis=-1, keepdims=True)
    unit: Vectors = vectors / np.maximum(norms, 1e-12)
    return unit
