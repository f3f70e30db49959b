"""The same retrieval as a LlamaIndex retriever, for use in a LlamaIndex chain."""

from __future__ import annotations

from llama_index.core.base.base_retriever import BaseRetriever
from llama_index.core.base.embeddings.base import BaseEmbedding
from llama_index.core.schema import NodeWithScore, QueryBundle, TextNode

from qa.index.memory import Index
from qa.search.ranking import prepare, rank
from qa.search.selection import select
from qa.types import Passage


class PassageRetriever(BaseRetriever):
    """The same retrieval as a LlamaIndex retriever, for use in a LlamaIndex chain.

    Nodes carry `file`, `start`, `end`, `line` and `end_line`; they are best first, and their texts
    fit the budget together.
    """

    def __init__(self, index: Index, embedding: BaseEmbedding, budget: int = 4000) -> None:
        super().__init__()
        self._index = index
        self._embedding = embedding
        self._budget = budget

    def _retrieve(self, query_bundle: QueryBundle) -> list[NodeWithScore]:
        query = prepare(self._index, self._embedding, query_bundle.query_str)
        return [
            NodeWithScore(node=_node(passage), score=passage.score)
            for passage in select(self._index, rank(self._index, query), self._budget)
        ]


def _node(passage: Passage) -> TextNode:
    where = passage.model_dump(exclude={"text", "score"})
    return TextNode(
        id_=f"{passage.file}:{passage.start}-{passage.end}", text=passage.text, metadata=where
    )
