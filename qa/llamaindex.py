"""The parts of `qa` that fit into LlamaIndex code of your own.

    from qa.llamaindex import CitedQueryEngine, LocalEmbedding, PassageRetriever, SentenceNodeParser

`LocalEmbedding` is an embedding model on this machine, `SentenceNodeParser` cuts documents into
units of sentences with exact offsets, `PassageRetriever` finds passages in an index of `qa`, and
`CitedQueryEngine` answers with checked citations. None needs a key, and none touches LlamaIndex's
global `Settings`.
"""

from qa.corpus.node_parser import SentenceNodeParser
from qa.index.local_embedding import LocalEmbedding
from qa.query_engine import CitedQueryEngine
from qa.search.retriever import PassageRetriever

__all__ = ["CitedQueryEngine", "LocalEmbedding", "PassageRetriever", "SentenceNodeParser"]
