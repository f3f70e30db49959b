"""The embedding model on this machine as a model of LlamaIndex, for its chains."""

from __future__ import annotations

from typing import ClassVar

from llama_index.core.base.embeddings.base import BaseEmbedding
from pydantic import PrivateAttr

from qa.index.local_model import NAME, LocalModel


class LocalEmbedding(BaseEmbedding):
    """`LocalModel` behind LlamaIndex's `BaseEmbedding`."""

    is_local: ClassVar[bool] = True
    _model: LocalModel = PrivateAttr(default_factory=LocalModel)

    def __init__(self) -> None:
        super().__init__(model_name=NAME)

    def _get_query_embedding(self, query: str) -> list[float]:
        return self._model.get_query_embedding(query)

    async def _aget_query_embedding(self, query: str) -> list[float]:
        return self._get_query_embedding(query)

    def _get_text_embedding(self, text: str) -> list[float]:
        return self._get_text_embeddings([text])[0]

    def _get_text_embeddings(self, texts: list[str]) -> list[list[float]]:
        return self._model.get_text_embedding_batch(texts)
