"""Answers do not hang on the scale of one embedding's cosines."""

from __future__ import annotations

import math
from pathlib import Path

from llama_index.core.base.embeddings.base import BaseEmbedding
from pydantic import PrivateAttr

from eval.gold import questions as gold
from qa import Answer, Assistant, Settings
from qa.index.local_embedding import LocalEmbedding
from tests.conftest import SEEDS

_EVERY = 5  # of the dev questions
_MOST = 0.03  # of the questions that may end otherwise


class Rescaled(BaseEmbedding):
    """The local embedding with each cosine c at (1 - by) c + by: the order is as it was."""

    _model: LocalEmbedding = PrivateAttr()
    _by: float = PrivateAttr()

    def __init__(self, model: LocalEmbedding, by: float) -> None:
        super().__init__(model_name=f"rescaled by {by}")
        self._model, self._by = model, by

    def _scaled(self, vector: list[float]) -> list[float]:
        return [math.sqrt(1 - self._by) * x for x in vector] + [math.sqrt(self._by)]

    def _get_query_embedding(self, query: str) -> list[float]:
        return self._scaled(self._model.get_query_embedding(query))

    async def _aget_query_embedding(self, query: str) -> list[float]:
        return self._get_query_embedding(query)

    def _get_text_embedding(self, text: str) -> list[float]:
        return self._scaled(self._model.get_text_embedding(text))

    def _get_text_embeddings(self, texts: list[str]) -> list[list[float]]:
        return [self._scaled(v) for v in self._model.get_text_embedding_batch(texts)]


def _ended(answer: Answer) -> tuple[bool, str, list[str]]:
    """What was answered, and what articles are said to say of it together."""
    return answer.refused, answer.short, [claim.relation for claim in answer.agreement]


def test_what_is_answered_and_refused_does_not_hang_on_the_scale_of_cosines(
    seeds: Assistant, embedding: LocalEmbedding, tmp_path: Path
) -> None:
    settings = Settings(corpus=SEEDS, store=tmp_path / "store", llm="none")
    other = Assistant(settings, embedding=Rescaled(embedding, 0.5))
    asked = [one for one in gold.select(gold.load(), split="dev") if not one.history][::_EVERY]
    differing = 0
    for one in asked:
        first, second = seeds.ask(one.question), other.ask(one.question)
        differing += _ended(first) != _ended(second)
    assert differing <= _MOST * len(asked)
