"""The plain script: LlamaIndex's `VectorStoreIndex` over Chroma, with the local embedding.

    python -m eval.bench.cold.starter FOLDER STORE [QUESTION]

Without a question it indexes the folder; with one it prints the text that comes nearest.
"""

from __future__ import annotations

import sys
from typing import Any

import chromadb
from llama_index.core import SimpleDirectoryReader, StorageContext, VectorStoreIndex
from llama_index.core.schema import BaseNode, TextNode
from llama_index.core.vector_stores.types import (
    BasePydanticVectorStore,
    VectorStoreQuery,
    VectorStoreQueryResult,
)
from pydantic import PrivateAttr

from qa.index.local_embedding import LocalEmbedding


class ChromaStore(BasePydanticVectorStore):
    """A Chroma collection, as far as the script needs one."""

    stores_text: bool = True
    _collection: Any = PrivateAttr()

    def __init__(self, collection: Any) -> None:
        super().__init__(stores_text=True)
        self._collection = collection

    @property
    def client(self) -> Any:
        """The collection."""
        return self._collection

    def add(self, nodes: list[BaseNode], **_: Any) -> list[str]:  # type: ignore[override]
        """Add nodes with their vectors."""
        names = [node.node_id for node in nodes]
        self._collection.add(
            ids=names,
            embeddings=[node.get_embedding() for node in nodes],
            documents=[node.get_content() for node in nodes],
        )
        return names

    def delete(self, ref_doc_id: str, **_: Any) -> None:
        """The script deletes nothing."""
        raise NotImplementedError

    def query(self, query: VectorStoreQuery, **_: Any) -> VectorStoreQueryResult:
        """The nodes whose vectors come nearest."""
        found = self._collection.query(
            query_embeddings=[query.query_embedding], n_results=query.similarity_top_k
        )
        nodes = [
            TextNode(id_=name, text=text)
            for name, text in zip(found["ids"][0], found["documents"][0], strict=True)
        ]
        scores = [1 - distance for distance in found["distances"][0]]
        return VectorStoreQueryResult(nodes=nodes, similarities=scores, ids=found["ids"][0])


def main(folder: str, store: str, question: str = "") -> None:
    """Index a folder, or ask what was indexed."""
    collection = chromadb.PersistentClient(store).get_or_create_collection(
        "articles", embedding_function=None
    )
    kept, model = ChromaStore(collection), LocalEmbedding()
    if not question:
        VectorStoreIndex.from_documents(
            SimpleDirectoryReader(folder, recursive=True).load_data(),
            storage_context=StorageContext.from_defaults(vector_store=kept),
            embed_model=model,
        )
        return
    index = VectorStoreIndex.from_vector_store(kept, embed_model=model)
    print(index.as_retriever(similarity_top_k=2).retrieve(question)[0].get_content())


if __name__ == "__main__":
    main(*sys.argv[1:])
