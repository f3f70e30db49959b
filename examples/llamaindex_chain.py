"""Use the parts of `qa` in LlamaIndex code: without a key, and without its global `Settings`.

    python examples/llamaindex_chain.py FOLDER "how long does the crossing take?"

First a chain of LlamaIndex's own with the node parser and the embedding of `qa`; then a query
engine whose sources are checked citations.
"""

import sys
import tempfile

from llama_index.core import Document, VectorStoreIndex
from llama_index.core.ingestion import IngestionPipeline

from qa import Assistant, Settings
from qa.llamaindex import CitedQueryEngine, LocalEmbedding, PassageRetriever, SentenceNodeParser


def main(folder: str, question: str) -> None:
    """Ask the same question in three ways."""
    with tempfile.TemporaryDirectory() as store:
        embedding = LocalEmbedding()
        assistant = Assistant(Settings(corpus=folder, store=store, llm="none"), embedding=embedding)

        # 1. Nodes and vectors of qa in an index of LlamaIndex.
        documents = [
            Document(text=assistant.article(article.file), metadata={"file": article.file})
            for article in assistant.articles()
        ]
        pipeline = IngestionPipeline(transformations=[SentenceNodeParser(), embedding])
        index = VectorStoreIndex(pipeline.run(documents=documents), embed_model=embedding)
        nearest = index.as_retriever(similarity_top_k=1).retrieve(question)[0]
        print(f"nearest node: {nearest.node.metadata['file']}: {nearest.node.get_content()}")

        # 2. The retrieval of qa (meaning and words together) as a retriever.
        retriever = PassageRetriever(assistant.index(), embedding, budget=1000)
        for node in retriever.retrieve(question):
            print(f"passage: {node.metadata['file']}:{node.metadata['line']}")

        # 3. The whole of qa as a query engine, for a chain, a router or an agent's tool.
        response = CitedQueryEngine(assistant).query(question)
        print(f"answer: {response}")
        for source in response.source_nodes:
            print(f"cited: {source.metadata['file']}:{source.metadata['line']}  {source.text}")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
